"""What is written down of a backup that is made, checked or tried: its row has an end in every
case but one, that of a process which is killed; whoever has the lock next gives it one.
"""

from contextlib import contextmanager, suppress

from django.db import Error, connection
from django.db.models.functions import Now

from pbc.backups.tools import ADDED, Refused
from pbc.core.models import BackupKind, BackupRun

BROKEN_OFF = "It was broken off before its end."
LOCKS = {BackupKind.MADE: "pbc backup", BackupKind.DRILLED: "pbc drill"}


@contextmanager
def noted(kind, file_name=""):
    """Write down that something is begun, and how it ended; what is put into the dictionary that
    this gives stands in its row."""
    run, said = BackupRun.objects.create(kind=kind, file_name=file_name), {}
    try:
        yield said
    except BaseException as fault:
        with suppress(Error):  # without a database the row stays open: see close_broken_off
            _ended(run, error=in_words(fault))
        raise
    _ended(run, **said)


def _ended(run, **said):
    BackupRun.objects.filter(pk=run.pk).update(ended_at=Now(), **said)


def in_words(fault) -> str:
    """What went wrong, as a page may show it: no value of a row is in it."""
    if isinstance(fault, KeyboardInterrupt | SystemExit):
        return BROKEN_OFF
    if isinstance(fault, Refused | OSError | Error):
        return ADDED.sub("", str(fault)).strip() or type(fault).__name__
    return f"A fault of the program: {type(fault).__name__}. Its console has more."


@contextmanager
def alone(kind):
    """Hold the lock of this kind on the database: whether it was had. It goes with the
    connection."""
    lock = LOCKS[kind]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [lock])
        [(had,)] = cursor.fetchall()
        try:
            yield had
        finally:
            if had and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [lock])


def close_broken_off_unless_under_way(kind):
    """Give an end to what was killed of another kind, whose lock nobody has."""
    with alone(kind) as had:
        if had:
            close_broken_off(kind)


def close_broken_off(kind):
    """Give an end to what was killed; whoever calls this holds the lock of its kind."""
    open_still = BackupRun.objects.filter(kind=kind, ended_at=None)
    open_still.update(ended_at=Now(), error=BROKEN_OFF)
