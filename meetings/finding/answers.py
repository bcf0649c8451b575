"""What was asked and answered, by its words: what one may see, the newest first."""

from django.urls import reverse

from meetings.decisions.queries import CODE
from meetings.finding.stems import having, marked, query
from meetings.models import Answer, OpenQuestion, Question, words
from meetings.models.question import PARTIES
from pbc.core import periods
from pbc.core.finding import Found

ASKED = ("-asked_on", "-pk")
GIVEN = ("-on_date", "-pk")


def questions(looked):
    """Questions by their words, or by what they are about; not those that ask to confirm."""
    rows = Question.objects.visible_to(looked.user).exclude(about__startswith=CODE)
    return having(rows, words.OF_A_QUESTION, query(looked.text))


def questions_told(rows, looked):
    return rows.annotate(found=marked("text", looked)).with_names()


def question(question, user):
    note = f"Asked by {question.asked_by}, {periods.day(question.asked_on)}"
    return Found("Question", question.found, note, _page(question.pk))


def _page(question):
    return reverse("decisions:question-detail", args=[question])


def answers(looked):
    """Answers by the words that were given with them: whoever may see a question may see what all
    said to it, to confirm a decision too."""
    rows = Answer.objects.visible_to(looked.user)
    return having(rows, words.OF_AN_ANSWER, query(looked.text))


def answers_told(rows, looked):
    those = [f"asked__{name}" for name in ("question", *PARTIES)]
    told = rows.annotate(found=marked("words", looked)).with_whether_it_counts()
    return told.select_related("told_by", *those)


def answer(answer, user):
    """With whether it counts no more: they said another thing since, or the question lapsed."""
    asked = answer.asked
    said = answer.get_said_display().lower()
    note = f"{asked.party} said {said}, {periods.day(answer.on_date)}"
    if answer.is_replaced:
        note += "; they answered again since"
    if asked.question.lapsed_on:
        note += f"; the question lapsed on {periods.day(asked.question.lapsed_on)}"
    return Found("Answer", asked.question.text, note, _page(asked.question_id), answer.found)


def open_questions(looked):
    """What came up and somebody is to find out, by its words and those of the answer."""
    rows = OpenQuestion.objects.visible_to(looked.user)
    return having(rows, words.OF_AN_OPEN_QUESTION, query(looked.text))


def open_told(rows, looked):
    return rows.annotate(found=marked("text", looked), answered=marked("answer", looked))


def open_one(question, user):
    note = f"Asked by {question.asker}, {periods.day(question.asked_on)}"
    return Found(
        "Question", question.found, note, reverse("decisions:open-list"), question.answered
    )
