"""Taking the heads to where the database does not reach: a file, and a mail where one is asked for.

The file gets a line for each sealing once that is committed; what a line lacks, the next brings.
"""

import fcntl
import logging
import os
from tempfile import TemporaryFile

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from pbc.core import mail
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

    Where there is no file yet, nothing is.
    """
    path = settings.PBC_SEALS["file"]
    try:
        with open(path, encoding="utf-8") as file:
            return heads.read(file), str(path), ""
    except FileNotFoundError:
        return [], "", ""
    except (OSError, UnicodeDecodeError, heads.NotALine) as fault:
        return [], str(path), f"{path} cannot be compared: {fault}"


def bring_up_to_date():
    """Add a line for each sealing that the file has not.

    Where the file goes on beyond the database, or otherwise than it, it is left as it is: it
    proves what was sealed, and the check tells.
    """
    path = settings.PBC_SEALS["file"]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        lines = heads.read(file)
        if lines and not _is_here(lines[-1]):
            log.error("%s has sealings that the database has not: manage.py verify_seals", path)
            return
        after = lines[-1].number if lines else 0
        for sealing in Sealing.objects.filter(number__gt=after).order_by("number"):
            file.write(f"{heads.of(sealing)}\n")
        file.flush()
        os.fsync(file.fileno())


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
