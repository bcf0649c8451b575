"""Allocations and control totals: a new dated row supersedes from its day on."""

from decimal import Decimal

from budgets.models import Allocation, ControlTotal
from pbc.core import periods, reference
from pbc.core.deeds import deed
from pbc.core.models import Commissioner, Locality

HOLDERS = {"pct": ("commissioner", Commissioner), "locality": ("locality", Locality)}


class NotAHolder(Exception):
    """Allocations and control totals are given to PCTs and localities alone."""


def holder(scope):
    """The field and organisation of a scope, as {"locality": Dacorum}."""
    if scope.kind not in HOLDERS:
        raise NotAHolder("Only a PCT or a locality is given an allocation or a control total")
    field, model = HOLDERS[scope.kind]
    return {field: model.objects.get(code=scope.code)}


@deed
def set_allocation(*, scope, year, amount, reason, on, by):
    """Say what a PCT or locality has to spend in a year, from that day on."""
    return Allocation.objects.create(
        **holder(scope), year=year, amount=amount, reason=reason, known_from=on, author=by
    )


@deed
def set_control_total(*, scope, year, amount, reason, on, by):
    """Say which over- or underspend is planned for a year, from that day on. Plus is over."""
    return ControlTotal.objects.create(
        **holder(scope), year=year, amount=amount, reason=reason, known_from=on, author=by
    )


@deed
def load_targets(*, folder, known_from, by):
    """Enter the allocations and control totals of a folder; what stands already is left alone."""
    for name, model in (("allocations.csv", Allocation), ("control_totals.csv", ControlTotal)):
        for row in reference.rows(folder, name):
            field, organisation = HOLDERS[row["scope"]]
            year = periods.parse_year(row["year"])
            given = reference.day(row.get("known_from")) or periods.first_day(year, 1)
            wanted = {
                field: organisation.objects.get(code=row["code"]),
                "year": year,
                "amount": Decimal(row["amount"]),
                "known_from": known_from or given,
            }
            if not model.objects.filter(**wanted).exists():
                model.objects.create(**wanted, reason=f"As loaded from {name}", author=by)
