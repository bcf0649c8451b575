"""What is entered of a year beside its budget: allocations, control totals and other spend."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from budgets.models import OtherSpend
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.values import Scope
from tests import make

pytestmark = pytest.mark.django_db
DAC = ("--locality", "DAC")
OF_JUNE = {"month": "6", "amount": "1000000", "reason": "No file has it", "source": "The ledger"}
ENTERED = {
    "allocation": {"amount": "5", "reason": "The letter"},
    "control_total": {"amount": "5", "reason": "The letter"},
    "other_spend": OF_JUNE,
}


@pytest.fixture(autouse=True)
def dacorum(monkeypatch):
    """Dacorum in 2006/07, on 13 March 2007."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    make.year(2006)
    return make.locality("Dacorum", code="DAC")


def enter(command, *scope, year="2006/07", **options):
    """Run a command with these options."""
    given = [word for name, value in options.items() for word in (f"--{name}", value)]
    call_command(command, *scope, "--year", year, *given, "--json")


def stands(month, known_on=date(2007, 3, 13)):
    return position(read_book(year=2006, known_on=known_on), Scope("locality", "DAC"), month)


def test_other_spend_is_entered_by_month_with_its_source_b01(capsys):
    enter("other_spend", *DAC, **OF_JUNE)

    assert json.loads(capsys.readouterr().out) == {
        "scope": {"kind": "locality", "code": "DAC"},
        "year": "2006/07",
        "month": 6,
        "source": "The ledger",
        "other_spend": "1000000.00",
        "known_from": "2007-03-13",
    }
    assert OtherSpend.objects.get().source == "The ledger"


def test_entries_of_other_spend_add_up_and_each_counts_from_its_day_b01(monkeypatch):
    enter("other_spend", *DAC, **OF_JUNE)
    monkeypatch.setenv("PBC_TODAY", "2007-03-14")
    enter("other_spend", *DAC, **OF_JUNE | {"amount": "-400000", "reason": "Counted twice"})
    enter("other_spend", *DAC, **OF_JUNE | {"amount": "20", "month": "13"})

    days = (date(2007, 3, 12), date(2007, 3, 13), date(2007, 3, 14))
    assert [stands(6, day).other_spend for day in days] == [0, 1_000_000, 600_020]


def test_other_spend_is_set_against_the_allocation_beside_the_forecast_b01():
    fernville = make.practice(code="E82713")
    make.budget_entry(fernville, amount=1200)
    make.published_file([make.line(fernville, month=m, cost=100) for m in range(1, 13)])
    make.allocation(make.locality(), amount=1500)
    enter("other_spend", *DAC, **OF_JUNE | {"amount": "450.25"})

    assert stands(12).over_break_even == Decimal("150.25")  # 1,200.00 + 450.25 - 1,500.00


@pytest.mark.parametrize("command", ENTERED)
@pytest.mark.parametrize(
    ("scope", "wrong", "said"),
    [
        (DAC, {"year": "2019/20"}, "The financial year 2019/20 has not been opened"),
        (DAC, {"year": "2006/08"}, "two years that follow each other"),
        (DAC, {"reason": " "}, "Give the reason in words"),
        (DAC, {"reason": "a" * 201}, "Give the reason in words, 200 letters at most"),
        (DAC, {"amount": "a lot"}, "“a lot” is not one"),
        (("--locality", "XXX"), {}, "There is no locality XXX"),
        (("--county",), {}, "Only a PCT or a locality"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_and_nothing_is_entered(command, scope, wrong, said):
    with pytest.raises(CommandError, match=said) as told:
        enter(command, *scope, **ENTERED[command] | wrong)

    assert told.value.returncode == 2
    assert stands(6).allocation is stands(6).control_total is None
    assert stands(6).other_spend == 0


@pytest.mark.parametrize("wrong", [{"source": ""}, {"month": "14"}, {"month": "0"}])
def test_other_spend_is_of_a_month_and_has_a_source(wrong):
    with pytest.raises(CommandError):
        enter("other_spend", *DAC, **OF_JUNE | wrong)


def test_a_position_of_a_year_never_opened_is_wrong_usage():
    with pytest.raises(CommandError, match="2019/20 has not been opened") as told:
        call_command("position", *DAC, "--year", "2019/20", "--month", "6")

    assert told.value.returncode == 2


def test_a_position_is_to_a_month_of_the_year_and_month_13_is_none():
    with pytest.raises(CommandError, match="13"):
        call_command("position", *DAC, "--year", "2006/07", "--month", "13")
