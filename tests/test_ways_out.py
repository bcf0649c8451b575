"""Every way out of the site writes what was typed or sent in as words, and as nothing else, by the
escaping of whatever reads it, as its last step (ASVS 1.1.2).

One hostile text is planted wherever a text can be, and stands in the names of everybody and of
every organisation. Each address that shows something to somebody is asked for until it does, and
what comes is read as its reader would: a page, a workbook, csv, a calendar, a Word document, a PDF;
mails are in test_mails_are_words. A new kind of answer, and a module that imports a writer of files
or answers by a Response and is not in the list here, fails.
"""

import ast
import csv
import email.message
import io
import re
import zipfile
import zlib
from collections import Counter
from datetime import date, time
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import resolve, reverse
from icalendar import Calendar

from meetings.diary.services.calendars import renew_calendar
from meetings.diary.services.papers import legible
from meetings.diary.views.agenda import as_file
from meetings.models import Meeting, Paper
from pbc.core.models import Commissioner, Group, Locality, Person, Practice, Provider
from pbc.core.seals.services import seal_tables
from tests import make
from tests import test_canaries as figures
from tests import test_canaries_of_meetings as meetings
from tests.access_world import quiet as quiet  # the fixture
from tests.access_world import world as world  # the fixture
from tests.test_access import DECLARED
from tests.test_architecture import MODULES

pytestmark = pytest.mark.django_db
# A formula, a tag, and what ends a text, a cell, a value of a calendar, a string of a PDF and a
# line; what would begin the next line as a row, a property or a header of its own.
WORD = '=<zq>",;)\\\r\nzq: '
SHORT = "=<zq"  # where a code has room for no more
OFFICE = "application/vnd.openxmlformats-officedocument"
ROLES = ("finance", "secretary", "administrator")
OTHERS = ("auditor", "lead", "observer", "stranger")  # who ask for what the first did not see
GETS = {
    name: {cell for _, method, said in rows if method == "get" for cell in said.values()}
    for name, rows in DECLARED.items()
}
LEAD_ON = {name for name, cells in GETS.items() if "go" in cells and "200" not in cells}
# What is a page or a file to somebody, and not to anybody of the matrix, and why it is not here.
UNSEEN = {
    "account_set_password": "to who has no password: words of ours alone",
    "demonstration-corrected": "a workbook of invented figures, made at the set-up",
    "demonstration-next": "a workbook of invented figures, made at the set-up",
    "kept-form": "a page by a template, to who was signed out while they typed",
    "meetings:action-by-mail": "by a secret that is in a mail",
    "mfa_authenticate": "between a password and its code: words of ours alone",
    "newsletters:leave-link": "by a secret that is in a mail",
}


# ---- The list of ways out ----------------------------------------------------------------------

