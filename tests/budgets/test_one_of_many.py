"""What is stated, linked to, offered and asked of one county of a site that has many (R11)."""

from contextlib import nullcontext
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.models import Heading
from budgets.addresses import address
from budgets.models import Kind, StatedPosition
from budgets.queries import planned, realms, register_change
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.page import position_page
from budgets.queries.stated import stated_page
from budgets.services.stated import compare_stated
from pbc.core import periods
from pbc.core.models import Commissioner, Locality, Practice, Role
from pbc.core.values import Scope
from tests import make
from tests.budgets.counties import DAY, book, county, forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_large_site")]


def test_what_is_stated_of_a_file_is_of_its_own_county_and_derives_again():
    """No file of a county among others is said to move the whole site, which is read for nobody
    but its own page. As long as there is no other it is the whole site."""
    county("Dacorum", cost=1000)
    first = set(StatedPosition.objects.values_list("pk", flat=True))
    county("Hitchin", cost=250)

    kinds = {"pct", "locality", "group", "practice"}
    before, after = (StatedPosition.objects.filter(pk__in=first), StatedPosition.objects.exclude)
    assert set(before.values_list("kind", flat=True)) == kinds | {"county"}
    assert set(after(pk__in=first).values_list("kind", flat=True)) == kinds
    compared = compare_stated()
    assert (compared.checked, compared.differences) == (StatedPosition.objects.count(), 0)


def test_one_county_of_more_practices_than_are_read_at_once_goes_on_being_stated_as_a_whole():
    """What is not placed yet - a practice without a locality, a locality without a PCT, an empty
    group - has no part in its figures."""
    Practice.objects.create(code="E99999", name="Not placed")
    Locality.objects.create(code="NEW", name="Not placed")
    make.group("Empty")
    dacorum = county("Dacorum", cost=1000)

    assert book(dacorum["practice"]).realm is None
    assert StatedPosition.objects.filter(kind="county").count() == 1
    page = stated_page(make.auditor(), Asked(Scope("county"), DAY))
    assert (len(page.rows), page.silence) == (1, "")


def test_the_record_of_the_whole_site_says_from_when_and_why_it_stopped():
    county("Dacorum", cost=1000)
    county("Hitchin", cost=250)

    page = stated_page(make.auditor(), Asked(Scope("county"), DAY))

    assert len(page.rows) == 1
    assert page.silence == (
        f"Since {periods.day(page.rows[0].said_on)} nothing is stated of all counties together: "
        "this site holds several, with more than 0 practices, and each publication is stated of "
        "the one that it is of."
    )


def test_there_is_no_link_to_the_record_of_the_whole_site_where_it_has_none(client, monkeypatch):
    """Of all the year's months, so that there is a forecast to be told of."""
    west, east = make.commissioner("West"), make.commissioner("East")
    own = make.practice(in_=make.locality("Dacorum", pct=west))
    other = make.practice("Other", in_=make.locality("Hitchin", pct=east))
    for one in (own, other):
        make.budget_entry(one, amount=1200)
        make.published_file([make.line(one, month=m, cost=90) for m in range(1, 13)])
    client.force_login(make.auditor())
    whole, pct = Scope("county"), Scope("pct", west.code)

    def linked(where):
        return b"What was forecast before" in client.get(address(where)).content

    assert [linked(whole), linked(pct)] == [False, True]
    page = client.get(address(whole, "position-stated")).content.decode()
    assert "Nothing is stated of all counties together: this site holds several" in page
    monkeypatch.setattr(realms, "TOGETHER", 2)
    make.published_file([make.line(own, month=m, cost=80) for m in range(1, 13)], reason="Again")
    monkeypatch.setattr(realms, "TOGETHER", 0)
    assert linked(whole)


def test_what_is_offered_elsewhere_is_of_the_county_looked_at_and_the_users_own():
    """The whole site is offered to those who are over all of it."""
    dacorum, hitchin = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    county("Royston", cost=60)
    pcts = [Commissioner.objects.get(code=one["pct"].code) for one in (dacorum, hitchin)]
    officer = make.finance_officer(pcts[0])
    make.appointment(officer, Role.FINANCE, pcts[1])

    def offered(user):
        found = position_page(user, Asked(dacorum["pct"], DAY)).scopes
        return {kind: [code for code, _ in of] for kind, of in found.items()}

    mine = offered(officer)
    assert "county" not in mine
    for kind in dacorum:
        assert {dacorum[kind].code, hitchin[kind].code} <= set(mine[kind])
        assert len(mine[kind]) == (4 if kind == "practice" else 2)
    over_all = offered(make.auditor())
    assert over_all["county"] == [""]
    assert over_all["pct"] == [dacorum["pct"].code]


def test_what_an_entry_and_a_move_would_do_is_said_of_their_own_county(monkeypatch):
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    practice = Practice.objects.get(code=dacorum["practice"].code)
    read = []
    for module in (planned, register_change):
        monkeypatch.setattr(
            module, "read_book", lambda **of: read.append(read_book(**of)) or read[-1]
        )
    entry = SimpleNamespace(
        holder=("practice", practice),
        heading_id=Heading.objects.first().pk,
        kind=Kind.UPLIFT,
        months=[10] * 12,
        month_13=0,
    )

    said = planned.of_entering([entry], year=2006, today=DAY)
    register_change.of_register_change(
        suppose=nullcontext,
        from_date=date(2006, 9, 1),
        scopes=[dacorum["group"], dacorum["locality"]],
        user=make.auditor(),
        today=DAY,
    )

    assert [sentence.partition("’s budget")[0] for sentence in said] == [
        str(practice.name),
        "Dacorum",
    ]
    assert len(read) == 3
    assert {sum(cell.actual_cost for cell in each.cells) for each in read} == {2007}


def test_the_command_that_says_where_a_scope_stands_reads_its_own_county(capsys):
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    forget()

    with CaptureQueriesContext(connection) as statements:
        call_command("position", pct=dacorum["pct"].code, year="2006/07", month=6)

    assert "spending was £2,007" in capsys.readouterr().out
    asked = [one["sql"] for one in statements if 'FROM "activity_inforce"' in one["sql"]]
    assert asked
    assert all('"activity_inforce"."locality_id" IN' in sql for sql in asked)


@pytest.mark.parametrize("kind", ["pct", "locality", "group", "practice"])
def test_of_a_scope_that_nobody_knows_no_figure_is_read_before_that_is_said(client, kind):
    county("Dacorum", cost=1000)
    client.force_login(make.auditor())
    forget()

    with CaptureQueriesContext(connection) as statements:
        answer = client.get(address(Scope(kind, "NONE")))

    assert answer.status_code == 404
    large = ("activity_positionrollup", "budgets_budgetentry", "activity_parkedrow")
    assert not [one for one in statements for name in large if f'FROM "{name}"' in one["sql"]]
