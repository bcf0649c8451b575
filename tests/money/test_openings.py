"""A report to date stands for the months before it, practice by practice, and only once."""

from datetime import date

import pytest

from activity.models import CountsFor, Feed
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.models import PracticeLocality
from pbc.core.values import Scope
from tests import make

COUNTY = Scope("county")
ON = date(2007, 3, 13)


@pytest.fixture
def places(db):
    """Fernville moved from Dacorum to St Albans on 1 June; 90 a month is everybody's budget."""
    dacorum, st_albans = make.locality("Dacorum"), make.locality("St Albans")
    fernville = make.practice("Fernville", in_=dacorum, closed=date(2006, 5, 31))
    PracticeLocality.objects.create(
        practice=fernville,
        locality=st_albans,
        from_date=date(2006, 6, 1),
        known_from=date(2006, 6, 1),
    )
    highfield = make.practice("Highfield", in_=dacorum)
    parkbury = make.practice("Parkbury", in_=st_albans)
    for practice in (fernville, highfield, parkbury):
        make.budget_entry(practice, amount=12 * 90)
    return {
        "Dacorum": dacorum,
        "St Albans": st_albans,
        "fernville": fernville,
        "highfield": highfield,
        "parkbury": parkbury,
    }


def to_june(practice, where):
    """Lines of a report of June: 100 in June, and 200 in April and May together."""
    return [
        make.line(practice, month=3, cost=100, in_=where),
        make.line(practice, month=2, cost=200, in_=where, opening=True),
    ]


def june_of_st_albans(places):
    here = places["St Albans"]
    return to_june(places["fernville"], here) + to_june(places["parkbury"], here)


def stands(scope, month=3):
    found = position(read_book(year=2006, known_on=ON), scope, month)
    return found.actual, found.budget, found.budget_missing


def of(locality):
    return Scope("locality", locality.code)


def test_the_months_before_a_move_count_where_the_report_has_them(places):
    make.published_file(june_of_st_albans(places))
    make.published_file(to_june(places["highfield"], places["Dacorum"]))

    assert stands(of(places["St Albans"])) == (600, 540, 0)
    assert stands(of(places["Dacorum"])) == (300, 270, 0)
    assert stands(COUNTY) == (900, 810, 0)


def test_months_in_force_where_the_practice_was_are_not_counted_again(places):
    make.published_file(june_of_st_albans(places))
    make.published_file(
        [
            make.line(places[who], month=month, cost=100, in_=places["Dacorum"])
            for who in ("fernville", "highfield")
            for month in (1, 2)
        ]
    )

    assert stands(of(places["St Albans"])) == (400, 360, 0)  # Fernville's June, Parkbury's three
    assert stands(of(places["Dacorum"])) == (400, 360, 90)  # June is missing
    assert stands(COUNTY) == (800, 720, 90)


def test_nothing_is_known_of_a_month_before_the_report_is_due(places):
    make.published_file(june_of_st_albans(places))

    assert stands(of(places["St Albans"]), month=2) == (0, 0, 180)


def test_a_group_joined_in_the_month_of_the_report_has_its_opening_and_its_budget(places):
    group = make.group()
    make.membership(places["parkbury"], group, from_date=date(2006, 6, 1))

    make.published_file(june_of_st_albans(places))

    assert stands(Scope("group", group.code)) == (300, 270, 0)


def test_an_opening_does_not_count_in_months_in_which_another_feed_does(places):
    make.published_file(june_of_st_albans(places))
    CountsFor.objects.filter(year=2006).update(known_until=ON)
    for feed, months in (("trust", (1, 3)), ("pct-acute", (3, 14))):
        CountsFor.objects.create(
            feed=Feed.objects.get_or_create(code=feed, defaults={"name": feed})[0],
            year=2006,
            months=months,
            known_from=ON,
            reason="The trust counts until May",
        )

    assert stands(of(places["St Albans"])) == (200, 180, 180)


def test_whether_a_group_has_a_budget_is_for_the_ledger_to_say_and_not_for_its_files(places):
    """Fernville left in May, and its April counts in the report of June, with St Albans."""
    group = make.group()
    make.membership(places["fernville"], group, to_date=date(2006, 4, 30))
    newcomer = make.practice("Newcomer", in_=places["St Albans"], group=group)

    make.published_file(june_of_st_albans(places) + to_june(newcomer, places["St Albans"]))

    found = position(read_book(year=2006, known_on=ON), Scope("group", group.code), 3)
    assert (found.actual, found.budget, found.overspend) == (300, 0, 300)
    assert not found.budget_complete
