"""What happens when something is decided, changed, chased, or passed on to somebody."""

from meetings.decisions.chasing import to_chase
from meetings.models import Decision, Outcome, Telling
from meetings.models.action import holder_of
from meetings.queries.about import About
from meetings.questions.parties import somebody
from meetings.questions.services import ask, lapse
from meetings.services import raise_action
from pbc.core import versions
from pbc.core.deeds import deed, reason_given


class NotDecided(Exception):
    """Why a decision stays as it is, and what to do about it."""


@deed
def decide(*, text, organisation, body, outcome, on, by, of=(), collector=None, tell=(), item=None):
    """Write down what a body decided on a day; return the decision.

    In principle it is put to `of` (organisations or persons), who each confirm to `collector`, a
    person or a name. `tell` are the persons or names to whom it is to be told, `item` the item of
    a meeting at which it was decided. Raises NotDecided.
    """
    decision = Decision.objects.create(
        text=text,
        body=body,
        decided_on=on,
        outcome=outcome,
        item=item,
        written_by=by,
        **{holder_of(organisation): organisation},
    )
    if outcome == Outcome.IN_PRINCIPLE:
        _put(decision, of, collector, on, by)
    for who in tell:
        _to_be_told(decision, who, on)
    return decision


@deed
def change_decision(*, decision, version, text, outcome, reason, on, by):
    """Change what a decision says, or make it agreed or rejected, with the reason.

    The question whether it is confirmed lapses with its answers, and in principle the new text is
    put to the same organisations. Raises ChangedMeanwhile and NotDecided.
    """
    held = versions.held(decision, version=version)
    why = reason_given(reason, NotDecided)
    if (text, outcome) == (held.text, held.outcome):
        raise NotDecided("Nothing is different: change what it says, or what became of it")
    before = held.question
    if outcome == Outcome.IN_PRINCIPLE and before is None:
        raise NotDecided("It was put to nobody. Write a new decision in principle down instead")
    held.text, held.outcome = text, outcome
    if before:
        lapse(question=before, why=why, on=on, by=by)
    versions.keep(held, by=by)
    if outcome == Outcome.IN_PRINCIPLE:
        parties = [asked.party for asked in before.asked.with_names()]
        _put(held, parties, before.collector or before.collector_name, on, by)
    return held


@deed
def chase(*, decision, on, by):
    """Raise an action for each of those who have not answered, for whoever speaks for them; one
    that is open already is left as it is. Return the actions."""
    held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    about = About(held.code, held.text[:200], "")
    return [
        raise_action(text=text, organisation=of, owner=owner, about=about, on=on, by=by)
        for text, of, owner in to_chase(held, on)
    ]


@deed
def add_telling(*, decision, to, on, by):
    """Say that a decision is to be told to a person or a name."""
    return _to_be_told(decision, to, on)


@deed
def send_telling(*, telling, how, on, by):
    """Say that it was passed on, how and when. What was sent before stays so."""
    held = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    if held.sent_on:
        raise NotDecided("It was passed on already")
    held.sent_on, held.sent_how = on, how
    held.save()
    return held


@deed
def acknowledge_telling(*, telling, how, on, by):
    """Say that they have it, how that reached us and when."""
    held = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    if held.sent_on is None:
        raise NotDecided("It was not passed on yet")
    if held.acknowledged_on:
        raise NotDecided("They have said so already")
    if on < held.sent_on:
        raise NotDecided("That is before it was passed on. Look at the day")
    held.acknowledged_on, held.acknowledged_how = on, how
    held.save()
    return held


def _put(decision, parties, collector, on, by):
    """Ask whether they confirm the decision as it now stands."""
    if not list(parties):
        raise NotDecided("Choose who is to confirm it")
    decision.question = ask(
        text=f"Do you confirm: {decision.text}"[:500],
        of=parties,
        about=About(decision.code, decision.text, ""),
        version=decision.version,
        organisation=decision.organisation,
        collector=collector,
        on=on,
        by=by,
    )
    decision.save()


def _to_be_told(decision, who, on):
    fields = somebody(who, "person")
    named = {"person": fields.get("person"), "name": fields.get("person_name", "")}
    return Telling.objects.create(decision=decision, since=on, **named)
