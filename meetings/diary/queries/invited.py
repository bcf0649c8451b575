"""Who is invited to a meeting: those who have a seat on its day, and its guests."""

from dataclasses import dataclass, field

from meetings.diary import days
from meetings.events.people import people_of, without_people
from meetings.models import How, MeetingState
from pbc.core import mail
from pbc.core.models import Mail, Person


@dataclass(frozen=True)
class Invited:
    """Who gets a mail about a meeting, who got it already, and who has to be told otherwise.
    `entry` is what the mail does in their own calendar, `no_more` who got one before and is not
    invited now."""

    subject: str
    text: str
    mailed: list[Person] = field(default_factory=list)
    told: list[Person] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    entry: str = ""
    no_more: list[str] = field(default_factory=list)


def invited(meeting, today):
    """Who is invited, by how they can be told. Somebody stands in it once."""
    people, names = _who(meeting, today)
    had = _had(meeting, people)
    reached = {one.pk for one in people if mail.reaches(one)}
    return Invited(
        subject=subject(meeting),
        text=text(meeting),
        mailed=[one for one in people if one.pk in reached and one.pk not in had],
        told=[one for one in people if one.pk in had],
        by_hand=[*(str(p) for p in people if p.pk not in reached and p.pk not in had), *names],
        entry=entry(meeting),
        no_more=_no_more(meeting, people),
    )


def _who(meeting, today):
    """The people with an account, and the names of the others. To an event those come whose
    practices are invited, not those of its body; a practice of which nobody is written to is among
    the names."""
    event = getattr(meeting, "event", None)
    guests = meeting.attendances.filter(how=How.BY_INVITATION).select_related("person")
    people = {one.pk: one for one in people_of(event, today)} if event else {}
    names = {str(one): str(one) for one in without_people(event, today)} if event else {}
    seats = meeting.body.seats.in_force(meeting.day or today).select_related("person")
    for row in [*([] if event else seats.order_by("name")), *guests.in_order()]:
        if row.person:
            people[row.person_id] = row.person
        else:
            names[row.name] = row.name
    return list(people.values()), list(names)


def occasion(meeting):
    """What a mail about it is told apart by: one a person for each move of it."""
    return f"meeting {meeting.pk}, {meeting.sequence}"


def _had(meeting, people):
    rows = Mail.objects.filter(occasion=occasion(meeting), person__in=people)
    return set(rows.values_list("person", flat=True))


def _no_more(meeting, people):
    """Who got a mail about it and is not invited now: it stays in their calendar."""
    mails = Mail.objects.filter(occasion__startswith=f"meeting {meeting.pk}, ")
    found = Person.objects.filter(pk__in=mails.values("person"))
    left = found.exclude(pk__in=[one.pk for one in people])
    return [str(one) for one in left.order_by("last_name", "first_name", "pk")]


def subject(meeting):
    """Cancelled: Executive Committee, DacCom, Wednesday 4 April 2007, 1pm to 2.15pm."""
    said = f"{meeting.title or meeting.body.name}, {meeting.body.organisation}: "
    cancelled = "cancelled, " if meeting.state == MeetingState.CANCELLED else ""
    moved = "moved to " if meeting.sequence and not cancelled else ""
    return f"{said}{cancelled}{moved}{days.when(meeting)}"


def text(meeting):
    """What the mail says: when, where, lunch, and why it was moved or cancelled."""
    said = [subject(meeting)]
    if meeting.place:
        said.append(f"At {meeting.place}")
    if meeting.lunch:
        said.append(f"Lunch {meeting.lunch}")
    if meeting.why:
        said.append(meeting.why)
    return ". ".join(said)


def entry(meeting):
    """What the mail does in a person's own calendar, in words; empty where it does nothing."""
    if meeting.state == MeetingState.CANCELLED or (meeting.sequence and not meeting.day):
        return "It takes the meeting out of their calendar"
    if not meeting.day:
        return ""
    moved = "moves the meeting in" if meeting.sequence else "puts the meeting into"
    return f"It {moved} their calendar"
