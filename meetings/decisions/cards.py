"""Decisions on the desk: what waits for one's answer, and what was not passed on."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Window
from django.urls import reverse

from meetings.decisions.queries import long_untold
from meetings.models import Asked, Question, Telling
from meetings.models.question import EDIT
from meetings.queries.words import day
from pbc.core import access, clock
from pbc.core.kept_rows import kept_rows
from pbc.core.pages.frame import counted
from pbc.core.statements import kept_for_anybody

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
    untold, late = _named(_untold_first(user, today), _tellings)
    asked, waiting = _named(_asked_first(user), _put)
    if not late + waiting:
        return None
    lines = [_untold(one, today) for one in untold]
    lines += [_waiting(one) for one in asked[: SHOWN - len(lines)]]
    said = [_not_told(late)] if late else []
    said += [f"{counted(waiting, 'question waits', 'questions wait')} for your answer"] * bool(
        waiting
    )
    return DecisionCard("; ".join(said), lines, late + waiting - len(lines), bool(late))


@kept_rows(EDIT)
def _untold_first(user, today):
    return _first(long_untold(user, today))


@kept_rows(EDIT)
def _asked_first(user):
    return _first(_asked(user))


def _first(rows):
    """The first few of some rows, and how many there are."""
    return rows.annotate(how_many=Window(Count("*"))).values_list("pk", "how_many")[:SHOWN]


def _named(first, with_names):
    """The rows that name the first few, and how many there are. Names are read for these alone:
    joined before they are sorted, they cost most of the desk."""
    ids = dict(first)
    if not ids:
        return [], 0
    named = {one.pk: one for one in with_names(tuple(ids))}
    return [named[pk] for pk in ids], ids[next(iter(ids))]


@kept_for_anybody(blank=("pks",))
def _tellings(pks):
    return Telling.objects.with_names().filter(pk__among=pks)


@kept_for_anybody(blank=("pks",))
def _put(pks):
    return Asked.objects.with_words().filter(pk__among=pks)


def _asked(user):
    """Questions that were put to the user, or to an organisation that the user speaks for."""
    reach = access.reach(user, EDIT)
    if reach.everything:
        return Asked.objects.none()
    # Not joined: few are expected to be unanswered, and then every pair is looked at.
    asked_on = Question.objects.filter(pk=OuterRef("question"), lapsed_on=None).values("asked_on")
    mine = Asked.objects.unanswered().put_to(user, reach).alias(asked_on=Subquery(asked_on))
    return mine.filter(asked_on__isnull=False).order_by("asked_on", "pk")


def _not_told(count):
    return f"{counted(count, 'decision has', 'decisions have')} not been passed on"


def _untold(telling, today):
    why = f"Not told for {telling.days_unsent(today)} days: {telling.to}"
    url = reverse("decisions:telling-send", args=[telling.pk])
    return Line(telling.decision.text, why, url, is_late=True)


def _waiting(asked):
    why = f"Put to {asked.party} on {day(asked.question.asked_on)}"
    return Line(asked.question.text, why, reverse("decisions:answer-new", args=[asked.pk]))
