"""The kinds of things of meetings that can be found by their words."""

from functools import cache

from django.db import connection

from meetings.finding import answers, matters, minutes, news
from meetings.finding.stems import having, query
from pbc.core.finding import Kind

MINUTES, QUESTIONS = "Minutes", "Questions"
WORDS = "\ue002"  # what stands for the words in the question that is written once
ITEMS = Kind(
    MINUTES, minutes.items, minutes.BY_MEETING, minutes.items_told, minutes.item, minutes.ITEMS
)
KINDS = (
    ITEMS,
    Kind(
        MINUTES,
        minutes.reports,
        minutes.BY_MONTH,
        minutes.reports_told,
        minutes.report,
        minutes.REPORTS,
    ),
    Kind(
        MINUTES,
        minutes.amendments,
        minutes.BY_DAY,
        minutes.amendments_told,
        minutes.amendment,
        minutes.AMENDMENTS,
    ),
    Kind(
        "Papers",
        minutes.papers,
        minutes.LAST_SENT,
        minutes.papers_told,
        minutes.paper,
        minutes.PAPERS,
    ),
    Kind(
        "Decisions",
        matters.decisions,
        matters.DECIDED,
        matters.decisions_told,
        matters.decision,
        matters.DECISIONS,
    ),
    Kind(
        "Actions",
        matters.actions,
        matters.RAISED,
        matters.actions_told,
        matters.action,
        matters.ACTIONS,
    ),
    Kind(
        QUESTIONS,
        answers.questions,
        answers.ASKED,
        answers.questions_told,
        answers.question,
        answers.QUESTIONS,
    ),
    Kind(
        QUESTIONS,
        answers.answers,
        answers.GIVEN,
        answers.answers_told,
        answers.answer,
        answers.ANSWERS,
    ),
    Kind(
        QUESTIONS,
        answers.open_questions,
        answers.ASKED,
        answers.open_told,
        answers.open_one,
        answers.OPEN_QUESTIONS,
    ),
    Kind(
        "Concerns",
        matters.concerns,
        matters.RAISED,
        matters.concerns_told,
        matters.concern,
        matters.CONCERNS,
    ),
    Kind(
        "Newsletters",
        news.newsletters,
        news.SENT,
        news.newsletters_told,
        news.newsletter,
        news.NEWSLETTERS,
    ),
)


def with_words(text):
    """The kinds of which any row at all has the words: the others need not be asked what somebody
    may see of them. Says nothing to anybody of what there is."""
    asked, params = _any_at_all()
    with connection.cursor() as cursor:
        cursor.execute(asked, [text if one == WORDS else one for one in params])
        there = cursor.fetchone()
    return [kind for kind, is_there in zip(KINDS, there, strict=True) if is_there]


@cache
def _any_at_all():
    """The question of which kinds any row has the words, and its parameters."""
    asked, params = [], []
    for kind in KINDS:
        either = []
        for model, stems in kind.indexes:
            rows = having(model.objects.order_by(), stems, query(WORDS)).values("pk")
            sql, given = rows.query.sql_with_params()
            either.append(f"EXISTS ({sql})")
            params += given
        asked.append(" OR ".join(either))
    return f"SELECT {', '.join(asked)}", params
