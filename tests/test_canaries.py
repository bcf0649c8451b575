"""Words planted in each practice's data, which nobody else may ever read (E13).

Every address of the access matrix is asked for by every role, its deeds too, and the bytes that
come back are looked at: pages, refusals, spreadsheets unzipped, csv; then the search, and mails.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import date

import pytest
from django.core import mail as outbox
from django.db import transaction
from django.test import Client

from activity.models import ActivityLine, Submission
from budgets.models import BudgetEntry, Kind
from meetings import services
from meetings.digests import write_digests
from meetings.models import Action, Often
from meetings.queries.owners import Owner
from pbc.core import errands, money
from pbc.core.models import Practice
from pbc.core.tasks import run_errand
from tests import make
from tests.access_world import quiet as quiet  # the fixture
from tests.access_world import where
from tests.access_world import world as world  # the fixture
from tests.test_access import DECLARED, OF_AN_ACTION, SENT

pytestmark = pytest.mark.django_db
NEST = "zq"  # with which every planted word begins
AMOUNTS = {"Fernville": 811_357, "Parkwood": 622_468, "Red House": 733_579, "Stanmore": 944_681}
# What is planted in a practice: what is to be done there, and what its figures consist of.
TO_DO = ("action", "note", "owner")
FIGURES = ("trust", "file", "entry", "hand", "parked", "fault")
# Whose words each role may read; whoever is not here may read nobody's.
READS = {
    "finance": {"Fernville", "Parkwood", "Red House"},
    "lead": {"Fernville", "Parkwood"},
    "manager": {"Fernville"},
    "secretary": {"Fernville", "Parkwood"},
    "observer": set(),
    "auditor": set(AMOUNTS),
    "lead elsewhere": {"Stanmore"},
    "manager elsewhere": {"Stanmore"},
}
WITHOUT_FIGURES = {"secretary"}  # reads what is to be done, and no figure
ROLES = ["stranger", "administrator", *READS]


@dataclass(frozen=True)
class Nest:
    """What is planted in one practice: words and an amount that stand nowhere else."""

    whose: str

    def word(self, what):
        return f"{NEST}{self.whose[0]}{what}".lower()

    @property
    def words(self):
        return {self.word(what) for what in (*TO_DO, *FIGURES)}

    @property
    def amount(self):
        return f"{AMOUNTS[self.whose]:,}"

    def seen_in(self, text):
        """What of it stands in a text."""
        return {word for word in (*self.words, self.amount) if word in text}

    def read_by(self, role):
        """What of it somebody in that role may read."""
        if self.whose not in READS.get(role, ()):
            return set()
        to_do = {self.word(what) for what in TO_DO}
        return to_do if role in WITHOUT_FIGURES else self.words | {self.amount}


NESTS = {whose: Nest(whose) for whose in AMOUNTS}


def plant(nest, practice):
    """Put the words of a nest wherever a practice has any, in its own file of month 8."""
    line = make.line(practice, month=8, cost=AMOUNTS[nest.whose], provider=nest.word("trust"))
    parked = {"money": 1, "month": 8, "practice": practice, "locality": line.locality}
    said = {"practice_given": nest.word("parked"), "values": {"provider": nest.word("parked")}}
    fault = {"severity": "warning", "code": "odd", "message": nest.word("fault")}
    file = make.published_file(
        [line],
        covers=[(2006, 8, line.locality, practice)],
        parked=[parked | said],
        problems=[fault],
        file_name=f"{nest.word('file')}.csv",
        reason="Looked at",
    )
    owner = Owner(name=nest.word("owner"))
    action = make.action(nest.word("action"), of=practice, owner=owner, due="20 Mar")
    services.add_note(
        action=action, note=nest.word("note"), on=date(2007, 3, 13), by=make.operator()
    )
    of = {"year": 2006, "heading": make.heading(), "kind": Kind.UPLIFT, "amount": 12}
    of |= {"months": money.shares(12, make.TWELFTHS), "author": make.operator()}
    BudgetEntry.objects.create(
        practice=practice, reason=nest.word("entry"), known_from=date(2006, 4, 1), **of
    )
    make.hand_assignment(make.line_of(file, practice), practice, reason=nest.word("hand"))


@pytest.fixture
def planted(world):
    """The world of the matrix, with a nest in four practices, and two people of elsewhere."""
    practices = world["organisations"]["practice"]
    for whose, nest in NESTS.items():
        plant(nest, practices[whose])
    far = world["organisations"]["group"]["Stevenage"]
    world["people"]["lead elsewhere"] = make.gp_lead(far)
    world["people"]["manager elsewhere"] = make.practice_manager(practices["Stanmore"])
    return world


def paths(world):
    """Every address of the matrix, with what else can be asked of it: (name, method, path).

    A page that only shows answers every POST with the same 405, which is not asked for.
    """
    for name, rows in DECLARED.items():
        for whose, method, said in rows:
            if "405" in said.values():
                continue
            path = where(world, name, whose)
            yield name, method, path
            if method == "get" and "table" in name:
                yield name, method, f"{path}?form=csv"
    for path in more_paths():
        yield "more", "get", path


def more_paths():
    """What the matrix has no row of: each planted file, action and practice, and the search."""
    yield f"/search/?q={NEST}"
    for file in Submission.objects.filter(delivery__file_name__startswith=NEST):
        yield f"/files/{file.pk}/"
    for action in Action.objects.filter(text__startswith=NEST):
        yield f"/actions/{action.pk}/"
    for code in Practice.objects.values_list("code", flat=True):
        yield from (f"/search/?q={code}", f"/actions/?scope=practice:{code}&show=practices")
        yield from (f"/budgets/2006/practice/{code}/", f"/position/county/?scope=practice:{code}")
        rows = f"/position/practice/{code}/rows/"
        yield from (f"{rows}?month=8", f"{rows}?month=8&part=parked", f"{rows}table/?month=8")
    for line in ActivityLine.objects.filter(provider_given__startswith=NEST):
        yield f"/files/lines/{make.line_code(line)}/"
        yield f"/files/{line.submission_id}/cells/{line.cell}/"


def text_of(client, method, path):
    """All that comes back, where it leads too, in small letters; nothing that it changes stays,
    and who was signed in still is.
    """
    kept = dict(client.cookies)
    sent = OF_AN_ACTION if path.startswith("/actions/") else SENT
    with transaction.atomic():
        answer = getattr(client, method)(path, sent if method == "post" else None)
        content = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(kept)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(part) for part in book.namelist())
    return f"{answer.headers} {content.decode(errors='replace')}".lower()


def test_nobody_reads_a_word_that_is_planted_in_anothers_data_e13(planted, quiet):
    """One county is planted for all, and each of them asks for each address once."""
    asked, leaks, read = list(dict.fromkeys(paths(planted))), set(), {}

    for role in ROLES:
        client = Client()
        if role in planted["people"]:
            client.force_login(planted["people"][role])
        for name, method, path in asked:
            text = text_of(client, method, path)
            for whose, nest in NESTS.items():
                seen = nest.seen_in(text)
                if path.startswith("/search/"):
                    seen.discard(nest.word("trust"))  # of the register, which is no practice's
                read.setdefault((role, whose), set()).update(seen)
                leaks |= {
                    f"{role}: {method} {name} ({path}): {word}"
                    for word in seen - nest.read_by(role)
                }

    assert sorted(leaks) == []
    # What is theirs does stand there, so that the walk looks at something.
    theirs = {role: {whose for whose in NESTS if read[role, whose]} for role in ROLES}
    assert theirs == {role: READS.get(role, set()) for role in ROLES}
    assert read["auditor", "Fernville"] == NESTS["Fernville"].read_by("auditor")
    assert read["secretary", "Fernville"] == NESTS["Fernville"].read_by("secretary")


def test_a_mail_has_no_word_of_anothers_data_e13(planted, settings, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-02")
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    for role, person in planted["people"].items():
        person.email = f"{role.replace(' ', '-')}@example.nhs.uk"
        person.save()
        services.choose_mails(often=Often.DAILY, by=person)
    for whose, nest in NESTS.items():
        for role in ("lead", "manager"):
            owner = planted["people"][role if whose != "Stanmore" else f"{role} elsewhere"]
            if whose in READS[role] or whose == "Stanmore":
                of = planted["organisations"]["practice"][whose]
                make.action(nest.word("action"), of=of, owner=owner, due="20 Mar")

    write_digests(on=date(2007, 4, 2), by=make.operator())
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)

    leaks = {
        f"{one.to}: {word}"
        for one in outbox.outbox
        for whose, nest in NESTS.items()
        for word in nest.words
        if word in f"{one.subject} {one.body}".lower()
        and whose not in READS.get(one.to[0].partition("@")[0].replace("-", " "), ())
    }
    assert leaks == set()
    assert {one.to[0] for one in outbox.outbox} >= {
        "lead@example.nhs.uk",
        "manager-elsewhere@example.nhs.uk",
    }
