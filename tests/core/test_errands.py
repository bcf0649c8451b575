"""Other work for later: run once, tried three times, then set aside and told (DESIGN 4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from pbc.celery import app
from pbc.core import errands, leases, registry, services
from pbc.core.models import Errand, ErrandLease, ErrandState, Practice
from pbc.core.tasks import run_errand, sweep_errands
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
KIND = "open a practice"


def open_practice(*, key, by):
    """The work of these errands; a practice without a code is refused by the database."""
    Practice.objects.create(code=key or None, name=f"Opened by {by}", town="Hemel")


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """A kind of work of which the tests can see whether it was done."""
    monkeypatch.setitem(registry.work, KIND, open_practice)


def ask(key="Y90001", by=None):
    """Ask for a practice to be opened."""
    return services.ask_for_errand(kind=KIND, key=key, by=by or make.operator())


def test_an_errand_waits_until_it_is_run_and_is_done_once():
    errand = ask()
    assert errands.waiting() == [errand.pk]

    for _ in range(5):
        run_errand(errand_id=errand.pk)

    errand.refresh_from_db()
    assert (errand.state, errand.attempts) == (ErrandState.DONE, 1)
    assert Practice.objects.count() == 1
    assert errands.waiting() == []
    assert ErrandLease.objects.get(pk=errand.pk).token is None


def test_asked_for_twice_while_it_waits_it_is_one_errand():
    assert ask() == ask()
    assert Errand.objects.count() == 1


def test_asked_for_again_when_it_is_done_it_is_another():
    first = ask(key="Y90001")
    errands.run(first.pk)

    assert ask(key="Y90001") != first


def test_who_wakes_late_has_done_nothing():
    errand = ask()

    def taken_meanwhile(*, key, by):
        open_practice(key=key, by=by)
        ErrandLease.objects.update(token="00000000-0000-4000-8000-000000000000")

    registry.work[KIND] = taken_meanwhile

    errands.run(errand.pk)

    errand.refresh_from_db()
    assert errand.state == ErrandState.WAITING
    assert not Practice.objects.exists()


def test_a_worker_told_to_stop_gives_the_attempt_back():
    errand = ask()

    def told_to_stop(**_):
        raise SystemExit

    registry.work[KIND] = told_to_stop

    with pytest.raises(SystemExit):
        errands.run(errand.pk)

    errand.refresh_from_db()
    assert (errand.state, errand.attempts) == (ErrandState.WAITING, 0)
    assert errands.waiting() == [errand.pk]


def test_an_errand_that_fails_three_times_is_set_aside_and_who_asked_is_told(client):
    asker = make.finance_officer()
    errand = ask(key="", by=asker)
    for _ in range(3):
        with pytest.raises(IntegrityError):
            errands.run(errand.pk)
        lapse(errand)

    sweep_errands()

    errand.refresh_from_db()
    client.force_login(asker)
    assert (errand.state, errand.attempts) == (ErrandState.SET_ASIDE, 3)
    assert "Open a practice: this failed three times" in said(client.get("/"))
    client.force_login(make.finance_officer())
    assert "this failed three times" not in said(client.get("/"))


def test_what_the_site_left_undone_is_told_to_who_keeps_it(client):
    errand = ask(key="")
    Errand.objects.filter(pk=errand.pk).update(attempts=3)

    services.set_aside_errands(by=make.operator())

    client.force_login(make.administrator())
    assert "Open a practice: this failed three times" in said(client.get("/"))


def test_what_somebody_is_at_is_neither_queued_nor_set_aside():
    errand = ask()
    assert leases.claim(Errand, ErrandLease, errand.pk)
    Errand.objects.filter(pk=errand.pk).update(attempts=3)

    assert services.set_aside_errands(by=make.operator()) == []
    assert errands.waiting() == []


def test_the_sweep_of_errands_is_in_the_timetable():
    tasks = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert sweep_errands.name in tasks


def lapse(errand):
    """Let the lease of an errand run out."""
    ErrandLease.objects.filter(pk=errand.pk).update(until=timezone.now() - timedelta(seconds=1))
