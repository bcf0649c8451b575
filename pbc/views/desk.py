from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from pbc.core import clock, registry
from pbc.core.access import for_anybody
from pbc.core.deeds import snapshot
from pbc.set_up import tasks


@dataclass(frozen=True)
class Card:
    """A card of the desk, as an app registered it, filled for one person."""

    name: str
    template: str
    content: object

    @property
    def needs_you(self):
        """Whether it holds something that waits for the person."""
        return bool(getattr(self.content, "needing", ()))


@require_http_methods(["GET"])
@for_anybody
def home(request):
    with snapshot():
        read = [(entry, entry.read(user=request.user)) for entry in registry.cards]
        set_up = tasks(request.user)
    cards = [Card(entry.name, entry.template, content) for entry, content in read if content]
    cards.sort(key=lambda card: not card.needs_you)
    shown = {"today": clock.today(), "heading": heading(cards), "cards": cards, "set_up": set_up}
    return render(request, "pbc/home.html", shown)


def heading(cards):
    """What needs the person, in a sentence."""
    needs = [card.content.sentence for card in cards if card.needs_you]
    return "; ".join(needs) or "Nothing waits for you"
