"""No log holds what opens something by itself: the address of an action in a mail, of a calendar,
of a list or of the choice of a password."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from pbc.access_log import masked
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
