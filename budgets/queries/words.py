"""What a position says in words: its finding, at most three sentences, and what to know first."""

from decimal import Decimal

from activity.queries.words import sentence_case
from budgets.models import Kind
from pbc.core import money, periods

KIND_NAMES = {"pct": "", "locality": " locality", "group": " group", "practice": ""}
ALMOST = Decimal("0.05")  # an overspend this close to the savings plan is said to be it


def like(amount, beside):
    """Money in the unit of what it stands beside: £0.03m next to £1.22m."""
    return money.millions(amount) if abs(beside) >= money.MILLION else money.pounds(amount)


def over_like(amount, beside):
    """An overspend in words, in the unit of what it stands beside."""
    said = money.over_or_under(amount, show=lambda sum_: like(sum_, beside))
    return said.in_words


def title(stands):
    """What a browser's tab says."""
    return f"{stands.name}, position to month {stands.month} of {periods.year_name(stands.year)}"


def caption(stands, practices, patients):
    """Whose position it is, and how large that is."""
    kind = KIND_NAMES.get(stands.scope.kind, "")
    if stands.scope.kind == "practice":
        size = []
    else:
        size = [f"{practices} practice{'' if practices == 1 else 's'}"]
    size += [f"{patients:,} patients"] if patients else []
    name = "the county" if stands.scope.kind == "county" else f"{stands.name}{kind}"
    return f"Position of {name}{': ' if size else ''}{', '.join(size)}"


def heading(stands):
    """The finding: Dacorum is £1.22m over, 3.8% of its budget to month 6."""
    name, when = sentence_case(the(stands)), f"to month {stands.month}"
    if not stands.has_budget:
        return f"{name} spent {money.pounds(stands.actual)} {when}; no budget has been set"
    over = money.over_words(stands.overspend)
    percent = stands.overspend_percent
    if percent is None or not round(percent, 1):
        return f"{name} is {over} {when}"
    return f"{name} is {over}, {money.show_percent(abs(percent))} of its budget {when}"


def the(stands):
    """Whose position it is, inside a sentence."""
    return "the county" if stands.scope.kind == "county" else stands.name


def sentences(stands):
    """At most three: what was spent, the savings plan, what belongs to no practice."""
    said = [_spending(stands), _savings_plan(stands), _unassigned(stands)]
    return [sentence for sentence in said if sentence]


def _spending(stands):
    first, last = periods.month_name(1), periods.month_and_year(stands.year, stands.month)
    span = last if stands.month == 1 else f"{first} to {last}"
    if not stands.has_budget:
        return f"Spending was {money.pounds(stands.actual)} for {span}."
    words = (
        f"Spending was {money.pounds(stands.actual)} against a budget of "
        f"{money.pounds(stands.budget)} for {span}."
    )
    worst = stands.by_heading[0] if stands.by_heading else None
    if worst and worst.overspend > 0:
        over = over_like(worst.overspend, stands.overspend)
        words += f" Furthest over by heading: {worst.name}, {over}."
    return words


def _savings_plan(stands):
    plan, before = -stands.savings_plan, stands.overspend_before_savings_plan
    if not plan or before is None:
        return ""
    percent = money.percent(abs(before), stands.original_budget)
    share = f", {money.show_percent(percent)}" if percent else ""
    without = f"would be {over_like(before, stands.overspend)}{share}"
    if stands.overspend > 0 and abs(before) <= plan * ALMOST:
        return (
            f"The overspend is almost exactly the savings plan of {money.pounds(plan)}. "
            f"Without the plan {the(stands)} {without}."
        )
    return f"Without the savings plan of {money.pounds(plan)} {the(stands)} {without}."


def outlook(stands):
    """What the year is heading for, as a list of one sentence; empty where it is not foretold."""
    if stands.forecast is None:
        return []
    year, ends = periods.year_name(stands.year), money.pounds(stands.forecast.outturn)
    budget = money.pounds(stands.full_year_budget)
    against = f" against a budget of {budget}" if stands.has_budget else ""
    return [f"The forecast for the whole of {year} is {ends}{against}."]


def _unassigned(stands):
    if not stands.unassigned:
        return ""
    return (
        f"{money.pounds(stands.unassigned)} of the spending belongs to no practice yet. "
        f"It counts for {the(stands)} and for nobody’s practice."
    )


def shown(asked, year):
    """What the page shows, for the line that opens the choices."""
    day = f"as known on {periods.day(asked.known_on)}" if asked.known_on else "as known today"
    left = [str(Kind(kind).label).lower() for kind in asked.without]
    plan = f"{' and '.join(left)} left out" if left else "with the savings plan in the budget"
    return f"{periods.year_name(year)}, {day}, {plan}"


def notes(found, stands):
    """What to know before relying on the figures, besides unassigned and parked money."""
    said = [_phasing(found, stands)]
    if stands.has_budget and not stands.budget_complete:
        said.append("The ledger has no budget for some of the practices.")
    if stands.scope.kind == "group" and stands.unassigned_beside:
        said.append(
            f"{money.pounds(stands.unassigned_beside)} of its localities’ spending belongs to no "
            "practice yet and stands beside the total: the group does not have all their practices."
        )
    if stands.scope.kind == "group" and stands.unassigned:
        said.append(
            "The group has all practices of a locality, so it carries the money there that "
            "belongs to no practice yet."
        )
    return [note for note in said if note]


def _phasing(found, stands):
    """How the savings plan is phased, and which reading is in force (B04)."""
    year = sum(
        (-b.amount for b in found.whole.budgets if b.kind == Kind.SAVINGS_PLAN), start=Decimal(0)
    )
    so_far = -stands.savings_plan
    if not year or stands.overspend is None or stands.missing:
        return ""
    evenly = money.to_the_penny(year * stands.month / 12)
    over = stands.overspend_before_savings_plan + evenly
    return (
        f"The savings plan is {money.pounds(year)} for the year. It is taken by the months that "
        f"the ledger states: {money.pounds(so_far)} of it by month {stands.month}. Spread over "
        f"twelve months it would be {like(evenly, year)} so far, and {the(stands)} "
        f"{over_like(over, stands.overspend)}."
    )
