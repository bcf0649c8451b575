"""A made county for the benchmarks: a reference folder and a workbook of any number of rows."""

import csv
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from pbc.core import periods

LOCALITIES = 10
PRACTICES = 13  # in each locality, half of them in a group
PODS = ("EL", "DC", "NEL", "OPFA", "OPFUP", "AE", "DA", "HCD")
PROVIDERS = ("RAA", "RBB", "RCC", "RDD")
SPECIALTIES = tuple(str(100 + number) for number in range(16))
HEADINGS = (
    "period",
    "locality",
    "practice_code",
    "practice_name",
    "provider_code",
    "pod",
    "specialty_code",
    "plan_activity",
    "actual_activity",
    "budget",
    "savings_plan_adj",
    "revised_budget",
    "actual_cost",
)


def practices(counties=range(1)):
    """(code, name, locality code, locality name) of each invented practice."""
    for county in counties:
        first = f"{'EABCDFGH'[county // 10]}{81 + county % 10}"
        for locality in range(LOCALITIES):
            place = county * LOCALITIES + locality
            for number in range(PRACTICES):
                code = f"{first}{locality * 100 + number:03}"
                yield code, f"Surgery {code}", f"L{place:02}", f"Locality {place}"


def pcts(county):
    """The codes of a county's PCT until September 2006 and since."""
    return (f"{county:02}AA", f"{county:02}BB") if county else ("5AA", "5BB")


def group_of(code, locality):
    """The group of a practice: the first half of each locality is one, the rest another."""
    return f"{locality}{'A' if int(code[-2:]) < PRACTICES // 2 else 'B'}"


def reference(folder, years=(2006,), counties=range(1)):
    """Write the reference folder that `manage.py load_reference` takes, with budgets of years."""
    known = list(practices(counties))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "localities.csv",
        ["locality", "name", "half", "pct_to_2006_09_30", "pct_from_2006_10_01"],
        [
            [f"L{n:02}", f"Locality {n}", "West", *pcts(county)]
            for county in counties
            for n in range(county * LOCALITIES, (county + 1) * LOCALITIES)
        ],
    )
    terms = (*years, max(years) + 1)  # who was a member still is in the year after
    groups = [f"pbc_group_{name.replace('/', '_')}" for name in map(periods.year_name, terms)]
    _write(
        folder / "practices.csv",
        [
            *("practice_code", "practice_name", "town", "locality", "closed", "merged_into"),
            *("list_size_2005_04_01", *groups),
        ],
        [
            [code, name, "Town", place, "", "", 6000, *[group_of(code, place)] * len(terms)]
            for code, name, place, _ in known
        ],
    )
    codes = {group_of(code, place) for code, _, place, _ in known}
    _write(folder / "pbc_groups.csv", ["code", "name"], [[g, f"Group {g}"] for g in sorted(codes)])
    pods = [[pod, f"Kind {pod}", "Outpatients" if pod[0] == "O" else "Other"] for pod in PODS]
    _write(folder / "pods.csv", ["pod", "description", "group"], pods)
    _write(folder / "providers.csv", ["code", "name"], [[p, f"Trust {p}"] for p in PROVIDERS])
    _write(folder / "specialties.csv", ["code", "name"], [[s, f"Kind {s}"] for s in SPECIALTIES])
    heads = ["financial_year", "month", "locality", "practice_code", "pod", "original_budget"]
    budgets = [
        [periods.year_name(year), month, locality, code, pod, "1000.00", "-10.00"]
        for year in years
        for code, _, locality, _ in known
        for pod in PODS
        for month in range(1, 13)
    ]
    _write(folder / "budgets.csv", [*heads, "savings_plan_adj"], budgets)


def _write(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])


def rows(number):
    """Rows of the long layout, all different: month, practice, provider, kind, specialty."""
    made = 0
    for month in range(1, 13):
        period = f"{2006 + (month > 9)}-{(month + 2) % 12 + 1:02}"
        for code, name, _, locality in practices():
            for pod in PODS:
                for provider in PROVIDERS:
                    for specialty in SPECIALTIES:
                        if made == number:
                            return
                        made += 1
                        cost = Decimal(made % 99991) / 100 + 50
                        yield (
                            *(period, locality, code, name, provider, pod, specialty),
                            # nosemgrep: money-is-no-float - a cell of a sheet
                            *(1.5, made % 7, 60.25, -0.75, 59.5, float(cost)),
                        )


def workbook(path, number):
    """Write a workbook of that many rows and return the sum of its costs, in pounds."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Activity")
    sheet.write_row(0, 0, HEADINGS)
    total = Decimal(0)
    for at, row in enumerate(rows(number), start=1):
        sheet.write_row(at, 0, row)
        total += Decimal(repr(row[-1]))
    book.close()
    return total
