"""What happens when a practice was offered help or visited, and something came of it (A14)."""

from meetings.diary.rules import NotKept
from meetings.models import Contact, ContactOutcome
from pbc.core import periods
from pbc.core.deeds import deed
from pbc.core.models import Practice


@deed
def write_contact(*, practice, kind, on, who, words, by, about=None, action=None):
    """Write down that a practice was offered help, visited or rung.

    `who` is a person, a post of the directory or a name; `about` a figure as meetings.queries.about
    finds it, `action` one of the practice's, or None.
    """
    return Contact.objects.create(
        **_said(kind, on, who, words, about, action), practice=practice, written_by=by
    )


@deed
def correct_contact(*, contact, kind, on, who, words, reason, by, about=None, action=None):
    """Write a contact down anew, and why; the row before it stays. Raises NotKept where somebody
    corrected it meanwhile, or where something had come of it by that day."""
    held = _alone(contact)
    _standing(contact)
    first = held.outcomes.order_by("on_date").first()
    if first and first.on_date < on:
        raise NotKept(f"Something had come of it by {periods.day(first.on_date)}", "on")
    said = _said(kind, on, who, words, about, action)
    return Contact.objects.create(
        **said,
        practice=held.practice,
        corrects=contact,
        first=held,
        reason=reason,
        written_by=by,
    )


@deed
def write_outcome(*, contact, words, on, by):
    """Write down what came of a contact; what was written before stays. Raises NotKept for a day
    before the contact, and for a row that was corrected meanwhile."""
    held = _alone(contact)
    _standing(contact)
    if on < contact.on_date:
        raise NotKept(f"That is before {periods.day(contact.on_date)}. Look at the day", "on")
    return ContactOutcome.objects.create(contact=held, words=words, on_date=on, written_by=by)


def _said(kind, on, who, words, about, action):
    """The columns of a contact."""
    named = {"name": who} if isinstance(who, str) else {type(who).__name__.lower(): who}
    figure = {"about": about.code, "about_said": about.said} if about else {}
    return {"kind": kind, "on_date": on, "words": words, "action": action, **named, **figure}


def _alone(contact):
    """The first row of a contact; whoever else adds to the log of its practice waits. The rows
    themselves cannot be locked: nobody may change them."""
    Practice.objects.select_for_update(no_key=True).get(pk=contact.practice_id)
    return contact.first or contact


def _standing(contact):
    if Contact.objects.filter(corrects=contact).exists():
        raise NotKept("Somebody corrected it meanwhile. Look at it again first")
