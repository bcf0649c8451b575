"""Statements that are put together once answer what is so now: for another day, after a deed, and
for another person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.services import publication
from budgets.queries.asked import years_held
from pbc.core import clock
from pbc.core.models import Person, Role
from pbc.core.services import operator
from pbc.set_up import tasks
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_an_appointment_counts_in_the_set_up_list_from_its_first_day(monkeypatch):
    administrator = make.administrator()
    later = clock.today() + timedelta(days=40)
    make.appointment(make.person(), Role.GP_LEAD, make.group(), from_date=later)

    today = {task.name: task.done for task in tasks(administrator)}
    monkeypatch.setenv("PBC_TODAY", later.isoformat())
    then = {task.name: task.done for task in tasks(administrator)}

    assert not today["Appoint people"]
    assert then["Appoint people"]


def test_work_that_is_set_aside_after_a_first_look_stands_on_the_next(client):
    client.force_login(make.administrator())

    before = said(client.get("/"))
    make.errand_set_aside()
    after = said(client.get("/"))

    assert "A piece of work was left undone" not in before
    assert "A piece of work was left undone" in after


def test_a_year_is_held_from_the_day_on_which_a_file_of_it_was_published():
    make.year()
    today = clock.today()

    before = years_held(today)
    make.published_file([make.line(make.practice(), month=1, in_=make.locality())])

    assert before == []
    assert years_held(today) == [2006]


def test_the_years_are_worked_out_once_for_what_has_moved_and_anew_after_another_move():
    make.year()
    file = make.published_file([make.line(make.practice(), month=1, in_=make.locality())])
    today = clock.today()
    years_held(today)

    with CaptureQueriesContext(connection) as asked:
        assert years_held(today) == [2006]
    publication.withdraw_submission(submission=file, reason="Sent twice", on=today, by=operator())

    assert len(asked) == 1  # what has moved, and not once more what that comes to
    assert years_held(today) == []


def test_who_asks_for_a_page_is_themselves_and_nobody_who_stands_for_them(client):
    lead = make.gp_lead(make.group())
    client.force_login(lead)

    answer = client.get("/")

    assert type(answer.wsgi_request.user) is Person
    assert answer.wsgi_request.user == lead
