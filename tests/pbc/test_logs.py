"""The log: one entry a line, who and from where, and nothing that somebody may not read there."""

import base64
import io
import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import yaml
from django.conf import settings
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

from meetings.diary.services.calendars import renew_calendar
from pbc.access_log import Logger
from pbc.celery import app
from pbc.core.models import Group
from pbc.embedded import postgres
from pbc.embedded.places import CHECKOUT
from pbc.logs import Line
from pbc.secretive import LONGEST, without_quotes
from tests import make
from tests.pages import csv

pytestmark = pytest.mark.django_db
FORGED = "x\r\n2007-03-13T12:00:00.000+00:00 INFO pbc all is well\x1b[2J\u2028and more"


@pytest.fixture
def log():
    """What is written, as the site writes it: a list of entries."""
    entries, handler = [], logging.Handler()
    handler.setFormatter(Line())
    handler.emit = lambda record: entries.append(handler.format(record))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield entries
    root.setLevel(level)
    root.removeHandler(handler)


def beginnings(entry):
    """The lines of an entry that begin as an entry does."""
    return [line for line in entry.splitlines() if not line.startswith("    ")]


def test_nothing_that_was_sent_begins_a_line_of_the_log(log):
    logging.getLogger("pbc").warning("A file called %s", FORGED)
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("pbc").exception("It failed")

    assert [len(beginnings(entry)) for entry in log] == [1, 1]
    assert "\x1b" not in "".join(log)
    assert "\\r" in log[0]


def test_an_entry_says_when_in_utc_how_grave_where_and_what():
    record = logging.LogRecord("pbc.core", logging.WARNING, "", 0, "It was slow", (), None)
    record.created = 1_173_787_200.25  # 12:00:00.25 of 13 March 2007 in Greenwich

    assert Line().format(record) == "2007-03-13T12:00:00.250+00:00 WARNING pbc.core It was slow"


def test_who_may_not_do_something_is_written_down_with_who_what_and_from_where(log):
    manager = make.practice_manager(make.practice())
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.force_login(manager)

    client.get("/files/")
    client.get("/files/999999/")

    [refused] = [entry for entry in log if "Forbidden" in entry and "/files/" in entry][:1]
    assert f"[person {manager.pk}, from 192.0.2.7]" in refused


def test_a_form_of_another_site_is_written_down(log):
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.7")

    client.post("/accounts/login/", {"login": "x", "password": "y"})

    [refused] = [entry for entry in log if "django.security.csrf" in entry]
    assert "from 192.0.2.7" in refused


def test_a_try_by_a_name_that_is_nobodys_is_written_down_without_the_name(log):
    make.auditor(username="ruth.allan")
    client = Client(REMOTE_ADDR="192.0.2.7")

    for name in ("no.such.person", "ruth.allan"):
        client.post("/accounts/login/", {"login": name, "password": "not that one"})

    [tried] = [entry for entry in log if "by a name that is nobody's" in entry]
    assert tried.endswith("[person unknown, from 192.0.2.7]")
    assert "no.such.person" not in "".join(log)


@pytest.mark.parametrize("key", ["made-up", "eyJhIjoxfQ:1abc:xyz", ""])
def test_a_key_of_a_form_that_nobody_could_have_been_given_is_written_down(log, key):
    finance = make.finance_officer()
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.force_login(finance)

    client.post("/accounts/sessions/end/", {"once": key, "session": "all"})

    [found] = [entry for entry in log if "a key that is none of ours" in entry]
    assert found.endswith(f"[person {finance.pk}, from 192.0.2.7]")


def test_nobody_writes_into_an_address_who_asked_for_it(log):
    Client(REMOTE_ADDR="192.0.2.7").get("/healthz [person 5, from 10.0.0.1]/")

    [missing] = [entry for entry in log if "Not Found" in entry]
    assert "/healthz%20%5Bperson%205" in missing
    assert missing.count("[person ") == 1
    assert missing.endswith("[person unknown, from 192.0.2.7]")


def test_a_calendar_that_is_asked_for_without_tls_leaves_no_key_in_the_log(log, settings):
    settings.SECURE_SSL_REDIRECT = True
    key = renew_calendar(by=make.gp_lead(make.group("DacCom")))
    path = reverse("diary:feed", args=[key])

    assert Client().get(path, secure=True).status_code == 200
    assert Client().get(path).status_code == 404

    written = "\n".join(log)
    assert "Not Found: /meetings/calendar/" in written
    assert key not in written


def test_a_log_holds_no_password_no_session_and_no_token(log):
    """At every level of what the site and its framework log; no statement of the database is
    among it, which Django logs while it debugs alone."""
    ruth = make.auditor(username="ruth.allan")
    client = Client(enforce_csrf_checks=False)
    client.post("/accounts/login/", {"login": "ruth.allan", "password": "a wrong password 1"})
    client.post("/accounts/login/", {"login": "ruth.allan", "password": "a long enough password"})
    client.post("/files/new/", {"files": csv()})
    client.get("/nothing/")

    client.get("/files/new/")
    tokens = [client.cookies["pbc_csrf"].value, client.cookies["pbc_known"].value]

    written = "\n".join(log)
    assert written
    assert [token for token in tokens if token in written] == []
    assert "a wrong password 1" not in written
    assert "a long enough password" not in written
    assert client.session.session_key not in written.replace(ruth.password, "")


