"""What came of meetings, by its words: decisions, actions and concerns that one may see."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from meetings.finding.stems import having, marked, query
from meetings.models import Action, ActionNote, Concern, Decision, words
from meetings.queries.words import due_said, owner
from pbc.core import periods
from pbc.core.finding import Found

DECIDED = ("-decided_on", "-pk")
RAISED = ("-raised_on", "-pk")


def decisions(looked):
    """Decisions by what was decided, and by which body."""
    rows = Decision.objects.visible_to(looked.user)
    return having(rows, words.OF_A_DECISION, query(looked.text))


def decisions_told(rows, looked):
    return rows.annotate(found=marked("text", looked))


def decision(decision, user):
    note = f"{decision.body}, {periods.day(decision.decided_on)}"
    url = reverse("decisions:decision-detail", args=[decision.pk])
    return Found("Decision", decision.found, note, url)


def actions(looked):
    """Actions by what is to be done, and by what was noted of them."""
    by_text = having(Action.objects, words.OF_AN_ACTION, query(looked.text))
    either = by_text.values("pk").union(_notes(looked).values("action"))
    return Action.objects.visible_to(looked.user).filter(pk__in=either)


def _notes(looked):
    return having(ActionNote.objects, words.OF_A_NOTE, query(looked.text))


def actions_told(rows, looked):
    newest = _notes(looked).filter(action=OuterRef("pk")).order_by("-pk")
    note = newest.annotate(found=marked("said", looked)).values("found")[:1]
    return rows.annotate(found=marked("text", looked), noted=Subquery(note)).with_names()


def action(action, user):
    state = action.get_state_display().lower()
    note = f"{owner(action)}, {due_said(action)}, {state}, for {action.organisation}"
    url = reverse("meetings:action-detail", args=[action.pk])
    return Found("Action", action.found, note, url, action.noted or "")


def concerns(looked):
    """Concerns by their words, those of the reply, and with whom they were raised."""
    rows = Concern.objects.visible_to(looked.user)
    return having(rows, words.OF_A_CONCERN, query(looked.text))


def concerns_told(rows, looked):
    return rows.annotate(found=marked("text", looked), replied=marked("reply", looked))


def concern(concern, user):
    note = f"Raised with {concern.body}, {periods.day(concern.raised_on)}"
    return Found("Concern", concern.found, note, reverse("decisions:concern-list"), concern.replied)
