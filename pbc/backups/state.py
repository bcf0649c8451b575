"""How it stands with the backups, for the page of the service, the desk and /healthz."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from pbc.backups.keeping import site_made_at
from pbc.core import access, clock
from pbc.core.models import BackupKind, BackupRun

LATE = timedelta(hours=26)  # a day, and what one may take and be tried again
NONE_MADE = (
    "No backup is made by itself: a broken disk costs everything. Set PBC_BACKUPS_TO to a folder"
    " on another disk."
)
FAILED = (
    "Read why, and put it right; it is tried again after ten minutes, an hour and four hours. Until"
    " then make one by hand into the folder of PBC_BACKUPS_TO: manage.py backup FILE."
)
OVERDUE = (
    "The last good backup is too old. See that the worker of backups and the sweeps run; make one"
    " by hand into the folder of PBC_BACKUPS_TO meanwhile: manage.py backup FILE."
)
LOST = (
    "The backup lacks files that are no longer on the disk of this site as they were sent. Look"
    " for them in older backups: manage.py verify_backup FILE names them."
)
GONE = (
    "The last good backup is not in its folder any more. See that the disk is whole and who removed"
    " it; make one by hand into the folder of PBC_BACKUPS_TO meanwhile: manage.py backup FILE."
)
NOT_SOUND = (
    "A backup that is kept cannot be put back, or lacks files: see below. Look whether its disk is"
    " sound, and check the others: manage.py verify_backup FILE. Remove the file once it is of no"
    " use."
)
DRILL_FAILED = "Read why the backup could not be put back, before it is needed."


@dataclass(frozen=True)
class Backups:
    """The last good backup, the last that failed after it, the last check and the last drill.

    `gone` where the file of the last good one is not in its folder, `unseen` where this process
    does not have that folder and cannot tell. `unsound` are the last checks of files that are kept
    and were not whole. `off` on a site that makes none by itself: none is
    late there, or failed. Else `late` where the last good one is older than 26 hours.
    """

    off: bool
    late: bool
    good: BackupRun | None
    failed: BackupRun | None
    checked: BackupRun | None
    drilled: BackupRun | None
    now: datetime
    gone: bool = False
    unseen: bool = False
    unsound: tuple[BackupRun, ...] = ()

    @property
    def age(self):
        """Hours since the last good one was begun, whole; None without one."""
        return (self.now - self.good.started_at) // timedelta(hours=1) if self.good else None

    @property
    def what_to_do(self):
        """What somebody should do about them; empty where all is well."""
        if self.off and settings.PRODUCTION:
            return NONE_MADE
        if self.failed:
            return FAILED
        if self.late:
            return OVERDUE
        if self.gone:
            return GONE
        if self.drill_failed:
            return DRILL_FAILED
        if self.unsound:
            return NOT_SOUND
        return LOST if self.good and self.good.missing else ""

    @property
    def drill_failed(self):
        """Whether the last drill could not put its backup back as it was."""
        return bool(self.drilled and self.drilled.error)

    @property
    def sentence(self):
        """What is wrong, as the desk says it; empty where nothing is that cannot wait."""
        if self.failed:
            return "The last backup failed"
        if self.late:
            return "The last good backup is too old"
        if self.gone:
            return "The last good backup is not where it was put"
        if self.drill_failed:
            return "The last drill did not put the backup back as it was"
        return "A backup that is kept was found not to be whole" * bool(self.unsound)


@dataclass(frozen=True)
class Card:
    """What the desk of an administrator shows of a backup that failed or is late, or of a drill."""

    needing: list[str]
    sentence: str
    is_late: bool = True


def read(now) -> Backups:
    """How it stands at this moment, by the clock on the wall."""
    ended = BackupRun.objects.filter(ended_at__isnull=False).order_by("kind", "-started_at", "-pk")
    newest = {run.kind: run for run in ended.distinct("kind")}
    good = last = newest.get(BackupKind.MADE)
    if last and last.error:
        good = ended.filter(kind=BackupKind.MADE, error="").first()
    off = settings.PBC_BACKUPS_TO is None
    return Backups(
        off=off,
        late=not off and is_late(good, now),
        good=good,
        failed=last if last and last.error and not off else None,
        checked=newest.get(BackupKind.CHECKED),
        drilled=newest.get(BackupKind.DRILLED),
        now=now,
        gone=_is_gone(good),
        unseen=_is_unseen(good),
        unsound=_unsound(ended),
    )


def _is_gone(good):
    """Whether the file of a backup is not in the folder, as far as this process has the folder."""
    return _has_place(good) and _is_there(good) is False


def _is_unseen(good):
    """Whether this process cannot tell if the file of a backup is there: a web of another machine
    or container has no such folder, or may not look into it, for it holds more than a web may
    read."""
    return _has_place(good) and _is_there(good) is None


def _has_place(good):
    return bool(good and good.file_name and settings.PBC_BACKUPS_TO)


def _is_there(good):
    """Whether the file of a backup is in its folder; None where this process cannot tell: the
    folder is not there or is shut, or its disk does not answer, which is no fault of a page."""
    folder = settings.PBC_BACKUPS_TO
    try:
        os.stat(folder / good.file_name)
    except FileNotFoundError:
        return False if os.path.isdir(folder) else None
    except OSError:
        return None
    return True


def _unsound(ended):
    """Of each file that was checked and is kept the last check, where it was not whole."""
    checks = ended.filter(kind=BackupKind.CHECKED).order_by("file_name", "-started_at", "-pk")
    last = checks.distinct("file_name")
    return tuple(one for one in last if (one.error or one.missing) and not _is_gone(one))


def is_late(good, now) -> bool:
    """Whether a backup should have been made since; a site without one has a day from when it
    was made."""
    since = good.started_at if good else site_made_at()
    return since is not None and now - since > LATE


def card(user):
    """The card of the desk; None where all is well, or where it is not for them."""
    if not access.may(user, "core.edit_register"):
        return None
    stands = read(clock.now())
    return Card([stands.what_to_do], stands.sentence) if stands.sentence else None


def in_a_line(now) -> str:
    """The age of the last good backup, for a monitor that reads /healthz; empty where none is made
    by itself."""
    if settings.PBC_BACKUPS_TO is None:
        return ""
    made = BackupRun.objects.filter(kind=BackupKind.MADE, ended_at__isnull=False, error="")
    good = made.order_by("-started_at").first()
    hours = (now - good.started_at) // timedelta(hours=1) if good else None
    said = "none yet" if hours is None else f"{hours} h old"
    late = ", late" * is_late(good, now) + ", not in its folder" * _is_gone(good)
    late += ", its folder is not seen from here" * _is_unseen(good)
    ended = BackupRun.objects.filter(ended_at__isnull=False)
    return f"backup: {said}{late}{', another is not whole' * bool(_unsound(ended))}\n"
