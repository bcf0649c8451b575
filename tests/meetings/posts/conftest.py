"""The directory of a PCT, in which the post of a locality is vacant."""

from datetime import date

import pytest

from meetings.models import Remit
from meetings.queries.owners import Owner
from tests import make

TODAY = date(2007, 3, 13)
LEFT = date(2006, 12, 31)
DIRECTOR = "West Herts Locality Director"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def posts():
    """The four remits of the minutes: the one of the locality is vacant since New Year."""
    top = make.post("Director of Strategy", remit=Remit.STRATEGIC)
    made = {
        "top": top,
        "director": make.post(DIRECTOR, remit=Remit.LOCALITY, above=top),
        "clinical": make.post("Medical Director", remit=Remit.CLINICAL, above=top),
        "cas": make.post("CAS leads", remit=Remit.CAS, above=top),
    }
    make.tenure(top, "Gareth Jones", on=date(2006, 10, 1))
    make.tenure(made["director"], "Lorna Whitby", on=date(2006, 4, 1), until=LEFT)
    make.tenure(made["clinical"], "Jane Halpin", on=date(2006, 10, 1))
    for name in ("Steve Laitner", "Suzanne Novak"):
        make.tenure(made["cas"], name, on=date(2006, 10, 1))
    return made


@pytest.fixture
def officer(client):
    person = make.appointed("COMMISSIONING", make.commissioner(), first_name="Ann", last_name="Lee")
    client.force_login(person)
    return person


def waits(post, text="Say who signs the SLA"):
    return make.action(text, make.commissioner(), Owner(post=post), "1 March")
