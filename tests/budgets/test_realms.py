"""A site of many counties: what one of them spent is not read to say where another stands (R11)."""

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
from budgets.queries import planned, realms, register_change, stamp
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.page import position_page
from budgets.queries.positions import position
from budgets.queries.stated import stated_page
from budgets.services.stated import compare_stated
from pbc.core import periods
from pbc.core.models import (
    Commissioner,
    GroupMembership,
    Locality,
    Practice,
    PracticeLocality,
    Role,
)
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


def test_the_first_page_of_a_county_reads_as_many_rows_among_many_as_alone_r11():
    dacorum = county("Dacorum", cost=1000)
    user, asked = make.auditor(), Asked(dacorum["pct"], DAY)
    alone = rows_of_a_first_page(user, asked)

    for number in range(5):
        county(f"County {number}", cost=250)

    assert rows_of_a_first_page(user, asked) == alone


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
