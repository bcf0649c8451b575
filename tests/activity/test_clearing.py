"""What must not stay: the bytes of a refused file, and what a crash left lying about."""

import os
import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from activity.ingest import job, writer
from activity.models import State, Submission
from activity.services import clearing
from activity.services.deliveries import accept_bytes, receive_delivery
from activity.storage import stored_at
from activity.tasks import sweep_bytes
from pbc.core import errands, services
from pbc.core.models import Errand
from tests import make

pytestmark = pytest.mark.django_db
LONG_AGO = time.time() - 2 * clearing.IN_USE


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    return tmp_path


def clean():
    """The hourly sweep, and the errand that it asks for."""
    sweep_bytes()
    for errand_id in errands.waiting():
        errands.run(errand_id)


@pytest.fixture
def received():
    submission, _ = receive_delivery(
        file=BytesIO(b"a,b\n"),
        file_name="june.csv",
        received_on=make.RECEIVED,
        by=make.finance_officer(),
    )
    return submission


def test_bytes_go_though_the_worker_died_between_the_refusal_and_that(received):
    held = job.claim(received.pk)
    services.ask_for_errand(kind=clearing.DROP, key=received.delivery.sha256, by=make.operator())
    writer.refuse(held, sentence="It has no rows")

    for errand_id in errands.waiting():
        errands.run(errand_id)

    assert not stored_at(received.delivery).exists()


def test_a_refusal_leaves_an_errand_that_is_done():
    empty, _ = receive_delivery(
        file=BytesIO(b""), file_name="a.csv", received_on=make.RECEIVED, by=make.operator()
    )

    job.read(empty.pk, make.RECEIVED)

    [errand] = Errand.objects.all()
    assert (errand.kind, errand.state) == (clearing.DROP, "DONE")
    assert not stored_at(empty.delivery).exists()


def test_an_errand_that_comes_late_leaves_bytes_that_were_sent_again(received):
    Submission.objects.update(state=State.REFUSED, sentence="It has no rows")
    again, _ = receive_delivery(
        file=BytesIO(b"a,b\n"), file_name="a.csv", received_on=make.RECEIVED, by=make.operator()
    )

    clearing.drop_refused(key=received.delivery.sha256, by=make.operator())

    assert stored_at(again.delivery).exists()


def test_once_an_hour_what_a_crash_left_goes_and_what_is_in_use_stays(received, var):
    kept = stored_at(received.delivery)
    no_delivery = var / "deliveries" / "00" / ("0" * 64)
    half, young_half = var / "quarantine" / "x.part", var / "quarantine" / "y.part"
    gone = [var / "reading" / "7-a", var / "deliveries" / "x.part", half, no_delivery]
    young = [var / "reading" / "8-b", young_half]
    for path in (*gone, *young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if path.parent.name == "reading" else path.touch()
    for path in (*gone, kept):
        os.utime(path, (LONG_AGO, LONG_AGO))

    clean()

    assert [path for path in gone if path.exists()] == []
    assert all(path.exists() for path in (*young, kept))


def test_what_there_is_is_gone_through_in_batches_each_an_errand_of_its_own(var, monkeypatch):
    """Five files in batches of two: one transaction never has the whole site's files."""
    monkeypatch.setattr(clearing, "BATCH", 2)
    left = [var / "deliveries" / f"{n}0" / (f"{n}" + "0" * 63) for n in range(1, 6)]
    for path in left:
        path.parent.mkdir(parents=True)
        path.touch()
        os.utime(path, (LONG_AGO, LONG_AGO))

    clean()
    assert [path.exists() for path in left] == [False, False, True, True, True]
    while found := errands.waiting():
        errands.run(found[0])

    assert [path for path in left if path.exists()] == []
    assert Errand.objects.filter(state="DONE").count() == 3


def discarded(submission, days):
    """A file that somebody discarded so many days ago, whose bytes were accepted before."""
    accept_bytes(sha256=submission.delivery.sha256, by=make.operator())
    Submission.objects.filter(pk=submission.pk).update(
        state=State.DISCARDED,
        decided_by=make.operator(),
        decided_at=timezone.now() - timedelta(days=days),
    )


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_the_bytes_of_a_discarded_file_go_after_their_days(received, settings, days, stays):
    settings.PBC_DISCARDED_KEPT_DAYS = 30
    discarded(received, days)

    clean()

    assert stored_at(received.delivery).exists() == stays
    received.delivery.refresh_from_db()
    assert (received.delivery.file_name, received.delivery.size) == ("june.csv", 4)


@pytest.mark.parametrize("state", [State.STAGED, State.MAPPING_NEEDED, State.RECEIVED])
def test_the_bytes_stay_where_another_reading_of_them_may_yet_count(received, settings, state):
    settings.PBC_DISCARDED_KEPT_DAYS = 30
    discarded(received, 31)
    Submission.objects.create(delivery=received.delivery, rules_version=2, state=state)

    clean()

    assert stored_at(received.delivery).exists()


def test_the_bytes_stay_where_they_were_published_when_they_were_sent_before(received, settings):
    settings.PBC_DISCARDED_KEPT_DAYS = 30
    kept = received.delivery
    same = {"sha256": kept.sha256, "stored_as": kept.stored_as}
    make.published_file([make.line(make.practice("Fernville"))], **same)
    discarded(received, 31)

    clean()

    assert stored_at(kept).exists()


def test_a_file_that_made_way_for_the_same_sent_again_counts_from_the_day_it_came(
    received, settings
):
    settings.PBC_DISCARDED_KEPT_DAYS = 30
    discarded(received, 31)
    Submission.objects.update(decided_by=None, decided_at=None)

    clean()

    assert stored_at(received.delivery).exists()  # it came just now