# Modules that make an answer which is no page by a template, or a file, a mail or JSON: the test
# that looks at what comes of it, or why it needs none.
OF_AN_ADDRESS = "the walk below"
THE_MAILS = "test_mails_are_words"
A_COMMAND = "JSON of a command, by json.dumps"
INSIDE = "JSON between our own processes or of what is kept, by json.dumps"
WAYS = {
    "activity.ingest.child": INSIDE,
    "activity.ingest.corner": INSIDE,
    "activity.ingest.grid": INSIDE,
    "activity.ingest.output": INSIDE,
    "activity.ingest.progress": INSIDE,
    "activity.ingest.separated": "reads csv, and writes none",
    "activity.ingest.work": INSIDE,
    "activity.management.commands.assign": A_COMMAND,
    "activity.management.commands.cover": A_COMMAND,
    "activity.management.commands.ingest": A_COMMAND,
    "activity.management.taking_back": A_COMMAND,
    "activity.purge_list": INSIDE,
    "activity.views.submissions": "an answer without words",
    "budgets.management.commands.position": A_COMMAND,
    "budgets.management.target": A_COMMAND,
    "budgets.plans.views.uploads": OF_AN_ADDRESS,
    "budgets.template": OF_AN_ADDRESS,
    "meetings.by_mail.views": "an answer without words",
    "meetings.diary.ical": "the walk below, and the mails",
    "meetings.diary.views.agenda": OF_AN_ADDRESS,
    "meetings.diary.views.meetings": OF_AN_ADDRESS,
    "meetings.management.commands.read_minutes": A_COMMAND,
    "meetings.records.as_pdf": OF_AN_ADDRESS,
    "meetings.records.as_word": OF_AN_ADDRESS,
    "meetings.records.views": OF_AN_ADDRESS,
    "pbc.backups.making": INSIDE,
    "pbc.core.bounces.reports": "reads mails, and writes none",
    "pbc.core.exports.answer": OF_AN_ADDRESS,
    "pbc.core.exports.separated": OF_AN_ADDRESS,
    "pbc.core.exports.workbook": OF_AN_ADDRESS,
    "pbc.core.factors.passkeys": "stands in a page, which escapes it",
    "pbc.core.kept.coming_back": "a page by a template, as it was",
    "pbc.core.kept.keeping": INSIDE,
    "pbc.core.kept.views": OF_AN_ADDRESS,
    "pbc.core.mail": THE_MAILS,
    "pbc.core.reference": "reads csv, and writes none",
    "pbc.core.seals.exported": THE_MAILS,
    "pbc.core.seals.views": OF_AN_ADDRESS,
    "pbc.environment.mails": "takes an address apart",
    "pbc.health": "words of our own, and pages by a template",
    "pbc.management.commands.drill": A_COMMAND,
    "pbc.management.commands.load_reference": A_COMMAND,
    "pbc.management.commands.recompute": A_COMMAND,
    "pbc.management.commands.seed_demo": A_COMMAND,
    "pbc.management.commands.show": A_COMMAND,
    "pbc.management.commands.verify_seals": A_COMMAND,
    "pbc.middleware": "an answer without words",
    "pbc.people_sheet": OF_AN_ADDRESS,
    "pbc.settings": "takes an address apart",
    "pbc.views.people_uploads": OF_AN_ADDRESS,
}
WRITERS = re.compile(r"(xlsxwriter|openpyxl|csv|docx|fpdf|icalendar|email|django\.core\.mail)\b")
ANSWER = re.compile(r"\w*Response\w*|EmailM\w+|send_mail\w*|mail_\w+")
PLAIN_ANSWERS = {"ImmediateHttpResponse"}  # carries another answer


