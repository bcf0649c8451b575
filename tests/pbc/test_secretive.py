"""No log holds what opens something by itself: the address of an action in a mail, of a calendar,
of a list or of the choice of a password."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse

from pbc.access_log import masked
from pbc.middleware import Noted
from pbc.secretive import without_secrets

SECRET = "s3cr-t_" * 6
OPENS = [
    reverse("meetings:action-by-mail", args=[SECRET]),
    reverse("diary:feed", args=[SECRET]),
    reverse("newsletters:leave-link", args=[SECRET]),
    reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": SECRET}),
]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", OPENS)
def test_an_address_is_written_without_its_secret(path):
    written = without_secrets(f'"GET {path}?x=1 HTTP/1.1" 200 "https://pbc.example.nhs.uk{path}"')

    assert SECRET not in written
    assert written.count("…") == 2
    assert '?x=1 HTTP/1.1" 200' in written


def test_other_addresses_are_written_as_they_are():
    for path in ("/actions/12/close/", "/meetings/calendar/", "/newsletters/mine/"):
        assert without_secrets(path) == path


@pytest.mark.parametrize("path", OPENS)
def test_the_access_log_holds_none_of_them(path):
    assert SECRET not in masked(path)


def test_the_history_has_the_address_of_a_deed_without_its_secret():
    noted = Noted(lambda request: None)

    for path in OPENS:
        assert SECRET not in noted.get_context(RequestFactory().post(path))["url"]
    assert noted.get_context(RequestFactory().post("/actions/12/close/"))["url"] == (
        "/actions/12/close/"
    )
    assert "pbc.middleware.Noted" in settings.MIDDLEWARE
    assert "pghistory.middleware.HistoryMiddleware" not in settings.MIDDLEWARE


@pytest.mark.parametrize("path", OPENS)
def test_the_proxy_of_the_compose_file_writes_none_of_them(path):
    proxy = (ROOT / "docker/nginx.conf.template").read_text()
    [pattern] = re.findall(r'"~(\^.*?)"\s+\$pbc_before-\$pbc_after;', proxy)
    [entry] = re.findall(r"log_format pbc '(.*)';", proxy)

    found = re.match(pattern.replace("?<", "?P<"), path)
    assert SECRET not in found["pbc_before"] + (found["pbc_after"] or "")
    assert "error_log /dev/stderr crit;" in proxy
    assert "$pbc_asked" in entry
    assert [one for one in ("$request ", "$uri", "referer") if one in entry] == []


def test_a_setting_that_is_none_is_refused():
    made = subprocess.run(
        [sys.executable, "-c", "import pbc.settings"],
        env={"PBC_MAIL_LINKS": "yes", "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "PBC_MAIL_LINKS is signed_in or token." in made.stderr
