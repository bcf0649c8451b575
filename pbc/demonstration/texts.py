"""Lines as separated text, in the three ways in which a PCT sends them and one more."""

import csv

from pbc.core import periods
from pbc.demonstration.care import BY_CODE
from pbc.demonstration.organisations import LOCALITIES, YEAR


def _columns(text, by=","):
    return tuple(text.split(by))


PLAIN = _columns(
    "period,locality,practice_code,practice_name,provider_code,pod,specialty_code,"
    "plan_activity,actual_activity,budget,savings_plan_adj,revised_budget,actual_cost"
)
TITLED = _columns(
    "Month,Locality,Practice Code,Practice,Provider,POD,Specialty,Plan Activity,"
    "Actual Activity,Budget (£),Savings Plan (£),Revised Budget (£),Actual (£)"
)
MONITORING = _columns(
    "FINANCIAL_YEAR|FINANCIAL_MONTH|DATASET_CREATED|ORG_CODE_PROVIDER|ORG_CODE_COMMISSIONER|"
    "LOCAL_LOCALITY|GP_PRACTICE_CODE|TREATMENT_FUNCTION_CODE|POD_CODE|LOCAL_POD_DESC|"
    "PLAN_ACTIVITY|ACTUAL_ACTIVITY|PLAN_PRICE|PLAN_PRICE_ADJ|ACTUAL_PRICE",
    by="|",
)
COST = -1  # where the actual cost stands in every one of them
NEW_PCT_FROM = 7
BY_NAME = {place.name: place for place in LOCALITIES}


def write(path, headings, records, *, encoding="utf-8", separator=","):
    """Write one file of separated text."""
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(headings)
        writer.writerows(records)


def plain(line):
    """As a database exports it: 2006-04 and 1234.56."""
    first = periods.first_day(YEAR, line.month)
    return [f"{first:%Y-%m}", *_keys(line), *_activity(line), *_money(line)]


def in_pounds(line):
    """As a spreadsheet shows it: Jul-06, capitals, £1,234.56, and brackets for minus."""
    keys = _keys(line)
    keys[2] = keys[2].upper()
    first = periods.first_day(YEAR, line.month)
    month = f"{periods.short_month_name(line.month)}-{first:%y}"
    return [month, *keys, *_activity(line), *(_pounds(amount) for amount in _money(line))]


def with_dates(line):
    """As somebody typed it together: 01/10/2006, small letters, names with spaces round them."""
    keys = _keys(line)
    keys[1], keys[2] = keys[1].lower(), f" {keys[2]} "
    first = periods.first_day(YEAR, line.month)
    money = [f"({-amount:,})" if amount < 0 else f"{amount:,}" for amount in _money(line)]
    return [f"{first:%d/%m/%Y}", *keys, *_activity(line), *money]


def monitoring(line, *, created):
    """As a trust's contract monitoring has it: codes alone, points of delivery by their own."""
    place, care = BY_NAME[line.locality], BY_CODE[line.care]
    pct = place.pct if line.month >= NEW_PCT_FROM else place.old_pct
    year = f"{YEAR}{(YEAR + 1) % 100:02}"
    return [
        year, f"{line.month:02}", f"{created:%Y%m%d}", line.provider, pct[0], place.code,
        line.practice, line.specialty, care.code_elsewhere, care.name.upper(), *_activity(line),
        line.budget, line.savings, line.cost,
    ]  # fmt: skip


def _keys(line):
    return [line.locality, line.practice, line.name, line.provider, line.care, line.specialty]


def _activity(line):
    return line.plan_activity, line.actual_activity


def _money(line):
    return line.budget, line.savings, line.revised, line.cost


def _pounds(amount):
    return f"(£{-amount:,})" if amount < 0 else f"£{amount:,}"
