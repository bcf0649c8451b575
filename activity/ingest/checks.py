"""What is added up and compared once a file is read: its own totals, budgets, usual sizes."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import figures
from activity.ingest import headings as h
from activity.ingest.report import TO_DATE
from activity.ingest.totals import to_numpy
from activity.ingest.words import money

USUAL_MOST = 3000  # pounds for one attendance or spell, half of all lines below it
LEAST_LINES = 20


def warn_budgets(parsed, findings, counted):
    """Warn of rows whose revised budget is not budget plus savings plan."""
    if not {h.REVISED, h.BUDGET} <= parsed.measures.keys():
        return
    revised, budget = parsed.measures[h.REVISED], figures.nought(parsed.measures[h.BUDGET])
    savings = parsed.measures.get(h.SAVINGS)
    right = pc.add(budget, figures.nought(savings)) if savings is not None else budget
    wrong = to_numpy(pc.not_equal(revised, right)) & counted
    findings.warn(
        "revised-budget-does-not-add",
        h.REVISED,
        wrong,
        lambda n: (
            f"The revised budget is {money(revised[n].as_py())}, and budget plus savings plan "
            f"is {money(right[n].as_py())}"
        ),
        "Nothing: the budget comes from the ledger, not from this file",
    )


def warn_pence(raw, parsed, findings):
    """Warn where amounts look a hundred times too large: whole numbers, and dear ones."""
    activity = parsed.measures.get(h.ACTUAL_ACTIVITY)
    costs = parsed.measures[h.COST]
    if activity is None or len(costs) < LEAST_LINES:
        return
    written = raw.text(h.COST).drop_null()
    if pc.any(pc.match_substring(written, ".")).as_py():
        return
    done = to_numpy(pc.greater(activity, pa.scalar(Decimal(0))))
    each = pc.divide(
        figures.select(costs, done).cast(pa.float64()),
        figures.select(activity, done).cast(pa.float64()),
    )
    if len(each) and np.nanmedian(each.to_numpy(zero_copy_only=False)) > USUAL_MOST:
        findings.note(
            "amounts-look-like-pence",
            f"All {len(costs):,} amounts are whole numbers, and a hundred times their usual size: "
            "they look like pence",
            "Ask the sender. If they are pence, send the file in again in pounds",
            count=len(costs),
        )


def warn_costs(parsed, limit, findings):
    """Warn of rows that cost more than a limit in their month, or twelve times that to date."""
    _warn_dear(parsed.measures[h.COST], limit, h.COST, findings)
    if h.COST in parsed.to_date:
        _warn_dear(parsed.to_date[h.COST], 12 * limit, TO_DATE + h.COST, findings)


def _warn_dear(costs, most, role, findings):
    dear = to_numpy(pc.greater(pc.abs(costs), pa.scalar(most))) & findings.sound
    findings.warn(
        "cost-very-large",
        role,
        dear,
        lambda n: f"The actual cost is {money(costs[n].as_py())}; {money(most)} is the limit",
        "Ask the sender. If it is right, say why when you publish the file",
    )


def stated_total(raw, parsed, findings):
    """The file's own total of actual cost and what it differs by from the rows read, or nothing.

    A report states one for the month and one from April on; the one that differs is told.
    """
    grand, unreadable = {}, []
    for total in raw.totals():
        amount = figures.of_text(total.text, h.POWERS[total.unit])
        if amount is None:
            unreadable.append(total)
        elif _adds_last_blocks(parsed, total, amount):
            continue
        elif total.is_grand:
            key = total.role, total.sheet
            grand.setdefault(key, []).append((amount, _sum(parsed, total), total))
        elif amount != _sum(parsed, total):
            _warn_different(total, amount, _sum(parsed, total), findings)
    _warn_unreadable(unreadable, findings)
    added = {key: _added(kept, findings) for key, kept in grand.items()}
    whole = [key for key, kept in grand.items() if len(kept[0][2].members) == len(raw)]
    return _told(added, whole)


def _amounts(parsed, total):
    column = parsed.to_date if total.role.startswith(TO_DATE) else parsed.measures
    return column[total.role.removeprefix(TO_DATE)]


def _sum(parsed, total):
    amounts = _amounts(parsed, total).take(pa.array(total.members))
    return figures.total(amounts) or Decimal("0.00")


def _adds_last_blocks(parsed, total, amount):
    """Whether a total is of some of the blocks above it: those from one of its starts on."""
    if not len(total.starts) or amount == _sum(parsed, total):
        return False
    amounts, right, end = _amounts(parsed, total), Decimal(0), int(total.members[-1]) + 1
    for start in sorted(map(int, total.starts), reverse=True):
        right += figures.total(amounts.slice(start, end - start))
        if right == amount:
            return True
        end = start
    return False


def _added(kept, findings):
    """Grand totals of one sheet: one, or in a wide workbook one a month, which add up."""
    amount, right = sum(a for a, _, _ in kept), kept[0][1]
    if amount != right:
        _warn_different(kept[0][2], amount, right, findings)
    return amount, amount - right


def _told(grand, whole):
    """The total that differs from its rows; else one of all rows, or the sum of the sheets'."""
    differing = next((total for total in grand.values() if total[1]), None)
    if differing:
        return differing
    alike = {key: amount for key, (amount, _) in grand.items() if key[0] == h.COST}
    one = next((amount for key, amount in alike.items() if key in whole), None)
    if not alike:
        return None, None
    return (sum(alike.values()) if one is None else one), Decimal("0.00")


def _warn_different(total, amount, right, findings):
    what = "to date " if total.role.startswith(TO_DATE) else ""
    if total.of_totals and not total.is_grand:
        return _warn_unclear(total, f"{money(amount)} {what}", findings)
    less = "more" if amount > right else "less"
    findings.note(
        "total-differs",
        f"“{total.label}” states {money(amount)} {what}as actual cost. That is "
        f"{money(abs(amount - right))} {less} than the rows, which add up to {money(right)}",
        "Ask the sender which is right. The rows are what counts",
        sheet=total.sheet,
        row=total.row,
        cell=total.cell,
    )


def _warn_unclear(total, stated, findings):
    findings.note(
        "total-unclear",
        f"“{total.label}” states {stated}as actual cost. That is neither all of the rows above "
        "it nor the last blocks of them, so it was not checked",
        "Nothing, if it is of some practices only. The rows are what counts",
        sheet=total.sheet,
        row=total.row,
        cell=total.cell,
    )


def _warn_unreadable(totals, findings):
    if totals:
        first = totals[0]
        findings.note(
            "total-unreadable",
            f"{len(totals):,} totals cannot be read, so the rows were not checked against them. "
            f"The first is “{first.label}”",
            "Open the file in Excel, save it, send it in again, if the check matters",
            count=len(totals),
            sheet=first.sheet,
        )
