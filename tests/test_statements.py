"""How many statements each page asks of the database: the same however many practices there are.

The table is what was measured. A page that asks more than it says has begun to ask once a row; one
that asks less has become better, and the table is to say so. `PBC_PRACTICES` is the county.
"""

import os
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activity.models import ActivityLine
from budgets.models import BudgetEntry, Kind
from budgets.queries import realms
from pbc.core import money
from pbc.core.models import GroupMembership, Practice, PracticeLocality, Standing
from tests import make
from tests.meetings.finding.findable import everything

pytestmark = pytest.mark.django_db
FEW, MANY = 10, int(os.environ.get("PBC_PRACTICES", "130"))
KINDS_FOUND = 10  # every kind that meetings have of their own

STATEMENTS = {
    ("auditor", "/position/county/"): 8,
    ("finance", "/position/pct/{pct}/"): 9,
    ("finance", "/position/locality/{locality}/"): 9,
    ("lead", "/position/group/{group}/"): 9,
    ("manager", "/position/practice/{practice}/"): 12,
    ("manager", "/position/practice/{practice}/rows/"): 13,
    ("manager", "/position/practice/{practice}/rows/?heading=ELECTIVE"): 13,
    ("lead", "/position/group/{group}/rows/"): 14,
    ("auditor", "/position/county/rows/"): 13,
    ("auditor", "/position/county/stated/"): 6,
    ("manager", "/position/practice/{practice}/statement/"): 7,
    ("finance", "/"): 25,
    ("lead", "/"): 26,
    ("manager", "/"): 22,
    ("auditor", "/"): 20,
    ("administrator", "/"): 20,
    ("finance", "/files/"): 9,
    ("finance", "/budgets/2006/"): 15,
    ("lead", "/actions/"): 9,
    ("lead", "/decisions/"): 7,
    ("lead", "/meetings/"): 9,
    ("manager", "/practices/"): 9,
    ("manager", "/practices/{practice}/"): 20,
    ("administrator", "/people/"): 12,
    ("lead", "/search/?q=prescribing&who=SBJ"): 7,
}
# Whether the whole site is of one county is asked above so many practices as are read at once.
OF_MANY = {("auditor", "/position/county/"): 1, ("auditor", "/position/county/stated/"): 1}


def county(size):
    """A county of so many practices of one locality and group, each with a budget and spend."""
    there, group, heading = make.locality(), make.group(), make.heading()
    make.year()
    practices = Practice.objects.bulk_create(
        Practice(code=f"E{n:05}", name=f"Surgery {n:04}", town="Hemel") for n in range(size)
    )
    since = {"from_date": make.SINCE_EVER, "known_from": make.SINCE_EVER}
    PracticeLocality.objects.bulk_create(
        PracticeLocality(practice=one, locality=there, **since) for one in practices
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(practice=one, group=group, standing=Standing.MEMBER, **since)
        for one in practices
    )
    of = {"year": 2006, "heading": heading, "kind": Kind.BASELINE, "amount": 1200}
    of |= {"months": money.shares(1200, make.TWELFTHS), "month_13": 0, "reason": "Agreed"}
    of |= {"known_from": date(2006, 4, 1), "author": make.operator()}
    BudgetEntry.objects.bulk_create(BudgetEntry(practice=one, **of) for one in practices)
    lines = [make.line(one, month=month, in_=there) for month in (1, 2) for one in practices]
    make.published_file(lines)
    return {
        "pct": make.commissioner().code,
        "locality": there.code,
        "group": group.code,
        "practice": practices[0].code,
    }, {
        "finance": make.finance_officer(),
        "lead": make.gp_lead(group),
        "manager": make.practice_manager(practices[0]),
        "auditor": make.auditor(),
        "administrator": make.administrator(),
    }


@pytest.mark.parametrize("size", [FEW, MANY])
def test_a_page_asks_as_much_of_the_database_for_ten_practices_as_for_many(monkeypatch, size):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    codes, people = county(size)

    asked = {page: statements(people[page[0]], page[1].format(**codes)) for page in STATEMENTS}

    more = OF_MANY if size > realms.TOGETHER else {}
    assert asked == {page: number + more.get(page, 0) for page, number in STATEMENTS.items()}


@pytest.mark.parametrize("each", [1, 3])
def test_a_search_asks_as_much_of_the_database_for_one_of_every_kind_as_for_many(each):
    """What words it has of each of the kinds that stand on the page is one statement; the others
    are who looks, what they may see and how much there is."""
    group = make.group()
    for _ in range(each):
        everything(group, "prescribing")

    assert statements(make.gp_lead(group), "/search/?q=prescribing") == 5 + KINDS_FOUND


@pytest.mark.parametrize("each", [1, 12])
def test_the_page_that_assigns_asks_as_much_for_one_line_as_for_a_dozen(monkeypatch, each):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    make.nobodys_code()
    make.practice()
    lines = [make.line(None, provider=f"R{n:02}", specialty=f"{n:03}") for n in range(each)]
    of_the_file = ActivityLine.objects.filter(submission_id=make.published_file(lines).pk)
    chosen = "&".join(f"line={make.line_code(one)}" for one in of_the_file)

    assert statements(make.finance_officer(), f"/files/lines/assign/?{chosen}") == 13


def statements(person, path):
    """How many statements a page asks that was looked at before."""
    client = Client()
    client.force_login(person)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(asked)
