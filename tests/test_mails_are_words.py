"""Every mail of the site writes what was typed as words: it begins no header, no part and no line
of its own (ASVS 1.1.2). The text is that of test_ways_out."""

import email.parser
import email.policy
from datetime import UTC, date, datetime

import pytest
from django.core import mail as outbox

from meetings.diary import ical
from pbc.core import errands, mail
from pbc.core.seals.services import seal_tables
from pbc.core.tasks import run_errand
from tests import make
from tests.test_ways_out import WORD, calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2007, 3, 13, 12, tzinfo=UTC)
HEADS = {"Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"}
HEADS |= {"Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"}
HEADS |= {"Content-Transfer-Encoding", "Content-Disposition"}
KINDS_OF_PARTS = {"text/plain", "text/calendar", "application/ics"}
ON_A_LINE = " ".join(WORD.split())
# The lines of a newsletter stand as they were typed, but for a sign of its mark-up.
OF_A_NEWSLETTER = f"What we did{WORD}".replace("\\\r", "").rstrip()


@pytest.fixture
def mailed(settings, tmp_path):
    """A site from which mail leaves."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    settings.DEFAULT_FROM_EMAIL = "DacCom <pbc@example.nhs.uk>"
    settings.PBC_SEALS = {"file": tmp_path / "heads.txt", "address": "keeper@example.nhs.uk"}


def sent():
    """Every mail that left, as a program reads it that gets it."""
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)
    read = email.parser.BytesParser(policy=email.policy.default)
    return [read.parsebytes(one.message().as_bytes(linesep="\r\n")) for one in outbox.outbox]


def write_about_a_meeting(to, by):
    held = make.meeting(make.body(WORD), day=date(2007, 4, 4), place=WORD, lunch=WORD)
    entry = ical.invitation(held, mail.address("/a/"), now=NOW, person=to)
    thing = mail.Thing(WORD, "/a/1/")
    about = {"things": [thing], "because": thing, "calendar": entry}
    mail.write(to=to, occasion="one", subject=WORD, **about, by=by)


def test_what_was_typed_is_words_in_every_mail(mailed):
    """Mails are written by these three: about things, a newsletter, and that of a sealing, which
    holds no words of anybody. The names of a person, a meeting and a body are in the calendar."""
    group, by = make.group(WORD), make.operator()
    of = make.practice(WORD, group=group)
    who = make.practice_manager(of, first_name="Paula", last_name=f"Denning{WORD}")
    make.reached_by_mail(who)
    write_about_a_meeting(who, by)
    make.sent_newsletter(WORD, to=make.audience(WORD, of=group), text=f"What we did{WORD}")
    seal_tables(by=by, quiet="0 seconds")

    mails = sent()

    of_a_sealing = [one for one in mails if one["To"] == "keeper@example.nhs.uk"]
    to_paula = [one for one in mails if one["To"] == who.email]
    parts = [part for one in mails for part in one.walk() if not part.is_multipart()]
    texts = [part.get_content() for part in parts if part.get_content_type() == "text/plain"]
    assert (len(mails), len(to_paula), len(of_a_sealing)) == (3, 2, 1)
    assert {name for one in mails for part in one.walk() for name in part} <= HEADS
    assert {part.get_content_type() for part in parts} == KINDS_OF_PARTS
    assert {one["Subject"] for one in to_paula} == {ON_A_LINE}
    assert "zq" not in of_a_sealing[0].as_string()
    texts = [one.replace("\r\n", "\n") for one in texts]
    assert [one for one in texts if "\nzq" in one.replace(OF_A_NEWSLETTER, "")] == []
    assert [OF_A_NEWSLETTER in one for one in texts].count(True) == 1
    bodies = [one.get_body(("plain",)).get_content() for one in to_paula]
    assert [ON_A_LINE in one for one in bodies] == [True, True]
    for part in parts:
        if part.get_content_type() != "text/plain":
            assert calendar(part.get_payload(decode=True)) == ([], True)
