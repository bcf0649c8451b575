"""What came of meetings, by its words: decisions, actions, questions and concerns one may see."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from meetings.decisions.queries import CODE
from meetings.finding.stems import having, marked, query, those
from meetings.models import (
    Action,
    ActionNote,
    Concern,
    Decision,
    OpenQuestion,
    Question,
    words,
)
from meetings.queries.words import due_said, owner
from pbc.core import periods
from pbc.core.finding import Found


def decisions(looked):
    """Decisions by what was decided, and by which body."""
    asked = query(looked.text)
    return (
        those(Decision.objects.visible_to(looked.user), words.OF_A_DECISION, looked)
        .annotate(found=marked("text", asked))
        .order_by("-decided_on", "-pk")
    )


def decision(decision, user):
    note = f"{decision.body}, {periods.day(decision.decided_on)}"
    url = reverse("decisions:decision-detail", args=[decision.pk])
    return Found("Decision", decision.found, note, url)


def actions(looked):
    """Actions by what is to be done, and by what was noted of them."""
    asked = query(looked.text)
    noted = having(ActionNote.objects, words.OF_A_NOTE, asked)
    by_text = having(Action.objects, words.OF_AN_ACTION, asked)
    either = by_text.values("pk").union(noted.values("action"))
    found = either if looked.page is None else looked.page
    newest = noted.filter(action=OuterRef("pk")).order_by("-pk")
    note = newest.annotate(found=marked("said", asked)).values("found")[:1]
    return (
        Action.objects.visible_to(looked.user)
        .filter(pk__in=found)
        .annotate(found=marked("text", asked), noted=Subquery(note))
        .with_names()
        .order_by("-raised_on", "-pk")
    )


def action(action, user):
    state = action.get_state_display().lower()
    note = f"{owner(action)}, {due_said(action)}, {state}, for {action.organisation}"
    url = reverse("meetings:action-detail", args=[action.pk])
    return Found("Action", action.found, note, url, action.noted or "")


def questions(looked):
    """Questions by their words, or by what they are about; not those that ask to confirm."""
    asked = query(looked.text)
    rows = Question.objects.visible_to(looked.user).exclude(about__startswith=CODE)
    return (
        those(rows, words.OF_A_QUESTION, looked)
        .annotate(found=marked("text", asked))
        .with_names()
        .order_by("-asked_on", "-pk")
    )


def question(question, user):
    note = f"Asked by {question.asked_by}, {periods.day(question.asked_on)}"
    url = reverse("decisions:question-detail", args=[question.pk])
    return Found("Question", question.found, note, url)


def open_questions(looked):
    """What came up and somebody is to find out, by its words and those of the answer."""
    asked = query(looked.text)
    return (
        those(OpenQuestion.objects.visible_to(looked.user), words.OF_AN_OPEN_QUESTION, looked)
        .annotate(found=marked("text", asked), answered=marked("answer", asked))
        .order_by("-asked_on", "-pk")
    )


def open_question(question, user):
    note = f"Asked by {question.asker}, {periods.day(question.asked_on)}"
    return Found(
        "Question", question.found, note, reverse("decisions:open-list"), question.answered
    )


def concerns(looked):
    """Concerns by their words, those of the reply, and with whom they were raised."""
    asked = query(looked.text)
    return (
        those(Concern.objects.visible_to(looked.user), words.OF_A_CONCERN, looked)
        .annotate(found=marked("text", asked), replied=marked("reply", asked))
        .order_by("-raised_on", "-pk")
    )


def concern(concern, user):
    note = f"Raised with {concern.body}, {periods.day(concern.raised_on)}"
    return Found("Concern", concern.found, note, reverse("decisions:concern-list"), concern.replied)
