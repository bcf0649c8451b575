"""The kinds of things of meetings that can be found by their words."""

from meetings.finding import answers, matters, minutes, news
from pbc.core.finding import Kind

MINUTES, QUESTIONS = "Minutes", "Questions"
ITEMS = Kind(MINUTES, minutes.items, minutes.BY_MEETING, minutes.items_told, minutes.item)
KINDS = (
    ITEMS,
    Kind(
        MINUTES,
        minutes.reports,
        minutes.BY_MONTH,
        minutes.reports_told,
        minutes.report,
    ),
    Kind(
        MINUTES,
        minutes.amendments,
        minutes.BY_DAY,
        minutes.amendments_told,
        minutes.amendment,
    ),
    Kind(
        "Papers",
        minutes.papers,
        minutes.LAST_SENT,
        minutes.papers_told,
        minutes.paper,
    ),
    Kind(
        "Decisions",
        matters.decisions,
        matters.DECIDED,
        matters.decisions_told,
        matters.decision,
    ),
    Kind(
        "Actions",
        matters.actions,
        matters.RAISED,
        matters.actions_told,
        matters.action,
    ),
    Kind(
        QUESTIONS,
        answers.questions,
        answers.ASKED,
        answers.questions_told,
        answers.question,
    ),
    Kind(
        QUESTIONS,
        answers.answers,
        answers.GIVEN,
        answers.answers_told,
        answers.answer,
    ),
    Kind(
        QUESTIONS,
        answers.open_questions,
        answers.ASKED,
        answers.open_told,
        answers.open_one,
    ),
    Kind(
        "Concerns",
        matters.concerns,
        matters.RAISED,
        matters.concerns_told,
        matters.concern,
    ),
    Kind(
        "Newsletters",
        news.newsletters,
        news.SENT,
        news.newsletters_told,
        news.newsletter,
    ),
)
