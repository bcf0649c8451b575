"""Open questions, concerns and mandates as their lists show them."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from meetings.models import Concern, Mandate, OpenQuestion
from meetings.models.question import EDIT
from meetings.queries.words import day
from pbc.core import access, periods
from pbc.core.pages.frame import counted


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
    """One of the lists: the finding, its parts, and where something is added to it."""

    kind: str
    heading: str
    parts: list[Part]
    empty: str
    add: str
    new_url: str


def open_questions(user, organisation):
    """The questions of an organisation that nobody has answered, for its next agenda (E11)."""
    seen = OpenQuestion.objects.visible_to(user).of(organisation).open()
    mine = _editable(OpenQuestion, user)
    return [_question(one, one.pk in mine) for one in seen.with_names().select_related("owner")]


def questions_page(user, today):
    """Questions that came up: open ones oldest first, then those answered, newest first."""
    seen = OpenQuestion.objects.visible_to(user).with_names().select_related("owner")
    mine = _editable(OpenQuestion, user)
    waiting = [_question(one, one.pk in mine) for one in seen.open()]
    answered = seen.exclude(answered_on=None).order_by("-answered_on", "-pk")
    parts = [Part("Open", waiting), Part("Answered", [_question(a, False) for a in answered])]
    heading = f"Open questions: {len(waiting) or 'none'}"
    empty = "No question is written down. One that comes up stands here, and on the next agenda."
    return _page(user, "open", heading, parts, empty, "Write a question down")


def concerns_page(user, today):
    """Concerns by the body with which they are raised; what has no reply stands first."""
    seen = Concern.objects.visible_to(user).with_names()
    mine, bodies = _editable(Concern, user), {}
    for one in seen.order_by("body", F("replied_on").asc(nulls_first=True), "raised_on", "pk"):
        bodies.setdefault(one.body, []).append(_concern(one, one.pk in mine, today))
    waiting = seen.filter(replied_on=None).count()
    heading = f"Concerns: {f'{waiting} without a reply' if waiting else 'all have a reply'}"
    empty = "No concern is written down. One that is raised with another body stands here."
    parts = [Part(name, entries) for name, entries in bodies.items()]
    heading = heading if bodies else "Concerns: none"
    return _page(user, "concern", heading, parts, empty, "Write a concern down")


def mandates_page(user, today):
    """Who speaks for whom today, and who did before."""
    seen = Mandate.objects.visible_to(user).with_names().select_related("person")
    mine = _editable(Mandate, user)
    now = seen.in_force(today).order_by("given_on", "pk")
    held = [_mandate(one, one.pk in mine) for one in now]
    over = seen.filter(until__lt=today).order_by("-until", "-pk")
    parts = [Part("Today", held), Part("Before", [_mandate(one, False) for one in over])]
    heading = f"Mandates: {len(held) or 'nobody'} in force"
    heading = heading if held else "Mandates: nobody speaks for anybody"
    empty = "Nobody has a mandate. Who speaks for a group stands here, with what about."
    return _page(user, "mandate", heading, parts, empty, "Write a mandate down")


def _page(user, kind, heading, parts, empty, add):
    new = reverse(f"decisions:{kind}-new") if access.may(user, EDIT) else ""
    shown = [part for part in parts if part.entries]
    return MatterPage(kind, heading, shown, empty, add, new)


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
