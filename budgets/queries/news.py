"""What was put into budgets since somebody last looked (I06)."""

from django.db.models import Count, Max, Min, Sum
from django.urls import reverse

from budgets.models import Allocation, BudgetEntry, ControlTotal, OtherSpend
from budgets.models.entry import HOLDERS
from budgets.reading import planned
from pbc.core import access, money, periods
from pbc.core.changes import SHOWN, Change, Source
from pbc.core.models import Commissioner, Group, Locality, Person, Practice

HOLDS = dict(zip(HOLDERS, (Practice, Group, Locality, Commissioner), strict=True))
KINDS = {"commissioner": "pct"}
TARGETS = {Allocation: "allocation", ControlTotal: "control total", OtherSpend: "other spend"}


def sources():
    """What others put into budgets, and set for whole PCTs and localities."""
    return Source(_entered, (BudgetEntry,)), Source(_targets, tuple(TARGETS))


def _entered(*, user, since):
    """What others entered in budgets that the user may see: one change a person, year and kind
    of holder, however many sums."""
    if not access.may(user, "budgets.view_practice"):
        return []
    entries = (
        BudgetEntry.objects.visible_to(user).filter(recorded_at__gt=since).exclude(author=user)
    )
    some = entries.aggregate(**{holder: Count(holder) for holder in HOLDERS})
    return [change for holder in HOLDERS if some[holder] for change in _of(entries, holder)]


def _of(entries, holder):
    rows = (
        entries.filter(**{f"{holder}__isnull": False})
        .values("author", "year")
        .annotate(
            sums=Count("pk"), holders=Count(holder, distinct=True), one=Min(holder),
            amount=Sum("amount"), at=Max("recorded_at"),
        )
    )  # fmt: skip
    found = list(rows)
    people = Person.objects.in_bulk([row["author"] for row in found])
    names = HOLDS[holder].objects.in_bulk([row["one"] for row in found if row["holders"] == 1])
    return [_change(row, holder, people[row["author"]], names.get(row["one"])) for row in found]


def _change(row, holder, author, one):
    sums = "1 sum" if row["sums"] == 1 else f"{row['sums']:,} sums"
    where = f"the budget of {one}" if one else f"the budgets of {row['holders']:,} {holder}s"
    together = f"{money.pounds(row['amount'])} in all" if row["sums"] > 1 else ""
    amount = together or money.pounds(row["amount"])
    year = periods.year_name(row["year"])
    sentence = f"{author} entered {sums} in {where} for {year}, {amount}"
    return Change("Budget", sentence, _url(holder, one), row["at"])


def _targets(*, user, since):
    """Allocations, control totals and other spend that others entered, each by itself."""
    if not access.may(user, "budgets.view_practice"):
        return []
    found = []
    for model, name in TARGETS.items():
        rows = model.objects.visible_to(user).filter(recorded_at__gt=since).exclude(author=user)
        rows = rows.select_related("author", "commissioner", "locality").order_by("-recorded_at")
        found += [_target(row, name) for row in rows[:SHOWN]]
    return found


def _target(row, name):
    """Ruth Allan set the control total of West Hertfordshire for 2006/07 to £40m, ..."""
    one, amount = row.commissioner or row.locality, money.pounds(row.amount)
    if name == "control total":
        amount = f"{money.pounds(abs(row.amount))}, a {planned(row.amount)}"
    does = "entered {}: {}" if name == "other spend" else "set {} to {}"
    said = does.format(f"the {name} of {one} for {periods.year_name(row.year)}", amount)
    parts = {"year": row.year, "kind": "pct" if row.commissioner else "locality", "code": one.code}
    url = reverse("plans:targets", kwargs=parts)
    return Change("Budget", f"{row.author} {said}", url, row.recorded_at)


def _url(holder, one):
    if one is None:
        return reverse("budgets:position")
    parts = {"kind": KINDS.get(holder, holder), "code": one.code}
    return reverse("budgets:position-scope", kwargs=parts)
