"""One plain-text mail to one person, sent once as far as the record says (E03, S7)."""

import smtplib

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from pbc import celery
from pbc.core import errands, mail
from pbc.core.models import Errand, ErrandState, Mail
from pbc.core.tasks import run_errand, sweep_mails
from tests import make

pytestmark = pytest.mark.django_db
WHY = mail.Thing("You asked for one mail a week.", "/mails/")


@pytest.fixture(autouse=True)
def site(settings):
    """A site from which mail leaves."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"


def write(to, subject="Two things", occasion="today", by=None, things=None):
    """A mail about two things, unless told otherwise."""
    if things is None:
        things = [mail.Thing("Ring the trust", "/a/1/"), mail.Thing("Read the file", "/a/2/")]
    asker = by or make.operator()
    return mail.write(
        to=to, occasion=occasion, subject=subject, things=things, because=WHY, by=asker
    )


def reader(email="paula@example.nhs.uk", **names):
    """Somebody whom a mail reaches."""
    who = make.person(**names)
    who.email = email
    who.save()
    return who


def do_the_errands():
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)


class Refusing(EmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"paula": (550, b"no such\r\nuser here")})


class Away(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


class Dying(EmailBackend):
    """A worker that dies while it hands a mail over: nobody knows whether it went out."""

    def send_messages(self, messages):
        raise SystemExit


class Lost(EmailBackend):
    """A mail server that is lost while it takes a mail."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


class Unreachable(EmailBackend):
    """A mail server to which there is no way."""

    def open(self):
        raise TimeoutError("timed out")


def test_one_mail_says_all_things_with_a_link_each():
    who = reader(first_name="Paula", last_name="Denning")

    write(who)
    do_the_errands()

    [sent] = outbox.outbox
    assert (sent.to, sent.subject) == (["paula@example.nhs.uk"], "Two things")
    assert sent.body == (
        "Dear Paula Denning,\n\n"
        "Ring the trust\nhttps://pbc.example.nhs.uk/a/1/\n\n"
        "Read the file\nhttps://pbc.example.nhs.uk/a/2/\n\n"
        "You asked for one mail a week.\nhttps://pbc.example.nhs.uk/mails/\n"
    )
    assert sent.content_subtype == "plain"


def test_both_copies_of_a_calendar_keep_letters_beyond_english_a13():
    entry = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Café – £\r\nEND:VCALENDAR\r\n"
    about = {"occasion": "event", "subject": "Café", "things": [WHY], "because": WHY}

    mail.write(to=reader(), calendar=entry, **about, by=make.operator())
    do_the_errands()

    parts = list(outbox.outbox[0].message().walk())
    kinds = ("text/calendar", "application/ics")
    copies = [one.get_payload(decode=True) for one in parts if one.get_content_type() in kinds]
    assert ["SUMMARY:Café – £" in one.decode() for one in copies] == [True, True]


def test_it_is_sent_after_the_commit_and_recorded():
    who = reader()

    written = write(who)
    assert outbox.outbox == []
    do_the_errands()

    written.refresh_from_db()
    assert (written.person, written.tries, written.failure) == (who, 1, "")
    assert written.accepted_at is not None


def test_a_mail_of_a_deed_that_failed_is_not_sent():
    who = reader()

    with transaction.atomic():
        write(who)
        transaction.set_rollback(True)

    do_the_errands()
    assert (outbox.outbox, Mail.objects.count()) == ([], 0)


def test_a_doubled_message_sends_nothing_twice():
    write(reader())
    [errand_id] = errands.waiting()

    for _ in range(3):
        run_errand(errand_id=errand_id)

    assert len(outbox.outbox) == 1


def test_an_errand_asked_for_again_sends_nothing_that_was_sent():
    written = write(reader())
    do_the_errands()

    mail.send(key=str(written.pk), by=make.operator())

    assert len(outbox.outbox) == 1


def test_the_same_occasion_asked_for_twice_is_one_mail():
    who = reader()

    assert write(who) == write(who, subject="Another")
    assert write(who, occasion="tomorrow") != write(who)
    assert Errand.objects.count() == 2


def test_a_worker_that_dies_leaves_a_mail_that_may_have_been_sent_and_is_not_sent_again_a12(
    settings,
):
    written = write(reader())
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.core.test_mail.Dying"
    with pytest.raises(SystemExit):
        do_the_errands()
    settings.EMAIL_BACKEND = kept

    do_the_errands()
    sweep_mails()
    do_the_errands()

    written.refresh_from_db()
    assert (outbox.outbox, written.fate) == ([], "May have been sent")
    assert not Errand.objects.exclude(state=ErrandState.DONE).exists()


def test_a_server_that_is_lost_while_it_takes_a_mail_is_not_asked_again_a12(settings):
    written = write(reader())
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.core.test_mail.Lost"
    do_the_errands()
    settings.EMAIL_BACKEND = kept

    sweep_mails()
    do_the_errands()

    written.refresh_from_db()
    assert (outbox.outbox, written.fate, written.tries) == ([], "May have been sent", 1)


