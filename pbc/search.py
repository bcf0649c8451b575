"""Find places, files, people and what meetings said by words or code: only what one may see.

What they may not see and what is not there give the same answer, word for word.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from activity.models import Submission
from activity.models.submission import READING
from activity.queries.lines import line_url
from meetings.finding import kinds as meetings
from pbc.core import access, periods
from pbc.core.blanks import Words
from pbc.core.finding import Found, Kind, Looked
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Group, Locality, Person, Practice, Provider
from pbc.core.paging import A_PAGE
from pbc.core.people import queries as people
from pbc.core.statements import Sql
from pbc.core.values import Figure

REGISTER = "Register"
SEES, SEES_PEOPLE = "core.view_register", "core.view_people"
LONGEST = 100
SHORTEST = 2
# How many rows there are, and the first of them.
COUNTED = """
SELECT {at}, COUNT(*), ARRAY_AGG(pk ORDER BY nth) FILTER (WHERE nth <= %s) FROM ({rows}) AS found
"""
LINE = re.compile(r"[^/\s]+-\d{4}-[MT]\d\d-[0-9A-F]{10}")


@dataclass(frozen=True)
class View:
    """What was found of one family of kinds, or of all: how much, and where it is shown alone."""

    name: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class Part:
    """What was found of one kind: how much, and the ids of the first page, in their order."""

    kind: Kind
    looked: Looked
    count: int
    first: list

    def ids(self, start, stop):
        """The ids from one place to another; a page's worth at the most is ever asked for."""
        if stop <= len(self.first) or len(self.first) == self.count:
            return self.first[start:stop]
        ordered = self.kind.rows(self.looked).order_by(*self.kind.order)
        return list(ordered.values_list("pk", flat=True)[start:stop])


class Hits:
    """What was found of every kind, one kind after the other, read a page at a time in a snapshot.

    However much there is, one question asks how many there are of each kind and which are the
    first, and one of each kind that stands on the page what they say; on a later page also which
    they are. It is one question whatever there is, found or not, seen or not: what somebody may not
    see takes no question more. `family` is the one that is shown; all where it is none of them. Who
    said it is asked of minutes alone.
    """

    def __init__(self, looked, family=""):
        self.looked = looked
        self.parts = _found(looked)
        self.family = family if family in self._families() else ""

    def __len__(self):
        return sum(part.count for part in self._shown())

    def __getitem__(self, wanted):
        found, before = [], 0
        for part in self._shown():
            start, stop = max(0, wanted.start - before), min(part.count, wanted.stop - before)
            if start < stop:
                found += self._told(part, part.ids(start, stop))
            before += part.count
        return found

    def _told(self, part, page):
        """Those of the page: words are marked in no others. Who looks may see them, as was asked
        when they were found: in a snapshot that stays so."""
        asked = (EVERY.index(part.kind), tuple(page))
        words = _plain(self.looked) if part.kind in meetings.KINDS else None  # who mark words
        told = _told(self.looked.user, words, *asked) if words else _those(self.looked, *asked)
        return [part.kind.show(row, self.looked.user) for row in told]

    def views(self):
        """The families of which something was found, each with how much; all first."""
        families = {"": sum(part.count for part in self.parts), **self._families()}
        return [
            View(name or "All", count, self._url(name), name == self.family)
            for name, count in families.items()
        ]

    def _families(self):
        found = {}
        for part in self.parts:
            found[part.kind.family] = found.get(part.kind.family, 0) + part.count
        return found

    def _shown(self):
        return [part for part in self.parts if not self.family or part.kind.family == self.family]

    def _url(self, family):
        asked = {"q": self.looked.text, "who": self.looked.who, "kind": family}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def _found(looked):
    """The Part of each kind of which there are any, all counted at once."""
    kinds = (meetings.ITEMS,) if looked.who else EVERY
    words = _plain(looked)
    counted = _kept(looked.user, words) if words else _counted(looked, kinds).rows()
    return [Part(kinds[at], looked, count, first) for at, count, first in sorted(counted) if count]


def _plain(looked):
    """The Words looked for, where a statement for them can be kept; else None."""
    return None if looked.who else Words.of(looked.text)


def _those(looked, at, ids):
    """What is told of those with these ids, of the kind in that place."""
    kind = EVERY[at]
    rows = kind.model.objects.filter(pk__among=ids).order_by(*kind.order)
    return kind.told(rows, looked)


