"""A question as pages show it: who was asked, what each said, and who is still to be rung."""

from dataclasses import dataclass, field

from django.urls import reverse

from meetings.models import Asked, Question, Said
from meetings.models.question import EDIT
from meetings.queries.words import day, lower
from meetings.questions.parties import contacts, key, party_of, post_of
from pbc.core import access

TAGS = {
    Said.YES: "green",
    Said.NO: "red",
    Said.NOT_NOW: "orange",
    Said.CONDITIONAL: "orange",
    Said.NOT_GIVEN: "white",
}


@dataclass(frozen=True)
class Given:
    """An answer in words: Yes, told by Ken Spooner, by phone, on 14 March."""

    said: str
    tag: str
    words: str
    told: str
    on: object
    recorded: str


@dataclass(frozen=True)
class Row:
    """One of those asked: the answer that counts, what was said before, whom to ring about it."""

    pk: int
    party: str
    newest: Given | None
    before: list[Given]
    contact: str
    mail: str
    answer_url: str

    @property
    def waits(self):
        """Whether no answer was given yet."""
        return self.newest is None or self.newest.said == Said.NOT_GIVEN.label


@dataclass(frozen=True)
class Table:
    """A question, who was asked, and in a sentence how many said yes."""

    pk: int
    text: str
    collected_by: str
    asked: str
    lapsed: str
    rows: list[Row] = field(default_factory=list)

    @property
    def waiting(self):
        """The chase list: those who have not answered."""
        return [] if self.lapsed else [row for row in self.rows if row.waits]

    @property
    def confirmed(self):
        """How many said yes."""
        return sum(bool(row.newest) and row.newest.said == Said.YES.label for row in self.rows)

    @property
    def sentence(self):
        """0 of 5 confirmed; 3 of 5 confirmed, 1 said no."""
        others = [
            f"{count} said {lower(said.label)}"
            for said in (Said.NO, Said.NOT_NOW, Said.CONDITIONAL)
            if (count := sum(bool(r.newest) and r.newest.said == said.label for r in self.rows))
        ]
        return ", ".join([f"{self.confirmed} of {len(self.rows)} confirmed", *others])


def table(user, question, *, today):
    """A question with everybody asked, those who have not answered first."""
    rows = list(question.asked.with_names().prefetch_related("answers__told_by", "answers__by"))
    mine = set()
    if access.may(user, EDIT) and question.lapsed_on is None:
        may = Asked.objects.visible_to(user, to=EDIT).filter(question=question)
        mine = set(may.values_list("pk", flat=True))
    known = contacts([row.party for row in rows], today)
    shown = [_row(one, known, one.pk in mine) for one in rows]
    return Table(
        pk=question.pk,
        text=question.text,
        collected_by=question.collected_by,
        asked=f"Asked by {question.asked_by} on {day(question.asked_on)}",
        lapsed=_lapsed(question),
        rows=sorted(shown, key=lambda row: (not row.waits, row.party)),
    )


def question_page(user, pk, *, today):
    """The Table of a question, or None where it is not there or not the user's to see."""
    found = Question.objects.visible_to(user).with_names().filter(pk=pk).first()
    return found and table(user, found, today=today)


def _row(asked, known, may_answer):
    newest_first = sorted(asked.answers.all(), key=lambda a: (a.on_date, a.pk), reverse=True)
    given = [_given(one) for one in newest_first]
    contact = known.get(key(asked.party))
    return Row(
        pk=asked.pk,
        party=str(asked.party),
        newest=given[0] if given else None,
        before=given[1:],
        contact=_contact(asked.party, contact),
        mail=contact.email if contact else "",
        answer_url=reverse("decisions:answer-new", args=[asked.pk]) if may_answer else "",
    )


def _contact(party, contact):
    """Whom to ask again; nothing of a person, who is asked themselves."""
    if party_of(party) == "person":
        return ""
    return str(contact) if contact else f"{post_of(party)}, vacant"


def _given(answer):
    return Given(
        said=answer.get_said_display(),
        tag=TAGS[answer.said],
        words=answer.words,
        told=f"{answer.teller}, {lower(answer.get_how_display())}",
        on=answer.on_date,
        recorded=str(answer.by),
    )


def _lapsed(question):
    if question.lapsed_on is None:
        return ""
    return f"Lapsed on {day(question.lapsed_on)}: {question.lapsed_why}"