def test_a_mail_is_marked_before_the_server_is_asked_a12():
    written = write(reader())

    assert mail.begin(str(written.pk))
    assert not mail.begin(str(written.pk))

    written.refresh_from_db()
    assert written.begun_at is not None


def test_a_mail_to_a_list_says_how_to_leave_it_with_one_click_a12():
    letter = {"occasion": "newsletter 1", "subject": "News", "body": "Dear all"}

    mail.write_letter(to=reader(), leave_path="/l/1/", **letter, by=make.operator())
    write(reader(email="mark@example.nhs.uk"))
    do_the_errands()

    to_the_list, other = outbox.outbox
    headers = to_the_list.message()
    assert headers["List-Unsubscribe"] == "<https://pbc.example.nhs.uk/l/1/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert other.message()["List-Unsubscribe"] is None


def test_every_try_of_a_mail_has_the_same_message_id():
    written = write(reader())

    marks = {mail._message(written_again(written)).message()["Message-ID"] for _ in range(2)}

    assert len(marks) == 1
    assert marks.pop().endswith("@pbc.example.nhs.uk>")


@pytest.mark.parametrize(
    ("server", "sentence", "tries"),
    [
        ("Refusing", "The mail server did not take it: 550 no such user here", 1),
        ("Away", "The mail server did not answer", 0),
        ("Unreachable", "The mail server did not answer", 0),
    ],
)
def test_what_was_not_taken_says_why_and_is_tried_again(settings, server, sentence, tries):
    written = write(reader())
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"tests.core.test_mail.{server}"
    do_the_errands()
    written.refresh_from_db()
    assert (written.fate, written.tries, written.accepted_at) == (sentence, tries, None)
    assert errands.waiting() == []

    settings.EMAIL_BACKEND = kept
    sweep_mails()
    do_the_errands()

    written.refresh_from_db()
    assert (written.fate, written.tries, len(outbox.outbox)) == ("Sent", tries + 1, 1)


def test_a_server_that_does_not_answer_for_hours_uses_up_no_try_a12(settings):
    written = write(reader())
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.core.test_mail.Away"
    for _ in range(8):
        do_the_errands()
        sweep_mails()
    settings.EMAIL_BACKEND = kept

    do_the_errands()

    written.refresh_from_db()
    assert (written.fate, written.tries, len(outbox.outbox)) == ("Sent", 1, 1)


def test_a_mail_that_is_refused_is_tried_five_times_at_most(settings):
    write(reader())
    settings.EMAIL_BACKEND = "tests.core.test_mail.Refusing"

    for _ in range(8):
        do_the_errands()
        sweep_mails()

    assert Mail.objects.get().tries == 5
    assert not Errand.objects.exclude(state=ErrandState.DONE).exists()


@pytest.mark.parametrize("way", ["\r\nBcc: all@example.nhs.uk", "\nBcc: all@example.nhs.uk"])
def test_no_header_can_be_put_in_by_a_subject_a_name_or_a_thing(way):
    who = reader(first_name="Paula", last_name=f"Denning{way}")

    write(who, subject=f"Two things{way}", things=[mail.Thing(f"Ring{way}", "/a/1/")])
    do_the_errands()

    [sent] = outbox.outbox
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["paula@example.nhs.uk"]
    assert "\nBcc" not in sent.message().as_string()


@pytest.mark.parametrize("email", ["", "nobody", "a@b.nhs.uk\nBcc: c@d.nhs.uk", "a@b.uk, c@d.uk"])
def test_no_mail_is_promised_to_an_address_that_is_none(email):
    who = reader(email=email)

    assert not mail.reaches(who)
    assert write(who) is None


def test_where_mail_is_not_set_up_nothing_is_promised(settings):
    settings.PBC_MAIL = ""
    who = reader()

    assert not mail.is_set_up()
    assert write(who) is None
    assert not Errand.objects.exists()


def test_with_nothing_to_say_no_mail_is_written():
    assert write(reader(), things=[]) is None


def test_what_was_sent_stays_as_it_was_sent():
    written = write(reader())
    with pytest.raises(IntegrityError, match="as it was written"), transaction.atomic():
        Mail.objects.update(body="Something else")

    Mail.objects.update(accepted_at=timezone.now(), tries=1)

    with pytest.raises(IntegrityError, match="as it was sent"), transaction.atomic():
        Mail.objects.update(accepted_at=None)
    with pytest.raises(IntegrityError, match="takes no DELETE"), transaction.atomic():
        written.delete()


def test_the_sweep_of_mails_is_in_the_timetable():
    tasks = {entry["task"] for entry in celery.app.conf.beat_schedule.values()}

    assert sweep_mails.name in tasks


def written_again(written):
    """The mail as another process reads it."""
    return Mail.objects.get(pk=written.pk)