def _counted(looked, kinds):
    """What counts the rows of these kinds: (place of the kind, how many, ids of the first)."""
    statements, parameters = [], []
    for at, kind in enumerate(kinds):
        try:
            nth = Window(RowNumber(), order_by=kind.order)
            numbered = kind.rows(looked).order_by().annotate(nth=nth).values("pk", "nth")
            sql, given = numbered.query.sql_with_params()
        except EmptyResultSet:
            continue
        statements.append(COUNTED.format(at=at, rows=sql))
        parameters += [A_PAGE, *given]
    return Sql(" UNION ALL ".join(statements) or None, tuple(parameters))


def cleaned(text):
    """What was typed, as it is looked for."""
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def is_too_short(text, who=""):
    """Whether it would find nearly everything: one letter. A number may have one digit, and who
    said it can be asked alone."""
    if who and not text:
        return len(who) < SHORTEST
    return len(text) < SHORTEST and not text.isdigit()


def leaves_out(text):
    """Whether a word has a minus before it."""
    return re.search(r"(?:^|\s)-\w", text) is not None


def address_of(user, text):
    """The page of a figure or a line whose code was typed, in any case; else None.

    Whether there is one there, and whether the user may see it, is for that page to say.
    """
    code = text.upper()
    if LINE.fullmatch(code) and access.may(user, "activity.view_line"):
        return line_url(code)
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
    found = Practice.objects.filter(named)
    return found if access.may(looked.user, SEES) else found.none()


def _practice(practice, user):
    url = reverse("core:practice-detail", kwargs={"code": practice.code})
    note = ", ".join(filter(None, (practice.code, practice.town)))
    return Found("Practice", practice.name, note, url)


def _localities(looked):
    found = Locality.objects.filter(_named(looked.text))
    return found if access.may(looked.user, SEES) else found.none()


def _locality(locality, user):
    url = reverse("core:locality-detail", kwargs={"code": locality.code})
    return Found("Locality", locality.name, locality.code, url)


def _groups(looked):
    found = Group.objects.filter(_named(looked.text))
    return found if access.may(looked.user, SEES) else found.none()


def _group(group, user):
    return Found("Group", group.name, group.code, _in_registers("group-detail", code=group.code))


def _providers(looked):
    found = Provider.objects.filter(_named(looked.text))
    return found if access.may(looked.user, SEES) else found.none()


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
    return found.filter(named | number if number else named)


def _with_delivery(rows, looked):
    return rows.select_related("delivery")


def _file(submission, user):
    came = periods.short_day(submission.delivery.received_on)
    note = f"Submission {submission.pk}, {came}: {submission.get_state_display().lower()}"
    url = reverse("activity:submission-detail", args=[submission.pk])
    return Found("File", submission.delivery.file_name, note, url)


def _people(looked):
    """Everybody, for those who may see who there is; others find themselves."""
    found = people.found(looked.text)
    return found if access.may(looked.user, SEES_PEOPLE) else found.filter(pk=looked.user.pk)


def _person(person, user):
    """Who may not see the pages of people is found without one."""
    state = "" if person.is_active else ", account closed"
    sees = access.may(user, SEES_PEOPLE)
    url = reverse("people:person-detail", args=[person.pk]) if sees else ""
    return Found("Person", str(person), f"{person.username}{state}", url)


def _as_they_are(rows, looked):
    return rows


NAMED = ("name", "pk")
KINDS = (
    Kind(REGISTER, Practice, SEES, _practices, NAMED, _as_they_are, _practice),
    Kind(REGISTER, Locality, SEES, _localities, NAMED, _as_they_are, _locality),
    Kind(REGISTER, Group, SEES, _groups, NAMED, _as_they_are, _group),
    Kind(REGISTER, Provider, SEES, _providers, NAMED, _as_they_are, _provider),
    Kind("Files", Submission, READING, _files, ("-pk",), _with_delivery, _file),
    Kind("People", Person, SEES_PEOPLE, _people, people.BY_NAME, _as_they_are, _person),
)
EVERY = (*KINDS, *meetings.KINDS)


SEEN_UNDER = tuple(dict.fromkeys(kind.seen_under for kind in EVERY))


@kept_rows(*SEEN_UNDER, blank=("words",))
def _kept(user, words):
    """The same of every kind, put together once for all plain words of as many."""
    return _counted(Looked(user, words), EVERY)


@kept_rows(*SEEN_UNDER, blank=("words", "ids"))
def _told(user, words, at, ids):
    """The same of plain words."""
    return _those(Looked(user, words), at, ids)
