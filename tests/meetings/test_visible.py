"""Whose actions show to whom: by organisation, and one's own wherever they are (E13)."""

from datetime import date

import pytest

from meetings.models import Action
from meetings.queries.owners import Owner
from pbc.core.models import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def world():
    """An action each for a PCT, its locality, a group, two of its practices, and a foreign one."""
    west, daccom = make.commissioner(), make.group("DacCom")
    fernville, parkwood = (make.practice(name, group=daccom) for name in ("Fernville", "Parkwood"))
    far = make.locality("Stevenage", pct=make.commissioner("East & North"))
    places = [west, make.locality(), daccom, fernville, parkwood, far]
    for place in places:
        make.action(str(place), of=place)
    return {"west": west, "daccom": daccom, "fernville": fernville, "parkwood": parkwood}


def seen(user, to="meetings.view_action"):
    return {action.text for action in Action.objects.visible_to(user, to=to)}


def test_finance_sees_those_of_its_pct_its_localities_and_their_practices_e13(world):
    who = make.finance_officer(world["west"])

    assert seen(who) == {str(world["west"]), "Dacorum", "Fernville", "Parkwood"}


def test_a_lead_sees_those_of_the_group_and_its_practices_e13(world):
    assert seen(make.gp_lead(world["daccom"])) == {"DacCom", "Fernville", "Parkwood"}


def test_a_manager_sees_those_of_the_own_practice_alone_e13(world):
    assert seen(make.practice_manager(world["fernville"])) == {"Fernville"}


def test_an_own_action_is_seen_wherever_it_is_e13(world):
    manager = make.practice_manager(world["fernville"])
    make.action("Bring two ideas", of=world["daccom"], owner=manager)

    assert seen(manager) == {"Fernville", "Bring two ideas"}


def test_an_auditor_sees_all_and_changes_none_and_an_administrator_sees_none_e13(world):
    assert len(seen(make.auditor())) == 6
    assert seen(make.auditor(), to="meetings.edit_action") == set()
    assert seen(make.administrator()) == set()


def test_who_holds_the_post_owns_its_actions_and_the_next_one_after_e02(world):
    make.action("Check the rows", of=world["fernville"], owner=Owner(role=Role.PRACTICE_MANAGER))
    first, second = make.person("Ann", "Lee"), make.person("Ben", "Orr")
    post = (Role.PRACTICE_MANAGER, world["fernville"])
    make.appointment(first, *post, to_date=date(2007, 2, 28))
    make.appointment(second, *post, from_date=date(2007, 3, 1))
    other = make.practice_manager(world["parkwood"])

    owned = {who: Action.objects.owned_by(who).count() for who in (first, second, other)}

    assert owned == {first: 0, second: 1, other: 0}


def test_an_action_for_finance_of_a_locality_is_finances_of_its_pct_e02(world):
    make.action("Load month 7", of=make.locality(), owner=Owner(role=Role.FINANCE))
    ours, theirs = (
        make.finance_officer(world["west"]),
        make.finance_officer(make.commissioner("East & North")),
    )

    assert Action.objects.owned_by(ours).count() == 1
    assert Action.objects.owned_by(theirs).count() == 0