def makes_something(tree):
    """Whether a module writes answers, files, mails or JSON by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module)]
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            last = called.rpartition(".")[2]
            if called == "json.dumps" or (ANSWER.fullmatch(last) and last not in PLAIN_ANSWERS):
                return True
            continue
        else:
            continue
        if any(map(WRITERS.match, names)):
            return True
    return False


def test_every_module_that_writes_something_that_leaves_is_looked_at():
    made = {name for name, tree in MODULES.items() if makes_something(tree)}

    assert {name for name in made if not name.startswith("pbc.demonstration.")} == set(WAYS)


# ---- What is planted ---------------------------------------------------------------------------


def word(nest, what):
    """The hostile text, and what it stands for."""
    return f"{SHORT if what == 'trust' else WORD}{nest.whose[0]}{what}".lower()


@pytest.fixture
def hostile(monkeypatch, world):
    """The world of the matrix, planted with the hostile text."""
    there = world["organisations"]
    for module in (figures, meetings):
        monkeypatch.setattr(module, "NEST", WORD)
        monkeypatch.setattr(module.Nest, "word", word)
    for whose, nest in figures.NESTS.items():
        figures.plant(nest, there["practice"][whose])
    for (whose, kind), nest in sorted(meetings.NESTS.items()):
        meetings.PLANT[kind](there[meetings.GROUPS.get(whose, "practice")][whose], nest)
    Meeting.objects.filter(day=date(2007, 4, 18)).update(place=WORD, lunch=WORD, starts=time(13))
    for model in (Practice, Group, Locality, Commissioner, Provider):
        model.objects.update(name=Concat(Value(WORD), F("name")))
    for paper in Paper.objects.all():  # as a name is kept when it is sent in
        Paper.objects.filter(pk=paper.pk).update(name=legible(paper.name))
    Person.objects.update(last_name=Concat(Value(WORD), F("last_name")))
    seal_tables(by=make.operator(), quiet="0 seconds")
    return world


def paths(world):
    """Every address that can be asked for, each in all its forms."""
    yield from (path for _, method, path in figures.paths(world) if method == "get")
    yield from meetings.paths()
    for one in Meeting.objects.all():  # a copy as it was sent is what these wrote then
        yield from (reverse("minutes:taken", args=[one.pk, form]) for form in ("word", "pdf"))
    yield reverse("diary:feed", args=[renew_calendar(by=world["people"]["secretary"])])


# ---- How each kind is looked at: what is wrong with it, and whether the text stood there -------


def page(content):
    text = content.decode()
    wrong = [one for one in ("<zq", 'zq&gt;"', "zq>") if one in text]
    return wrong, "&lt;zq" in text


def workbook(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    runs = [one for one in cells if one.data_type == "f" or one.hyperlink]
    texts = [one for one in cells if isinstance(one.value, str)]
    bare = [one for one in texts if could_run(one.value) and not one.quotePrefix]
    return [one.value for one in runs + bare], any("=<zq" in one.value for one in texts)


def could_run(text):
    """Whether a spreadsheet program may take a text for more, as OWASP lists it."""
    return text.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and bool(text.strip(" "))


def separated(content):
    text = content.decode("utf-8-sig")
    cells = [one for row in csv.reader(io.StringIO(text, newline=""), strict=True) for one in row]
    wrong = [one for one in cells if could_run(one) and not re.fullmatch(r"-?[\d.]+", one)]
    wrong += [one for one in cells if one.startswith("zq")]  # a line of its own
    return wrong, any("=<zq" in one for one in cells)


def calendar(content):
    lines = content.split(b"\r\n")
    wrong = [one for one in lines if len(one) > 75 or b"\r" in one or b"\n" in one]
    unfolded = content.replace(b"\r\n ", b"").split(b"\r\n")
    wrong += [one for one in unfolded if not re.match(rb"[A-Z-]+[:;]|$", one)]
    said = [str(one["SUMMARY"]) for one in Calendar.from_ical(content).walk("VEVENT")]
    return wrong, any(WORD.replace("\r\n", "\n") in one.replace("\r\n", "\n") for one in said)


def document(content):
    """A Word document: each part is sound, no text became a tag or a field, nothing is fetched."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        trees = [ElementTree.fromstring(parts.read(name)) for name in parts.namelist()  # noqa: S314 -- our own
                 if name.endswith((".xml", ".rels"))]  # fmt: skip
    nodes = [node for tree in trees for node in tree.iter()]
    never = ("zq", "instrText", "fldSimple", "hyperlink", "object")
    wrong = [node.tag for node in nodes if node.tag.rpartition("}")[2] in never]
    wrong += [node.attrib for node in nodes if node.get("TargetMode") == "External"]
    return wrong, "<zq>" in "".join(text for tree in trees for text in tree.itertext())


def pdf(content):
    """A PDF: outside of its strings stands no word of the text, and no string leads or runs."""
    streams = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
    shown = b"\n".join(map(unpacked, streams.findall(content)))
    outside, strings = taken_apart(streams.sub(b"", content) + b"\n" + shown)
    wrong = [one for one in (b"zq", b"/URI", b"/JavaScript", b"/JS", b"/Launch") if one in outside]
    return wrong, b"<zq>" in strings


