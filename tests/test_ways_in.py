"""Every file that comes from outside is looked through by the scanner before it is kept (ASVS
5.4.3).

The ways in are a list here: a form with another field for a file, a view that reads what was sent
by itself, a command that is given a file, a table that keeps bytes, and a call that takes a file
in, fail here until they are declared. Each way is gone with a file in which a scanner finds
something, with a clean one, and while there is no scanner to be had.
"""

import ast
import logging

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import models
from django.urls import reverse

from activity.models import Delivery, State, Submission
from activity.services.deliveries import receive_delivery
from budgets.models import BudgetUpload
from meetings.models import OldMinutes, Paper
from pbc.core import scanner
from pbc.core.models import PeopleUpload
from tests import make
from tests.pages import said
from tests.scanning import NAME, TRIAL, Conversation, scanning
from tests.test_architecture import MODULES

pytestmark = pytest.mark.django_db
CLEAN = b"month,practice\n3,E82713\n"
DIRTY = CLEAN + TRIAL

# ---- The list ----------------------------------------------------------------------------------

# The fields by which a form takes a file: SentFile asks the scanner. What FilesField takes is
# looked through where its bytes are kept, by activity.services.deliveries.keep.
FIELDS = {
    "activity.forms": "FilesField",
    "budgets.plans.forms": "SentFile",
    "meetings.diary.forms": "SentFile",
    "meetings.records.forms": "SentFile",
    "pbc.views.people_uploads": "SentFile",
}
# Who looks at what was sent otherwise than by such a form, and what for.
READS_WHAT_WAS_SENT = {
    "activity.views.deliveries": "gives it to its form",
    "budgets.plans.views.uploads": "gives it to its form",
    "meetings.diary.views.agenda": "gives it to its form",
    "meetings.records.views": "gives it to its form",
    "pbc.views.people_uploads": "gives it to its form",
    "pbc.core.kept.keeping": "its names, to say which to choose again",
    "pbc.core.once": "a digest of it, to know the same form again",
    "pbc.core.twice": "its names",
    "pbc.limits": "how many they are",
}
# Commands that are given a file, and what becomes of it.
COMMANDS = {
    "activity.management.commands.ingest": "kept, by receive_delivery",
    "meetings.management.commands.read_minutes": "read to whoever runs it; nothing is kept",
    "pbc.management.commands.backup": "written, not read",
    "pbc.management.commands.drill": "a backup of ours",
    "pbc.management.commands.load_reference": "rows of csv are read; no bytes are kept",
    "pbc.management.commands.restore": "a backup of ours, with the files as they were let in",
    "pbc.management.commands.verify_backup": "a backup of ours",
    "pbc.management.commands.verify_seals": "heads of ours",
}
# Tables that keep bytes as they are, and whose bytes they are.
BYTES = {
    "meetings.Paper.content": "of somebody: by SentFile",
    "meetings.MinutesCopy.word": "written by the site",
    "meetings.MinutesCopy.pdf": "written by the site",
    "core.KeptForm.sealed": "words that were typed, sealed; files are not among them",
    "core.Seal.marks": "written by the site",
}
# Who takes a file of figures in, and who writes its bytes down.
TAKES_IN = {"activity.services.sending", "activity.services.uploads"}
WRITES_DOWN = {"activity.services.deliveries"}


def calls():
    for name, tree in MODULES.items():
        if ".migrations" in name:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, ast.unparse(node.func).rpartition(".")[2], node


def test_every_form_that_takes_a_file_has_it_looked_through():
    fields = {
        (name, called)
        for name, called, _ in calls()
        if called in ("FileField", "ImageField", "SentFile", "FilesField")
    }

    assert fields == set(FIELDS.items())


def test_who_reads_what_was_sent_is_known():
    found = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("FILES", "body", "upload_handlers")
        and ast.unparse(node.value).endswith("request")
    }

    assert found - {"activity.receiving"} == set(
        READS_WHAT_WAS_SENT
    )  # which ends what is too large


def test_every_command_that_is_given_a_file_is_known():
    found = {
        name
        for name, called, node in calls()
        if called == "add_argument" and "Path" in ast.unparse(node)
    }

    assert found == set(COMMANDS)


