"""Find places, files, people and what meetings said by words or code: only what one may see.

What they may not see and what is not there give the same answer, word for word.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from activity.models import Submission
from meetings.finding import kinds as meetings
from pbc.core import access, periods
from pbc.core.finding import Found, Kind
from pbc.core.models import Group, Locality, Practice, Provider
from pbc.core.people import queries as people
from pbc.core.values import Figure

REGISTER = "Register"
LONGEST = 100
SHORTEST = 2
LINE = re.compile(r"[^/\s]+-\d{4}-[MT]\d\d-[0-9A-F]{10}")


@dataclass(frozen=True)
class View:
    """What was found of one family of kinds, or of all: how much, and where it is shown alone."""

    name: str
    count: int
    url: str
    is_current: bool


class Hits:
    """What was found of every kind, one kind after the other, read a page at a time.

    However much there is, three questions a kind: how many, which are of the page, and what they
    say. `family` is the one that is shown; all where it is none of them. Who said it is asked of
    minutes alone.
    """

    def __init__(self, looked, family=""):
        self.looked = looked
        kinds = [meetings.ITEMS] if looked.who else KINDS
        self.parts = [(kind, kind.rows(looked)) for kind in kinds]
        self.counts = [rows.count() for _, rows in self.parts]
        self.family = family if family in self._families() else ""

    def __len__(self):
        return sum(count for _, _, count in self._shown())

    def __getitem__(self, wanted):
        found, before = [], 0
        for kind, rows, count in self._shown():
            start, stop = max(0, wanted.start - before), min(count, wanted.stop - before)
            if start < stop:
                found += self._shown_of(kind, rows, start, stop)
            before += count
        return found

    def _shown_of(self, kind, rows, start, stop):
        """Those of the page. Words are marked in no others, so which they are is asked first."""
        page = list(rows.values_list("pk", flat=True)[start:stop])
        shown = kind.rows(replace(self.looked, page=tuple(page)))
        return [kind.show(row, self.looked.user) for row in shown.filter(pk__in=page)]

    def views(self):
        """The families of which something was found, each with how much; all first."""
        families = {"": sum(self.counts), **self._families()}
        return [
            View(name or "All", count, self._url(name), name == self.family)
            for name, count in families.items()
        ]

    def _families(self):
        found = {}
        for (kind, _), count in zip(self.parts, self.counts, strict=True):
            if count:
                found[kind.family] = found.get(kind.family, 0) + count
        return found

    def _shown(self):
        counted = zip(self.parts, self.counts, strict=True)
        return [
            (kind, rows, count)
            for (kind, rows), count in counted
            if not self.family or kind.family == self.family
        ]

    def _url(self, family):
        asked = {"q": self.looked.text, "who": self.looked.who, "kind": family}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def cleaned(text):
    """What was typed, as it is looked for."""
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def is_too_short(text, who=""):
    """Whether it would find nearly everything: one letter. A number may have one digit, and who
    said it can be asked alone."""
    if who and not text:
        return len(who) < SHORTEST
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


def _practices(looked):
    named = _named(looked.text) | Q(town__icontains=looked.text)
    found = Practice.objects.filter(named).order_by("name", "pk")
    return found if access.may(looked.user, "core.view_register") else found.none()


def _practice(practice, user):
    url = reverse("core:practice-detail", kwargs={"code": practice.code})
    note = ", ".join(filter(None, (practice.code, practice.town)))
    return Found("Practice", practice.name, note, url)


def _localities(looked):
    found = Locality.objects.filter(_named(looked.text)).order_by("name", "pk")
    return found if access.may(looked.user, "core.view_register") else found.none()


def _locality(locality, user):
    url = reverse("core:locality-detail", kwargs={"code": locality.code})
    return Found("Locality", locality.name, locality.code, url)


def _groups(looked):
    found = Group.objects.filter(_named(looked.text)).order_by("name", "pk")
    return found if access.may(looked.user, "core.view_register") else found.none()


def _group(group, user):
    return Found("Group", group.name, group.code, _in_registers("group-detail", code=group.code))


def _providers(looked):
    found = Provider.objects.filter(_named(looked.text)).order_by("name", "pk")
    return found if access.may(looked.user, "core.view_register") else found.none()


def _provider(provider, user):
    url = _in_registers("organisation-list", kind="providers")
    return Found("Provider", provider.name, provider.code, url)


def _in_registers(page, **parts):
    return reverse(f"registers:{page}", kwargs=parts)


def _files(looked):
    """Files by name, or by the number of their submission."""
    text = looked.text
    number = Q(pk=int(text)) if re.fullmatch(r"[0-9]{1,15}", text) else Q()
    found = Submission.objects.visible_to(looked.user)
    named = Q(delivery__file_name__icontains=text)
    return found.filter(named | number if number else named).select_related(
        "delivery"
    ).order_by("-pk")  # fmt: skip


def _file(submission, user):
    came = periods.short_day(submission.delivery.received_on)
    note = f"Submission {submission.pk}, {came}: {submission.get_state_display().lower()}"
    url = reverse("activity:submission-detail", args=[submission.pk])
    return Found("File", submission.delivery.file_name, note, url)


def _people(looked):
    """Everybody, for those who may see who there is; others find themselves."""
    found = people.found(looked.text)
    return found if access.may(looked.user, "core.view_people") else found.filter(pk=looked.user.pk)


def _person(person, user):
    """Who may not see the pages of people is found without one."""
    state = "" if person.is_active else ", account closed"
    sees = access.may(user, "core.view_people")
    url = reverse("people:person-detail", args=[person.pk]) if sees else ""
    return Found("Person", str(person), f"{person.username}{state}", url)


KINDS = (
    Kind(REGISTER, _practices, _practice),
    Kind(REGISTER, _localities, _locality),
    Kind(REGISTER, _groups, _group),
    Kind(REGISTER, _providers, _provider),
    Kind("Files", _files, _file),
    Kind("People", _people, _person),
    *meetings.KINDS,
)
