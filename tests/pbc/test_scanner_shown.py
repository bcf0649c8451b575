"""Whether the scanner of what is sent in answers is told to administrators and to who watches."""

from datetime import date

import pytest

from pbc import system
from pbc.core import scanner
from tests import make
from tests.pages import said
from tests.scanning import Conversation, scanning

pytestmark = pytest.mark.django_db


@pytest.fixture
def daemon(settings):
    """A scanner that the site is told of."""
    with scanning() as server:
        settings.PBC_SCANNER = server.address
        yield server


@pytest.fixture(autouse=True)
def _nothing_was_heard(monkeypatch):
    monkeypatch.setattr(scanner.Known, "at", float("-inf"))


def test_the_page_of_the_service_and_its_health_say_whether_it_answers(client, daemon):
    told, well = system.read(date(2007, 3, 13)), client.get("/healthz")

    assert (told.scanner.sentence[:11], told.scanner.what_to_do) == ("It answers.", "")
    assert (well.status_code, well.content) == (200, b"ok\nscanner: answers\n")


def test_a_scanner_that_is_away_is_a_thing_to_do_and_the_site_is_well(client, daemon):
    daemon.how = Conversation.HANGS
    client.force_login(make.administrator())

    page, well = client.get("/system/"), client.get("/healthz")

    assert "1 thing needs you" in said(page)
    assert "Until it answers no file is taken in" in said(page)
    assert well.status_code == 200
    assert well.content == b"ok\nscanner: does not answer, files are refused\n"


def test_who_watches_does_not_keep_it_busy(client, daemon):
    for _ in range(5):
        client.get("/healthz")

    assert daemon.asked == [b"zPING"]


def test_where_none_is_set_the_page_of_the_service_says_so_and_asks_nothing(client):
    client.force_login(make.administrator())

    page = said(client.get("/system/"))

    assert "files that are sent in are looked through by no scanner" in page
    assert "The service runs as it should" in page
