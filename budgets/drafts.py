"""Entries of a budget as they would be written: a sum by hand, and the opposite of an entry."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from activity.models import Heading
from budgets.models import BudgetEntry
from budgets.phasing import Phasing, spread
from pbc.core import access, money, periods

HISTORY = "activity.load_history"


class NotEntered(ValueError):
    """Why an entry was not made, fit to show; nothing was written."""


@dataclass(frozen=True)
class Sum:
    """What somebody wants to enter. `amount` is for the twelve months, in pounds; `month_13` a
    year-end adjustment beside it. `twelve` are the months as stated, or the shares of a custom
    profile in any unit, where the phasing says so.
    """

    heading: Heading
    kind: str
    reason: str
    known_from: date
    amount: Decimal = Decimal(0)
    month_13: Decimal = Decimal(0)
    phasing: str = Phasing.TWELFTHS
    twelve: tuple[Decimal, ...] | None = None
    is_recurrent: bool = True
    source: str = ""

    @property
    def is_of_nothing(self):
        """Whether no month would have money; shares share nothing where there is no amount."""
        stated = self.phasing == Phasing.STATED and any(self.twelve or ())
        return not (self.amount or self.month_13 or stated)


def drafted(*, holder, year, wanted, on, by):
    """The entry as it would be written, on that day. `holder` is {"practice": ...} or another
    kind of holder. Raises NotEntered."""
    if wanted.is_of_nothing:
        raise NotEntered("Enter an amount: an entry of nothing changes nothing")
    check_day(wanted.known_from, on, by)
    try:
        months = spread(wanted.amount, wanted.phasing, year, wanted.twelve)
    except ValueError as fault:
        raise NotEntered(str(fault)) from fault
    return BudgetEntry(
        **holder,
        year=year,
        heading=wanted.heading,
        kind=wanted.kind,
        amount=money.to_the_penny(wanted.amount + wanted.month_13),
        is_recurrent=wanted.is_recurrent,
        profile=wanted.phasing,
        months=list(months),
        month_13=wanted.month_13,
        reason=said(wanted.reason),
        source=wanted.source.strip(),
        author=by,
        known_from=wanted.known_from,
        entered_on=on,
    )


def check_day(known_from, on, by):
    """Raise NotEntered for a day that is not here yet, or a past one without the permission."""
    if known_from > on:
        raise NotEntered(f"Enter a day up to today, {periods.day(on)}, from which it is known")
    if known_from < on and not access.may(by, HISTORY):
        raise NotEntered("Only somebody who may load history enters what was known before today")


def said(reason):
    """The reason without spaces round it; raises NotEntered for one that says nothing."""
    if not reason.strip():
        raise NotEntered("Say in one line why")
    return reason.strip()


def reversal(entry, known_from, by, reason="Replaced by the budget as issued later"):
    """The exact opposite of an entry, not yet written."""
    return BudgetEntry(
        year=entry.year,
        practice_id=entry.practice_id,
        group_id=entry.group_id,
        locality_id=entry.locality_id,
        commissioner_id=entry.commissioner_id,
        heading_id=entry.heading_id,
        point_of_delivery_id=entry.point_of_delivery_id,
        kind=entry.kind,
        amount=-entry.amount,
        is_recurrent=entry.is_recurrent,
        profile=entry.profile,
        months=[-amount for amount in entry.months],
        month_13=-entry.month_13,
        reason=reason,
        source=entry.source,
        author=by,
        known_from=max(known_from or entry.known_from, entry.known_from),
        reverses=entry,
    )
