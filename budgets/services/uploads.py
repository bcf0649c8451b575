"""Budgets sent in by a template: kept, looked at, and entered whole or not at all."""

from django.utils import timezone

from budgets.drafts import NotEntered, check_day, said
from budgets.models import BudgetEntry, BudgetUpload
from budgets.queries import uploads
from pbc.core.deeds import deed
from pbc.core.years import written_to


@deed
def keep_upload(*, year, filled, file_name, sha256, phasing, reason, known_from, on, by):
    """Keep what a template says, to be looked at. No entry is written yet. Raises NotEntered,
    NotOpened and YearClosed."""
    check_day(known_from, on, by)
    return BudgetUpload.objects.create(
        year=written_to(year),
        kind=filled.kind,
        file_name=file_name[-150:],
        sha256=sha256,
        amounts=filled.amounts,
        phasing=phasing,
        reason=said(reason),
        known_from=known_from,
        sent_by=by,
    )


@deed
def enter_upload(*, upload, seen, on, by):
    """Write the entries that make the ledger say what the file says, all or none; return them.

    `seen` is the mark of what the person looked at. Raises NotEntered where it was entered before
    or would write something else by now, NotOpened and YearClosed.
    """
    written_to(upload.year)
    held = BudgetUpload.objects.select_for_update().get(pk=upload.pk)
    if held.entered_at:
        raise NotEntered("This file was entered already")
    cells = uploads.differing(held)
    if uploads.mark(cells) != seen:
        raise NotEntered("The ledger has changed since you looked. Look at what is written now")
    if not cells:
        raise NotEntered("Nothing in this file differs from the ledger")
    entries = BudgetEntry.objects.bulk_create(uploads.entries(held, cells, on=on, by=by))
    held.entered_by, held.entered_at = by, timezone.now()
    held.save()
    return entries
