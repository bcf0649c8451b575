"""What happens when somebody keeps what was found in old minutes."""

from meetings.decisions.services import decide
from meetings.models import (
    Agreed,
    Attendance,
    Item,
    Meeting,
    MeetingState,
    OldMinutes,
    month_of,
)
from meetings.records import people
from meetings.records.reading import digest_of
from meetings.services import raise_action
from pbc.core.deeds import deed

NO_HEADING = "Record"


class NotKept(Exception):
    """Why minutes were not kept, and what to do about it. `meeting` is the one that is there."""

    def __init__(self, sentence, meeting=None):
        self.meeting = meeting
        super().__init__(sentence)


@deed
def keep_old_minutes(
    *, body, day, place, listed, actions, sections, text, file_name, on, by, decisions=()
):
    """Make a held meeting of a body from its old minutes; return it.

    `listed` is [(how, name, mark)], `actions` [(owner, text, due as typed, line)], `decisions`
    [(text, outcome, line)], each of the section in which its line stands, `sections` the
    reader's. Days of actions are read from the day of the meeting. Raises NotKept where the same
    minutes made a meeting before, and due.NotADay.
    """
    _refuse_twice(body, text)
    meeting = Meeting.objects.create(
        body=body,
        month=month_of(day),
        day=day,
        place=place,
        state=MeetingState.HELD,
        changed_by=by,
    )
    known = people.known(by, body, on)
    _list(meeting, listed, known)
    items = Item.objects.bulk_create(
        [
            Item(
                meeting=meeting, number=n, heading=(one.title or NO_HEADING)[:200], minutes=one.text
            )
            for n, one in enumerate(sections, start=1)
        ]
    )
    _decide(meeting, decisions, list(zip(sections, items, strict=True)), by)
    for place_in_list, (owner, words, due_typed, line) in enumerate(actions, start=1):
        action = raise_action(
            text=words,
            organisation=body.organisation,
            owner=people.owner_of(owner, known),
            due_typed=due_typed,
            on=day,
            by=by,
        )
        Agreed.objects.create(meeting=meeting, action=action, place=place_in_list, line=line)
    OldMinutes.objects.create(
        meeting=meeting,
        body=body,
        file_name=file_name,
        text=text,
        sha256=digest_of(text),
        read_by=by,
        read_on=on,
    )
    return meeting


def _refuse_twice(body, text):
    before = OldMinutes.objects.filter(body=body, sha256=digest_of(text)).first()
    if before:
        raise NotKept("These minutes were read before, and made this meeting", before.meeting)


def _decide(meeting, decisions, sections, by):
    """Write the decisions down, each at the item of the section in which its line stands."""
    body, organisation = str(meeting.body)[:100], meeting.body.organisation
    given = {"body": body, "organisation": organisation, "on": meeting.day, "by": by}
    for text, outcome, line in decisions:
        before = [item for section, item in sections if section.line <= line]
        item = before[-1] if before else None
        decide(text=text, outcome=outcome, item=item, **given)


def _list(meeting, listed, known):
    """Write who attended and so on; a person stands once, where they come first."""
    rows, there = [], set()
    for number, (how, name, mark) in enumerate(listed):
        person = known.get(people.plain(name))
        person = None if person in there else person
        there.add(person)
        code = people.affiliation(mark)
        rows.append(
            Attendance(
                meeting=meeting, how=how, name=name, person=person, affiliation=code, place=number
            )
        )
    Attendance.objects.bulk_create(rows)
