"""Passwords that were stolen elsewhere are refused by a list on this machine (S10, ASVS 6.2.12)."""

import ast
import hashlib
import logging
import os
import subprocess
import sys
import tracemalloc

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from pbc import breached, environment
from pbc.core.people.services import accounts
from pbc.embedded import places
from tests import make
from tests.pages import said
from tests.pbc.test_environment import PRODUCTION
from tests.test_architecture import MODULES
from tests.test_no_dangerous_calls import calls_of

STOLEN = "the heron stood in the rain"
NEW = "four words nobody guesses"
WORDS = [STOLEN, *(f"stolen from somebody {n}" for n in range(500))]


def hash_of(word):
    return hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper()


def written(path, words=WORDS, *, line="{}:7", end="\n", last="\n", lower=False):
    """A list as a downloader writes it."""
    text = end.join(line.format(one) for one in sorted(map(hash_of, words))) + last
    path.write_bytes((text.lower() if lower else text).encode())
    return path


@pytest.fixture
def stolen(tmp_path, settings):
    """The site with a list that has STOLEN among others."""
    settings.PBC_BREACHED_PASSWORDS = written(tmp_path / "list.txt")
    return settings.PBC_BREACHED_PASSWORDS


# ---- Looking a password up -----------------------------------------------------------------


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("last", ["\n", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("line", ["{}", "{}:7", "{}:123456789"])
def test_every_password_of_a_list_is_found_and_no_other_s10(tmp_path, line, end, last, lower):
    last = end if last else ""
    path = written(tmp_path / "list.txt", line=line, end=end, last=last, lower=lower)

    assert [one for one in WORDS if not breached.holds(path, one)] == []
    assert [n for n in range(2_000) if breached.holds(path, f"nobody has {n}")] == []
    assert breached.fault(path) == ""


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_list_of_a_few_lines_is_looked_through_to_both_its_ends_s10(tmp_path, count):
    path = written(tmp_path / "list.txt", WORDS[:count], line="{}", last="")

    assert [breached.holds(path, one) for one in WORDS[:4]] == [True] * count + [False] * (
        4 - count
    )
    assert breached.fault(path) == ""


def test_a_list_of_lines_of_all_lengths_is_looked_through_s10(tmp_path):
    lines = [f"{one}:{10 ** (n % 17)}" for n, one in enumerate(sorted(map(hash_of, WORDS)))]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(lines))

    assert [one for one in WORDS if not breached.holds(path, one)] == []


def test_a_large_list_is_never_read_as_a_whole_s10(tmp_path):
    path = tmp_path / "list.txt"
    with path.open("w") as file:
        file.writelines(f"{n * 2**142:040X}:1\n" for n in range(2**18))
    tracemalloc.start()

    found = breached.holds(path, NEW), breached.fault(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == (False, "")
    assert path.stat().st_size > 11_000_000
    assert most < 200_000  # bytes


# ---- Where a password is chosen -------------------------------------------------------------


def chosen_by_a_link(person):
    client = Client()
    path = client.get(accounts.give_link(person=person, by=make.administrator())).url
    return lambda new: client.post(path, {"password1": new, "password2": new})


def changed(person):
    client = Client()
    client.force_login(person)
    typed = {"oldpassword": make.PASSWORD}
    path = "/accounts/password/change/"
    return lambda new: client.post(path, typed | {"password1": new, "password2": new})


def chosen_first(person):
    """By somebody who is signed in, and came without a password."""
    person.set_unusable_password()
    person.save()
    client = Client()
    client.force_login(person)
    return lambda new: client.post("/accounts/password/set/", {"password1": new, "password2": new})


WAYS = [chosen_by_a_link, changed, chosen_first]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_no_page_takes_a_password_that_was_stolen_s10(stolen, way):
    ruth = make.auditor()
    choose = way(ruth)
    before = kept_of(ruth)

    page = choose(STOLEN)

    assert "in a list of passwords that were stolen from other services" in said(page)
    assert kept_of(ruth) == before
    assert choose(NEW).status_code == 302
    ruth.refresh_from_db()
    assert ruth.check_password(NEW)


def kept_of(person):
    person.refresh_from_db()
    return person.password


@pytest.mark.django_db
def test_no_command_takes_a_password_that_was_stolen_s10(stolen, monkeypatch, capsys):
    ruth = make.auditor(username="ruth.allan")
    before = kept_of(ruth)
    monkeypatch.setattr("getpass.getpass", lambda prompt: STOLEN)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", STOLEN)

    with pytest.raises(CommandError, match="after 3 attempts"):
        call_command("changepassword", "ruth.allan")
    with pytest.raises(IntegrityError), transaction.atomic():
        call_command("createsuperuser", "--no-input", username="x", email="x@example.nhs.uk")

    assert "stolen from other services" in capsys.readouterr().err
    assert kept_of(ruth) == before


def test_nothing_of_ours_sets_a_password_past_the_validators_s10():
    """The forms of allauth do, which ask the validators; here the demonstration alone, which no
    production site loads."""
    setting = {name for name, _ in calls_of("set_password", "make_password")}
    written_to = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "password"
        and isinstance(node.ctx, ast.Store)
    }

    assert setting == {"pbc.demonstration.people"}
    assert written_to == set()


def test_without_a_list_a_password_is_looked_up_nowhere_s10(settings):
    assert settings.PBC_BREACHED_PASSWORDS is None

    validate_password(STOLEN)


# ---- A list that cannot be read -------------------------------------------------------------


def nothing_there(path):
    pass


def a_folder(path):
    path.mkdir()


def a_pipe(path):
    """Nobody writes to it: who opened it would wait for ever."""
    os.mkfifo(path)


def empty(path):
    path.touch()


def not_ours_to_read(path):
    """Its name leads back to itself: root, as whom tests may run, reads every file."""
    path.symlink_to(path)


def words_in_the_clear(path):
    path.write_text("\n".join(WORDS))


def other_hashes(path):
    path.write_text("".join(f"{hash_of(one)[:32]}:7\n" for one in WORDS))


def one_endless_line(path):
    path.write_text("A" * 1_000_000)


def by_their_count(path):
    """As such lists come too: the most often found first."""
    path.write_text("".join(f"{hash_of(one)}:7\n" for one in WORDS))


def packed(path):
    path.write_bytes(b"\x1f\x8b\x08\x00" + bytes(range(256)) * 1_000)


FAULTS = [
    *(nothing_there, a_folder, a_pipe, empty, not_ours_to_read, words_in_the_clear, other_hashes),
    *(one_endless_line, by_their_count, packed),
]


@pytest.fixture(params=FAULTS, ids=lambda fault: fault.__name__)
def unreadable(request, tmp_path, settings):
    """The site with a list that is none."""
    settings.PBC_BREACHED_PASSWORDS = tmp_path / "list.txt"
    request.param(settings.PBC_BREACHED_PASSWORDS)
    return settings.PBC_BREACHED_PASSWORDS


def test_a_list_that_cannot_be_read_takes_no_password_and_the_log_has_none_s10(unreadable, caplog):
    with caplog.at_level(logging.ERROR, "pbc.passwords"), pytest.raises(ValidationError) as refused:
        validate_password(NEW)

    [one] = refused.value.messages
    [told] = [record.getMessage() for record in caplog.records]
    assert "cannot read its list of stolen passwords. Tell an administrator" in one
    assert told.startswith("The list that PBC_BREACHED_PASSWORDS names cannot be read: ")
    assert NEW not in told
    assert hash_of(NEW) not in told


def test_the_deployment_check_finds_a_list_that_cannot_be_read_s10(unreadable):
    [found] = [
        one
        for one in run_checks(tags=["security"], include_deployment_checks=True)
        if one.id == "pbc.E001"
    ]

    assert "PBC_BREACHED_PASSWORDS names cannot be read" in found.msg


def test_the_deployment_check_is_silent_about_a_list_that_can_be_read_s10(stolen):
    assert breached.list_is_readable(None) == []


@pytest.mark.django_db
def test_who_has_a_password_signs_in_though_the_list_cannot_be_read_s10(client, settings, tmp_path):
    settings.PBC_BREACHED_PASSWORDS = tmp_path / "none"
    make.auditor(username="ruth.allan")
    sent = {"login": "ruth.allan", "password": make.PASSWORD}

    assert client.post("/accounts/login/", sent).url == "/"


def test_the_web_says_in_its_log_as_it_starts_that_its_list_cannot_be_read_s10(tmp_path):
    given = PRODUCTION | {"PBC_VAR": str(tmp_path), "PBC_BREACHED_PASSWORDS": f"{tmp_path}/none"}
    hosts = {"DATABASE_URL": "postgres://pbc_app@127.0.0.1:1/pbc", "PATH": os.environ["PATH"]}

    told = subprocess.run(
        [sys.executable, "-c", "import pbc.wsgi"],
        cwd=places.CHECKOUT,
        env=given | hosts,
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stderr
    assert "ERROR pbc.breached The list that PBC_BREACHED_PASSWORDS names" in told.stdout
    assert "No such file or directory. Until it can be, nobody can choose a password" in told.stdout


@pytest.mark.parametrize("given", ["list.txt", "./breached/list.txt", "~/list.txt"])
def test_a_list_is_named_by_its_whole_path_s10(monkeypatch, given):
    monkeypatch.setenv("PBC_BREACHED_PASSWORDS", given)

    with pytest.raises(ImproperlyConfigured, match="is a whole path as "):
        environment.breached_passwords()
