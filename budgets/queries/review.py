"""What the review of a submission says about the plan figures inside the file."""

from collections import defaultdict
from decimal import Decimal
from statistics import median

from django.db.models import Sum

from activity.models import PositionRollUp, Problem
from budgets.models import BudgetEntry, Kind
from pbc.core import money, periods
from pbc.core.models import Practice

HUNDREDFOLD = (Decimal(50), Decimal(200))  # pence read as pounds lie between these ratios


def plan_against_the_ledger(submission):
    """Compare the file's budget and savings plan with the ledger; yield what differs.

    The ledger is never overwritten: the difference is shown and the rows count.
    """
    in_file = _in_file(submission)
    ledger = _in_ledger(submission.year, {practice for practice, _ in in_file})
    if not ledger:
        return
    hundredfold = _amounts_a_hundredfold(submission, in_file, ledger)
    if hundredfold:
        yield hundredfold
        return
    names = dict(Practice.objects.values_list("pk", "name"))
    parked, months_without_a_practice = _with_parked_rows(submission)
    for (practice, month), (budget, _, rows) in sorted(in_file.items()):
        known = ledger.get((practice, month), Decimal(0))
        less_a_row = budget < known and month in months_without_a_practice
        if budget and budget != known and (practice, month) not in parked and not less_a_row:
            yield _differs(submission, names[practice], month, budget, known, rows)


def _with_parked_rows(submission):
    """Where a parked row takes its plan out of the file too, so that there is nothing to compare:
    {(practice, month)}, and the months with a row whose practice is not known."""
    rows = set(submission.parked.values_list("practice", "month"))
    return rows, {month for practice, month in rows if practice is None}


def _in_file(submission):
    """{(practice, month): (revised budget, actual, rows)} of the in-month rows."""
    rows = PositionRollUp.objects.filter(submission=submission, practice__isnull=False)
    rows = rows.exclude(first_month=0).values_list("practice", "month")
    sums = rows.annotate(
        budget=Sum("budget") + Sum("savings_plan"), actual=Sum("actual_cost"), count=Sum("rows")
    )
    return {(p, m): (budget, actual, count) for p, m, budget, actual, count in sums}


def _in_ledger(year, practices):
    """{(practice, month): baseline and savings plan as the ledger has them}."""
    known = defaultdict(Decimal)
    entries = BudgetEntry.objects.filter(year=year, practice__in=practices)
    entries = entries.filter(kind__in=[Kind.BASELINE, Kind.SAVINGS_PLAN])
    for practice, months in entries.values_list("practice", "months"):
        for month, amount in enumerate(months, start=1):
            known[practice, month] += amount
    return known


def _amounts_a_hundredfold(submission, in_file, ledger):
    """A warning where the amounts are about a hundred times the budget of the same months."""
    ratios = [
        (budget or actual) / ledger[key]
        for key, (budget, actual, _) in in_file.items()
        if ledger.get(key)
    ]
    low, high = HUNDREDFOLD
    if not ratios or not low <= median(ratios) <= high:
        return None
    return Problem(
        submission=submission,
        severity="warning",
        code="amounts-a-hundredfold",
        message="The amounts are about a hundred times their usual size: they look like pence, "
        "not pounds.",
        fix="Ask the sender for the file in pounds, or say why the amounts are right",
        count=len(in_file),
    )


def _differs(submission, practice, month, budget, known, rows):
    return Problem(
        submission=submission,
        severity="warning",
        code="plan-differs-from-ledger",
        message=f"{practice}, {periods.month_name(month)}: the file's revised budget is "
        f"{money.pence(budget)}, the ledger's {money.pence(known)}",
        fix="Nothing: budgets come from the ledger. Tell finance if the file is right",
        count=rows,
    )
