"""What the demonstration promises of its figures before they are loaded: the same every time."""

from collections import defaultdict
from decimal import Decimal

import pytest

from pbc.demonstration import files, plans, reference, spending
from pbc.demonstration.care import BY_CODE
from pbc.demonstration.organisations import DAC, LOCALITIES

TO_SEPTEMBER = [line for month in range(1, 7) for line in spending.lines(DAC, month)]


def total(lines, measure="cost"):
    return sum(getattr(line, measure) for line in lines)


def test_dacorum_is_over_by_what_is_promised_to_the_penny():
    assert total(TO_SEPTEMBER, "budget") == Decimal("33230000.00")
    assert total(TO_SEPTEMBER, "savings") == Decimal("-1190000.00")
    assert total(TO_SEPTEMBER, "revised") == Decimal("32040000.00")
    assert total(TO_SEPTEMBER) == Decimal("33261480.36")


def test_a_million_of_it_has_no_practice():
    lost = [line for line in TO_SEPTEMBER if line.practice.startswith("V81")]

    assert total(lost) == Decimal("1009615.27")
    assert total(lost, "budget") == 0
    assert {line.practice for line in lost} == {"V81997", "V81998", "V81999"}


def test_outpatients_are_the_most_over():
    over = defaultdict(Decimal)
    for line in TO_SEPTEMBER:
        over[BY_CODE[line.care].heading] += line.cost - line.revised

    assert max(over, key=over.get) == "Outpatients"
    assert over["Outpatients"] > sum(over.values()) * 3 / 4


def share_spent(care, month):
    lines = [line for line in spending.lines(DAC, month) if line.care == care]
    return total(lines) / total(lines, "revised")


@pytest.mark.parametrize("care", ["EL", "DC", "NEL"])
def test_inpatients_rise_after_the_outpatients(care):
    to_september = sum(share_spent(care, month) for month in range(1, 7)) / 6

    assert share_spent(care, 9) > share_spent(care, 7) > to_september


def test_referrals_between_consultants_rise_until_they_are_stopped():
    shares = [share_spent("OPFAC2C", month) for month in range(1, 10)]

    assert shares[:6] == sorted(shares[:6])
    assert shares[6] > shares[7] > shares[8]
    assert shares[8] < Decimal("0.5")


@pytest.mark.parametrize("place", LOCALITIES, ids=lambda place: place.code)
def test_plans_in_the_files_are_those_of_the_ledger(place):
    planned = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in spending.lines(place, 4):
        planned[4, line.practice, line.care][0] += line.budget
        planned[4, line.practice, line.care][1] += line.savings

    for key, amounts in plans.budgets(place).items():
        if key[0] == 4:
            assert tuple(planned[key]) == amounts


def test_month_4_again_moves_money_to_practices_and_loses_none():
    before, after = spending.lines(DAC, 4), spending.corrected(DAC, 4)

    assert total(after) == total(before)
    assert not [line for line in after if line.practice == "V81999"]


def test_it_is_the_same_every_time(tmp_path):
    for folder in (tmp_path / "once", tmp_path / "again"):
        spending.lines.cache_clear()
        files.write_sent(folder)
        files.write_next(folder)
        reference.write(folder)

    once = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}
    assert len(once) == 17
    assert once == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
