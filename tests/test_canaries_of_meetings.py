"""Words planted in meetings, minutes, papers, decisions, questions, concerns and actions of groups
and practices, which nobody else may ever read (E13).

Each role opens every list and every planted thing, pages, spreadsheets and Word files alike, and
searches. `test_canaries.py` walks every address of the matrix with the words of figures.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import (
    Action,
    Body,
    Contact,
    Decision,
    Event,
    Item,
    Meeting,
    Paper,
    Question,
    Said,
)
from meetings.models.question import How
from meetings.queries.owners import Owner
from meetings.questions.services import record_answer
from meetings.support.services import write_outcome
from pbc.core.models import Group, Practice
from tests import make
from tests.access_world import quiet as quiet  # the fixtures
from tests.access_world import world as world
from tests.make.minutes import MADE_UP

pytestmark = pytest.mark.django_db
NEST = "zq"  # with which every planted word begins
PRACTICES = ("Fernville", "Parkwood", "Red House", "Stanmore")
GROUPS = {"DacCom": "group", "Stevenage": "group", "West": "pct"}
# What is planted, by what it belongs to: what is to be done and was decided for anybody, and the
# meetings of a group or a PCT.
ACTIONS = ("action", "note", "owner")
DECISIONS = ("decision", "question", "asked", "answer", "concern", "mandate")
MEETINGS = ("body", "minutes", "item", "paper", "sheet", "event", "guest")
SUPPORT = ("contact", "caller", "outcome")
KINDS = {"actions": ACTIONS, "decisions": DECISIONS, "meetings": MEETINGS, "support": SUPPORT}


def of(whose, *kinds):
    """The nests of somebody: {(whose, kind)}."""
    return {(one, kind) for one in whose.split(", ") for kind in kinds}


ALL = of("Fernville, Parkwood, Red House, Stanmore", "actions", "decisions")
ALL |= of("Fernville, Parkwood, Stanmore", "support")
ALL |= of("DacCom, Stevenage, West", "actions", "decisions", "meetings")
# Whose words each role may read; whoever is not here may read nobody's.
READS = {
    "finance": of("Fernville, Parkwood, Red House", "actions", "decisions")
    | of("West", "actions", "decisions", "meetings"),
    "lead": of("Fernville, Parkwood", "actions", "decisions", "support")
    | of("DacCom", "actions", "decisions", "meetings"),
    "manager": of("Fernville", "actions", "decisions", "support")
    | of("DacCom", "decisions", "meetings"),
    "secretary": of("Fernville, Parkwood", "actions", "decisions")
    | of("DacCom", "actions", "decisions", "meetings"),
    "observer": of("West", "meetings"),
    "auditor": ALL,
    "lead elsewhere": of("Stanmore", "actions", "decisions", "support")
    | of("Stevenage", "actions", "decisions", "meetings"),
    "manager elsewhere": of("Stanmore", "actions", "decisions", "support")
    | of("Stevenage", "decisions", "meetings"),
    "secretary elsewhere": of("Stanmore", "actions", "decisions")
    | of("Stevenage", "actions", "decisions", "meetings"),
}
ROLES = ["stranger", "administrator", *READS]


@dataclass(frozen=True)
class Nest:
    """What is planted for one organisation and kind: words that stand nowhere else."""

    whose: str
    kind: str

    def word(self, what):
        return f"{NEST}{self.whose[:3]}{what}".lower()

    @property
    def words(self):
        return {self.word(what) for what in KINDS[self.kind]}


NESTS = {nest: Nest(*nest) for nest in ALL}


def plant_actions(organisation, nest):
    """Put words into an action of an organisation and its note."""
    owner = Owner(name=nest.word("owner"))
    action = make.action(nest.word("action"), of=organisation, owner=owner, due="20 Mar")
    services.add_note(
        action=action, note=nest.word("note"), on=date(2007, 3, 13), by=make.operator()
    )


def plant_decisions(organisation, nest):
    """Put words into what an organisation decided, asks and says to others. Its question is put
    to a person who does not sign in, and answered."""
    make.decision(nest.word("decision"), of=organisation)
    ned = make.person("Ned", "Asked")
    asked = make.decision(nest.word("asked"), of=organisation, asked=[ned]).question
    told = {"told_by": "Ned", "how": How.BY_PHONE, "on": asked.asked_on, "by": make.operator()}
    record_answer(question=asked, group=ned, said=Said.NO, words=nest.word("answer"), **told)
    make.open_question(organisation, text=nest.word("question"))
    make.concern(organisation, text=nest.word("concern"))
    make.mandate(organisation, nest.word("mandate"))


def plant_meetings(organisation, nest):
    """Put words into a body, its minutes, and an item and a paper of its next meeting."""
    body = make.body(nest.word("body"), of=organisation)
    make.minutes(MADE_UP.replace("One point", nest.word("minutes")), body=body)
    item = make.item(make.meeting(body, day=date(2007, 4, 18)), nest.word("item"))
    make.paper(item, f"{nest.word('paper')}.txt", nest.word("sheet").encode())
    held = make.event([], of=body, title=nest.word("event"), day=date(2007, 2, 6)).meeting
    make.attendance(held, nest.word("guest"))
    Meeting.objects.filter(pk=held.pk).update(state="HELD")


def plant_support(practice, nest):
    """Put words into a call to a practice, who made it, and what came of it."""
    on, by = date(2007, 3, 13), make.operator()
    contact = make.contact(practice, nest.word("contact"), who=nest.word("caller"), on=on)
    write_outcome(contact=contact, words=nest.word("outcome"), on=on, by=by)


PLANT = {
    "actions": plant_actions,
    "decisions": plant_decisions,
    "meetings": plant_meetings,
    "support": plant_support,
}


@pytest.fixture
def planted(world):
    """The world of the matrix with every nest, and three people of elsewhere."""
    there = world["organisations"]
    for (whose, kind), nest in sorted(NESTS.items()):
        PLANT[kind](there[GROUPS.get(whose, "practice")][whose], nest)
    far = there["group"]["Stevenage"]
    world["people"]["lead elsewhere"] = make.gp_lead(far)
    world["people"]["manager elsewhere"] = make.practice_manager(there["practice"]["Stanmore"])
    world["people"]["secretary elsewhere"] = make.secretary(far)
    return world


LISTS = (
    *("home", "meetings:action-list", "decisions:decision-list", "decisions:open-list"),
    *("decisions:concern-list", "decisions:mandate-list", "diary:meeting-list"),
    *("meetings:action-new", "decisions:decision-new", "decisions:decision-list-table"),
    *("meetings:action-list-table", "decisions:representative-list", "diary:calendar"),
    *("events:event-list", "events:matrix", "events:matrix-table"),
)


def paths():
    """Every list of meetings, what is to be done and decided, the search, and what is planted."""
    yield from map(reverse, LISTS)
    yield f"{reverse('decisions:decision-list-table')}?form=csv&show=settled"
    for code in Practice.objects.values_list("code", flat=True):
        yield from (f"/practices/{code}/", f"/position/practice/{code}/", f"/search/?q={code}")
        yield f"/actions/of/practice/{code}/"
        yield from (f"/support/of/{code}/", f"/support/of/{code}/table/")
    for code in Group.objects.values_list("code", flat=True):
        yield from (
            f"/actions/of/group/{code}/?show=practices",
            reverse("registers:group-detail", args=[code]),
        )
    for what in (*ACTIONS, *DECISIONS, *MEETINGS, *SUPPORT):
        yield f"/search/?q={NEST}dac{what}"
    yield from of_meetings()


def of_meetings():
    """The pages of the planted bodies, minutes, actions, decisions and questions."""
    there = {"body__name__startswith": NEST}
    kinds = {
        "meetings:action-detail": Action.objects.filter(text__startswith=NEST),
        "decisions:decision-detail": Decision.objects.filter(text__startswith=NEST),
        "decisions:question-detail": Question.objects.filter(about_said__startswith=NEST),
        "diary:body-detail": Body.objects.filter(name__startswith=NEST),
        "diary:meeting-detail": Meeting.objects.filter(**there),
        "events:event-detail": Event.objects.filter(meeting__title__startswith=NEST),
        "events:event-detail-table": Event.objects.filter(meeting__title__startswith=NEST),
        "minutes:detail": Meeting.objects.filter(**there),
        "minutes:item": Item.objects.filter(meeting__in=Meeting.objects.filter(**there)),
        "support:contact-detail": Contact.objects.filter(words__startswith=NEST),
        "diary:paper": Paper.objects.filter(name__startswith=NEST),
        "events:paper": Paper.objects.filter(name__startswith=NEST),
    }
    for name, found in kinds.items():
        yield from (reverse(name, args=[one.pk]) for one in found)
    for held in kinds["minutes:detail"]:
        yield reverse("minutes:taken", args=[held.pk, "word"])
    yield f"{reverse('decisions:decision-list')}?show=settled"


def text_of(client, path):
    """All that comes back, in small letters, files unzipped."""
    answer = client.get(path)
    content = answer.getvalue() if answer.streaming else answer.content
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(part) for part in book.namelist())
    asked = path.partition("?q=")[2] or "nothing asked"  # a search says again what was asked
    return f"{answer.headers} {content.decode(errors='replace')}".lower().replace(asked, "")


def seen_in(text):
    """{nest: its words that stand in a text}."""
    if NEST not in text:
        return {}
    found = {nest: {word for word in NESTS[nest].words if word in text} for nest in NESTS}
    return {nest: seen for nest, seen in found.items() if seen}


def test_nobody_reads_a_word_of_anothers_meetings_decisions_and_actions_e13(planted, quiet):
    """One county is planted once for all, and each address is asked once by each of them."""
    asked = list(dict.fromkeys(paths()))
    leaks, read = set(), {role: {} for role in ROLES}

    for role in ROLES:
        client = Client()
        if role in planted["people"]:
            client.force_login(planted["people"][role])
        for path in asked:
            for nest, words in seen_in(text_of(client, path)).items():
                read[role].setdefault(nest, set()).update(words)
                if nest not in READS.get(role, ()):
                    leaks |= {f"{role}: {path}: {word}" for word in words}

    assert sorted(leaks) == []
    # What is theirs does stand there, so that the walk looks at something.
    assert {role: set(found) for role, found in read.items() if found} == READS
    assert read["auditor"] == {nest: NESTS[nest].words for nest in ALL}
