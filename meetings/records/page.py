"""The page of a meeting's minutes: what stands in them, and what may be done with them."""

from dataclasses import dataclass

from meetings.models import Body, Meeting, Minutes
from meetings.records import markup
from meetings.records import paper as papers
from meetings.records.agreed import ActionRow, actions_of
from pbc.core import mail, periods

EDIT = "meetings.edit_meeting"


@dataclass(frozen=True)
class ItemShown:
    """A section, its words as they are shown; `item` None of one that is no item."""

    title: str
    html: str
    has_actions: bool
    item: int | None
    interests: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class CopyShown:
    """A copy that was kept."""

    pk: int
    said: str


@dataclass(frozen=True)
class MinutesPage:
    """Everything on the page."""

    meeting: Meeting
    paper: papers.Paper
    stands: str
    sections: list[ItemShown]
    actions: list[ActionRow]
    copies: list[CopyShown]
    by_mail: list[str]
    by_hand: list[str]
    read_from: str
    may_edit: bool
    may_see_body: bool

    @property
    def may_write(self):
        """Whether the words of its items can be changed."""
        return self.may_edit and not self.meeting.is_locked

    @property
    def may_circulate(self):
        """Whether they can be sent round now."""
        return self.may_edit and self.meeting.minutes == Minutes.DRAFT

    @property
    def may_approve(self):
        """Whether they can be approved now."""
        return self.may_edit and self.meeting.minutes == Minutes.CIRCULATED

    @property
    def may_amend(self):
        """Whether a correction is added beside them."""
        return self.may_edit and self.meeting.minutes == Minutes.APPROVED


def minutes_page(user, meeting, *, today):
    """The MinutesPage of a meeting that the user may see."""
    paper = papers.paper(meeting)
    by_mail, by_hand = receivers(meeting)
    old = getattr(meeting, "old_minutes", None)
    return MinutesPage(
        meeting=meeting,
        paper=paper,
        stands=_stands(meeting),
        sections=[
            ItemShown(
                title=one.title,
                html=markup.html(one.text),
                has_actions=one.has_actions,
                item=one.item,
                interests=one.interests,
                points=one.points,
            )
            for one in paper.sections
        ],
        actions=actions_of(user, meeting, today),
        copies=[
            CopyShown(one.pk, f"{one.get_kind_display()} on {periods.day(one.made_on)}")
            for one in meeting.copies.defer("word", "pdf").order_by("pk")
        ],
        by_mail=[one.name for one in by_mail],
        by_hand=[one.name for one in by_hand],
        read_from=(old.file_name or "what was pasted") if old else "",
        may_see_body=Body.objects.visible_to(user).filter(pk=meeting.body_id).exists(),
        may_edit=Meeting.objects.visible_to(user, to=EDIT).filter(pk=meeting.pk).exists(),
    )


def _stands(meeting):
    """How far they are, in a sentence."""
    if meeting.minutes == Minutes.DRAFT:
        return "A draft: nobody was sent them yet"
    if meeting.minutes == Minutes.CIRCULATED:
        return f"Circulated on {periods.day(meeting.circulated_on)}, to be approved"
    return f"Approved on {periods.day(meeting.approved_on)}, and locked"


def receivers(meeting):
    """(whom a mail reaches, to whom they are given by hand) of everybody in the meeting's list."""
    listed = list(meeting.attendances.select_related("person").in_order())
    reached = [one for one in listed if one.person and mail.reaches(one.person)]
    return reached, [one for one in listed if one not in reached]