def test_every_table_that_keeps_bytes_is_known():
    kept = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, (models.BinaryField, models.FileField))
        and not model.__name__.endswith("Event")
    }

    assert {
        one for one in kept if one.split(".")[0] in ("activity", "budgets", "meetings", "core")
    } == set(BYTES)


def test_every_file_of_figures_is_taken_in_at_one_place():
    takes = {name for name, called, _ in calls() if called == "receive_delivery"}
    writes = {name for name, called, _ in calls() if called == "write_down"}

    assert (takes, writes) == (TAKES_IN, WRITES_DOWN)


# ---- Each way, gone ----------------------------------------------------------------------------


@pytest.fixture
def daemon(settings, tmp_path, monkeypatch):
    """A scanner that the site is told of, and a folder of files of its own."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    settings.PBC_VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "deliveries"
    with scanning() as server:
        settings.PBC_SCANNER, settings.PBC_SCANNER_SECONDS = server.address, 20
        yield server


@pytest.fixture
def folders(tmp_path):
    """The bytes that lie in the folders of files now."""

    def found():
        places = (tmp_path / "quarantine", tmp_path / "deliveries")
        return [path for one in places for path in one.rglob("*") if path.is_file()]

    return found


def sent(content, name="sent.csv"):
    return SimpleUploadedFile(name, content)


def paper(client):
    item = make.item(make.meeting(make.body(make.group("DacCom"))))
    client.force_login(make.gp_lead(make.group("DacCom")))
    to = reverse("diary:paper-new", args=[item.pk])
    return Paper, lambda content: client.post(to, {"file": sent(content)})


def people(client):
    client.force_login(make.administrator())
    return PeopleUpload, lambda content: client.post("/people/import/", {"file": sent(content)})


def plans(client):
    client.force_login(make.finance_officer())
    make.year()
    to = reverse("plans:upload-new", kwargs={"year": 2006})
    typed = {"phasing": "TWELFTHS", "reason": "The letter", "known_from": "2007-03-13"}
    return BudgetUpload, lambda content: client.post(to, typed | {"file": sent(content)})


def minutes(client):
    client.force_login(make.secretary(make.group("DacCom")))
    to = reverse("minutes:read")
    return OldMinutes, lambda content: client.post(to, {"file": sent(content, "old.txt")})


FORMS = [paper, people, plans, minutes]


@pytest.mark.parametrize("way", FORMS)
def test_a_form_with_a_file_in_which_something_is_found_is_refused_whole(
    client, daemon, way, caplog
):
    table, send = way(client)

    with caplog.at_level(logging.WARNING, "pbc.middleware"):
        page = send(DIRTY)

    assert page.status_code == 422
    assert f"The virus scanner found “{NAME}” in" in said(page)
    assert "Nothing of what you just sent was kept or done" in said(page)
    assert not table.objects.exists()
    [told] = [one for one in caplog.records if one.name == "pbc.middleware"]
    assert told.getMessage() == f"A file was not taken in: the scanner found {NAME}"
    assert told.request.user.is_authenticated


@pytest.mark.parametrize("way", FORMS)
def test_a_form_with_a_clean_file_goes_its_way(client, daemon, way):
    _, send = way(client)

    page = send(CLEAN)

    assert page.status_code in (200, 302)
    assert daemon.seen == [CLEAN]


@pytest.mark.parametrize("how", [Conversation.HANGS, Conversation.CUTS, "stream: no ERROR"])
@pytest.mark.parametrize("way", FORMS)
def test_a_form_is_not_taken_while_the_scanner_does_not_say(client, daemon, settings, way, how):
    table, send = way(client)
    daemon.how, settings.PBC_SCANNER_SECONDS = how, 0.2

    page = send(CLEAN)

    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "Nothing of what you just sent counts, and nothing was done" in said(page)
    assert "tell an administrator" in said(page)
    assert not table.objects.exists()


@pytest.mark.parametrize("way", FORMS)
def test_without_the_setting_no_form_asks_anybody(client, daemon, settings, way):
    _, send = way(client)
    settings.PBC_SCANNER = ""

    page = send(CLEAN)

    assert (page.status_code in (200, 302), daemon.asked) == (True, [])


def test_a_clean_paper_is_kept(client, daemon):
    _, send = paper(client)

    send(CLEAN)

    assert bytes(Paper.objects.get().content) == CLEAN


def test_a_file_too_large_for_its_form_is_not_shown_to_the_scanner(client, daemon):
    _, send = people(client)

    page = send(bytes(5 * 1024 * 1024 + 1))

    assert (page.status_code, daemon.asked) == (200, [])


# ---- Files of figures --------------------------------------------------------------------------


def test_of_several_files_those_are_refused_in_which_something_is_found(client, daemon, folders):
    client.force_login(make.finance_officer())

    page = client.post(
        "/files/new/", {"files": [sent(DIRTY, "a.csv"), sent(CLEAN, "b.csv")]}, follow=True
    )

    refused = Submission.objects.get(state=State.REFUSED)
    assert (refused.delivery.file_name, refused.delivery.size) == ("a.csv", len(DIRTY))
    assert f"The virus scanner found “{NAME}” in this file, and nothing of it was kept" in said(
        page
    )
    assert [path.read_bytes() for path in folders()] == [CLEAN]


@pytest.mark.parametrize("how", [Conversation.HANGS, Conversation.CUTS, "stream: no ERROR"])
def test_no_file_of_figures_is_kept_while_the_scanner_does_not_say(
    client, daemon, settings, folders, how
):
    client.force_login(make.finance_officer())
    daemon.how, settings.PBC_SCANNER_SECONDS = how, 0.2

    page = client.post("/files/new/", {"files": sent(CLEAN)})
    daemon.how = ""
    scanner.Known.rests.clear()
    before = Delivery.objects.count(), folders()
    later = client.post("/files/new/", {"files": sent(CLEAN)})

    assert (page.status_code, before) == (503, (0, []))
    assert (later.status_code, Delivery.objects.count(), len(folders())) == (302, 1, 1)


def test_without_the_setting_a_file_of_figures_is_taken_in_and_nobody_is_asked(
    client, daemon, settings, folders
):
    client.force_login(make.finance_officer())
    settings.PBC_SCANNER = ""

    client.post("/files/new/", {"files": sent(DIRTY)})

    assert ([path.read_bytes() for path in folders()], daemon.asked) == ([DIRTY], [])


def test_a_command_refuses_a_file_in_which_something_is_found_and_says_so(
    daemon, folders, tmp_path, capsys
):
    make.finance_officer(username="ann")
    file = tmp_path / "june.csv"
    file.write_bytes(DIRTY)

    with pytest.raises(SystemExit) as ended:
        call_command("ingest", str(file), username="ann")

    assert ended.value.code == 1
    assert f"june.csv: The virus scanner found “{NAME}”" in capsys.readouterr().err
    assert (Submission.objects.get().state, folders()) == (State.REFUSED, [])


def test_a_command_takes_no_file_in_while_the_scanner_does_not_say(daemon, folders, tmp_path):
    make.finance_officer(username="ann")
    file = tmp_path / "june.csv"
    file.write_bytes(CLEAN)
    daemon.how = Conversation.CUTS

    with pytest.raises(scanner.Unheard):
        call_command("ingest", str(file), username="ann")

    assert (Delivery.objects.count(), folders()) == (0, [])


def test_bytes_that_were_let_in_before_stay_when_the_same_are_refused(daemon, settings, folders):
    by = make.finance_officer()
    settings.PBC_SCANNER = ""
    before, _ = receive(DIRTY, by)
    settings.PBC_SCANNER = daemon.address

    refused, is_new = receive(DIRTY, by)

    assert (refused.state, is_new) == (State.REFUSED, False)
    before.refresh_from_db()
    assert (before.state, len(folders())) == (State.RECEIVED, 1)


def receive(content, by):
    file = sent(content)
    return receive_delivery(file=file, file_name=file.name, received_on=make.RECEIVED, by=by)
