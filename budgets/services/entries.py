"""Entries by hand: one sum put into a budget, or taken out again. Added, never changed (H01)."""

from django.db import IntegrityError, transaction

from budgets.drafts import NotEntered, drafted, reversal, said
from pbc.core.deeds import deed
from pbc.core.years import written_to


@deed
def enter_budget(*, holder, year, wanted, on, by):
    """Enter one sum for a practice, group, locality or commissioner. Raises NotEntered, NotOpened
    and YearClosed."""
    entry = drafted(holder=holder, year=written_to(year), wanted=wanted, on=on, by=by)
    entry.save()
    return entry


@deed
def reverse_entry(*, entry, reason, on, by):
    """Take an entry out of the ledger from that day on, by its exact opposite. Raises NotEntered
    where it is a reversal or was reversed already, NotOpened and YearClosed."""
    written_to(entry.year)
    if entry.reverses_id:
        raise NotEntered("This takes another entry back. Enter the sum again instead")
    opposite = reversal(entry, on, by, said(reason))
    opposite.entered_on = on
    try:
        with transaction.atomic():
            opposite.save()
    except IntegrityError as fault:
        if "reverses" not in str(fault):
            raise
        raise NotEntered("This entry was taken back already") from fault
    return opposite
