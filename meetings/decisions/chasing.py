"""Who is to be rung about a decision that waits for their answer, and by what action."""

from meetings.models import Action
from meetings.queries.owners import Owner
from meetings.questions.parties import SPEAKS, contacts, key, party_of


def to_chase(decision, today):
    """What is to be done: [(text, organisation, Owner)] for each that has not answered and has no
    open action about it yet.

    Where somebody holds the post the action is theirs and of the organisation that asks, which
    then sees it too; where nobody does, it is the post's, of the organisation that was asked.
    """
    if decision.question is None or decision.question.lapsed_on:
        return []
    asked = [one.party for one in decision.question.asked.unanswered().with_names()]
    known = contacts(asked, today)
    open_ = set(Action.objects.open().filter(about=decision.code).values_list("text", flat=True))
    found = []
    for party in asked:
        text = f"Say whether {party} confirms: {decision.text}"[:500]
        if text not in open_:
            found.append((text, *_for_whom(decision, party, known)))
    return found


def _for_whom(decision, party, known):
    contact = known.get(key(party))
    if contact:
        return decision.organisation, Owner(person=contact)
    return party, Owner(role=SPEAKS[party_of(party)])
