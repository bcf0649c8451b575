"""Other work for later: run once, tried three times, then set aside and told (DESIGN 4)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
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


def test_asked_for_while_it_runs_it_runs_once_more_afterwards_and_no_oftener():
    """What came too late for the first run must not be lost (DESIGN 4)."""
    errand, other = ask(), make.finance_officer()
    runs = []

    def asked_for_meanwhile(*, key, by):
        runs.append(by)
        if len(runs) == 1:
            assert [ask(by=other) for _ in range(3)] == [errand] * 3

    registry.work[KIND] = asked_for_meanwhile

    run_all()

    assert runs == [errand.by, other]
    assert [e.state for e in Errand.objects.all()] == [ErrandState.DONE, ErrandState.DONE]


def test_asked_for_while_a_worker_has_it_that_dies_it_is_run_by_the_next():
    """Whoever tries it after the death serves both who asked before and who asked since."""
    errand = ask()
    assert leases.claim(Errand, ErrandLease, errand.pk)
    ask()
    lapse(errand)

    run_all()

    errand.refresh_from_db()
    assert (errand.state, errand.attempts) == (ErrandState.DONE, 2)
    assert Errand.objects.count() == Practice.objects.count() == 1


def test_asked_for_during_the_last_attempt_it_is_tried_afresh():
    errand = ask()
    Errand.objects.filter(pk=errand.pk).update(attempts=3)
    ask()

    services.set_aside_errands(by=make.operator())

    assert [e.state for e in Errand.objects.order_by("pk")] == ["SET_ASIDE", "WAITING"]


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_it_is_just_being_finished_waits_and_gets_another():
    errand = ask()

    with ThreadPoolExecutor(1) as another:
        with transaction.atomic():
            services.end_errand(errand=errand, state=ErrandState.DONE, by=errand.by)
            asked = another.submit(ask_on_its_own)
            wait_for_a_lock()
        follower = asked.result()

    assert follower != errand.pk
    assert errands.waiting() == [follower]


def ask_on_its_own():
    """Ask on another connection."""
    try:
        return ask(by=make.operator()).pk
    finally:
        connection.close()


def wait_for_a_lock():
    """Until somebody waits for a row that this transaction has locked."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return


def run_all():
    """Run what waits, and what that leaves, until nothing does."""
    while found := errands.waiting():
        for errand_id in found:
            errands.run(errand_id)


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
