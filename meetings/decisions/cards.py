"""Decisions on the desk: what waits for one's answer, and what was not passed on."""

from dataclasses import dataclass

from django.db.models import Count, Window
from django.urls import reverse

from meetings.decisions.queries import long_untold
from meetings.models import Asked
from meetings.models.question import EDIT
from meetings.queries.words import day
from pbc.core import access, clock
from pbc.core.pages.frame import counted

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """What waits, why, and where it is done."""

    text: str
    why: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class DecisionCard:
    """Decisions that wait for this person, those not passed on first."""

    sentence: str
    needing: list[Line]
    more: int
    is_late: bool


def card(user):
    """The card of the desk; None for whom nothing waits. The day is read here, at the edge."""
    if not access.may(user, EDIT):
        return None
    today = clock.today()
    untold, late = _first(long_untold(user, today))
    asked, waiting = _first(_asked(user))
    if not late + waiting:
        return None
    lines = [_untold(one, today) for one in untold]
    lines += [_waiting(one) for one in asked[: SHOWN - len(lines)]]
    said = [_not_told(late)] if late else []
    said += [f"{counted(waiting, 'question waits', 'questions wait')} for your answer"] * bool(
        waiting
    )
    return DecisionCard("; ".join(said), lines, late + waiting - len(lines), bool(late))


def _first(rows):
    """The first few of some rows, and how many there are; in one statement."""
    found = list(rows.annotate(all=Window(Count("*")))[:SHOWN])
    return found, found[0].all if found else 0


def _asked(user):
    """Questions that were put to the user, or to an organisation that the user speaks for."""
    reach = access.reach(user, EDIT)
    if reach.everything:
        return Asked.objects.none()
    unanswered = Asked.objects.unanswered().filter(question__lapsed_on=None)
    return unanswered.put_to(user, reach).with_names().order_by("question__asked_on", "pk")


def _not_told(count):
    return f"{counted(count, 'decision has', 'decisions have')} not been passed on"


def _untold(telling, today):
    why = f"Not told for {telling.days_unsent(today)} days: {telling.to}"
    url = reverse("decisions:telling-send", args=[telling.pk])
    return Line(telling.decision.text, why, url, is_late=True)


def _waiting(asked):
    why = f"Put to {asked.party} on {day(asked.question.asked_on)}"
    return Line(asked.question.text, why, reverse("decisions:answer-new", args=[asked.pk]))
