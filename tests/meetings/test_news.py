"""What others did about somebody's actions since they last looked (I06)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings import services
from meetings.queries.news import news
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture
def lead():
    return make.gp_lead(make.group("DacCom"), first_name="Ruth", last_name="Moore")


@pytest.fixture
def other():
    return make.gp_lead(make.group("DacCom"), first_name="Mark", last_name="Jones")


def since_yesterday(user):
    found = news(user=user, since=timezone.now() - timedelta(days=1))
    return [change.sentence for change in found]


def test_an_action_that_somebody_else_raised_for_one_is_told_and_an_own_is_not_i06(lead, other):
    make.action("Inform the board", owner=lead, by=other)
    make.action("Read the plan", owner=lead, by=lead)

    assert since_yesterday(lead) == ["Mark Jones raised an action of yours: Inform the board"]
    assert since_yesterday(other) == []


def test_who_raised_it_is_told_when_it_is_closed_and_a_stranger_never_i06(lead, other):
    action = make.action("Inform the board", owner=lead, by=other)
    stranger = make.gp_lead(make.group("Red House"), first_name="Ann", last_name="Reed")

    services.close_action(action=action, on=TODAY, by=lead)

    assert since_yesterday(other) == ["Ruth Moore closed as done “Inform the board”"]
    assert since_yesterday(stranger) == []


def test_what_was_before_the_last_look_is_not_told_again_i06(lead, other):
    make.action("Inform the board", owner=lead, by=other)

    assert news(user=lead, since=timezone.now() + timedelta(minutes=1)) == []
