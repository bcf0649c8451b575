"""Find places, files, people, decisions and questions by words or code: only what one may see.

What they may not see and what is not there give the same answer, word for word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from activity.models import Submission
from meetings.decisions.queries import CODE
from meetings.models import Decision, Question
from pbc.core import access, periods
from pbc.core.models import Group, Locality, Person, Practice, Provider
from pbc.core.people import queries as people
from pbc.core.values import Figure

LONGEST = 100
SHORTEST = 2
LINE = re.compile(r"[^/\s]+-\d{4}-[MT]\d\d-[0-9A-F]{10}")


@dataclass(frozen=True)
class Found:
    """One thing that was found: what it is, its name, what tells it from another, its page."""

    kind: str
    name: str
    note: str
    url: str


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found: the rows that match, and one of them as Found."""

    rows: Callable[[Person, str], QuerySet]
    show: Callable[[object, Person], Found]


class Hits:
    """What was found of every kind, one kind after the other, read a page at a time.

    However much there is, two questions a kind: how many, and those of the page.
    """

    def __init__(self, user, text):
        self.user = user
        self.parts = [(kind, kind.rows(user, text)) for kind in KINDS]
        self.counts = [rows.count() for _, rows in self.parts]

    def __len__(self):
        return sum(self.counts)

    def __getitem__(self, wanted):
        found, before = [], 0
        for (kind, rows), count in zip(self.parts, self.counts, strict=True):
            start, stop = max(0, wanted.start - before), min(count, wanted.stop - before)
            if start < stop:
                found += [kind.show(row, self.user) for row in rows[start:stop]]
            before += count
        return found


def cleaned(text):
    """What was typed, as it is looked for."""
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def is_too_short(text):
    """Whether it would find nearly everything: one letter. A number may have one digit."""
    return len(text) < SHORTEST and not text.isdigit()


def address_of(user, text):
    """The page of a figure or a line whose code was typed, in any case; else None.

    Whether there is one there, and whether the user may see it, is for that page to say.
    """
    code = text.upper()
    if LINE.fullmatch(code) and access.may(user, "activity.view_line"):
        return reverse("activity:line-detail", args=[code])
    if access.may(user, "budgets.view_position") and _is_figure(code):
        return reverse("budgets:figure", args=[code])
    return None


def _is_figure(code):
    try:
        Figure.of(code)
    except ValueError:
        return False
    return "/" not in code


def _named(text):
    return Q(name__icontains=text) | Q(code__istartswith=text)


def _practices(user, text):
    found = Practice.objects.filter(_named(text) | Q(town__icontains=text)).order_by("name", "pk")
    return found if access.may(user, "core.view_register") else found.none()


def _practice(practice, user):
    url = reverse("core:practice-detail", kwargs={"code": practice.code})
    note = ", ".join(filter(None, (practice.code, practice.town)))
    return Found("Practice", practice.name, note, url)


def _localities(user, text):
    found = Locality.objects.filter(_named(text)).order_by("name", "pk")
    return found if access.may(user, "core.view_register") else found.none()


def _locality(locality, user):
    url = reverse("core:locality-detail", kwargs={"code": locality.code})
    return Found("Locality", locality.name, locality.code, url)


def _groups(user, text):
    found = Group.objects.filter(_named(text)).order_by("name", "pk")
    return found if access.may(user, "core.view_register") else found.none()


def _group(group, user):
    return Found("Group", group.name, group.code, _in_registers("group-detail", code=group.code))


def _providers(user, text):
    found = Provider.objects.filter(_named(text)).order_by("name", "pk")
    return found if access.may(user, "core.view_register") else found.none()


def _provider(provider, user):
    url = _in_registers("organisation-list", kind="providers")
    return Found("Provider", provider.name, provider.code, url)


def _in_registers(page, **parts):
    return reverse(f"registers:{page}", kwargs=parts)


def _files(user, text):
    """Files by name, or by the number of their submission."""
    number = Q(pk=int(text)) if re.fullmatch(r"[0-9]{1,15}", text) else Q()
    found = Submission.objects.visible_to(user)
    named = Q(delivery__file_name__icontains=text)
    return found.filter(named | number if number else named).select_related(
        "delivery"
    ).order_by("-pk")  # fmt: skip


def _file(submission, user):
    came = periods.short_day(submission.delivery.received_on)
    note = f"Submission {submission.pk}, {came}: {submission.get_state_display().lower()}"
    url = reverse("activity:submission-detail", args=[submission.pk])
    return Found("File", submission.delivery.file_name, note, url)


def _people(user, text):
    """Everybody, for those who may see who there is; others find themselves."""
    found = people.found(text)
    return found if access.may(user, "core.view_people") else found.filter(pk=user.pk)


def _person(person, user):
    """Who may not see the pages of people is found without one."""
    state = "" if person.is_active else ", account closed"
    sees = access.may(user, "core.view_people")
    url = reverse("people:person-detail", args=[person.pk]) if sees else ""
    return Found("Person", str(person), f"{person.username}{state}", url)


def _decisions(user, text):
    """Decisions by what was decided, or by which body."""
    found = Decision.objects.visible_to(user).with_names()
    return found.filter(Q(text__icontains=text) | Q(body__icontains=text)).order_by(
        "-decided_on", "-pk"
    )  # fmt: skip


def _decision(decision, user):
    note = f"{decision.body}, {periods.day(decision.decided_on)}"
    url = reverse("decisions:decision-detail", args=[decision.pk])
    return Found("Decision", decision.text, note, url)


def _questions(user, text):
    """Questions by their words, or by what they are about; not those that ask to confirm."""
    found = Question.objects.visible_to(user).exclude(about__startswith=CODE).with_names()
    return found.filter(Q(text__icontains=text) | Q(about_said__icontains=text)).order_by("-pk")


def _question(question, user):
    note = f"Asked by {question.asked_by}, {periods.day(question.asked_on)}"
    url = reverse("decisions:question-detail", args=[question.pk])
    return Found("Question", question.text, note, url)


KINDS = (
    Kind(_practices, _practice),
    Kind(_localities, _locality),
    Kind(_groups, _group),
    Kind(_providers, _provider),
    Kind(_files, _file),
    Kind(_people, _person),
    Kind(_decisions, _decision),
    Kind(_questions, _question),
)
