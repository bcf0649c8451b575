"""What a report of a mail that did not arrive says, and what is none."""

import pytest

from pbc.core.bounces import reports
from tests.returned_mail import DEEP, NESTED, NO_CHARSET, SPAM, dsn


def test_a_report_says_of_which_mail_and_why_it_did_not_arrive():
    mark = f"12.20070402070000.{'ab' * 10}"

    report = reports.read(dsn(mark))

    assert (report.status, report.reason) == ("5.1.1", "550 no such user here")
    assert (report.marks, report.is_for_good) == ((mark,), True)


@pytest.mark.parametrize(
    ("action", "status", "for_good"),
    [
        ("failed", "5.7.26", True),
        ("Failed", "4.2.2 (mailbox full)", True),
        ("delayed", "4.4.1", False),
        ("delayed", "5.1.1", False),
    ],
)
def test_what_the_server_has_given_up_is_for_good_whatever_its_status(action, status, for_good):
    assert reports.read(dsn("x", action=action, status=status)).is_for_good == for_good


@pytest.mark.parametrize(
    "raw",
    [
        SPAM,
        b"",
        b"\x00\xff" * 40,
        dsn("x", status="2.0.0", action="delivered"),
        dsn("x", status="nonsense"),
        dsn("x") + b"x" * reports.LARGEST,
    ],
    ids=["no report", "empty", "no text", "all is well", "no status", "too long"],
)
def test_what_is_no_report_of_a_failure_is_none(raw):
    assert reports.read(raw) is None


@pytest.mark.parametrize("raw", [NESTED, DEEP, NO_CHARSET], ids=["nested", "deep", "charset"])
def test_what_was_written_to_break_the_reader_is_no_report(raw):
    assert reports.read(raw) is None


def test_the_mark_is_found_in_heads_alone_and_in_the_address_that_it_came_to():
    mark = f"7.20070402070000.{'0c' * 10}"

    heads = reports.read(dsn(mark, kind="text/rfc822-headers"))
    address = reports.read(dsn("gone", to=f"bounces+{mark}@example.nhs.uk"))

    assert (heads.marks, address.marks) == ((mark,), (mark,))


def test_a_reason_is_one_line_that_can_be_shown():
    report = reports.read(dsn("x", said="550\n  no\x1b[31m such" + " user" * 100))

    assert report.reason.startswith("550 no [31m such user user")
    assert len(report.reason) <= reports.REASON_LENGTH


def test_what_answers_a_mail_of_ours_says_nothing_of_it():
    mark = f"7.20070402070000.{'0c' * 10}"
    answers = f"In-Reply-To: <{mark}@pbc>\r\nReferences: <{mark}@pbc>\r\n".encode()

    assert reports.read(answers + dsn("gone")).marks == ()
