"""Loading a folder of organisations, codes and plans: all of it or nothing, never half a penny."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from budgets.models import BudgetEntry
from pbc.core.models import Practice, PracticeLocality

pytestmark = pytest.mark.django_db
FOLDER = {
    "localities.csv": "locality,name,half,pct_to_2006_09_30,pct_from_2006_10_01\n"
    "DAC,Dacorum,West,5GW,5P4\nHER,Hertsmere,West,5CP,5P4\n",
    "pods.csv": "pod,description,group\nEL,Elective inpatient,Elective\n",
    "practices.csv": "practice_code,practice_name,town,locality,list_size_2006_04_01,status\n"
    "E82713,Fernville,Hemel,DAC,4496,member\n",
    "budgets.csv": "financial_year,month,locality,practice_code,pod,original_budget\n"
    "2006/07,1,DAC,E82713,EL,9419.68\n",
}


def load(folder, **changed):
    """Load the folder, with other words in one of its files: (what stands there, what instead)."""
    for name, text in FOLDER.items():
        was, becomes = changed.get(name.removesuffix(".csv"), ("", ""))
        (folder / name).write_text(text.replace(was, becomes) if was else text)
    call_command("load_reference", str(folder), verbosity=0)


def test_a_folder_is_loaded_to_the_penny(tmp_path):
    load(tmp_path)

    assert BudgetEntry.objects.get().amount == Decimal("9419.68")
    assert Practice.objects.get().name == "Fernville"


def test_a_practice_that_stands_twice_and_alike_is_loaded_once(tmp_path):
    load(tmp_path, practices=(PRACTICE, PRACTICE + PRACTICE))

    assert PracticeLocality.objects.get().practice.name == "Fernville"


HEADING = "practice_code,practice_name,town,locality,list_size_2006_04_01,status"
PRACTICE_AND_HEADING = f"{HEADING}\nE82713,Fernville,Hemel,DAC,4496,member\n"
MERGED = f"{HEADING},closed,merged_into\nE82713,Fernville,Hemel,DAC,4496,member,2006-09-30,{{}}\n"
NEVER_CLOSED = f"{HEADING},merged_into\nE82713,Fernville,Hemel,DAC,4496,member,E82714\n"
GROUPED = f"{HEADING},pbc_group_2006_07\nE82713,Fernville,Hemel,DAC,4496,member,WAT\n"
LINE = "2006/07,1,DAC,E82713,EL,9419.68\n"
PRACTICE = "E82713,Fernville,Hemel,DAC,4496,member\n"


@pytest.mark.parametrize(
    ("file", "was", "becomes", "said"),
    [
        ("budgets", "9419.68", "1e5", "“1e5” is not one"),
        ("budgets", "9419.68", "NaN", "“NaN” is not one"),
        ("budgets", "9419.68", "0.005", "no more than two decimals"),
        ("budgets", "9419.68", "123456789012345", "below a million million"),
        ("budgets", "07,1,", "07,13,", "There is no month 13"),
        ("budgets", "07,1,", "07,0,", "There is no month 0"),
        ("budgets", LINE, LINE + LINE, "E82713, EL, month 1 of 2006/07 stands twice"),
        ("budgets", "E82713", "E82999", "E82999 is not known"),
        ("practices", PRACTICE, PRACTICE + PRACTICE.replace("DAC", "HER"), "E82713 stands twice"),
        ("practices", "E82713", "", "has no code"),
        ("practices", "E82713", "E" * 500, "too long"),
        ("practices", "4496", "-5", "practices.csv, line 2: a list has 0 to 1,000,000 patients"),
        ("practices", "4496", "99999999999", "a list has 0 to 1,000,000 patients"),
        ("practices", "4496", "many", "line 2: “many” is no whole number"),
        ("practices", "4496", "9" * 5000, "is no whole number"),
        ("practices", "DAC", "XXX", "practices.csv, line 2: there is no locality XXX"),
        ("practices", "locality", "place", "practices.csv, line 2: there is no column locality"),
        ("practices", "2006_04_01", "2006_04_31", "line 2: a date is written as 2007-03-13"),
        ("practices", PRACTICE_AND_HEADING, MERGED.format("E82713"), "merged into itself"),
        ("practices", PRACTICE_AND_HEADING, MERGED.format("E82999"), "no practice E82999"),
        ("practices", PRACTICE_AND_HEADING, NEVER_CLOSED, "say when it closed"),
        ("practices", PRACTICE_AND_HEADING, GROUPED, "line 2: there is no group WAT"),
        ("pods", ",Elective\n", ",\n", "pods.csv, line 2: EL has no heading"),
        ("budgets", "07,1,", "07,one,", "budgets.csv, line 2: “one” is no whole number"),
        ("budgets", "2006/07", "2006", "budgets.csv, line 2: Write the financial year"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_nothing_is_loaded(tmp_path, file, was, becomes, said):
    with pytest.raises(CommandError, match="could not be loaded") as told:
        load(tmp_path, **{file: (was, becomes)})

    assert said in str(told.value)
    assert (Practice.objects.count(), BudgetEntry.objects.count()) == (0, 0)


def test_a_practice_that_closed_since_is_known_to_have_from_then_on(tmp_path, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-02-13")
    load(tmp_path)
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    header = FOLDER["practices.csv"].splitlines()[0]
    now = {"practices": (FOLDER["practices.csv"], f"{header},closed\n{CLOSED}")}

    for _ in range(2):  # twice changes nothing
        load(tmp_path, **now)

    said = {
        day: PracticeLocality.objects.known_on(day).get().to_date
        for day in (date(2007, 3, 12), date(2007, 3, 13))
    }
    assert said == {date(2007, 3, 12): None, date(2007, 3, 13): date(2007, 2, 28)}
    assert PracticeLocality.objects.count() == 2


CLOSED = "E82713,Fernville,Hemel,DAC,4496,member,2007-02-28\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("group,WAT,2006/07,5,", "the scope is pct or locality, not “group”"),
        ("locality,XXX,2006/07,5,", "there is no locality XXX"),
        ("locality,DAC,2007/08,5,", "The financial year 2007/08 has not been opened"),
        ("locality,DAC,2006/07,NaN,", "“NaN” is not one"),
        ("locality,DAC,2006/07,a lot,", "“a lot” is not one"),
        ("locality,DAC,2006/07,5,1/4/2006", "a date is written as 2007-03-13"),
    ],
)
@pytest.mark.parametrize("file", ["allocations.csv", "control_totals.csv"])
def test_what_is_wrong_with_a_target_is_said_with_its_line(tmp_path, file, row, said):
    (tmp_path / file).write_text(f"scope,code,year,amount,known_from\n{row}\n")

    with pytest.raises(CommandError, match=f"{file}, line 2: ") as told:
        load(tmp_path)

    assert said in str(told.value)
    assert Practice.objects.count() == 0