def fault_of(deed):
    """What the log says of a fault; the transaction goes on."""
    try:
        with transaction.atomic():
            deed()
    except Exception:
        logging.getLogger("pbc").exception("It failed")


def test_a_fault_is_told_with_its_place_and_without_the_row_that_the_database_has_of_it(log):
    make.auditor(username="ruth.allan")

    fault_of(lambda: make.auditor(username="ruth.allan"))

    [entry] = log
    assert "django.db.utils.IntegrityError: duplicate key value violates" in entry
    assert 'unique constraint "core_person_username_key"' in entry
    assert "psycopg2.errors.UniqueViolation" in entry
    assert "tests/pbc/test_logs.py" in entry
    assert "ruth.allan" not in entry.replace('make.auditor(username="ruth.allan")', "")


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda: {}["Fernville Surgery"[:]], "builtins.KeyError: …"),
        (lambda: int("(4321 Fernville"[:]), "ValueError: invalid literal for int() with base …: …"),
        (lambda: reverse("nobody", args=["Fernville"]), "NoReverseMatch: Reverse for …"),
        (lambda: Group.objects.filter(pk="Fernville"[:]).get(), "ValueError: Field …"),
        (lambda: Group.objects.extra(where=["name = 'Fernville' x"]).get(), "at or near …"),
    ],
)
def test_a_fault_holds_nothing_that_it_quotes(log, deed, said):
    fault_of(deed)

    told = [line for line in log[-1].splitlines() if not line.startswith("     ")]
    assert said in log[-1]
    assert "Fernville" not in "".join(told)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("'O\\'Brien \"x\" Road'", "…"),
        ("can't adapt type 'Fernville'", "can…"),
        ("with arguments '('Fernville',)' not found", "with arguments …"),
        ("f() got <Person: Ruth Allen> and 7", "f() got …"),
        ("submission 5 says 4321.10 staged, or 1,000", "submission … says … staged, or …"),
        ("of \u201cRuth Allen\u201d, (not) known", "of …"),
        ('of relation "core_person" violates "x"', 'of relation "core_person" violates …'),
        ('table "Ruth Allen" is gone', "table …"),
        ("no such place\nDETAIL: Ruth Allen", "no such place"),
        ("[Errno 28] No space left on device: '/var/x'", "[Errno …] No space left on device: …"),
    ],
)
def test_what_a_fault_says_ends_where_it_may_begin_to_quote(said, left):
    assert without_quotes(said) == left


def test_a_long_fault_is_cut():
    assert without_quotes("(" * 10**6) == "…"
    assert without_quotes("x" * 10**6) == "x" * LONGEST


def test_why_no_server_answers_is_told_whole(log):
    why = 'connection to server at "db" (10.0.0.3), port 5432 failed: Connection refused'

    fault_of(lambda: raised(OperationalError(f"{why}\n\tIs it running?")))

    assert log[0].endswith(f"\n    django.db.utils.OperationalError: {why}")


def raised(fault):
    raise fault


class Mute(Exception):
    def __str__(self):
        raise ValueError("Fernville")


def test_a_fault_that_cannot_say_what_it_is_is_told_by_its_kind(log):
    fault_of(lambda: raised(Mute()))

    assert "test_logs.Mute: it cannot say what it is" in log[0]
    assert "Fernville" not in log[0]


def test_of_faults_that_came_together_each_is_told(log):
    together = ExceptionGroup("of two", [KeyError("Fernville"[:]), OSError("no room")])

    fault_of(lambda: raised(together))

    assert log[0].index("KeyError: …") < log[0].index("ExceptionGroup: of two")
    assert "OSError: no room" in log[0]


def test_a_fault_is_told_so_wherever_it_stands(log):
    logging.getLogger("pbc").warning("Not done: %s", KeyError("Fernville"))
    record = logging.LogRecord("pbc", logging.ERROR, "", 0, "No", (), (None, None, None))
    record.exc_info = (KeyError, KeyError("Fernville"), None)
    record.exc_text = "KeyError: 'Fernville', as another handler had it"

    assert log == [log[0]]
    assert log[0].endswith("Not done: builtins.KeyError: …")
    assert "Fernville" not in Line().format(record)
    assert record.exc_text is None


def test_a_job_that_failed_is_told_without_what_its_fault_quotes(log, settings):
    settings.CELERY_TASK_EAGER_PROPAGATES = False

    @app.task(name="tests.fails")
    def fails():
        make.auditor(username="ruth.allan")

    make.auditor(username="ruth.allan")
    with transaction.atomic():
        fails.apply(throw=False)
        transaction.set_rollback(True)
    app.tasks.unregister("tests.fails")

    [entry] = [entry for entry in log if "tests.fails" in entry.splitlines()[0]]
    assert "raised unexpected: django.db.utils.IntegrityError: duplicate key" in entry
    assert "ruth.allan" not in entry.replace('make.auditor(username="ruth.allan")', "")


