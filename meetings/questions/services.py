"""What happens when a question is put to organisations or persons, answered, or lapses."""

from meetings.models import Answer, Asked, Question, Said
from meetings.models.action import holder_of
from meetings.questions.parties import party_of, somebody
from pbc.core.deeds import deed, reason_given


class NotAsked(Exception):
    """Why a question or an answer was not taken, and what to do about it."""


@deed
def ask(*, text, of, about, version, organisation, on, by, collector=None):
    """Put a question about one version of a thing to organisations or persons; return it.

    `of` are those asked, `about` an About of meetings.queries.about, `organisation` the one that
    asks. `collector` is a person or a name to whom the answers go. Raises NotAsked.
    """
    parties = list(dict.fromkeys(of))
    if not parties:
        raise NotAsked("Choose who is to be asked")
    question = Question.objects.create(
        text=text,
        about=about.code,
        about_said=about.said,
        about_version=version,
        asked_by=by,
        asked_on=on,
        **{holder_of(organisation): organisation},
        **somebody(collector, "collector"),
    )
    Asked.objects.bulk_create(
        [Asked(question=question, **{party_of(party): party}) for party in parties]
    )
    return question


@deed
def record_answer(*, question, group, said, told_by, how, on, by, words=""):
    """Write down what one of those asked said, by whom, how and on which day it reached us.

    `group` is the organisation or the person, `told_by` a person or a name. An answer stays: who
    says another thing has a second one. Raises NotAsked.
    """
    held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if held.lapsed_on:
        raise NotAsked(f"The question lapsed: {held.lapsed_why}. Look at the one asked since")
    asked = held.asked.filter(**{party_of(group): group}).first()
    if asked is None:
        raise NotAsked(f"{group} was not asked")
    if on < held.asked_on:
        raise NotAsked("The answer is older than the question. Look at its day")
    if said == Said.CONDITIONAL and not words.strip():
        raise NotAsked("Say on what condition")
    return Answer.objects.create(
        asked=asked,
        said=said,
        words=words.strip(),
        how=how,
        on_date=on,
        by=by,
        **somebody(told_by, "told_by"),
    )


@deed
def lapse(*, question, why, on, by):
    """Say that a question is not asked any more, because the thing has changed. The answers
    stay; one that has lapsed before stays as it did."""
    held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if held.lapsed_on is None:
        held.lapsed_on, held.lapsed_why = on, reason_given(why, NotAsked)
        held.save()
    return held
