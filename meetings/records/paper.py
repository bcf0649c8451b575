"""The minutes of a meeting as a paper holds them, whatever it is printed as: one house style."""

from collections import defaultdict
from dataclasses import dataclass

from meetings.diary import days, marks
from meetings.interests import reading
from meetings.minutes import headings
from meetings.minutes.headings import Kind
from meetings.minutes.source import Cell, Row
from meetings.models import CAME, How, ItemKind, Meeting, MeetingState, Minutes, Report
from meetings.models import Paper as Attached
from meetings.queries import words
from meetings.records.letters import in_a_line, printed
from pbc.core import periods

ACTIONS = "Summary of actions agreed"
NEXT = "Next meeting"
PAPERS = "Papers"
STANDS = {
    Minutes.DRAFT: "Draft",
    Minutes.CIRCULATED: "Circulated, not yet approved",
    Minutes.APPROVED: "Approved",
}
LISTS = (
    ("Attended", CAME),
    ("Apologies", (How.APOLOGIES,)),
    ("Copies to", (How.COPIES_TO,)),
)


@dataclass(frozen=True)
class Somebody:
    """A name in a list, and the mark of its affiliation."""

    name: str
    mark: str

    def __str__(self):
        return f"{self.name} {self.mark}".strip()


@dataclass(frozen=True)
class Done:
    """A row of the table of actions."""

    owner: str
    text: str
    due: str


@dataclass(frozen=True)
class Section:
    """A numbered section. That of the actions has their table instead of words; `points` are what
    each group said round the table, or the papers of the meeting, a line each."""

    title: str
    text: str
    has_actions: bool = False
    item: int | None = None  # the id of the item whose words these are
    interests: tuple[str, ...] = ()  # who took no part, and what that left of the quorum
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """Everything that the minutes of a meeting print, in its order, in letters that can be."""

    body: str
    title: str
    where: str
    stands: str
    lists: list[tuple[str, list[Somebody]]]
    key: list[tuple[str, str]]
    actions: list[Done]
    sections: list[Section]
    amendments: list[str]


def paper(meeting):
    """The Paper of a meeting as it is now."""
    listed = list(meeting.attendances.in_order())
    held = marks.marks()
    used = dict.fromkeys(one.affiliation for one in listed if one.affiliation)
    return Paper(
        body=in_a_line(str(meeting.title or meeting.body)),
        title=f"Record of a meeting held on {periods.day(meeting.day)}",
        where=in_a_line(meeting.place),
        stands=STANDS[Minutes(meeting.minutes)],
        lists=_lists(listed, held),
        key=[(held[code], code) for code in used if code in held],
        actions=[_done(one.action) for one in agreed(meeting)],
        sections=_sections(meeting),
        amendments=[_amended(one) for one in meeting.amendments.order_by("pk")],
    )


def agreed(meeting):
    """The actions that the meeting agreed, in the order of its minutes."""
    names = ("action__owner", "action__group", "action__locality", "action__commissioner")
    also = ("action__practice", "action__owner_post")
    return meeting.agreed.select_related(*names, *also).order_by("place")


def _lists(listed, marks):
    found = []
    for title, hows in LISTS:
        those = [one for one in listed if one.how in hows]
        if those:
            found.append((title, [_somebody(one, marks) for one in those]))
    return found


def _somebody(one, marks):
    return Somebody(in_a_line(one.name), marks.get(one.affiliation, ""))


def _done(action):
    return Done(*map(in_a_line, (words.owner(action), action.text, action.due_typed)))


def _sections(meeting):
    """The items that are on the agenda; the table of actions under its own heading, or first, and
    the next meeting last where no item says it."""
    items = list(meeting.items.on_the_agenda())
    kinds = [kind_of(item.heading) for item in items]
    touched, reports = reading.of_meeting(meeting, items), _round_the_table(items)
    found = [
        _section(item, kind is Kind.ACTIONS, touched.get(item.pk), reports.get(item.pk, ()))
        for item, kind in zip(items, kinds, strict=True)
    ]
    if Kind.ACTIONS not in kinds:
        found.insert(0, Section(ACTIONS, "", has_actions=True))
    following = None if Kind.NEXT in kinds else _following(meeting)
    if following:
        found.append(Section(NEXT, in_a_line(said_of(following))))
    papers = _papers(items)
    return [*found, Section(PAPERS, "", points=papers)] if papers else found


def _round_the_table(items):
    """{item's id: what each group said there}; of those that said something."""
    those = [item for item in items if item.kind == ItemKind.ROUND_TABLE]
    if not those:
        return {}
    found = defaultdict(list)
    rows = Report.objects.filter(item__in=those).exclude(text="").select_related("group")
    for row in rows.order_by("group__name", "pk"):
        found[row.item_id].append(in_a_line(f"{row.group}: {row.text}"))
    return {item: tuple(said) for item, said in found.items()}


def _papers(items):
    """The papers of a meeting by their names, each with the number of its item."""
    numbers = {item.pk: item.number for item in items}
    rows = Attached.objects.filter(item__in=items).attached()
    found = sorted(rows, key=lambda one: (numbers[one.item_id], one.pk))
    return tuple(in_a_line(f"Item {numbers[one.item_id]}: {one.name}") for one in found)


def _section(item, has_actions, touched, points):
    title = in_a_line(f"{item.number}. {item.heading}")
    said = [*touched.said, touched.quorum] if touched and touched.said else []
    interests = tuple(in_a_line(f"{one}.") for one in said if one)
    return Section(title, printed(item.minutes), has_actions, item.pk, interests, points)


def kind_of(heading):
    """What the heading of an item opens, by its words."""
    known = headings.known(Row((Cell(heading, 1),)))
    return known.kind if known else Kind.OTHER


def _following(meeting):
    """The next meeting of the body, if one is planned."""
    later = Meeting.objects.filter(body=meeting.body, state=MeetingState.PLANNED)
    return later.filter(month__gte=meeting.month).exclude(pk=meeting.pk).next_first().first()


def said_of(meeting):
    """When and where a meeting is, in a sentence."""
    when = periods.weekday(meeting.day) + f" {meeting.day.year}" if meeting.day else None
    month = f"To be arranged in {meeting.month:%B %Y}"
    lunch = f"lunch {meeting.lunch}" if meeting.lunch else ""
    return ", ".join(filter(None, (when or month, days.times(meeting), meeting.place, lunch)))


def _amended(one):
    return printed(f"{periods.day(one.made_on)}, {one.made_by}: {one.text}")
