"""What happens when a question comes up or is answered, a concern is raised, sent or replied to,
and a mandate to speak for an organisation is given or ends."""

from meetings.models import Concern, Mandate, OpenQuestion
from meetings.models.action import holder_of
from meetings.questions.parties import somebody
from pbc.core.deeds import deed


class NotTaken(Exception):
    """Why something was not written down, and what to do about it."""


@deed
def open_question(*, text, organisation, asker, owner, on, by):
    """Write a question down that came up; `owner`, a person or a name, is to find out."""
    return OpenQuestion.objects.create(
        text=text, asker=asker, asked_on=on, **_of(organisation, by), **somebody(owner, "owner")
    )


@deed
def answer_question(*, question, answer, on, by):
    """Write the answer down. One that was answered keeps its answer. Raises NotTaken."""
    held = _held(question)
    if held.answered_on:
        raise NotTaken("It was answered already. Write a new question down")
    _not_before(on, held.asked_on, "it was asked")
    held.answer, held.answered_on = answer, on
    held.save()
    return held


@deed
def raise_concern(*, text, organisation, body, on, by):
    """Write a concern down that is to be raised with another body."""
    return Concern.objects.create(text=text, body=body, raised_on=on, **_of(organisation, by))


@deed
def send_concern(*, concern, on, by):
    """Say that it was sent, and on which day. Raises NotTaken."""
    held = _held(concern)
    if held.sent_on:
        raise NotTaken("It was sent already")
    _not_before(on, held.raised_on, "it was raised")
    held.sent_on = on
    held.save()
    return held


@deed
def record_reply(*, concern, reply, on, by):
    """Write down what the other body replied. Raises NotTaken."""
    held = _held(concern)
    if held.sent_on is None:
        raise NotTaken("It was not sent yet. Say first when it was")
    if held.replied_on:
        raise NotTaken("There is a reply already. Raise what is left of it anew")
    _not_before(on, held.sent_on, "it was sent")
    held.reply, held.replied_on = reply, on
    held.save()
    return held


@deed
def give_mandate(*, holder, scope, organisation, given_by, on, by, until=None):
    """Write down that somebody, a person or a name, speaks for an organisation about something;
    `given_by` is the meeting that said so, `until` the last day. Raises NotTaken."""
    if until:
        _not_before(until, on, "it is given")
    fields = somebody(holder, "person")
    return Mandate.objects.create(
        person=fields.get("person"),
        name=fields.get("person_name", ""),
        scope=scope,
        given_by=given_by,
        given_on=on,
        until=until,
        **_of(organisation, by),
    )


@deed
def end_mandate(*, mandate, on, by):
    """End a mandate: it holds until that day, and no longer. Raises NotTaken."""
    held = _held(mandate)
    _not_before(on, held.given_on, "it was given")
    if held.until and held.until <= on:
        raise NotTaken("It has ended already")
    held.until = on
    held.save()
    return held


def _of(organisation, by):
    return {holder_of(organisation): organisation, "written_by": by}


def _held(row):
    return type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)


def _not_before(on, day, what):
    if on < day:
        raise NotTaken(f"That is before {what}. Look at the day")
