"""The positions of the demonstration once it is loaded, to the penny."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from pbc.core.queries import participation
from pbc.demonstration import loading, marker
from pbc.demonstration.organisations import EAST_PCT, PCT
from tests.demonstration.figures import stands


def test_dacorum_reads_as_promised(loaded, db):
    dacorum = stands("locality", "DAC")

    assert dacorum.complete
    assert dacorum.overspend == Decimal("1221480.36")
    assert dacorum.unassigned == Decimal("1009615.27")
    assert dacorum.savings_plan == Decimal("-1190000.00")
    assert dacorum.parked == 0
    assert dacorum.by_heading[0].name == "Outpatients"
    assert stands("group", "DAC").overspend == dacorum.overspend


def test_the_three_measures_differ(loaded, db):
    dacorum = stands("locality", "DAC")

    assert dacorum.over_break_even != dacorum.over_control_total
    assert dacorum.over_control_total - dacorum.over_break_even == Decimal("790000.00")
    assert stands("pct", PCT[0]).allocation


def test_the_pct_is_said_to_be_incomplete(loaded, db):
    assert stands("pct", PCT[0]).missing == (
        "Hertsmere: month 6",
        "St Albans & Harpenden: month 6",
        "Watford & Three Rivers: month 6",
    )
    assert stands("pct", PCT[0], month=5).complete
    assert stands("county", None, month=5).complete


def test_west_herts_is_to_hit_a_planned_overspend_b01(loaded, db):
    west = stands("pct", PCT[0], month=5)

    assert west.control_total == Decimal("6500000.00")
    assert west.over_break_even - west.over_control_total == Decimal("6500000.00")


def test_east_and_north_herts_stands_beside_it(loaded, db):
    east = stands("pct", EAST_PCT[0], month=5)

    # 212,664.90 + 148,305.72 - 96,412.38 + 431,077.64 over
    assert east.overspend == Decimal("695635.88")
    assert stands("locality", "NOR", month=5).overspend == Decimal("-96412.38")


PRACTICES = {"DAC": 19, "WAT": 23, "STA": 13, "HER": 10, "SES": 10, "SEW": 13, "NOR": 11, "STV": 6}


def test_each_locality_has_the_practices_of_the_documents_a01(loaded, db):
    held = loading.Practice.objects.filter(localities__known_until=None)

    found = Counter(held.values_list("localities__locality__code", flat=True))

    assert found == PRACTICES


@pytest.mark.parametrize(("day", "group"), [(date(2007, 3, 31), "HER"), (date(2007, 4, 1), "RED")])
def test_five_groups_share_four_localities_from_april_a01(loaded, db, day, group):
    practice = loading.Practice.objects.get(code="E82551")

    [held] = practice.memberships.filter(from_date__lte=day, to_date__gte=day)

    assert held.group.code == group


def test_each_file_counts_from_the_day_on_which_it_came(loaded, db):
    before, after = date(2006, 10, 19), date(2006, 10, 20)

    assert stands("locality", "DAC", 5, before).missing == ("Dacorum: months 4, 5",)
    assert stands("locality", "DAC", 5, after).complete


def test_watford_has_17_of_its_23_practices_in_the_group(loaded, db):
    watford = loading.Practice.objects.get(code="E82521").localities.get().locality

    taking_part = participation(locality=watford, day=marker.DAY, known_on=marker.DAY)

    parts = taking_part.members, taking_part.provider_only, taking_part.not_involved
    assert [len(part) for part in parts] == [17, 3, 3]
    assert all(row.reason for row in taking_part.not_involved)
