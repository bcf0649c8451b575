"""The lead's desk: practices that are over budget, and with which nobody was in contact (A14)."""

from datetime import date

import pytest

from budgets.queries.uncontacted import card
from meetings.support.services import correct_contact
from tests import make
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def practices():
    """Of DacCom, to month 6: Fernville £60 over £600, Parkwood £30 over, Haverfield £60 under;
    of the last nothing was planned."""
    each = {"Fernville": 110, "Parkwood": 105, "Haverfield": 90, "Stray": 50}
    found = {name: make.practice(name, group=make.group()) for name in each}
    for name, practice in found.items():
        if name != "Stray":
            make.budget_entry(practice, amount=1200)
    make.published_file(
        [
            make.line(found[name], month=month, cost=cost)
            for name, cost in each.items()
            for month in range(1, 7)
        ]
    )
    return found


def test_the_desk_names_who_is_over_and_was_not_spoken_to_a14(client, practices):
    make.contact(practices["Parkwood"], on=date(2007, 1, 1))
    client.force_login(make.gp_lead(make.group()))

    desk = said(client.get("/"))

    assert "2 practices over budget have had no contact for 60 days" in desk
    assert "Fernville : £60 over, 10.0% of its budget to month 6 No contact is written down" in desk
    assert (
        "Parkwood : £30 over, 5.0% of its budget to month 6 Last contact on 1 January 2007" in desk
    )
    assert "Haverfield" not in desk
    assert "Stray" not in desk


def test_a_contact_of_the_last_sixty_days_is_enough_a14(practices, settings):
    lead = make.gp_lead(make.group())
    for name in ("Fernville", "Parkwood"):
        last = make.contact(practices[name], on=date(2007, 3, 13))
    assert card(lead) is None

    again = {"kind": "CALL", "who": lead, "words": "Rang", "reason": "The month", "by": lead}
    correct_contact(contact=last, on=date(2007, 1, 12), **again)
    assert card(lead) is None
    settings.PBC_CONTACT_WITHIN_DAYS = 59

    assert [line.practice for line in card(lead).needing] == ["Parkwood"]
    assert card(lead).sentence == "1 practice over budget has had no contact for 59 days"


def test_only_a_lead_is_told_so_on_the_desk_a14(practices):
    for person in (
        make.practice_manager(practices["Fernville"]),
        make.finance_officer(),
        make.auditor(),
        make.gp_lead(make.group("WatCom")),
    ):
        assert card(person) is None
