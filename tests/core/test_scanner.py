"""A scanner of what is sent in: what it says, and what is made of a scanner that says nothing."""

import socket
from io import BytesIO

import pytest
from django.core.exceptions import ImproperlyConfigured

from pbc import environment
from pbc.core import scanner
from tests.scanning import NAME, TRIAL, AtASocket, Conversation, scanning

CLEAN = b"month,practice\n3,E82713\n"


@pytest.fixture
def daemon(settings):
    """A scanner that the site is told of."""
    with scanning() as server:
        settings.PBC_SCANNER, settings.PBC_SCANNER_SECONDS = server.address, 20
        yield server


def test_what_is_found_is_named_and_what_is_clean_is_not(daemon):
    found = [scanner.found_in(BytesIO(one)) for one in (TRIAL, b"x" + TRIAL + b"y", CLEAN, b"")]

    assert found == [NAME, NAME, "", ""]


def test_a_file_goes_to_it_whole_and_is_left_at_its_beginning(daemon):
    content = bytes(range(256)) * 1000  # three pieces and a part
    file = BytesIO(content)
    file.read(10)

    scanner.found_in(file)

    assert daemon.seen == [content]
    assert file.read() == content


def test_a_socket_of_this_machine_is_asked_in_the_same_way(settings, tmp_path):
    with scanning(AtASocket(str(tmp_path / "s"))) as server:
        settings.PBC_SCANNER = server.address

        assert scanner.found_in(BytesIO(TRIAL)) == NAME
        assert scanner.answers()


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("stream: Can't allocate memory ERROR", "the scanner says: stream: Can't allocate memory"),
        ("UNKNOWN COMMAND", "the scanner says: UNKNOWN COMMAND"),
        ("stream: OK FOUND OUT", "the scanner says"),
        ("stream: OKAY", "the scanner says"),
        ("other: OK", "the scanner says"),
        ("s" * 5000, "the scanner says"),
        (Conversation.CUTS, "the scanner (says nothing|does not answer)"),
    ],
)
def test_whatever_is_no_plain_answer_lets_no_file_in(daemon, how, why):
    daemon.how = how

    with pytest.raises(scanner.Unheard, match=why):
        scanner.found_in(BytesIO(CLEAN))


@pytest.mark.parametrize(
    "raw", [b"stream: OK", b"stream: OK\0stream: X FOUND\0", b"stream: OK\0\0", b"stream: OK\n"]
)
def test_an_answer_that_is_cut_or_that_another_follows_lets_no_file_in(daemon, raw):
    daemon.raw = raw

    with pytest.raises(scanner.Unheard, match="the scanner says: stream: OK"):
        scanner.found_in(BytesIO(CLEAN))


def test_a_scanner_that_says_ok_before_it_has_all_of_a_file_lets_it_not_in(daemon):
    daemon.how = Conversation.EARLY

    with pytest.raises(scanner.Unheard, match=r"the scanner (says: stream: OK|does not answer)"):
        scanner.found_in(BytesIO(bytes(50_000_000)))


def test_who_comes_after_one_that_waited_in_vain_is_told_at_once(daemon, settings, monkeypatch):
    daemon.how, settings.PBC_SCANNER_SECONDS = Conversation.HANGS, 0.2
    with pytest.raises(scanner.Unheard, match="TimeoutError"):
        scanner.found_in(BytesIO(CLEAN))
    asked, daemon.how = [*daemon.asked], ""

    with pytest.raises(scanner.Unheard, match="a moment ago"):
        scanner.found_in(BytesIO(CLEAN))
    assert daemon.asked == asked
    monkeypatch.setattr(scanner.Known, "rests", {})
    assert scanner.found_in(BytesIO(CLEAN)) == ""


def test_a_file_that_is_too_large_for_it_is_not_let_in(daemon):
    daemon.most = 1000

    with pytest.raises(scanner.Unheard):
        scanner.found_in(BytesIO(b"x" * 10_000_000))


@pytest.mark.parametrize("how", [Conversation.HANGS, Conversation.DRIPS])
@pytest.mark.parametrize("content", [CLEAN, bytes(50_000_000)])
def test_a_scanner_that_comes_to_no_end_is_not_waited_for(daemon, settings, how, content):
    daemon.how, settings.PBC_SCANNER_SECONDS = how, 0.2

    with pytest.raises(scanner.Unheard, match=r"does not answer: TimeoutError|says: s+"):
        scanner.found_in(BytesIO(content))


def test_a_scanner_that_is_not_there_lets_no_file_in(settings, tmp_path):
    with scanning() as server:
        gone = server.address
    for where in (gone, str(tmp_path / "nowhere")):
        settings.PBC_SCANNER = where

        with pytest.raises(scanner.Unheard, match="does not answer"):
            scanner.found_in(BytesIO(CLEAN))
        assert not scanner.answers()


def test_of_several_addresses_of_a_name_the_one_that_answers_is_asked(
    daemon, settings, monkeypatch
):
    with scanning() as server:
        gone = server.address
    found = [(socket.AF_INET, 0, 0, "", one) for one in (gone, daemon.address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    settings.PBC_SCANNER = ("scanner", 3310)

    assert scanner.found_in(BytesIO(TRIAL)) == NAME
    found.pop()
    with pytest.raises(scanner.Unheard, match="ConnectionRefusedError"):
        scanner.found_in(BytesIO(TRIAL))


def test_without_the_setting_nobody_is_asked_and_no_file_is_read(settings):
    settings.PBC_SCANNER = ""

    assert scanner.found_in(None) == ""
    assert scanner.in_a_line() == ""


def test_what_it_says_is_plain_letters_and_no_more_than_a_line(daemon):
    daemon.how = "stream: Odd\r\nName\x1b" + "x" * 200 + " FOUND"

    found = scanner.found_in(BytesIO(CLEAN))

    assert found == ("Odd??Name?" + "x" * 200)[:100]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ("", ""),
        ("tcp://scanner:3311", ("scanner", 3311)),
        ("tcp://scanner", ("scanner", 3310)),
        ("tcp://[::1]:3310/", ("::1", 3310)),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_an_address_says_where_it_is(monkeypatch, given, where):
    monkeypatch.setenv("PBC_SCANNER", given)

    assert environment.scanner() == where


@pytest.mark.parametrize(
    "given",
    [
        *("scanner:3310", "http://scanner:3310", "tcp://", "tcp://scanner:port", "tcp://a:99999"),
        *("unix://run/clamd", "unix://", "tcp://me:word@scanner", "tcp://scanner/path", "/run/c"),
    ],
)
def test_what_is_no_address_keeps_the_site_from_starting(monkeypatch, given):
    monkeypatch.setenv("PBC_SCANNER", given)

    with pytest.raises(ImproperlyConfigured, match="PBC_SCANNER is tcp://"):
        environment.scanner()


@pytest.mark.parametrize(("given", "seconds"), [("", 20), ("1", 1), ("25", 25)])
def test_how_long_it_may_take_is_said_in_seconds(monkeypatch, given, seconds):
    monkeypatch.setenv("PBC_SCANNER_SECONDS", given)

    assert environment.scanner_seconds() == seconds


@pytest.mark.parametrize("given", ["0", "26", "-1", "2.5", "long", "²"])
def test_no_page_is_made_to_wait_longer_than_its_transaction_may_be_silent(monkeypatch, given):
    monkeypatch.setenv("PBC_SCANNER_SECONDS", given)

    with pytest.raises(ImproperlyConfigured, match="from 1 to 25"):
        environment.scanner_seconds()
