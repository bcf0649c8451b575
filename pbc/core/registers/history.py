"""Who wrote down what of a practice, and when (H01)."""

from django.db.models import Q

from pbc.core.models import (
    GroupMembership,
    Practice,
    PracticeLocality,
    PracticeMerger,
    Standing,
)
from pbc.core.people import rules
from pbc.core.people.history import Entry, names_of

MODELS = {
    PracticeLocality: ("locality",),
    GroupMembership: ("group",),
    PracticeMerger: ("into",),
}


def of_practice(practice):
    """What was written down of a practice, newest first. Ended rows stay in it."""
    events = [event for model, also in MODELS.items() for event in _written(model, also, practice)]
    own = Practice.pgh_event_model.objects.filter(pgh_obj=practice).select_related("pgh_context")
    events += list(own)
    names = names_of(events)
    found = [
        Entry(event.pgh_created_at, names.get(_by(event), "the site"), _what(event), _why(event))
        for event in events
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _written(model, also, practice):
    said = Q(pgh_label="insert")
    if model is PracticeMerger:
        said |= Q(undone_on__isnull=False)
    events = model.pgh_event_model.objects.filter(said, practice=practice)
    return events.select_related("pgh_context", *also).order_by("pgh_id")


def _by(event):
    return event.pgh_context and event.pgh_context.metadata.get("user")


def _why(event):
    return event.pgh_context.metadata.get("why", "") if event.pgh_context else ""


def _what(event):
    """In Dacorum, from 1 April 1990 to 30 September 2006."""
    kind = event.pgh_tracked_model
    if kind is Practice:
        return f"Called {event.name}"
    if kind is PracticeMerger:
        return f"{'Not merged' if event.undone_on else 'Merged'} into {event.into}"
    if kind is PracticeLocality:
        return f"In {event.locality}, {rules.span(event)}"
    where = f"In the group {event.group}" if event.group else str(Standing(event.standing).label)
    return f"{where}, {rules.span(event)}"
