"""A site of many counties: what one of them spent is not read to say where another stands (R11)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.queries import realms, stamp
from budgets.queries.asked import Asked
from budgets.queries.page import position_page
from budgets.queries.positions import position
from pbc.core.models import GroupMembership, Practice, PracticeLocality
from pbc.core.values import Scope
from tests import make
from tests.budgets.counties import DAY, book, county, forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_large_site")]


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


def test_a_row_parked_in_the_file_of_another_county_stands_where_the_book_of_all_says():
    """£500 outside what the file of Hitchin covers, of a practice of Dacorum, for as long as that
    file is in force anywhere; £30 of a row that no file in force has."""
    dacorum, hitchin = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    practice = Practice.objects.get(code=dacorum["practice"].code)
    there = make.locality("Dacorum")
    outside = {"code": "outside-coverage", "month": 6, "locality": there, "money": 500}
    lines = [make.line(None, cost=9, in_=make.locality("Hitchin"))]
    make.staged_file(lines, parked=[outside | {"practice": practice, "money": 30}])

    def parked(scope):
        of_realm, of_all = (position(each, scope, 6).parked for each in (book(scope), book()))
        assert of_realm == of_all
        return of_all

    make.published_file(lines, parked=[outside | {"practice": practice}], reason="These")
    assert {kind: parked(scope) for kind, scope in dacorum.items()} == dict.fromkeys(dacorum, 500)
    assert {parked(scope) for scope in hitchin.values()} == {0}

    make.published_file(lines, reason="Without it")
    assert {parked(scope) for scope in dacorum.values()} == {0}


def test_a_row_without_a_locality_is_parked_with_its_practice():
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    practice = Practice.objects.get(code=dacorum["practice"].code)
    make.published_file(
        [make.line(None, cost=9, in_=make.locality("Hitchin"))],
        parked=[{"practice": practice, "month": 6, "money": 40}],
        reason="These",
    )

    assert position(book(dacorum["practice"]), dacorum["practice"], 6).parked == 40
    assert position(book(), dacorum["practice"], 6).parked == 40


def test_the_limit_is_the_last_number_of_practices_that_are_read_at_once(monkeypatch):
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)

    monkeypatch.setattr(realms, "TOGETHER", 4)
    assert book(dacorum["pct"]).realm is None
    monkeypatch.setattr(realms, "TOGETHER", 3)
    assert len(book(dacorum["pct"]).realm.practice) == 2
    monkeypatch.setattr(realms, "TOGETHER", 4)
    Practice.objects.create(code="E99999", name="A fifth")
    assert len(book(dacorum["pct"]).realm.practice) == 2


def test_a_group_with_members_in_two_counties_makes_them_one():
    """Its own position adds up what both members spent; a third county is of another realm."""
    counties = [county(name, cost=cost) for name, cost in (("Dacorum", 1000), ("Hitchin", 250))]
    other = county("Royston", cost=60)
    joint = make.group("Joint")
    for one in counties:
        member = Practice.objects.get(code=one["practice"].code)
        member.memberships.update(known_until=date(2007, 3, 1))
        GroupMembership.objects.create(
            practice=member, group=joint, from_date=make.SINCE_EVER, known_from=date(2007, 3, 1)
        )
    scope = Scope("group", joint.code)

    assert position(book(scope), scope, 6).actual == 1250
    assert book(scope).realm == book(counties[1]["locality"]).realm
    for one in (scope, *counties[0].values(), *counties[1].values(), *other.values()):
        assert position(book(one), one, 6) == position(book(), one, 6)
        assert book(one).realm is not None


def test_a_practices_own_month_stands_in_the_book_of_its_county():
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    practice = Practice.objects.get(code=dacorum["practice"].code)
    make.published_file(
        [make.line(practice, cost=40)],
        covers=[(2006, 6, make.locality("Dacorum"), practice)],
        reason="Its own",
    )

    assert position(book(dacorum["pct"]), dacorum["pct"], 6).actual == 40 + 1000 + 7
    for scope in dacorum.values():
        assert position(book(scope), scope, 6) == position(book(), scope, 6)


def test_a_share_by_list_size_is_the_same_in_the_book_of_a_county(settings):
    """£7 of nobody's among lists of 3,000 and 4,000: £3 are of the first."""
    settings.PBC_UNASSIGNED_TO_GROUPS = "list-size"
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    first, second = Practice.objects.filter(name__startswith="Dacorum").order_by("pk")
    make.list_size(first, 3000)
    make.list_size(second, 4000)
    second.memberships.update(known_until=date(2007, 3, 1))

    group = dacorum["group"]

    assert position(book(group), group, 6).actual == 1003
    assert position(book(group), group, 6) == position(book(), group, 6)


def test_realms_read_while_somebody_moved_are_not_kept(monkeypatch):
    dacorum, _ = county("Dacorum", cost=1000), county("Hitchin", cost=250)
    read, now = realms._read, stamp.of_year(2006)

    def and_meanwhile():
        found = read()
        make.practice("Since then")
        return found

    realms.kept.answers.clear()
    monkeypatch.setattr(realms, "_read", and_meanwhile)
    realms.of([dacorum["pct"]], now, 2006)

    assert realms.kept.get(stamp.of_the_register(now)) is None


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
