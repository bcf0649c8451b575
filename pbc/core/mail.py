"""Plain-text mail: one to a person about several things, written by a deed, sent by an errand.

A mail is marked before it is handed to the server (`begin`, an own commit), and goes out at most
once: where a worker dies in between, or the server is lost while it takes the mail, nobody knows
whether it went out. It then says that it may have been sent, and is not sent again. What was
surely not taken is tried again.
"""

import re
import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import connection
from django.utils import timezone

from pbc.core import one_use
from pbc.core.bounces import marks
from pbc.core.deeds import deed
from pbc.core.models import Mail
from pbc.core.services import ask_for_errand

SEND = "send a mail"  # what the errand is called
NO_ANSWER = "The mail server did not answer"
REFUSED = "The mail server did not take it"
FAILURE_LENGTH = 300
# What a server says, or a machine, that has not taken the mail; any other fault leaves it open.
NOT_TAKEN = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
)
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)  # what an iCalendar asks for
# Seconds for which the transaction of an errand may wait for a mail server.
PATIENCE = "120s"


@dataclass(frozen=True)
class Thing:
    """One of the things that a mail is about, and the page on which it stands. `once` is whether
    a link for one use is offered beside that page (pbc.core.one_use)."""

    text: str
    path: str
    once: bool = False


def is_set_up():
    """Whether mail leaves this site at all; where it does not, no page may promise any."""
    return bool(settings.PBC_MAIL)


def is_written_out():
    """Whether mails are only written out by the worker, and reach nobody."""
    return settings.PBC_MAIL == "console"


def reaches(person, sent_to=""):
    """Whether a mail to this person, or to this address of theirs, could be sent."""
    if not is_set_up() or not person.is_active:
        return False
    try:
        validate_email(sent_to or person.email)
    except ValidationError:
        return False
    return True


@deed
def write(*, to, occasion, subject, things, because, by, calendar="", sent_to=""):
    """Write one mail to a person and have it sent after the commit; return it.

    `things` are what it is about, `because` is the Thing at its end that says why it came,
    `calendar` what it tells the person's calendar (iCalendar), `sent_to` an address that was theirs
    until now. The same occasion asked for twice is one mail. None, and nothing is promised, where
    no mail reaches the person or there is nothing to say.
    """
    if not things or not reaches(to, sent_to):
        return None
    offered = list(dict.fromkeys(thing.path for thing in things if thing.once))
    body = _body(to, things, because)
    more = {"calendar": calendar, "once": offered, "sent_to": sent_to}
    return _written(to, occasion, subject, body, by, **more)


@deed
def write_letter(*, to, occasion, subject, body, leave_path, by):
    """Write one mail of several paragraphs to a person, as `write` does; return it, or None.

    `leave_path` is the page at which one click takes the person off the list that it went to.
    """
    if not reaches(to):
        return None
    return _written(to, occasion, subject, body, by, leave_path=leave_path)


def _written(to, occasion, subject, body, by, **more):
    text = {"subject": one_line(subject)[:200], "body": body, **more}
    mail, made = Mail.objects.get_or_create(person=to, occasion=occasion, defaults=text)
    if made:
        ask_for_errand(kind=SEND, key=str(mail.pk), by=by)
    return mail


@deed
def send_again(*, by):
    """Ask for each mail that was not taken yet and is still worth sending; return how many."""
    unsent = list(Mail.objects.unsent().order_by("pk"))
    for mail in unsent:
        ask_for_errand(kind=SEND, key=str(mail.pk), by=by)
    return len(unsent)


def begin(key):
    """Mark a mail, before it is handed over, in a commit of its own; whether it may be: not one
    that was taken, or that may have been when a worker died. Its links for one use are made
    then: they lead somewhere as soon as somebody can have them."""
    fresh = Mail.objects.filter(pk=int(key), accepted_at=None, begun_at=None)
    if not fresh.update(begun_at=timezone.now()):
        return False
    one_use.make(Mail.objects.select_related("person").get(pk=int(key)))
    return True


