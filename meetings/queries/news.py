"""What others did about somebody's actions since they last looked (I06)."""

from django.db.models import Q
from django.urls import reverse

from meetings.models import Action, ActionNote, Deed
from pbc.core.changes import Change, Source
from pbc.core.kept_rows import kept_rows

VIEW = "meetings.view_action"
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
    return [*map(_raised, _newly_raised(user, since)), *map(_done, _new_deeds(user, since))]


@kept_rows(VIEW, blank=("since",))
def _newly_raised(user, since):
    mine = Action.objects.visible_to(user).owned_by(user)
    raised = mine.filter(recorded_at__gt=since).exclude(raised_by=user)
    return raised.select_related("raised_by")


@kept_rows(VIEW, blank=("since",))
def _new_deeds(user, since):
    seen = Action.objects.visible_to(user)
    ours = seen.filter(Q(pk__in=seen.owned_by(user).values("pk")) | Q(raised_by=user))
    deeds = ActionNote.objects.filter(action__in=ours, recorded_at__gt=since).exclude(by=user)
    return deeds.select_related("action", "by")


def _raised(action):
    sentence = f"{action.raised_by} raised an action of yours: {action.text}"
    return Change("Action", sentence, _url(action), action.recorded_at)


def _done(entry):
    sentence = f"{entry.by} {VERBS[Deed(entry.deed)]} “{entry.action.text}”"
    return Change("Action", sentence, _url(entry.action), entry.recorded_at)


def _url(action):
    return reverse("meetings:action-detail", args=[action.pk])
