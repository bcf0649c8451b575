"""What is planned: entries of a budget and targets, known from the start of their year."""

from datetime import date
from decimal import Decimal

from budgets.checks.services import agree_check
from budgets.models import Allocation, BudgetEntry, BudgetUpload, ControlTotal, Kind, OtherSpend
from pbc.core import money
from tests.make.people import operator
from tests.make.register import group, heading, year

TWELFTHS = (1,) * 12


def budget_entry(
    holder, *, amount, phasing=TWELFTHS, kind=Kind.BASELINE, month_13=Decimal(0), **details
):
    """Money in a holder's budget; `phasing` are twelve weights. Known from 1 April.

    `month_13` is how much of it is a year-end adjustment.
    """
    year(details.setdefault("year", 2006))
    details.setdefault("known_from", date(details["year"], 4, 1))
    details.setdefault("heading", None)
    details["heading"] = details["heading"] or heading()
    return BudgetEntry.objects.create(
        **{type(holder).__name__.lower(): holder},
        amount=amount,
        months=money.shares(amount - month_13, phasing),
        month_13=month_13,
        kind=kind,
        reason="Agreed",
        author=operator(),
        **details,
    )


def agreed_check(text="Look at the new admissions", of=None, *, days=14, **more):
    """What DacCom agreed that its practices look at, from September 2006 on: month 6."""
    more = {"heading": None, "from_date": date(2006, 9, 1), "to_date": None} | more
    return agree_check(group=of or group(), text=text, days=days, by=operator(), **more)


def budget_upload(practice, *, amount=1250, by=None, **details):
    """A filled-in template that says one practice's budget, not entered yet."""
    heading_of_it = details.pop("heading", None) or heading()
    cell = [practice.code, heading_of_it.code, "C5", str(amount)]
    said = {"year": 2006, "kind": Kind.BASELINE, "phasing": "TWELFTHS", "reason": "The letter"}
    said |= {"file_name": "letter.xlsx", "sha256": "0" * 64, "known_from": date(2006, 4, 1)}
    year(2006)
    return BudgetUpload.objects.create(**said | details, amounts=[cell], sent_by=by or operator())


def allocation(holder, *, amount, year=2006, known_from=date(2006, 4, 1)):
    """What there is to spend in a year."""
    return _target(Allocation, holder, amount, year, known_from)


def control_total(holder, *, amount, year=2006, known_from=date(2006, 4, 1)):
    """The planned over- or underspend; plus is over."""
    return _target(ControlTotal, holder, amount, year, known_from)


def other_spend(holder, *, amount, month=12, year=2006, known_from=date(2006, 4, 1)):
    """What was spent in a month and no feed brings."""
    said = {"month": month, "source": "The ledger"}
    return _target(OtherSpend, holder, amount, year, known_from, **said)


def _target(model, holder, amount, year, known_from, **more):
    return model.objects.create(
        **{type(holder).__name__.lower(): holder},
        amount=amount,
        year=year,
        known_from=known_from,
        reason="Set by the board",
        author=operator(),
        **more,
    )
