"""What every answer of a production site carries, at every address and for errors (TRUST S6)."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest
import yaml
from django.conf import settings as site
from django.test import Client

from pbc.embedded import places
from tests import make
from tests.access_world import quiet as quiet  # the fixture
from tests.access_world import where
from tests.access_world import world as world  # the fixture
from tests.pbc.test_environment import PRODUCTION, told
from tests.test_access import DECLARED

pytestmark = pytest.mark.django_db
SAFE = (
    *("SESSION_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SAMESITE"),
    *("CSRF_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_HTTPONLY"),
    *("PBC_BACK_COOKIE", "PBC_KEPT_COOKIE", "PBC_KNOWN_COOKIE", "PBC_SAID_COOKIE"),
    "PBC_WROTE_COOKIE",
    *("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"),
    *("SECURE_REFERRER_POLICY", "CONTENT_SECURITY_POLICY"),
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|<[a-z][^>]*\s(?:on[a-z]+|style)=", re.I)
A_YEAR = 365 * 24 * 60 * 60


@pytest.fixture
def production(settings, tmp_path, monkeypatch):
    """The site as in production, by the settings that a production site has."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    asked = f"SECURE_SSL_REDIRECT, __import__('json').dumps([getattr(s, n) for n in {SAFE}])"
    printed = told(asked, PRODUCTION, tmp_path).stdout.partition(" ")[2]
    for name, value in zip(SAFE, json.loads(printed), strict=True):
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver"]
    monkeypatch.setattr("pbc.core.said.Cookie.cookie_name", settings.PBC_SAID_COOKIE)


