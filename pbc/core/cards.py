"""The cards of the desk, filled for one person."""

from functools import cache

from django.db.models import Exists

from pbc.core import at_once, registry


def read(user):
    """[(entry, what it holds for this person)], of the cards that have something to say."""
    entries = tuple(registry.cards)
    there = _statement(entries).now()
    found = ((entry, entry.read(user=user)) for entry in entries if there.get(entry.name, True))
    return [(entry, content) for entry, content in found if content]


@cache
def _statement(entries):
    """Asks for which cards there are any rows at all, of those that are seldom shown to anybody."""
    return at_once.answers({one.name: Exists(one.of()) for one in entries if one.of})
