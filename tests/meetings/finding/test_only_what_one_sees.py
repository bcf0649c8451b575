"""What one may not see is no hit and no count, and asks nothing more of the database (E13)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.meetings.finding.findable import everything, looks_for
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("whose", ["manager", "lead", "administrator", "nobody"])
def test_what_is_said_elsewhere_is_no_hit_and_no_count_e13(client, whose):
    everything(make.group("Red House"), "spirometry")
    dacorum = make.group("DacCom")
    practice = make.practice("Fernville Surgery", group=dacorum)
    people = {
        "manager": make.practice_manager(practice),
        "lead": make.gp_lead(dacorum),
        "administrator": make.administrator(),
        "nobody": make.person("nobody"),
    }

    page = looks_for(client, people[whose], "spirometry")
    absent = looks_for(client, people[whose], "zzzzz")

    assert said(page).replace("spirometry", "") == said(absent).replace("zzzzz", "")


@pytest.mark.usefixtures("in_words")
@pytest.mark.parametrize("whose", ["lead", "manager", "nobody"])
def test_what_one_may_not_see_takes_no_other_question_than_what_is_nowhere_e13(client, whose):
    """Nor is any row of meetings asked for but within what the reader may see."""
    dacorum = make.group("DacCom")
    everything(make.group("Red House"), "spirometry")
    reader = {
        "lead": make.gp_lead(dacorum),
        "manager": make.practice_manager(make.practice("Fernville Surgery", group=dacorum)),
        "nobody": make.person("nobody"),
    }[whose]
    looks_for(client, reader, "zzzzz")

    foreign, nowhere = asked_for(client, reader, "spirometry"), asked_for(client, reader, "zzzzz")
    with_rights = [one for one in foreign if "COUNT(*)" in one]
    everything(dacorum, "spirometry")
    found = asked_for(client, reader, "spirometry")

    assert [one.replace("spirometry", "zzzzz") for one in foreign] == nowhere
    assert [one for one in foreign if "meetings_stems" in one and one not in with_rights] == []
    assert [one for one in found if "COUNT(*)" in one] == with_rights
    assert len(with_rights) == 1


def asked_for(client, person, text):
    """What a search asks of the database after who signed in is known."""
    client.force_login(person)
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": text})
    told = (one["sql"] for one in asked.captured_queries)
    return [one for one in told if "session" not in one]
