"""What was decided at a meeting, those first that wait for somebody, each with what is next."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from meetings.decisions.queries import CONFIRMED, Row, row
from meetings.models import Decision, Outcome
from meetings.models.action import holder_of
from meetings.models.question import EDIT
from pbc.core import access


@dataclass(frozen=True)
class Made:
    """A decision of a meeting; `item` is the id of that of the agenda. `deed` is what may be done
    about it next, by this person, and `of` whom that is about; both empty where nothing is."""

    row: Row
    item: int | None
    about: str
    stands: str
    waits: bool
    deed: str = ""
    url: str = ""
    of: str = ""


def decisions_of(user, meeting, today):
    """The decisions of a meeting that the user may see; four statements, however many."""
    seen = Decision.objects.visible_to(user).filter(_at(meeting)).counted().with_names()
    found = list(seen.select_related("item").prefetch_related("tellings__person").order_by("pk"))
    mine = _editable(user, found)
    made = [_made(one, today, one.pk in mine) for one in found]
    return sorted(made, key=lambda one: (not one.row.is_late, not one.waits))


def _at(meeting):
    """Written down at one of its items, or said to be of that body on that day."""
    body = {"body__iexact": str(meeting.body)[:100], "decided_on": meeting.day}
    of = {holder_of(meeting.body.organisation): meeting.body.organisation}
    return Q(item__meeting=meeting) | Q(item=None, **body, **of)


def _editable(user, decisions):
    """The ids of those that the user may change."""
    if not decisions or not access.may(user, EDIT):
        return set()
    mine = Decision.objects.visible_to(user, to=EDIT).filter(pk__in=[one.pk for one in decisions])
    return set(mine.values_list("pk", flat=True))


def _made(decision, today, may_edit):
    unsent = [one for one in decision.tellings.all() if one.sent_on is None]
    shown = row(decision, unsent, today)
    item = decision.item
    at = f"Item {item.number}" if item and item.number else ""
    untold = next(iter(unsent), None)
    open_ = decision.outcome == Outcome.IN_PRINCIPLE and shown.status != CONFIRMED
    deed = _next(decision, untold, open_) if may_edit else {}
    return Made(
        row=shown,
        item=decision.item_id,
        about=". ".join(filter(None, (at, shown.untold))),
        stands=shown.confirmed if open_ else shown.status,
        waits=bool(untold or open_),
        **deed,
    )


def _next(decision, untold, open_):
    """What is to be done about it: say that it was passed on, then write the answers down."""
    if untold:
        url = reverse("decisions:telling-send", args=[untold.pk])
        return {"deed": "It was sent", "url": url, "of": f"to {untold.to}"}
    if open_ and decision.question_id:
        url = reverse("decisions:decision-detail", args=[decision.pk])
        return {"deed": "Record an answer", "url": url, "of": f"on {decision.text}"}
    return {}
