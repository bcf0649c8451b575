"""Meetings that were held, with their minutes."""

from datetime import date

from meetings.minutes import reader, source
from meetings.models import Body, BodyKind, MinutesCopy, OtherText, Sent
from meetings.records.services.keeping import keep_old_minutes
from tests.make.people import operator
from tests.make.register import group

MADE_UP = """Hemel Practices Executive

Record from a Meeting held on 13 March 2007

Attended:
Ann Lee
Bob Day #
Cy Fox ^

# West Hertfordshire PCT
^ Dacorum PPI Group

Apologies:
Dot Hill #

Copies to:
Dacorum Practice Managers

1. Summary of actions agreed:

Ann Lee - Draft the plan - End-Mar
Bob - Tell the trust - 16 Mar

2. Budget:

The group is over. We agreed that Ann speaks for us.

· One point
· Another point

3. Next meeting:

Wednesday 4 April 2007, 1pm, Elm Hall
"""


def executive(of=None, name="Hemel Practices Executive"):
    """The executive of DacCom, unless told otherwise; asked for twice it is the same."""
    found = {"name": name, "group": of or group()}
    return Body.objects.get_or_create(**found, defaults={"kind": BodyKind.EXECUTIVE})[0]


def minutes(text=MADE_UP, of=None, *, body=None, by=None, listed=None):
    """A meeting of 13 March 2007 made of its old minutes, still a draft. `listed` is as the deed
    takes it; else who the text lists."""
    read = reader.understood(source.of_text(text))
    there = [("PRESENT", one.name, one.mark) for one in read.attended]
    away = [("APOLOGIES", one.name, one.mark) for one in read.apologies]
    copies = [("COPIES_TO", one.name, one.mark) for one in read.copies_to]
    return keep_old_minutes(
        body=body or executive(of),
        day=read.date,
        place="",
        listed=[*there, *away, *copies] if listed is None else listed,
        actions=[(one.owner, one.text, one.due_typed or "", one.line) for one in read.actions],
        sections=read.sections,
        text=text,
        file_name="march.txt",
        on=date(2007, 3, 15),
        by=by or operator(),
    )


def copy_of_minutes(meeting, *, by=None):
    """A copy of the minutes of a meeting, as if they were sent round."""
    return MinutesCopy.objects.create(
        meeting=meeting,
        kind=Sent.CIRCULATED,
        word=b"PK word",
        pdf=b"%PDF-1.3",
        made_by=by or operator(),
        made_on=date(2007, 3, 15),
    )


def other_text(meeting, text="We are over by a little", *, by=None):
    """A text that waits beside that of the budget of a meeting of ours."""
    item = meeting.items.get(number=2)
    return OtherText.objects.create(item=item, text=text, written_by=by or operator())