def test_a_fault_is_told_after_the_one_that_it_came_from(log):
    def fail():
        try:
            {}["Fernville"[:]]
        except KeyError as why:
            raise ValueError("no such place") from why

    fault_of(fail)

    first, second = log[0].index("KeyError: …"), log[0].index("ValueError: no such place")
    assert first < second


def test_the_database_of_the_compose_file_logs_no_statement_and_no_row():
    """As the embedded one, of which tests/pbc/test_embedded.py reads the log."""
    kept = ("log_min_error_statement", "log_error_verbosity")
    said = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]["database"]

    assert said["command"].split() == [
        "postgres",
        *(word for name in kept for word in ("-c", f"{name}={postgres.SETTINGS[name]}")),
    ]


def test_the_log_goes_to_standard_output_alone():
    handlers = settings.LOGGING["handlers"]

    assert {name: one["class"] for name, one in handlers.items()} == {
        "console": "logging.StreamHandler"
    }
    assert handlers["console"]["stream"] == "ext://sys.stdout"
    assert settings.LOGGING["root"]["handlers"] == ["console"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/files/12/publish/", "/files/12/publish/"),
        (f"/meetings/feed/{'k3Y_-' * 8}.ics", "/meetings/feed/\\u2026"),
        (
            f"/accounts/password/reset/key/1a-{'c0ffee' * 8}/",
            "/accounts/password/reset/key/\\u2026/",
        ),
        ('/x\r\n- - "GET /', "/x\\r\\n- - %22GET /"),
    ],
)
def test_the_access_log_holds_no_key_and_nothing_that_was_looked_for(path, shown):
    config = Config()
    config.set("accesslog", "-")
    log = Logger(config)
    answer = SimpleNamespace(status="200 OK", sent=12, headers=[])
    asked = SimpleNamespace(headers=[("REFERER", f"https://pbc{path}")])
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_PROTOCOL": "HTTP/1.1"}
    environ |= {"RAW_URI": f"{path}?q=Mrs+Day", "QUERY_STRING": "q=Mrs+Day", "REMOTE_ADDR": "::1"}

    atoms = log.atoms_wrapper_class(
        log.atoms(answer, asked, environ | {"HTTP_REFERER": path}, timedelta(seconds=1))
    )
    line = config.access_log_format % atoms

    assert f'"GET {shown} HTTP/1.1" 200' in line
    assert "Mrs" not in line
    assert len(line.splitlines()) == 1


def test_who_asks_writes_no_line_of_the_access_log():
    """Neither by the name in its head, nor by its browser, nor by a format with headers in it."""
    config = Config()
    config.set("accesslog", "-")
    config.set("access_log_format", config.access_log_format + " %({cookie}i)s %({raw_uri}e)s")
    log = Logger(config)
    forged = 'x"\n\x85\u2028192.0.2.1 - admin [13/Mar/2007] "GET / HTTP/1.1" 200\x1b[2J\x9b'
    name = base64.b64encode(f"{forged}:pw".encode()).decode()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_PROTOCOL": "HTTP/1.1"}
    environ |= {"RAW_URI": "/?q=Mrs+Day", "REMOTE_ADDR": "192.0.2.7"}
    environ |= {"HTTP_USER_AGENT": forged, "HTTP_AUTHORIZATION": f"Basic {name}"}
    asked = SimpleNamespace(headers=[("COOKIE", "pbc_session=abc")])
    answer = SimpleNamespace(status="200 OK", sent=12, headers=[])

    atoms = log.atoms(answer, asked, environ, timedelta(seconds=1))
    line = config.access_log_format % log.atoms_wrapper_class(atoms)

    assert atoms["u"] == "-"
    assert re.fullmatch("[ -~]+", line)
    assert line.startswith("192.0.2.7 - - [")
    assert ("pbc_session" in line, "Mrs" in line) == (False, False)
    assert atoms["a"].startswith('x"\\n\\x85\\u2028192.0.2.1')


def test_a_fault_of_the_web_server_is_written_without_a_key_and_as_one_entry():
    log = Logger(Config())
    written = io.StringIO()
    [handler] = [one for one in log.error_log.handlers if isinstance(one.formatter, Line)]
    handler.setStream(written)

    log.error("Error handling request %s", f"/meetings/calendar/{'k3Y_-' * 8}.ics\r\nforged")

    assert "Error handling request /meetings/calendar/…" in written.getvalue()
    assert "k3Y_-" not in written.getvalue()
    assert len(beginnings(written.getvalue())) == 1


def test_the_image_writes_its_access_log_so():
    command = (settings.BASE_DIR / "Dockerfile").read_text().partition("CMD")[2]

    assert '"--logger-class", "pbc.access_log.Logger"' in command
