from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from pbc.core import cards as of_the_desk
from pbc.core import changes, clock
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
    def is_late(self):
        """Whether something in it is late; it then comes first."""
        return bool(getattr(self.content, "is_late", False))

    @property
    def needs_you(self):
        """Whether it holds something that waits for the person."""
        return bool(getattr(self.content, "needing", ()))


@require_http_methods(["GET"])
@for_anybody
def home(request):
    sitting = changes.sitting(request.session.session_key)
    until = changes.all_seen()
    with snapshot():
        read = of_the_desk.read(request.user)
        set_up = tasks(request.user)
        looked = {"sitting": sitting, "until": until, "asked": request.GET.get("since", "")}
        seen = changes.since_last_look(request.user, **looked)
    cards = [Card(entry.name, entry.template, content) for entry, content in read]
    cards.sort(key=lambda card: (not card.is_late, not card.needs_you))
    shown = {"today": clock.today(), "heading": heading(cards), "cards": cards, "set_up": set_up}
    page = render(request, "pbc/home.html", shown | {"seen": seen})
    if not seen.asked and _is_looked_at(request):
        changes.note_look(by=request.user, sitting=sitting, seen=seen)
    return page


def _is_looked_at(request):
    """Whether somebody looks: a browser that fetches a page beforehand says so."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" not in ahead and "prerender" not in ahead


def heading(cards):
    """What needs the person, in a sentence."""
    needs = [card.content.sentence for card in cards if card.needs_you]
    return "; ".join(needs) or "Nothing waits for you"
