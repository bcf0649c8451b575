"""The page of one action: what is to be done, what was said of it, and what may be done now."""

from dataclasses import dataclass, field

from django.urls import reverse

from meetings.models import Action, ActionNote, Deed, State
from meetings.posts import queries as posts
from meetings.queries import about, lists, words
from meetings.queries.reached import unreached
from meetings.queries.rows import EDIT, VIEW, Reader, Row, closed
from pbc.core import access
from pbc.core.clock import LONDON


@dataclass(frozen=True)
class Fact:
    """A line of the summary; `url` where it opens something that the person may see."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """What was said or done: Note by Ann Lee on 14 March at 14:02."""

    what: str
    change: str
    said: str


@dataclass(frozen=True)
class ActionPage:
    """An action and its history. `may_edit` is what this person may do."""

    action: Action
    row: Row
    caption: str
    facts: list[Fact]
    entries: list[Entry] = field(default_factory=list)
    may_edit: bool = False

    @property
    def is_open(self):
        """Whether it is still to be done."""
        return self.action.state == State.OPEN


def action_page(user, pk, *, today):
    """The page of an action, or None where it is not there or not the user's to see."""
    rows = Action.objects.visible_to(user).with_names()
    action = rows.filter(pk=pk).first()
    if action is None:
        return None
    [row] = Reader(user, today).rows([action])
    notes = action.notes.select_related("by").order_by("-pk")
    return ActionPage(
        action=action,
        row=row,
        caption=f"Action {action.pk}, {action.organisation}",
        facts=_facts(user, action, row, today),
        entries=[_entry(note) for note in notes],
        may_edit=may_edit(user, pk),
    )


def may_edit(user, pk):
    """Whether the user may close and change the action."""
    return (
        access.may(user, EDIT) and Action.objects.visible_to(user, to=EDIT).filter(pk=pk).exists()
    )


def _facts(user, action, row, today):
    sees = lists.within(access.reach(user, VIEW), action.organisation)
    late = words.late(action, today)
    due = closed(action) or words.due(action, today)
    facts = [
        Fact("Who does it", _who(action), _post_url(action)),
        *([Fact("The post is vacant", _vacant(action, today))] if row.vacant else []),
        Fact("For", str(action.organisation), lists.list_url(action.organisation) if sees else ""),
        Fact("Due", f"{late}, {due}" if late else due),
        Fact("Raised", f"by {action.raised_by} on {words.weekday(action.raised_on)}"),
    ]
    lost = unreached(action, reverse("meetings:action-detail", args=[action.pk]), today)
    if lost:
        facts.append(Fact("Mail", _lost(user, *lost)))
    return facts + ([_about(user, action)] if action.about else [])


def _lost(user, whose, why):
    """That a mail did not arrive; what the server said is for whoever keeps the addresses."""
    said = f"A mail about it to {whose} did not arrive"
    return f"{said}: {why}" if access.may(user, "core.edit_people") else said


def _who(action):
    """The owner; where it is a post, that it is the post's whoever holds it."""
    if action.owner_role or action.owner_post:
        return f"{words.owner(action)}, whoever holds the post"
    return f"{words.owner(action)}, outside this site" if action.owner_name else str(action.owner)


def _post_url(action):
    return reverse("posts:post-detail", args=[action.owner_post_id]) if action.owner_post_id else ""


def _vacant(action, today):
    """Since when, and to whom to take it: the first post above that somebody holds."""
    if action.owner_post is None:
        return "Nobody holds the post: give it to somebody else, or have the post filled"
    since = posts.vacant_since(action.owner_post, today)
    above = posts.take_it_to(action.owner_post, today)
    goes_to = f"take it to the {above}" if above else "no post above it is held either"
    return f"{since[:1].upper()}{since[1:]}. Meanwhile {goes_to}"


def _about(user, action):
    found = about.find(user, action.about)
    return Fact("About", action.about_said, found.url if found else "")


def _entry(note):
    at = note.recorded_at.astimezone(LONDON)
    when = f"on {words.weekday(note.on_date)}, written down at {at:%H:%M}"
    return Entry(f"{Deed(note.deed).label} by {note.by} {when}", note.change, note.said)


def entries(action):
    """What was said and done, oldest first, as JSON has it."""
    return [
        {
            "deed": note.deed.lower(),
            "change": note.change,
            "said": note.said,
            "by": note.by.username,
            "on": note.on_date.isoformat(),
        }
        for note in ActionNote.objects.filter(action=action).select_related("by").order_by("pk")
    ]