def send(*, key, by):
    """The work of an errand: hand a mail to the server, and write down whether it was taken."""
    mail = Mail.objects.select_for_update(of=("self",)).select_related("person").get(pk=int(key))
    if mail.accepted_at:
        return
    _be_patient()
    try:
        _try(mail)
    finally:
        one_use.forget(mail)
    mail.save(update_fields=["tries", "accepted_at", "failure", "begun_at"])


def _try(mail):
    """Hand a mail over; it says then what came of it. One that was not taken is not begun: the
    links that stood in it are good no more."""
    mail.tries += 1
    try:
        _hand_over(_message(mail))
    except NotTaken as fault:
        mail.failure = one_line(one_use.blanked(mail, str(fault)))[:FAILURE_LENGTH]
        mail.begun_at = None
        if mail.failure == NO_ANSWER:  # no word about this mail: only its age ends its tries
            mail.tries -= 1
    except OSError:  # smtplib's own are of this kind: the server was lost while it took the mail
        mail.failure = ""
    else:
        mail.accepted_at, mail.failure = timezone.now(), ""


class NotTaken(Exception):
    """Why a mail was surely not taken."""


def _hand_over(message):
    """Give a message to the server. Raises NotTaken, or OSError where nobody knows."""
    message.connection = get_connection()
    try:
        message.connection.open()
    except OSError as fault:
        raise NotTaken(_why(fault)) from fault
    try:
        message.send()
    except NOT_TAKEN as fault:
        raise NotTaken(_why(fault)) from fault
    finally:
        message.connection.close()


def about(key):
    """What an errand of a mail is about: whose mail it is."""
    return f"to {Mail.objects.select_related('person').get(pk=int(key)).person}"


def one_line(text):
    """The text on one line: a header ends where its line does, so no line may end in it."""
    return " ".join(str(text).split())


def address(path):
    """The whole address of a page of this site."""
    return f"{settings.PBC_SITE_URL}{path}"


def _body(person, things, because):
    paragraphs = [f"Dear {one_line(person)},", *map(_said, things), _said(because)]
    return "\n\n".join(paragraphs) + "\n"


def _said(thing):
    return f"{one_line(thing.text)}\n{address(thing.path)}"


def _message(mail):
    """The same mail has the same Message-ID at every try, so that a reader can drop a double."""
    headers = {
        "Message-ID": f"<{marks.of(mail)}@{urlsplit(settings.PBC_SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.leave_path:  # RFC 8058: a mail program may show a button for it
        headers["List-Unsubscribe"] = f"<{address(mail.leave_path)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    back = marks.envelope(mail)
    if back:  # where it comes back to if it does not arrive; who it is from stays the same
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    said = {"to": [mail.address], "headers": headers}
    message = EmailMultiAlternatives(mail.subject, one_use.filled(mail), back, **said)
    if mail.calendar:  # once for programs that keep a calendar, once as a file for the others
        [method] = METHOD.findall(mail.calendar)
        message.attach_alternative(mail.calendar, f"text/calendar; method={method}")
        # As bytes: what is given as letters is not written as UTF-8.
        message.attach("invitation.ics", mail.calendar.encode(), "application/ics")
    return message


def _why(fault):
    """Why a mail was not taken, as the server says it: it may quote what stood in the mail."""
    refused = getattr(fault, "recipients", None)  # {address: (code, what the server said)}
    if refused:
        code, said = next(iter(refused.values()))
    else:
        code, said = getattr(fault, "smtp_code", None), getattr(fault, "smtp_error", b"")
    if code is None:
        return NO_ANSWER
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return one_line(f"{REFUSED}: {code} {words}")


def _be_patient():
    """A mail server may take longer than a transaction is otherwise allowed to wait."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{PATIENCE}'")
