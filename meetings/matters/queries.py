"""Open questions, concerns and mandates as their lists show them."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Case, F, Q, When
from django.urls import reverse

from meetings.models import Concern, Mandate, OpenQuestion
from meetings.models.question import EDIT
from meetings.queries.words import day
from pbc.core import access, periods
from pbc.core.pages.frame import counted
from pbc.core.paging import paged

ADD = {
    "open": "Write a question down",
    "concern": "Write a concern down",
    "mandate": "Write a mandate down",
}
EMPTY = {
    "open": "No question is written down. One that comes up stands here, and on the next agenda.",
    "concern": "No concern is written down. One that is raised with another body stands here.",
    "mandate": "Nobody has a mandate. Who speaks for a group stands here, with what about.",
}


@dataclass(frozen=True)
class Entry:
    """A row of such a list: what, of whom, how far it is, and what can be done with it."""

    text: str
    note: str
    state: str
    tag: str
    detail: str = ""
    link: str = ""
    url: str = ""


@dataclass(frozen=True)
class Part:
    """The rows that stand together, under a heading of their own."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True)
class MatterPage:
    """A page of one of the lists: the finding, its parts, and where something is added to it."""

    kind: str
    heading: str
    parts: list[Part]
    empty: str
    add: str
    new_url: str
    page: Page


def open_questions(user, organisation):
    """The questions of an organisation that nobody has answered, for its next agenda (E11)."""
    seen = OpenQuestion.objects.visible_to(user).of(organisation).open()
    mine = _editable(OpenQuestion, user)
    return [_question(one, one.pk in mine) for one in seen.with_names().select_related("owner")]


def asked_at(user, meeting):
    """The questions that came up at a meeting and were written down there: those of its body on
    its day, the oldest first."""
    said = {"asker__iexact": str(meeting.body)[:100], "asked_on": meeting.day}
    seen = OpenQuestion.objects.visible_to(user).of(meeting.body.organisation).filter(**said)
    found = list(seen.with_names().select_related("owner").order_by("pk"))
    mine = _editable(OpenQuestion, user) if found else set()
    return [_question(one, one.pk in mine) for one in found]


def questions_page(user, today, number=1):
    """Questions that came up: open ones oldest first, then those answered, newest first."""
    seen = OpenQuestion.objects.visible_to(user).with_names().select_related("owner")
    mine, waiting = _editable(OpenQuestion, user), seen.open().count()
    newest_first = F("answered_on").desc(nulls_first=True)
    return _page(
        user,
        kind="open",
        heading=f"Open questions: {waiting or 'none'}",
        found=seen.order_by(newest_first, "asked_on", "pk"),
        number=number,
        entry=lambda one: _question(one, one.pk in mine),
        part_of=lambda one: "Answered" if one.answered_on else "Open",
    )


def concerns_page(user, today, number=1):
    """Concerns by the body with which they are raised; what has no reply stands first."""
    seen = Concern.objects.visible_to(user).with_names()
    mine, waiting = _editable(Concern, user), seen.filter(replied_on=None).count()
    replied = F("replied_on").asc(nulls_first=True)
    heading = f"Concerns: {f'{waiting} without a reply' if waiting else 'all have a reply'}"
    return _page(
        user,
        kind="concern",
        heading=heading if waiting or seen.exists() else "Concerns: none",
        found=seen.order_by("body", replied, "raised_on", "pk"),
        number=number,
        entry=lambda one: _concern(one, one.pk in mine, today),
        part_of=lambda one: one.body,
    )


def mandates_page(user, today, number=1):
    """Who speaks for whom today, and who did before."""
    seen = Mandate.objects.visible_to(user).with_names().select_related("person")
    mine, held = _editable(Mandate, user), seen.in_force(today).count()
    over_on = Case(When(until__lt=today, then=F("until")))
    known = seen.filter(Q(until__lt=today) | Q(given_on__lte=today)).annotate(over_on=over_on)
    return _page(
        user,
        kind="mandate",
        heading=f"Mandates: {held} in force" if held else "Mandates: nobody speaks for anybody",
        found=known.order_by(F("over_on").desc(nulls_first=True), "given_on", "pk"),
        number=number,
        entry=lambda one: _mandate(one, one.pk in mine and one.over_on is None),
        part_of=lambda one: "Before" if one.over_on else "Today",
    )


def _page(user, *, kind, heading, found, number, entry, part_of):
    """One page of a list: its rows in their order, those that stand together in one part."""
    page = paged(found, number)
    together = groupby(page, key=part_of)
    parts = [Part(name, [entry(one) for one in rows]) for name, rows in together]
    add, new = ADD[kind], reverse(f"decisions:{kind}-new") if access.may(user, EDIT) else ""
    return MatterPage(kind, heading, parts, EMPTY[kind], add, new, page)


def _editable(model, user):
    if not access.may(user, EDIT):
        return set()
    return set(model.objects.visible_to(user, to=EDIT).values_list("pk", flat=True))


def _question(question, may_edit):
    answered = question.answered_on and f"Answered on {periods.day(question.answered_on)}"
    return Entry(
        text=question.text,
        note=f"{question.asker} asked on {periods.day(question.asked_on)}, for "
        f"{question.organisation}; {question.found_out_by} finds out",
        state=answered or "Open",
        tag="green" if answered else "blue",
        detail=question.answer,
        **_link("open-answer", question, may_edit and not answered, "Write the answer down"),
    )


def _concern(concern, may_edit, today):
    if concern.replied_on:
        state, tag = f"Replied on {periods.day(concern.replied_on)}", "green"
        link = {}
    elif concern.sent_on:
        state, tag = f"Sent on {periods.day(concern.sent_on)}", "blue"
        link = _link("concern-reply", concern, may_edit, "Write the reply down")
    else:
        state, tag = _not_sent((today - concern.raised_on).days)
        link = _link("concern-send", concern, may_edit, "Say that it was sent")
    note = f"Raised on {day(concern.raised_on)}, for {concern.organisation}"
    return Entry(concern.text, note, state, tag, concern.reply, **link)


def _not_sent(days):
    """What is said of a concern that waits for so many days, plain until it is late."""
    if days < settings.PBC_TELL_WITHIN_DAYS:
        return "Not sent yet", "white"
    return f"Not sent for {counted(days, 'day', 'days')}", "orange"


def _mandate(mandate, may_edit):
    until = f"Until {periods.day(mandate.until)}" if mandate.until else "Until it is ended"
    return Entry(
        text=f"{mandate.holder} speaks for {mandate.organisation}",
        note=f"Given by {mandate.given_by} on {periods.day(mandate.given_on)}",
        state=until,
        tag="white",
        detail=mandate.scope,
        **_link("mandate-end", mandate, may_edit, "End it"),
    )


def _link(name, row, may, text):
    return {"link": text, "url": reverse(f"decisions:{name}", args=[row.pk])} if may else {}
