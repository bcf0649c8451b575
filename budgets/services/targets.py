"""Allocations, control totals and other spend, as entered from a day on.

A new allocation or control total supersedes; rows of other spend add up.
"""

from budgets.drafts import check_day
from budgets.models import Allocation, ControlTotal, OtherSpend
from pbc.core import money, periods, reference
from pbc.core.deeds import deed
from pbc.core.models import Commissioner, Locality
from pbc.core.queries import opened_year
from pbc.core.years import written_to

HOLDERS = {"pct": ("commissioner", Commissioner), "locality": ("locality", Locality)}


class NotAHolder(Exception):
    """Allocations, control totals and other spend are of PCTs and localities alone."""


class NotInWords(ValueError):
    """A reason or source that is not given, or longer than a line."""


def holder(scope):
    """The field and organisation of a scope, as {"locality": Dacorum}."""
    if scope.kind not in HOLDERS:
        raise NotAHolder(
            "Only a PCT or a locality has an allocation, a control total and other spend"
        )
    field, model = HOLDERS[scope.kind]
    return {field: model.objects.get(code=scope.code)}


@deed
def set_allocation(*, scope, year, amount, reason, on, by, known_from=None):
    """Say what a PCT or locality has to spend in a year, from that day on. What was agreed on an
    earlier day is `known_from` then."""
    return _enter(Allocation, scope, year, reason, on, by, known_from, amount=amount)


@deed
def set_control_total(*, scope, year, amount, reason, on, by, known_from=None):
    """Say which over- or underspend is planned for a year, from that day on. Plus is over."""
    return _enter(ControlTotal, scope, year, reason, on, by, known_from, amount=amount)


@deed
def enter_other_spend(*, scope, year, month, amount, source, reason, on, by, known_from=None):
    """Add what was spent in a month that no feed brings; a row with a minus takes it back."""
    said = {"amount": amount, "month": periods.check_month(month)}
    said["source"] = _words(source, "source")
    return _enter(OtherSpend, scope, year, reason, on, by, known_from, **said)


def _enter(model, scope, year, reason, on, by, known_from, **fields):
    known_from = known_from or on
    check_day(known_from, on, by)
    return model.objects.create(
        **holder(scope),
        year=written_to(year),
        reason=_words(reason, "reason"),
        known_from=known_from,
        entered_on=on,
        author=by,
        **fields,
    )


def _words(text, what):
    """Words that a row can hold, which it must have."""
    room = OtherSpend._meta.get_field(what).max_length
    if not text.strip() or len(text) > room:
        raise NotInWords(f"Give the {what} in words, {room} letters at most")
    return text.strip()


@deed
def load_targets(*, folder, known_from, by):
    """Enter the allocations and control totals of a folder; what stands already is left alone."""
    for name, model in (("allocations.csv", Allocation), ("control_totals.csv", ControlTotal)):
        for row in reference.rows(folder, name):
            with reference.at(row):
                wanted = _target(row, known_from)
                if not model.objects.filter(**wanted).exists():
                    written_to(wanted["year"])
                    model.objects.create(**wanted, reason=f"As loaded from {name}", author=by)


def _target(row, known_from):
    if row["scope"] not in HOLDERS:
        raise reference.NotReadable(f"the scope is pct or locality, not “{row['scope']}”")
    field, organisation = HOLDERS[row["scope"]]
    year = opened_year(periods.parse_year(row["year"]))
    given = reference.day(row.get("known_from")) or periods.first_day(year, 1)
    return {
        field: reference.one(organisation, row["code"]),
        "year": year,
        "amount": money.parse_pounds(row["amount"]),
        "known_from": known_from or given,
    }