def lacks(answer):
    """What an answer should carry and does not."""
    policy = {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")}
    needed = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"}
    found = [*sorted(needed - policy)]
    found += ["frame-ancestors"] if "frame-ancestors 'none'" not in policy else []
    found += ["unsafe"] if "unsafe" in str(policy) else []
    found += ["nosniff"] if answer.headers.get("X-Content-Type-Options") != "nosniff" else []
    referrer = answer.headers.get("Referrer-Policy")  # strict-origin: no path, where it is a key
    found += ["referrer"] if referrer not in ("same-origin", "strict-origin") else []
    found += ["origins"] if "Access-Control-Allow-Origin" in answer.headers else []
    kind = answer.headers.get("Content-Type", "")
    text = kind.startswith("text/") and "charset=utf-8" not in kind.replace('"', "")
    return found + (["charset"] if text else [])


def hsts(answer):
    return answer.headers.get("Strict-Transport-Security", "")


class Https(Client):
    """A browser that asks by TLS alone."""

    def request(self, **asked):
        return super().request(**asked | {"wsgi.url_scheme": "https", "SERVER_PORT": "443"})


def at_https(person=None):
    client = Https()
    client.raise_request_exception = False
    if person:
        client.force_login(person)
    return client


def pages(world, client):
    """What somebody is answered at every address of the access matrix: (path, the answer)."""
    for name, rows in DECLARED.items():
        if name == "account_logout":
            continue
        for whose, method, _ in rows:
            if method == "get":
                path = where(world, name, whose)
                answer = client.get(path)
                if answer.streaming:
                    answer.getvalue()  # read to its end, which closes its file
                yield path, answer


def text_of(answer):
    """The text of a page, and nothing of a file."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    return answer.content.decode()


def test_every_answer_of_every_address_is_guarded_and_holds_no_script_of_its_own_s6(
    world, quiet, production
):
    wrong = {}
    for role in ("stranger", "finance", "administrator"):
        client = at_https(world["people"].get(role))
        for path, answer in pages(world, client):
            without = lacks(answer) + ([] if hsts(answer) else ["HSTS"])
            without += INLINE.findall(text_of(answer))
            if without:
                wrong[role, path] = without

    assert wrong == {}


def test_every_error_and_file_is_guarded_too_s6(production, monkeypatch):
    finance = at_https(make.finance_officer())
    monkeypatch.setattr("pbc.views.desk.heading", lambda cards: 1 / 0)
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    checked = Https(enforce_csrf_checks=True)

    answers = {
        "a host that is not ours": (400, finance.get("/", headers={"host": "evil.example"})),
        "not understood": (400, finance.post("/accounts/login/", b"x", content_type=kind)),
        "without a token": (403, checked.post("/accounts/login/", {"login": "x"})),
        "may not": (403, at_https(make.auditor()).get("/files/new/")),
        "not there": (404, finance.get("/nothing/")),
        "no file": (404, finance.get("/static/none.css")),
        "another method": (405, finance.post("/practices/")),
        "our fault": (500, finance.get("/")),
        "a file": (200, finance.get("/static/css/pbc.css")),
        "well": (200, finance.get("/healthz")),
    }

    answers["a file"][1].getvalue()  # read to its end, which closes it
    assert {name: answer.status_code for name, (_, answer) in answers.items()} == {
        name: status for name, (status, _) in answers.items()
    }
    assert {name: lacks(answer) for name, (_, answer) in answers.items() if lacks(answer)} == {}
    assert {hsts(answer) for _, answer in answers.values()} == {
        f"max-age={A_YEAR}; includeSubDomains"
    }


def test_what_is_asked_for_without_tls_is_led_to_it_with_the_same_headers_s6(production):
    led = Client().get("/practices/?q=1")
    stray = Client().get("/", headers={"host": "evil.example"})

    assert (led.status_code, led.url) == (301, "https://testserver/practices/?q=1")
    assert stray.status_code == 400
    assert (lacks(led), lacks(stray)) == ([], [])


def test_no_address_answers_a_trace_and_no_folder_is_listed(world, quiet, production):
    client = at_https(world["people"]["administrator"])
    paths = {name: where(world, name, rows[0][0]) for name, rows in DECLARED.items()}
    traced = {name: client.trace(path).status_code for name, path in paths.items()}

    folders = ["/static/", "/static/css/", "/static/js/", "/.git/config", "/.env", "/manage.py"]
    assert {name: status for name, status in traced.items() if status == 200} == {}
    assert {client.get(path).status_code for path in folders} == {404}


@pytest.mark.parametrize("method", ["TRACE", "PUT", "OPTIONS", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "path", ["/", "/static/css/pbc.css", "/nothing/", "/meetings/calendar/key.ics", "/healthz"]
)
def test_no_address_knows_another_method(production, method, path):
    answer = Https().generic(method, path)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"
    assert "no-store" in answer["Cache-Control"]
    assert lacks(answer) == []


def test_two_addresses_alone_are_not_led_to_tls(settings):
    settings.SECURE_SSL_REDIRECT = True
    kept = ["/healthz/x", "/meetings/calendar/", "/meetings/calendar/a/b.ics", "/x/healthz"]

    assert settings.SECURE_REDIRECT_EXEMPT == ["^healthz$", r"^meetings/calendar/[^/]+\.ics$"]
    assert {Client().get(path).status_code for path in kept} == {301}
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/meetings/calendar/key.ics").status_code == 404


def test_every_page_of_somebody_signed_in_has_the_way_out(world, quiet, production):
    client = at_https(world["people"]["finance"])

    without = [
        path
        for path, answer in pages(world, client)
        if answer.status_code == 200
        and "<html" in text_of(answer)
        and 'action="/accounts/logout/"' not in text_of(answer)
    ]

    assert without == []


# ---- Cookies ---------------------------------------------------------------------------------


def cookies_of_a_day(person):
    """Every cookie that somebody is given in a sitting with all that gives one: {name: morsel}."""
    from django.contrib.sessions.models import Session

    from tests.core.kept.test_kept_forms import NEW, SAM, key_on, once

    client, given = at_https(), {}

    def note(answer):
        given.update({name: one for name, one in answer.cookies.items() if one.value})
        return answer

    note(client.get("/accounts/login/"))
    sent = {"login": person.username, "password": "a long enough password"}
    note(client.post("/accounts/login/", sent))
    page = note(client.get(NEW))
    note(client.post(NEW, SAM | {"username": "", once.FIELD: key_on(page)}))
    page = note(client.get(NEW))
    note(client.post(NEW, SAM | {once.FIELD: key_on(page)}))
    key = key_on(note(client.get(NEW)))
    Session.objects.all().delete()
    note(client.post(NEW, SAM | {once.FIELD: key}))
    return given


def test_every_cookie_is_secure_kept_from_scripts_and_named_as_one_host_s_own(production):
    given = cookies_of_a_day(make.administrator())

    kinds = {name.rpartition("pbc_")[2].partition("_")[0] for name in given}
    assert kinds == {"session", "csrf", "known", "kept", "back", "said"}
    for name, cookie in given.items():
        assert (cookie["secure"], cookie["httponly"], cookie["domain"]) == (True, True, "")
        assert cookie["samesite"] == "Lax"
        assert name.startswith("__Secure-" if "back" in name else "__Host-")
        assert name.startswith("__Secure-") or cookie["path"] == "/"


# ---- The whole -------------------------------------------------------------------------------


def test_the_deployment_check_finds_nothing_in_a_production_site_s6(tmp_path):
    secret = {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"}
    given = PRODUCTION | secret | {"PBC_VAR": str(tmp_path), "PATH": os.environ["PATH"]}
    given |= {"PBC_BACKUPS_TO": str(tmp_path / "backups")}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=places.CHECKOUT,
        env=given,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr


def test_no_password_of_the_servers_has_a_default():
    compose = (site.BASE_DIR / "docker-compose.yml").read_text()
    given = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET_KEY))\b([^}]*)\}", compose)
    example = (site.BASE_DIR / ".env.example").read_text()

    assert {name for name, _ in given} >= {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}
    assert {rest for _, rest in given} == {":?"}
    assert all(f"{name}=\n" in example for name, _ in given)


def test_no_part_that_hears_a_page_has_the_password_of_the_owner_of_the_tables():
    parts = yaml.safe_load((site.BASE_DIR / "docker-compose.yml").read_text())["services"]
    told = {name for name, one in parts.items() if "PBC_OWNER_PASSWORD" in str(one)}

    assert told == {"database", "migrate", "keeper"}


def test_an_error_of_ours_is_written_down_and_its_page_says_nothing_of_it(production, monkeypatch):
    said = []
    log = logging.getLogger("django.request")
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.exc_info)
    log.addHandler(handler)
    monkeypatch.setattr("pbc.views.desk.heading", lambda cards: {}["what nobody may read"])

    try:
        page = at_https(make.finance_officer()).get("/")
    finally:
        log.removeHandler(handler)

    assert "KeyError" in str(said)
    assert "what nobody may read" not in page.content.decode()
    assert "Traceback" not in page.content.decode()
