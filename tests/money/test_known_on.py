"""Who a practice's money belongs to in which month, and what was known of it on which day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from budgets.queries.book import read_book
from budgets.queries.positions import position
from budgets.services.stated import compare_stated
from pbc.core.directory import keep_dated
from pbc.core.models import GroupMembership, Practice, PracticeLocality, Standing
from pbc.core.values import Scope
from tests import make
from tests.money.recount import first_day, last_day

BEFORE, AFTER = date(2007, 3, 12), date(2007, 3, 13)
EACH, BUDGET, NOBODYS = 100, 90, 7  # a month, in pounds


@pytest.fixture
def year(db):
    """Twelve months of two practices and unassigned in Dacorum, both in DacCom."""
    group, other = make.group("DacCom"), make.group("STAHCOM")
    fernville = make.practice("Fernville", group=group)
    parkbury = make.practice("Parkbury", group=group)
    dacorum = make.locality()
    for practice in (fernville, parkbury):
        make.budget_entry(practice, amount=12 * BUDGET)
    lines = [
        make.line(who, month=m, cost=cost, in_=dacorum)
        for m in range(1, 13)
        for who, cost in ((fernville, EACH), (parkbury, EACH), (None, NOBODYS))
    ]
    make.published_file(lines)
    return {"group": group, "other": other, "fernville": fernville, "dacorum": dacorum}


def stands(kind, one, month=12, known_on=AFTER):
    return position(read_book(year=2006, known_on=known_on), Scope(kind, one.code), month)


def joins(practice, group, from_day, known_from=AFTER):
    """Let a practice stand otherwise from a day on."""
    fields = {"group": group, "standing": Standing.MEMBER, "reason": ""}
    if group is None:
        fields |= {"standing": Standing.NOT_INVOLVED, "reason": "Left"}
    first = practice.memberships.get(known_until=None)
    spans = [
        {
            "group": first.group,
            "standing": first.standing,
            "reason": "",
            "from_date": first.from_date,
            "to_date": from_day - timedelta(1),
        },
        {**fields, "from_date": from_day, "to_date": None},
    ]
    owner = {"practice": practice}
    keep_dated(GroupMembership, owner, spans, known_from=known_from, ends=known_from)


def closes(practice, on):
    """Close a practice: it is nowhere afterwards."""
    place = practice.localities.get(known_until=None)
    span = {"locality": place.locality, "from_date": place.from_date, "to_date": on}
    owner = {"practice": practice}
    keep_dated(PracticeLocality, owner, [span], known_from=AFTER, ends=AFTER)


@pytest.mark.parametrize("month", [2, 7, 12])
@pytest.mark.parametrize("days", [0, 14])
def test_a_practice_that_moves_counts_in_its_new_group_from_that_month_on(year, month, days):
    """A01: from 1 October, or from the 15th: the group of a month is that of its last day."""
    joins(year["fernville"], year["other"], first_day(month) + timedelta(days))

    old, new = stands("group", year["group"]), stands("group", year["other"])

    nobodys = (month - 1) * NOBODYS  # by the rule sole, as long as it has all practices
    assert old.actual == 12 * EACH + (month - 1) * EACH + nobodys
    assert old.budget == 12 * BUDGET + (month - 1) * BUDGET
    assert new.actual == (13 - month) * EACH
    assert new.budget == (13 - month) * BUDGET


def test_until_a_move_is_known_the_groups_are_as_they_were(year):
    before = stands("group", year["group"], known_on=BEFORE)

    joins(year["fernville"], year["other"], first_day(7))

    assert stands("group", year["group"], known_on=BEFORE) == before
    assert stands("group", year["group"]).actual < before.actual


@pytest.mark.parametrize("month", [1, 6, 11])
def test_the_budget_of_a_closed_practice_stays_where_it_was_last(year, month):
    closes(year["fernville"], last_day(month))

    for kind, one in (("locality", year["dacorum"]), ("group", year["group"])):
        assert stands(kind, one).budget == 2 * 12 * BUDGET
    assert stands("practice", year["fernville"], month).budget == month * BUDGET


@pytest.mark.parametrize("month", [1, 7, 12])
def test_unassigned_is_inside_while_a_group_has_all_practices_and_beside_after(year, month):
    joins(year["fernville"], None, first_day(month))

    group = stands("group", year["group"])

    assert group.unassigned == (month - 1) * NOBODYS
    assert group.unassigned + group.unassigned_beside == 12 * NOBODYS
    assert stands("locality", year["dacorum"]).unassigned == 12 * NOBODYS


@pytest.mark.parametrize("month", [1, 6, 11])
def test_a_group_is_sole_once_the_practice_outside_has_closed(year, month):
    joins(year["fernville"], None, first_day(1))
    closes(year["fernville"], last_day(month))

    assert stands("group", year["group"]).unassigned == (12 - month) * NOBODYS


@pytest.mark.parametrize("known_from", [make.RECEIVED, make.SINCE_EVER])
def test_what_was_stated_derives_again_though_the_register_was_corrected_since(year, known_from):
    """The correction counts from the very day of the publication, or from long before it."""
    joins(year["fernville"], year["other"], first_day(7), known_from=known_from)

    assert stands("group", year["group"]).actual < 24 * EACH
    assert compare_stated().examples == []


@pytest.mark.parametrize("on", [make.RECEIVED, date(2006, 4, 1)])
def test_what_was_stated_derives_again_though_a_budget_was_entered_since(year, on):
    make.budget_entry(year["fernville"], amount=Decimal("0.01"), known_from=on)

    assert stands("locality", year["dacorum"]).budget == 2 * 12 * BUDGET + Decimal("0.01")
    assert compare_stated().examples == []


def test_what_was_stated_derives_again_though_a_list_size_was_written_down_since(year, settings):
    """By the rule list-size a group has its members' share of the unassigned."""
    settings.PBC_UNASSIGNED_TO_GROUPS = "list-size"
    joins(year["fernville"], year["other"], first_day(1), known_from=make.SINCE_EVER)
    make.list_size(year["fernville"], 1000)
    lines = [
        make.line(year["fernville"], month=1, cost=EACH),
        make.line(None, month=1, cost=NOBODYS, in_=year["dacorum"]),
    ]
    make.published_file(lines, reason="Fernville alone")

    make.list_size(Practice.objects.get(name="Parkbury"), 3000)

    assert stands("group", year["other"], 1).actual < EACH + NOBODYS
    assert not [said for said in compare_stated().examples if year["other"].code in said]
