"""What others did about somebody's actions since they last looked (I06)."""

from django.db.models import Q
from django.urls import reverse

from meetings.models import Action, ActionNote, Deed
from pbc.core.changes import Change, Source

VERBS = {
    Deed.NOTE: "wrote under",
    Deed.CHANGED: "changed",
    Deed.DONE: "closed as done",
    Deed.DROPPED: "dropped",
    Deed.REOPENED: "opened again",
}


def sources():
    """Actions, and what was done about them."""
    return (Source(news, (Action, ActionNote)),)


def news(*, user, since):
    """Actions that others raised for the user, and what others did to those that are the user's
    or that the user raised."""
    seen = Action.objects.visible_to(user)
    mine = seen.owned_by(user)
    raised = mine.filter(recorded_at__gt=since).exclude(raised_by=user)
    ours = seen.filter(Q(pk__in=mine.values("pk")) | Q(raised_by=user))
    deeds = ActionNote.objects.filter(action__in=ours, recorded_at__gt=since).exclude(by=user)
    return [
        *map(_raised, raised.select_related("raised_by")),
        *map(_done, deeds.select_related("action", "by")),
    ]


def _raised(action):
    sentence = f"{action.raised_by} raised an action of yours: {action.text}"
    return Change("Action", sentence, _url(action), action.recorded_at)


def _done(entry):
    sentence = f"{entry.by} {VERBS[Deed(entry.deed)]} “{entry.action.text}”"
    return Change("Action", sentence, _url(entry.action), entry.recorded_at)


def _url(action):
    return reverse("meetings:action-detail", args=[action.pk])
