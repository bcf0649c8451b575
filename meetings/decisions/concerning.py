"""Decisions of a practice's group that concern the practice, on the pages of the practice."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from meetings.decisions.queries import CODE, TAGS, status_of
from meetings.models import Action, Asked, Decision, Outcome, Said
from meetings.models.question import EDIT, VIEW
from meetings.queries.rows import VIEW as VIEW_ACTION
from meetings.queries.words import day, lower
from pbc.core import access, periods
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Practice
from pbc.core.statements import kept_for_anybody

SHOWN = 3


@dataclass(frozen=True)
class Line:
    """A decision, what was decided and when, and what the practice said to it."""

    text: str
    url: str
    decided: str
    status: str
    tag: str
    said: str
    answer_url: str = ""


@dataclass(frozen=True)
class Concerning:
    """The newest decisions that concern a practice, those that wait for its word first."""

    lines: list[Line]


def panel(*, user, organisation):
    """What the page of a practice shows; None where there is nothing, or nothing to be seen."""
    if not isinstance(organisation, Practice) or not access.may(user, VIEW):
        return None
    groups = access.groups_of(frozenset({organisation.pk}))
    sees = _sees_all_of(user, organisation, groups)
    newest = _concerning(user, (organisation.pk,), tuple(groups), *sees)
    if not newest:
        return None
    found = sorted(_counted(tuple(newest)), key=lambda one: newest.index(one.pk))
    asked = _asked(organisation, found)
    may = _may_answer(user, asked.values())
    return Concerning([_line(one, asked.get(one.question_id), may) for one in found])


def _sees_all_of(user, practice, groups):
    """Whether the user sees every decision of these groups, and every action of the practice:
    what is whole is quicker to ask."""
    own = access.reach(user, VIEW).groups | access.own_groups(user, VIEW)
    actions = access.reach(user, VIEW_ACTION)
    return groups <= own, actions.everything or practice.pk in actions.practices


@kept_rows(VIEW, VIEW_ACTION, blank=("practices", "groups"))
def _concerning(user, practices, groups, sees_decisions, sees_actions):
    """Of what its group agreed: what the practice was asked, what an action of its own is about,
    and what was put to nobody, so that it holds for the whole group; the newest by their ids."""
    put = Asked.objects.filter(question=OuterRef("question"))
    ours = put.filter(practice__among=practices)
    code = Concat(Value(CODE), Cast(OuterRef("pk"), CharField()))
    actions = Action.objects if sees_actions else Action.objects.visible_to(user)
    own = actions.filter(practice__among=practices, about=code)
    decided = Decision.objects if sees_decisions else Decision.objects.visible_to(user)
    return (
        decided.filter(group__among=groups)
        .exclude(outcome=Outcome.REJECTED)
        .filter(Exists(ours) | ~Exists(put) | Exists(own))
        .order_by(Exists(ours.unanswered()).desc(), "-decided_on", "-pk")
        .values_list("pk", flat=True)[:SHOWN]
    )


@kept_for_anybody(blank=("pks",))
def _counted(pks):
    return Decision.objects.filter(pk__among=pks).counted()


def _asked(practice, decisions):
    """{question: what was put to the practice in it}."""
    questions = tuple(one.question_id for one in decisions if one.question_id)
    return {one.question_id: one for one in _put((practice.pk,), questions)}


@kept_for_anybody(blank=("practices", "questions"))
def _put(practices, questions):
    put = Asked.objects.filter(question__among=questions, practice__among=practices)
    return put.with_newest().select_related("question")


def _may_answer(user, asked):
    """The ids of those whose answer the user may write down."""
    ids, reach = {one.pk for one in asked}, access.reach(user, EDIT)
    if not ids or not reach:
        return set()
    if reach.everything or all(one.practice_id in reach.practices for one in asked):
        return ids
    return set(
        Asked.objects.visible_to(user, to=EDIT).filter(pk__in=ids).values_list("pk", flat=True)
    )


def _line(decision, asked, may):
    status = status_of(decision)
    waits = asked is not None and asked.newest in (None, Said.NOT_GIVEN)
    return Line(
        text=decision.text,
        url=reverse("decisions:decision-detail", args=[decision.pk]),
        decided=f"{decision.body}, {periods.day(decision.decided_on)}",
        status=status,
        tag=TAGS[status],
        said=_said(asked, waits),
        answer_url=reverse("decisions:answer-new", args=[asked.pk])
        if waits and asked.pk in may
        else "",
    )


def _said(asked, waits):
    if asked is None:
        return ""
    if waits:
        return f"put to the practice on {day(asked.question.asked_on)}, not answered yet"
    return f"the practice said {lower(Said(asked.newest).label)}"
