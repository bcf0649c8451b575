"""Taking the heads to where the database does not reach: a file, and a mail where one is asked for.

The file gets a line for each sealing once that is committed; what one night could not write, the
next brings. A file that is gone, or lacks more, is not made good of the database, which may have
been changed: whoever runs the service has it begun anew, and it says so.
"""

import fcntl
import logging
import os
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max

from pbc.core import clock, mail, periods
from pbc.core.models import Sealing
from pbc.core.seals import heads
from pbc.core.services import ask_for_errand

SEND = "send the heads of the seals"
log = logging.getLogger(__name__)


def export(sealing, *, by):
    """Have the heads of a sealing leave the database after the commit."""
    transaction.on_commit(bring_up_to_date, robust=True)
    if settings.PBC_SEALS["address"]:
        ask_for_errand(kind=SEND, key=str(sealing.number), by=by)


def kept():
    """What the file holds: (its Lines, its path, what is wrong with it).

    Before the first sealing there is no file, and nothing is wrong with that.
    """
    newest = _newest()  # before the file: a line that comes meanwhile is one more
    path = settings.PBC_SEALS["file"]
    try:
        lines = read(path)
    except FileNotFoundError:
        return [], "", f"The file of digests kept outside is gone: {path}" if newest else ""
    except (OSError, UnicodeDecodeError, heads.NotALine) as fault:
        return [], str(path), f"{path} cannot be compared: {fault}"
    return lines, str(path), _lacking(path, lines, newest)


def outside():
    """What was written outside last, and when, in words, or what is wrong with the file."""
    lines, path, fault = kept()
    if fault or not lines:
        return fault
    at = datetime.fromtimestamp(os.stat(path).st_mtime, clock.LONDON)
    return f"sealing {lines[-1].number}, written on {periods.day(at.date())} at {at:%H:%M}"


def _lacking(path, lines, newest):
    """That the file lacks sealings of the database, but for one that may be being written."""
    if newest and not lines:
        return f"The file of digests kept outside is empty: {path}"
    if lines and lines[-1].number < newest - 1:
        return f"{path} ends with sealing {lines[-1].number}, and there are {newest}"
    return ""


def _newest():
    return Sealing.objects.aggregate(last=Max("number"))["last"] or 0


def read(path):
    """The Lines of a file; a last one that was not written to its end is left out.

    Raises OSError, UnicodeDecodeError, heads.NotALine.
    """
    with open(path, encoding="utf-8") as file:
        return _parted(file.read())[0]


def _parted(text):
    """(the whole Lines of a text, the beginning of a last one whose end was not written)."""
    whole, _, rest = text.rpartition("\n")
    lines = heads.read(whole.split("\n"))
    try:
        return lines + heads.read([rest]), ""
    except heads.NotALine:
        return lines, rest


def bring_up_to_date():
    """Add a line for the newest sealing, and for the one before where a night could not.

    Where the file goes on beyond the database, or otherwise than it, or lacks more, it is left as
    it is: it proves what was sealed, and the check tells.
    """
    newest, path = _newest(), settings.PBC_SEALS["file"]
    if newest > 1 and not path.exists():
        log.error("%s is gone: manage.py seal --begin-file begins it anew", path)
        return
    with _held() as (file, text):
        lines, _ = _parted(text)
        last = lines[-1].number if lines else 0
        if lines and not _is_here(lines[-1]):
            why = "has sealings that the database has not"
        elif newest > 1 and (not text or last < newest - 2):
            why = "was removed or cut off: manage.py seal --begin-file begins it anew"
        else:
            _add(file, text, after=last)
            return
    log.error("%s %s: manage.py verify_seals", path, why)


def begin():
    """Write all sealings into a file that is gone, empty or ends too early, and that it was so.

    Return how many lines. Raises FileExistsError where the file holds what the database has not,
    OSError, heads.NotALine.
    """
    with _held() as (file, text):
        lines, _ = _parted(text)
        if lines and not _is_here(lines[-1]):
            path = settings.PBC_SEALS["file"]
            raise FileExistsError(f"{path} has sealings that the database has not. Put it aside")
        today = clock.now().astimezone(clock.LONDON).date().isoformat()
        remark = f"# {today} begun anew: the lines below were made of the database on this day\n"
        return _add(file, text, after=lines[-1].number if lines else 0, remark=remark)


@contextmanager
def _held():
    """(the file, its text), which nobody else writes meanwhile."""
    path = settings.PBC_SEALS["file"]
    if path.is_relative_to(settings.PBC_VAR):  # another place is not there when it is not mounted
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file, file.read()


def _add(file, text, *, after, remark=""):
    """Add the sealings after a number, on lines of their own; return how many."""
    if not text.endswith("\n") and text:
        file.write(f"{heads.SET_ASIDE if _is_torn(text) else ''}\n")
    file.write(remark)
    written = 0
    for sealing in Sealing.objects.filter(number__gt=after).order_by("number").iterator():
        file.write(f"{heads.of(sealing)}\n")
        written += 1
    file.flush()
    os.fsync(file.fileno())
    return written


def _is_torn(text):
    return bool(_parted(text)[1])


def _is_here(line):
    return Sealing.objects.filter(number=line.number, digest=line.digest).exists()


def _private(path, flags):
    return os.open(path, flags, 0o600)


def send(*, key, by):
    """The work of an errand: mail the line of a sealing to whom PBC_SEALS_TO says."""
    line = heads.of(Sealing.objects.get(number=int(key)))
    body = (
        "Keep this line where whoever runs the service cannot change it. By it anybody finds later"
        f" whether what was written down until {line.day.isoformat()} was changed since.\n\n"
        f"{line.short}\n\nThe file with this mail names each table.\n{mail.address('/seals/')}\n"
    )
    subject = f"Sealing {line.number} of {line.day.isoformat()}"
    message = EmailMessage(subject, body, to=[settings.PBC_SEALS["address"]])
    message.attach(f"sealing-{line.number}.txt", f"{line}\n", "text/plain")
    message.send()


def as_file():
    """All lines from the first sealing on, in a file on disc that is to be sent."""
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it when it has been sent
    for sealing in Sealing.objects.order_by("number").iterator():
        file.write(f"{heads.of(sealing)}\n".encode())
    file.seek(0)
    return file
