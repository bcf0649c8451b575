"""What was put into budgets since somebody last looked (I06)."""

from django.db.models import Count, Max, Min, Sum
from django.urls import reverse

from budgets.models import BudgetEntry
from budgets.models.entry import HOLDERS
from pbc.core import access, money, periods
from pbc.core.changes import Change
from pbc.core.models import Commissioner, Group, Locality, Person, Practice

HOLDS = dict(zip(HOLDERS, (Practice, Group, Locality, Commissioner), strict=True))
KINDS = {"commissioner": "pct"}


def news(*, user, since):
    """What others entered in budgets that the user may see: one change a person, year and kind
    of holder, however many sums."""
    if not access.may(user, "budgets.view_practice"):
        return []
    entries = (
        BudgetEntry.objects.visible_to(user).filter(recorded_at__gt=since).exclude(author=user)
    )
    return [change for holder in HOLDERS for change in _of(entries, holder)]


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


def _url(holder, one):
    if one is None:
        return reverse("budgets:position")
    parts = {"kind": KINDS.get(holder, holder), "code": one.code}
    return reverse("budgets:position-scope", kwargs=parts)
