"""The page of the service itself says what is wrong and what to do, and no money (H02)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from activity.models import Delivery, State, Submission, SubmissionLease
from pbc import celery, system
from pbc.core import clock, upkeep
from pbc.core.models import RefusedSignIns
from pbc.core.tasks import run_errand, sweep_errands
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


def test_a_service_with_nothing_to_do_says_so_h02(client):
    client.force_login(make.administrator())

    page = said(client.get("/system/"))

    assert "The service runs as it should" in page
    assert "No file has come yet. In force to: nothing yet." in page
    assert "£" not in page


def test_work_that_nobody_takes_is_a_thing_to_do_h02(monkeypatch):
    monkeypatch.setattr(system, "TOO_LONG", timedelta(seconds=-60))  # of now, it is late
    waits, runs = make.submission(), make.submission()
    SubmissionLease.objects.filter(submission=runs).update(
        token=uuid4(), until=timezone.now() + timedelta(hours=1)
    )

    readings, errands = system.read(TODAY).queues

    assert (readings.waiting, readings.running, readings.late) == (1, 1, True)
    assert "See that the workers and the sweeps run" in readings.what_to_do
    assert (errands.waiting, errands.what_to_do) == (0, "")
    assert waits.state == State.RECEIVED


def test_what_was_given_up_is_counted_h02():
    make.submission(State.SET_ASIDE, sentence="Reading stopped three times")
    make.errand_set_aside()

    readings, errands = system.read(TODAY).queues

    assert (readings.set_aside, errands.set_aside) == (1, 1)
    assert "try again from the desk" in errands.what_to_do


def test_the_age_of_a_feed_is_counted_in_days_from_its_last_file_h02():
    fernville = make.practice("Fernville")
    make.published_file([make.line(fernville)], on=date(2006, 11, 2))

    feed = next(one for one in system.read(TODAY).feeds if one.last_file)

    assert (feed.days, feed.to_month) == (131, "September 2006")  # 28 + 31 + 31 + 28 + 13
    assert feed.what_to_do == "Ask the sender for the next file."


def test_the_files_of_the_disk_are_counted_once_each_h02():
    first = make.delivery()
    make.delivery()
    Delivery.objects.create(
        file_name="again.csv", sha256=first.sha256, size=1000, stored_as="00/9",
        sent_by=make.operator(), received_on=TODAY,
    )  # fmt: skip

    disk = system.read(TODAY).disk

    assert disk.files == 2
    assert disk.free <= disk.whole
    assert Submission.objects.count() == 0


def test_the_last_sweep_is_named_with_its_worker_h02(client):
    upkeep.swept(name="pbc.core.tasks.sweep_errands", worker="sweeper@first")
    upkeep.swept(name="pbc.core.tasks.sweep_errands", worker="sweeper@second")

    [one] = system.read(TODAY).sweeps
    client.force_login(make.administrator())
    page = said(client.get("/system/"))

    assert (one.name, one.worker) == ("Errands that wait", "sweeper@second")
    assert "Errands that wait last at" in page
    assert "by sweeper@second" in page


def test_a_sweep_of_a_worker_says_when_it_ended_and_other_work_does_not():
    for task in (sweep_errands, run_errand):
        celery.note_sweep(sender=task)

    assert [one.name for one in system.read(TODAY).sweeps] == ["Errands that wait"]


def test_who_was_not_let_in_is_counted_and_not_named_e13(client):
    cache.clear()
    for _ in range(2):
        client.post("/accounts/login/", {"login": "kanarienvogel", "password": "a guess"})
    RefusedSignIns.objects.create(day=clock.now().date() - timedelta(days=8), count=5)

    refused = system.read(TODAY).refused
    client.force_login(make.administrator())
    page = said(client.get("/system/"))
    cache.clear()

    assert [count for _, count in refused] == [2]
    assert ": 2 not let in" in page
    assert "kanarienvogel" not in page


def test_what_goes_by_itself_and_after_how_long_is_said(client, settings):
    settings.PBC_DISCARDED_KEPT_DAYS, settings.PBC_TRACES_KEPT_DAYS = 400, 1
    client.force_login(make.administrator())

    page = said(client.get("/system/"))

    assert "Content of a discarded file after 400 days" in page
    assert "When somebody saw their desk after 1 day; the last time stays" in page
    assert "go after 1 day" in said(client.get("/privacy/"))
