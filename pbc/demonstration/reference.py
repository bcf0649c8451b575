"""The invented county as a folder of reference, which `load_reference` would load as well."""

import csv

from pbc.core import periods
from pbc.demonstration import plans
from pbc.demonstration.care import CARE, DEFAULT_CODES, SPECIALTIES
from pbc.demonstration.organisations import EAST_PCT, LOCALITIES, PCT, PROVIDERS, RED_HOUSE, YEAR

PRACTICE_COLUMNS = (
    "practice_code,practice_name,town,locality,list_size_2006_04_01,"
    "pbc_group_2006_07,pbc_group_2007_08,status"
)
LOCALITY_COLUMNS = "locality,name,half,pct_to_2006_09_30,pct_from_2006_10_01"
BUDGET_COLUMNS = "financial_year,month,locality,practice_code,pod,original_budget,savings_plan_adj"


def write(folder):
    """Write every file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in _files():
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns.split(","))
            writer.writerows(rows)


def _files():
    groups = [*((place.code, place.group) for place in LOCALITIES), RED_HOUSE]
    yield "pcts.csv", "code,name", [PCT, EAST_PCT]
    yield "old_pcts.csv", "code,name", sorted({place.old_pct for place in LOCALITIES})
    yield "providers.csv", "code,name", PROVIDERS.items()
    yield "pbc_groups.csv", "code,name", groups
    yield "localities.csv", LOCALITY_COLUMNS, _localities()
    yield "practices.csv", PRACTICE_COLUMNS, _practices()
    yield "specialties.csv", "code,name", SPECIALTIES.items()
    yield "default_practice_codes.csv", "code,name", DEFAULT_CODES.items()
    yield "pods.csv", "pod,description,group,code_in_layout_D", _points_of_delivery()
    yield "budgets.csv", BUDGET_COLUMNS, _budgets()


def _localities():
    for place in LOCALITIES:
        half = place.pct[1].removesuffix(" PCT")
        yield place.code, place.name, half, place.old_pct[0], place.pct[0]


def _practices():
    for place in LOCALITIES:
        for one in place.practices:
            status = f"outside: {one.outside}" if one.outside else "member"
            yield one.code, one.name, one.town, place.code, one.patients, *one.groups, status


def _points_of_delivery():
    return [(care.code, care.name, care.heading, care.code_elsewhere) for care in CARE]


def _budgets():
    for place, month, practice, care, budget, savings in plans.rows():
        yield periods.year_name(YEAR), month, place.code, practice, care, budget, savings
