"""The cards of the desk, filled for one person."""

from django.db.models import Exists

from pbc.core import at_once, registry
from pbc.core.statements import kept_for_anybody


def read(user):
    """[(entry, what it holds for this person)], of the cards that have something to say."""
    seldom = tuple(entry for entry in registry.cards if entry.of)
    [any_rows] = _any_rows(seldom)
    idle = {entry for entry, is_any in zip(seldom, any_rows, strict=True) if not is_any}
    found = ((entry, entry.read(user=user)) for entry in registry.cards if entry not in idle)
    return [(entry, content) for entry, content in found if content]


@kept_for_anybody
def _any_rows(entries):
    """Of cards that are seldom shown to anybody, for which there are any rows at all."""
    return at_once.answers(Exists(entry.of()) for entry in entries)
