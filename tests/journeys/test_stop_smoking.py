"""E04: option 2 is agreed in principle, and each locality confirms to one contact.

The names are those of minutes that stand beside the checkout and are not part of it.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from meetings.models import Action, Decision
from tests import make
from tests.pages import said

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
GROUPS = ("DacCom", "WatCom", "STAHCOM", "Red House", "Hertsmere")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEEDS.exists(), reason="no ../shared beside the checkout"),
]


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2008-03-25")


@pytest.fixture
def minutes():
    """What the minutes say: the text of the decision, and to whom the confirmations go."""
    [path] = SEEDS.glob("001_*.txt")
    text = path.read_text()
    [contact] = re.findall(r"come back with confirmation to \*\*([\w ]+)\*\*", text)
    return re.search(r"Option 2 was agreed, in principle[^.]*\.", text)[0], contact


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_decision_in_principle_is_confirmed_locality_by_locality_e04(minutes):
    text, contact = minutes
    west = make.commissioner()
    first, last = contact.split()
    walker = make.appointed("COMMISSIONING", west, first_name=first, last_name=last)
    groups = [make.group(name) for name in GROUPS]
    leads = {g: make.gp_lead(g, first_name="Lead", last_name=f"Of {g}") for g in groups[:3]}

    # Given the decision of the leads' meeting, put to five groups
    desk = signed_in(walker)
    sent = {"text": text, "of": f"pct:{west.code}", "on": "2008-03-18", "outcome": "IN_PRINCIPLE"}
    sent |= {"body": "The leads’ meeting", "asked": [f"group:{g.code}" for g in groups]}
    page = desk.post("/decisions/new/", sent | {"collector": contact, "tell": ""}, follow=True)
    [(address, _)] = page.redirect_chain
    assert "Agreed in principle 0 of 5 confirmed" in said(page)
    assert f"answers go to {contact}" in said(page)
    assert "Red House: GP lead, vacant" in said(page)
    assert "DacCom: Lead Of DacCom" in said(page)

    # When one group confirms by itself, and the contact hears from three by phone and mail
    own = signed_in(leads[groups[0]])
    asked = {one.group: one for one in Decision.objects.get().question.asked.all()}
    tick = {"said": "YES", "told_by": "Lead Of DacCom", "how": "MEETING", "on": "2008-03-19"}
    own.post(f"/decisions/asked/{asked[groups[0]].pk}/answer/", tick)
    for day, group, how in ((20, groups[1], "PHONE"), (24, groups[2], "MAIL")):
        tick |= {"told_by": str(leads[group]), "how": how, "on": f"2008-03-{day}"}
        desk.post(f"/decisions/asked/{asked[group].pk}/answer/", tick)

    # Then each tick has its name, its day and how it came, and two are left to chase
    page = desk.get(address)
    assert "3 of 5 confirmed" in said(page)
    assert "WatCom Yes Write another answer down of WatCom" in said(page).replace("Answer ", "")
    assert f"Lead Of WatCom, by phone Written down by {contact} Day 20 Mar 2008" in said(page)
    waiting = [row.party for row in page.context["page"].question.waiting]
    assert waiting == ["Hertsmere", "Red House"]
    desk.post(f"{address}chase/")
    assert Action.objects.filter(about=f"DECISION-{Decision.objects.get().pk}").count() == 2

    # And when the last two have said yes, it is confirmed
    for group in groups[3:]:
        tick |= {"told_by": "Their office", "how": "PHONE", "on": "2008-03-25"}
        desk.post(f"/decisions/asked/{asked[group].pk}/answer/", tick)
    page = desk.get(address)
    assert "Confirmed 5 of 5 confirmed" in said(page)
    assert date(2008, 3, 25) in {r.newest.on for r in page.context["page"].question.rows}
