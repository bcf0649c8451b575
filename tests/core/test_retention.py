"""What goes after a time, and what never does, however old it is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activity.models import ActivityLine, Delivery, InForce
from budgets.models import StatedPosition
from meetings.newsletters.services.newsletters import SPREAD
from meetings.newsletters.spreading import unfinished
from pbc.celery import app
from pbc.core import retention
from pbc.core.models import Errand, ErrandLease, ErrandState, Look, Mail, PeopleUpload, Person
from pbc.core.tasks import sweep_traces
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DELETED = re.compile(r'DELETE FROM "(\w+)"')


@pytest.fixture(autouse=True)
def a_month(settings):
    settings.PBC_TRACES_KEPT_DAYS = 30


def ago(days):
    return timezone.now() - days * DAY


def errand(state, days):
    made = Errand.objects.create(
        kind="clear up",
        key=f"{state} {days}",
        by=make.operator(),
        state=state,
        finished_at=ago(days),
    )
    ErrandLease.objects.create(errand=made)
    return made


def look(person, days):
    seen = {"since": ago(days + 1), "looked_at": ago(days)}
    return Look.objects.create(person=person, sitting=f"{person} {days}", **seen)


def test_work_that_was_done_long_ago_goes_and_what_was_given_up_or_waits_stays():
    old = errand(ErrandState.DONE, 31)
    kept = [errand(ErrandState.DONE, 29), errand(ErrandState.SET_ASIDE, 31)]
    waits = Errand.objects.create(
        kind="clear up", key="waits", by=make.operator(), asked_at=ago(31)
    )

    sweep_traces()

    assert not ErrandLease.objects.filter(errand=old.pk).exists()
    assert set(Errand.objects.all()) == {*kept, waits}


def test_the_last_look_of_each_at_their_desk_stays_so_that_the_next_tells_what_changed_since():
    ruth, tom = make.person("Ruth"), make.person("Tom")
    look(ruth, 60)
    of_ruth = look(ruth, 40)
    look(tom, 31)
    of_tom = look(tom, 1)

    sweep_traces()

    assert set(Look.objects.all()) == {of_ruth, of_tom}


def test_what_was_given_up_and_then_done_when_tried_again_is_not_told_as_given_up_once_more():
    given_up, again = errand(ErrandState.SET_ASIDE, 40), errand(ErrandState.DONE, 40)
    errand(ErrandState.DONE, 41)
    Errand.objects.filter(pk__in=(given_up.pk, again.pk)).update(kind=SPREAD, key="7 12")

    sweep_traces()

    assert set(Errand.objects.all()) == {given_up, again}
    assert unfinished() == set()


def test_a_night_takes_so_many_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(retention, "AT_MOST", 2)
    for days in (40, 41, 42):
        errand(ErrandState.DONE, days)

    sweep_traces()
    first = Errand.objects.count()
    sweep_traces()

    assert (first, Errand.objects.count()) == (1, 0)


def test_nothing_goes_but_traces_of_work_and_looks_however_old_the_rest_is():
    errand(ErrandState.DONE, 31)
    ruth = make.person("Ruth")
    look(ruth, 60)
    look(ruth, 40)

    with CaptureQueriesContext(connection) as asked:
        sweep_traces()

    emptied = {table for one in asked for table in DELETED.findall(one["sql"])}
    assert emptied == {"core_errand", "core_errandlease", "core_look"}


def test_what_is_old_is_found_by_its_day_however_much_there_is(owner):
    """On a table of a few rows PostgreSQL would read all of them, unless that is forbidden."""
    errand(ErrandState.DONE, 31)
    with CaptureQueriesContext(connection) as asked:
        sweep_traces()
    limit = f"LIMIT {retention.AT_MOST}"
    old = [one["sql"] for one in asked if one["sql"].endswith(limit)]

    owner.execute("SET LOCAL enable_seqscan = off")
    plans = ["\n".join(row for (row,) in explained(owner, one)) for one in old]

    assert len(plans) == 2
    assert "errands_done_by_day" in plans[0]
    assert "looks_by_day" in plans[1]


def explained(owner, statement):
    return owner.execute(f"EXPLAIN {statement.replace('%', '%%')}").fetchall()


def test_money_what_people_were_told_and_who_they_are_stay_in_the_night(settings):
    settings.PBC_TRACES_KEPT_DAYS = 1
    fernville = make.practice("Fernville")
    make.published_file([make.line(fernville, cost="1000.00")])
    reader = make.person("Ruth")
    Mail.objects.create(person=reader, occasion="o", subject="s", body="b", asked_at=ago(4000))
    make.people_upload()
    kept = (ActivityLine, Delivery, InForce, StatedPosition, Mail, PeopleUpload, Person)
    before = [model.objects.count() for model in kept]

    sweep_traces()

    assert min(before) > 0
    assert [model.objects.count() for model in kept] == before


def test_it_is_swept_every_night():
    swept = {entry["task"]: entry for entry in app.conf.beat_schedule.values()}

    assert swept["pbc.core.tasks.sweep_traces"]["schedule"].hour == {4}
