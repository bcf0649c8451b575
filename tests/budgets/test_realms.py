"""A site of many counties: what one of them spent is not read to say where another stands (R11)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import StatedPosition
from budgets.queries import realms
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.page import position_page
from budgets.queries.positions import position
from budgets.services.stated import compare_stated
from pbc.core.models import PracticeLocality
from pbc.core.values import Scope
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def _a_large_site(monkeypatch):
    monkeypatch.setattr(realms, "TOGETHER", 0)


def county(name, *, cost, practices=2):
    """A PCT with a locality and a group, whose practices spent `cost` each in month 6, and £7 of
    nobody's; each has a budget of £1,200, and the locality one of £60."""
    pct = make.commissioner(f"{name} PCT")
    there, group = make.locality(name, pct=pct), make.group(f"{name} group")
    own = [make.practice(f"{name} {n}", in_=there, group=group) for n in range(practices)]
    for one in own:
        make.budget_entry(one, amount=1200)
    make.budget_entry(there, amount=60)
    make.allocation(there, amount=9000)
    lines = [make.line(one, cost=cost) for one in own]
    make.published_file([*lines, make.line(None, cost=7, in_=there)])
    return {
        "pct": Scope("pct", pct.code),
        "locality": Scope("locality", there.code),
        "group": Scope("group", group.code),
        "practice": Scope("practice", own[0].code),
    }


def book(*scopes):
    return read_book(year=2006, known_on=DAY, of=scopes)


def test_a_county_among_others_stands_where_the_book_of_all_says():
    dacorum, hitchin = county("Dacorum", cost=1000), county("Hitchin", cost=250)

    for scope in (*dacorum.values(), *hitchin.values()):
        assert position(book(scope), scope, 6) == position(book(), scope, 6)
    assert position(book(dacorum["pct"]), dacorum["pct"], 6).actual == 2007
    assert position(book(), Scope("county"), 6).actual == 2007 + 507


def test_the_book_of_a_county_holds_nothing_that_another_spent_or_was_given():
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)

    held = book(dacorum["practice"])

    assert sum(cell.actual_cost for cell in held.cells) == 2007
    assert sum(sum(e.months) for of in held.entries.values() for e in of) == 1200 + 1200 + 60
    assert len(held.held) == 1


def test_a_practice_that_once_came_from_another_county_makes_them_one():
    """What it spent there is in its own position, wherever the register has it since."""
    dacorum, hitchin = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    moved = PracticeLocality.objects.filter(locality__code=dacorum["locality"].code).first()
    moved.known_until = date(2007, 3, 1)
    moved.save()
    PracticeLocality.objects.create(
        practice=moved.practice,
        locality=PracticeLocality.objects.get(practice__code=hitchin["practice"].code).locality,
        from_date=make.SINCE_EVER,
        known_from=date(2007, 3, 1),
    )

    practice = Scope("practice", moved.practice.code)

    assert position(book(practice), practice, 6).actual == 1000
    for scope in (*dacorum.values(), *hitchin.values()):
        assert position(book(scope), scope, 6) == position(book(), scope, 6)


def test_the_book_of_several_counties_is_theirs_alone():
    three = [county(name, cost=100) for name in ("Dacorum", "Hitchin", "Royston")]

    held = book(three[0]["pct"], three[2]["group"])

    assert sum(cell.actual_cost for cell in held.cells) == 207 + 207


def test_a_publication_in_one_county_has_no_other_read_anew():
    dacorum, hitchin = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    before = book(dacorum["pct"])

    make.published_file(
        [make.line(None, cost=9, in_=make.locality("Hitchin"))],
        reason="Only these",
    )
    after = book(dacorum["pct"])

    assert after.spend is before.spend
    assert after.entered is before.entered
    assert position(book(hitchin["pct"]), hitchin["pct"], 6).actual == 9


def test_what_is_stated_of_a_file_is_of_its_own_county_and_derives_again():
    """No file of a county is said to move the whole site, which is read for nobody but its own
    page."""
    county("Dacorum", cost=1000)
    county("Hitchin", cost=250)

    assert set(StatedPosition.objects.values_list("kind", flat=True)) == {
        *("pct", "locality", "group", "practice")
    }
    compared = compare_stated()
    assert (compared.checked, compared.differences) == (StatedPosition.objects.count(), 0)


def test_the_first_page_of_a_county_reads_as_many_rows_among_many_as_alone_r11():
    dacorum = county("Dacorum", cost=1000)
    user, asked = make.auditor(), Asked(dacorum["pct"], DAY)
    alone = rows_of_a_first_page(user, asked)

    for number in range(5):
        county(f"County {number}", cost=250)

    assert rows_of_a_first_page(user, asked) == alone


def rows_of_a_first_page(user, asked):
    """{table: rows that were fetched} of what is large, by a process that has read nothing yet."""
    forget()
    with CaptureQueriesContext(connection) as statements:
        position_page(user, asked)
    large = ("activity_positionrollup", "budgets_budgetentry", "activity_parkedrow")
    fetched = dict.fromkeys(large, 0)
    for one in statements:
        for table in large:
            if one["sql"].startswith("SELECT") and f'FROM "{table}"' in one["sql"]:
                with connection.cursor() as cursor:
                    cursor.execute(one["sql"])
                    fetched[table] += len(cursor.fetchall())
    return fetched


def forget():
    from budgets.queries import book as books
    from budgets.queries import ledger_read, spend

    for module in (books, ledger_read, spend):
        module.kept.answers.clear()
        module.kept_of_realms.answers.clear()
    books.grounds.answers.clear()
    realms.kept.answers.clear()
