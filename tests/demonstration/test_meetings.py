"""Who meets in the demonstration: actions, meetings, decisions and vacant posts."""

from datetime import date, time

import pytest

from meetings.models import (
    Action,
    Decision,
    How,
    ItemKind,
    Meeting,
    MeetingState,
    OpenQuestion,
    Post,
    Telling,
    Tenure,
)
from pbc.core.models import Person
from pbc.demonstration import marker
from tests.pages import said


def test_some_of_what_is_to_be_done_is_late_on_its_day_e03(loaded, db):
    actions = Action.objects.late_first().filter(as_check=None)

    late = [action.days_late(marker.DAY) for action in actions]

    assert late == [11, 4, 4, 0, 0, 0, 0, 0]
    assert actions[0].about_said == "DacCom PbC Ltd, Outpatients, months 1 to 6 of 2006/07"
    assert [action.due_typed for action in actions] == [
        *("2 March", "9 March", "9 March", "16 Mar", "End-Mar", "End-April", "ASAP"),
        "End-Feb",
    ]


def test_the_west_has_no_locality_director_and_its_action_waits_a08(loaded, db):
    titles = Post.objects.exclude(tenures__in=Tenure.objects.in_force(marker.DAY))

    waiting = Action.objects.with_vacancy(marker.DAY).filter(is_vacant=True)

    assert [post.title for post in titles] == ["West Herts Locality Director"]
    assert [action.owner_post for action in waiting if action.owner_post] == [titles.get()]


def test_the_executive_met_meets_again_and_has_one_to_arrange_e06(loaded, db):
    regular = Meeting.objects.filter(body__name="DacCom Executive").regular()
    met, again, to_arrange = regular.next_first()

    marked = met.attendances.exclude(affiliation="").in_order()
    assert (met.day, met.state) == (marker.DAY, MeetingState.HELD)
    assert [(one.name, one.affiliation) for one in marked] == [
        ("Frances Holroyd", "PCT"),
        ("Gwen Ashbourne", "PPI"),
        ("Neville Stroud", "PCT"),
    ]
    assert [one.name for one in met.attendances.filter(how=How.APOLOGIES).in_order()] == [
        "Dr Simon Larkfield",
        "Neville Stroud",
    ]
    assert all(item.minutes for item in met.items.exclude(kind=ItemKind.ACTIONS))
    assert (again.day, again.starts, again.ends) == (date(2007, 4, 4), time(13), time(14, 15))
    assert again.lunch == "from 12.45pm"
    assert to_arrange.is_to_be_arranged


def test_a_decision_is_half_confirmed_and_another_untold_for_14_days_e04(loaded, db):
    [principle] = Decision.objects.in_principle()
    late = Telling.objects.late(marker.DAY).order_by("-since")

    assert (principle.confirmed, principle.put_to) == (2, 4)
    assert [(one.to, one.days_unsent(marker.DAY)) for one in late] == [
        ("Dacorum practice managers", 14),
    ]
    assert OpenQuestion.objects.get().answered_on is None


@pytest.mark.parametrize(
    ("username", "what"),
    [
        (
            "gp.lead",
            ["1 meeting that you chair has no day yet", "1 question waits for your answer"],
        ),
        ("secretary", ["1 decision has not been passed on", "Wednesday 4 April 2007"]),
        ("observer", ["West Herts PbC Leads", "27 March 2007"]),
    ],
)
def test_who_meets_has_it_on_the_desk_e01(shown, client, monkeypatch, username, what):
    monkeypatch.setenv("PBC_TODAY", str(marker.DAY))
    client.force_login(Person.objects.get(username=username))

    desk = said(client.get("/"))

    assert [one for one in what if one not in desk] == []
