"""Edits of a row that somebody else may edit too: nobody writes over what they have not seen.

A form shows the row's version and sends it back; the service writes only where it still stands:

    held = versions.held(year, version=version)     # locked; raises ChangedMeanwhile
    held.closed_on = on
    versions.keep(held, by=by)
"""

from django import forms
from django.utils import timezone

from pbc.core import periods
from pbc.core.clock import LONDON

NOT_OPENED = "This is not what you opened. Look at what it is now"


class ChangedMeanwhile(Exception):
    """Somebody changed the row since the person looked; nothing was written. `row` is as it is
    now, and the text is fit to show: who changed it and when, or `sentence`."""

    def __init__(self, row, sentence=""):
        self.row = row
        super().__init__(sentence or _who_and_when(row))


def held(row, *, version):
    """Lock the row until the transaction ends, and return it as it is now.

    `version` is the one that the person saw. Raises ChangedMeanwhile.
    """
    now = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if now.version != version:
        raise ChangedMeanwhile(now)
    return now


def keep(row, *, by):
    """Write a row that is held, as its next version."""
    row.version += 1
    row.changed_by, row.changed_at = by, timezone.now()
    row.save()


def _who_and_when(row):
    if row.changed_by is None or row.changed_at is None:  # nobody is known to have changed it
        return NOT_OPENED
    who = row.changed_by.get_full_name() or row.changed_by.get_username()
    at = row.changed_at.astimezone(LONDON)
    when = f"at {at:%H:%M}"
    if at.date() != timezone.now().astimezone(LONDON).date():
        when = f"on {periods.day(at.date())} {when}"
    return f"Changed by {who} {when}, after you opened this form. Look at what it is now"


class EditForm(forms.Form):
    """A form that edits a Versioned row: it carries the version that the person sees."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def show_change(self, changed):
        """Say who changed the row and what each field is now. What was typed stays, and sent
        again it is written over that."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = changed.row.version
        self.add_error(None, str(changed))
        for name in self.fields:
            now = getattr(changed.row, name, None)
            if name != "version" and name in self.cleaned_data and now != self.cleaned_data[name]:
                self.add_error(name, f"It is now: {_in_words(now)}")


def _in_words(value):
    return "empty" if value in (None, "") else str(value)