def unpacked(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:  # a font or a picture, which holds no text
        return b""


def taken_apart(content):
    """What stands outside of the strings of a PDF, and in them: (bytes, bytes)."""
    outside, strings, depth, skip = bytearray(), bytearray(), 0, False
    for sign in content:
        if skip:
            skip = False
        elif depth and sign == ord("\\"):
            skip = True
            continue
        elif sign == ord("("):
            depth += 1
        elif sign == ord(")") and depth:
            depth -= 1
        (strings if depth else outside).append(sign)
    return bytes(outside), bytes(strings)


def words_of_ours(content):
    """Plain text of addresses holds nothing that somebody wrote."""
    return (["zq"] if b"zq" in content else []), True


def as_sent(content):
    """A paper, byte for byte: its answer says that it is a file to keep, and no more."""
    kept = {bytes(one) for one in Paper.objects.values_list("content", flat=True)}
    return ([] if content in kept else ["another"]), True


LOOKS = {
    "text/html; charset=utf-8": page,
    f"{OFFICE}.spreadsheetml.sheet": workbook,
    "text/csv; charset=utf-8": separated,
    "text/calendar; charset=utf-8": calendar,
    f"{OFFICE}.wordprocessingml.document": document,
    "application/pdf": pdf,
    "text/plain; charset=utf-8": words_of_ours,
    "application/octet-stream": as_sent,
}
OF_A_TABLE = {f"{OFFICE}.spreadsheetml.sheet", "text/csv; charset=utf-8"}


def test_what_was_typed_or_sent_is_words_in_every_kind_of_answer(hostile, quiet):
    wrong, shown, seen, asked = [], Counter(), {}, [*dict.fromkeys(paths(hostile))]
    for role in (*ROLES, *OTHERS):
        client = Client()
        if role in hostile["people"]:
            client.force_login(hostile["people"][role])
        for path in [one for one in asked if role in ROLES or name_of(one) not in seen]:
            answer = client.get(path)
            content = answer.getvalue() if answer.streaming else answer.content
            if not content:
                continue
            kind = answer.headers["Content-Type"]
            found, stands = LOOKS[kind](content)
            wrong += [(role, path, one) for one in [*found, *of_its_head(answer, kind)]]
            if answer.status_code == 200:
                shown[kind] += stands
                seen.setdefault(name_of(path), set()).add(kind)

    assert wrong == []
    assert {kind for kind in LOOKS if not shown[kind]} == set(), shown
    assert GETS.keys() - seen.keys() - LEAD_ON <= UNSEEN.keys() <= GETS.keys() - seen.keys()
    tables = {name for name in GETS if "table" in name}
    assert {name for name in tables if not seen[name] >= OF_A_TABLE} == set()


def name_of(path):
    """The name of the address of a path."""
    return resolve(path.partition("?")[0]).view_name


def of_its_head(answer, kind):
    """What is wrong with the head of an answer: with the name of a file, or a line too many."""
    heads = [*answer.headers.items()]
    wrong = [name for name, said in heads if re.search(r"[\r\n]", f"{name}{said}")]
    said = answer.headers.get("Content-Disposition")
    if said is None:
        return wrong + ([] if kind.startswith(("text/html", "text/plain")) else ["no file"])
    read = email.message.Message()
    read["Content-Disposition"] = said
    name = read.get_filename() or ""
    parts = {key for key, _ in read.get_params(header="Content-Disposition")}
    is_one = parts == {"attachment", "filename"} and "." in name and "/" not in name
    return wrong + ([] if is_one and name.isprintable() else [said])


def test_the_name_of_a_file_that_was_sent_is_one_name():
    """Where a name has what ends one, it is encoded; without, it is kept as it came."""
    names = [legible(one) for one in (f"{WORD}.txt", 'a"; filename*=x.exe;.txt', "Änderung;.txt")]
    answers = [as_file(Paper(name=name, content=b"A draft")) for name in names]

    assert [of_its_head(one, "application/octet-stream") for one in answers] == [[], [], []]
    read = [email.message.Message() for _ in names]
    for one, answer in zip(read, answers, strict=True):
        one["Content-Disposition"] = answer.headers["Content-Disposition"]
    assert [one.get_filename() for one in read] == names
