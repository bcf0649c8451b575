"""What meetings put into a newsletter: open actions, and what was decided since the last one."""

from django.db.models import Q

from meetings.models import Action, Decision
from meetings.models.action import holder_of
from meetings.newsletters.parts import Offer, Part
from meetings.queries import words
from meetings.queries.lists import list_url
from pbc.core import access, periods
from pbc.core.pages.frame import counted

SHOWN = 10


def actions(asked):
    """The open actions of the organisation and of the reader's practices, the longest overdue
    first; None where the reader may see none."""
    own = [held.practice_id for held in access.appointments(asked.reader) if held.practice_id]
    of = Q(**{holder_of(asked.organisation): asked.organisation}) | Q(practice__in=own)
    rows = asked.seen(Action.objects.filter(of)).open().late_first().with_names()
    found = list(rows)
    sentences = [_action(one, asked.day) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        sentences.append(f"And {counted(len(found) - SHOWN, 'more', 'more')}.")
    path = list_url(asked.organisation)
    return Part("What is to be done", tuple(sentences), path) if found else None


def _action(action, today):
    when = ", ".join(filter(None, (words.late(action, today), words.due(action, today))))
    return f"{_ended(action.text)} {words.owner(action)}. {when[:1].upper()}{when[1:]}."


def decisions(asked):
    """What the organisation decided after the day given; None where the reader may see nothing."""
    of = {holder_of(asked.organisation): asked.organisation}
    rows = Decision.objects.filter(**of, decided_on__gt=asked.since, decided_on__lte=asked.day)
    found = list(asked.seen(rows).order_by("-decided_on", "-pk")[: SHOWN + 1])
    sentences = [_decision(one) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        sentences.append("And more, which stand on the page of decisions.")
    return Part(f"Decided since {periods.day(asked.since)}", tuple(sentences)) if found else None


def _decision(decision):
    outcome = decision.get_outcome_display()
    said = f"{_ended(decision.text)} {outcome} by {decision.body}"
    return f"{said} on {periods.day(decision.decided_on)}."


def _ended(text):
    """The text on one line, with a full stop at its end."""
    said = " ".join(text.split())
    return said if said[-1:] in ".!?" else f"{said}."


ACTIONS = Offer("actions", "What is to be done: the open actions", actions)
DECISIONS = Offer("decisions", "What was decided since the last newsletter", decisions)
