"""E03: what was agreed on 13 March goes on to the agenda of 4 April, with its days late.

The actions and days are those of the minutes of 13 March 2007 (seed 002).
"""

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
AGREED = (
    ("Generate a first draft of projects and deliverables", "Mark Jones", "End-Mar"),
    ("Communicate our concerns regarding the Framework", "Mark Jones", "End-Mar"),
    ("Inform Suzanne Novak that her document is accurate", "Lynn Dalton", "16 Mar"),
    ("Progress discussions with STAHDOC", "Meena Savla", "End-April"),
)


def test_open_actions_go_on_to_the_next_agenda_e03(client, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")
    client.force_login(make.gp_lead(make.group("DacCom")))
    for text, owner, due in AGREED:
        make.action(text, owner=owner, due=due, on=date(2007, 3, 13))
    held = make.meeting(day=date(2007, 3, 13), state="HELD")
    later = make.meeting(day=date(2007, 5, 2))
    form = reverse("diary:meeting-new", args=[held.body.pk])

    page = client.post(form, {"day": "2007-04-04", "starts": "13:00"}, follow=True)

    carried = page.context["page"].carried
    assert carried.sentence == "4 actions are open, 3 of them late"
    assert [(row.whose.partition(",")[0], row.late) for row in carried.actions] == [
        ("Lynn Dalton", "16 days late"),
        ("Mark Jones", "1 day late"),
        ("Mark Jones", "1 day late"),
        ("Meena Savla", ""),
    ]
    assert "Summary of actions agreed: 4 actions are open, 3 of them late" in said(page)
    for other in (held, later):
        shown = client.get(reverse("diary:meeting-detail", args=[other.pk]))
        assert shown.context["page"].carried is None
