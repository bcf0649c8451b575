"""What happens when minutes are written against an item, and who speaks by which initials."""

from django.db.models import Max

from meetings.decisions.services import decide
from meetings.diary import rules
from meetings.matters.services import open_question, raise_concern
from meetings.minutes import typed
from meetings.models import Agreed, Initials, Item, Meeting, OtherText, Outcome
from meetings.records import people
from meetings.services import raise_action
from pbc.core import versions
from pbc.core.deeds import deed

NAMELESS = {
    "question": "Say who is to find out: “question: Name - {}”",
    "concern": "Say with whom it is raised: “concern: Name of the body - {}”",
}
NOTHING_TO_DO = (
    "“{}” does not say what is to be done. Write it as "
    "“action: Name - what is to be done - End-Mar”"
)


class NotWritten(Exception):
    """Why the minutes of an item stay as they are, and what to do about it."""


@deed
def write_item(*, item, version, text, on, by):
    """Write what was said at an item; lines that begin “action:” become actions of the meeting,
    and those that begin “decision:”, “question:” or “concern:” one of these, and stay.

    Where somebody else changed it since `version`, their text stands and this one is kept beside
    it, as an OtherText, until one is chosen. Return it, or None. Raises NotWritten, and
    due.NotADay for an action with a day that is none.
    """
    meeting = _open(item)
    held = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if held.version != version:
        return OtherText.objects.create(item=held, text=text, written_by=by)
    _write(held, meeting, text, on, by)
    return None


@deed
def settle_text(*, other, version, take, on, by):
    """Choose between two texts of an item: the one kept beside it, or that which stands.

    `version` is that of the item whose text was seen. Raises NotWritten, NotADay and
    ChangedMeanwhile.
    """
    meeting = _open(other.item)
    item = versions.held(other.item, version=version)
    held = OtherText.objects.select_for_update(of=("self",)).get(pk=other.pk)
    if held.settled_by_id:
        raise NotWritten("Somebody has chosen between these two texts already")
    held.settled_by, held.taken = by, take
    held.save()
    if take:
        _write(item, meeting, held.text, on, by)
    return held


@deed
def remember_initials(*, item, letters, name, on, by):
    """Say for whom letters stand in the minutes of a body, and write it so into this item."""
    meeting = _open(item)
    person = people.known(by, meeting.body, on).get(people.plain(name))
    said = {"name": name, "person": person, "said_by": by}
    Initials.objects.update_or_create(body=meeting.body, letters=letters, defaults=said)
    held = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    _write(held, meeting, held.minutes, on, by)


def _open(item):
    """The meeting of an item, locked until the transaction ends: before its item, always. Raises
    NotWritten where its minutes are approved."""
    meeting = Meeting.objects.select_for_update(of=("self",)).with_names().get(pk=item.meeting_id)
    if meeting.is_locked:
        raise NotWritten("The minutes are approved, and locked. Add a correction instead")
    return meeting


def _write(item, meeting, text, on, by):
    read = typed.read(text, people.speakers(meeting))
    if read.unread:
        raise NotWritten(NOTHING_TO_DO.format(read.unread[0]))
    known = people.known(by, meeting.body, on)
    listed = [one.name for one in meeting.attendances.in_order()]
    last = meeting.agreed.aggregate(last=Max("place"))["last"] or 0
    for place, found in enumerate(read.actions, start=last + 1):
        if not found.owner:
            raise NotWritten(f"Say who is to do it: “action: Name - {found.text}”")
        action = raise_action(
            text=found.text[:500],
            organisation=meeting.body.organisation,
            owner=people.owner_of(people.whole(found.owner, listed), known),
            due_typed=found.due_typed or "",
            on=meeting.day,
            by=by,
        )
        Agreed.objects.create(meeting=meeting, action=action, item=item, place=place)
    for matter in read.matters:
        _write_down(matter, item, meeting, known, listed, by)
    item.minutes = read.text
    versions.keep(item, by=by)
    rules.to_be_seen_again(meeting, by=by)


def _write_down(matter, item, meeting, known, listed, by):
    """Make of a typed line what it says it is: of the body, on the day of the meeting."""
    body, text = str(meeting.body)[:100], matter.text[:500]
    given = {"text": text, "organisation": meeting.body.organisation, "on": meeting.day, "by": by}
    if matter.kind == "decision":
        decide(**given, body=body, outcome=Outcome.AGREED, item=item)
    elif not matter.whose:
        raise NotWritten(NAMELESS[matter.kind].format(text))
    elif matter.kind == "question":
        name = people.whole(matter.whose, listed)
        open_question(**given, asker=body, owner=known.get(people.plain(name), name))
    else:
        raise_concern(**given | {"body": matter.whose})
