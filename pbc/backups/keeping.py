"""A backup every day into the folder of PBC_BACKUPS_TO, and for how long each is kept.

The rows of BackupRun say what was made and when; whoever makes one holds a lock of the database
for as long, which goes with its connection. So two beats at once make one backup, and what a
killed process leaves is known to be nobody's by the next.
"""

import re
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.db.models.functions import Now

from pbc.backups.making import make
from pbc.backups.tools import Refused, beside, kept
from pbc.core import clock
from pbc.core.models import BackupKind, BackupRun
from pbc.embedded import places

STAMP = "%Y%m%dT%H%M%SZ"
OURS = re.compile(r"pbc-(\d{8}T\d{6}Z)\.tar")
HALVES = ("pbc-*.tar.part", "pbc-*.tar.sha256.part")
WORK = ("backup-pbc-*", "check-pbc-*.tar-*")  # of a half; who checks a whole one by hand has others
TRIES = 3  # a day
SETTLING = timedelta(hours=1)  # a site that has just been made is left alone
BESIDE_IT = 0.05  # of the disk, which stays free
REMEMBERED = timedelta(days=800)
BROKEN_OFF = "It was broken off before its end."
# What a day, a week and a month are, of a moment in London.
SPANS = {
    "daily": lambda at: at.date(),
    "weekly": lambda at: at.isocalendar()[:2],
    "monthly": lambda at: (at.year, at.month),
}


def last_due(now):
    """The moment at which the last backup should have been made, by the clocks of London."""
    here = now.astimezone(clock.LONDON)
    today = datetime.combine(here.date(), settings.PBC_BACKUPS_AT, clock.LONDON)
    return today if today <= now else _a_day_before(today)


def _a_day_before(moment):
    """The same time of the day before, which may be 23 or 25 hours ago."""
    yesterday = moment.date() - timedelta(days=1)
    return datetime.combine(yesterday, moment.time(), clock.LONDON)


def is_due(now) -> bool:
    """Whether a backup should be made now: none was since the last time of day for it, nor tried
    too often. A site younger than that has nothing to lose yet."""
    if settings.PBC_BACKUPS_TO is None:
        return False
    since = last_due(now)
    begun = site_made_at()
    if begun is None or since - begun < SETTLING:
        return False
    tried = BackupRun.objects.filter(kind=BackupKind.MADE, started_at__gte=since)
    return not tried.filter(ended_at__isnull=False, error="").exists() and tried.count() < TRIES


def site_made_at():
    """When the tables of this site were made."""
    return MigrationRecorder.Migration.objects.aggregate(at=Min("applied"))["at"]


def make_due() -> Path | None:
    """Make the backup that is due, and let go of those that are old; None where none is due, or
    another process is at it."""
    with _alone() as alone:
        return _make(settings.PBC_BACKUPS_TO) if alone and is_due(clock.now()) else None


@contextmanager
def _alone():
    """Hold the lock of backups on this database, or find that somebody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('pbc backup', 0))")
        [(alone,)] = cursor.fetchall()
        try:
            yield alone
        finally:
            if alone and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('pbc backup', 0))")


def _make(folder):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_up(folder)
    run = BackupRun.objects.create()
    file = folder / f"pbc-{clock.now():{STAMP}}.tar"
    try:
        _insist_on_room(folder)
        missing = make(file)
    except (Refused, OSError, Error) as reason:
        _ended(run, error=str(reason))
        raise
    _ended(run, file_name=file.name, size=file.stat().st_size, missing=missing)
    let_go(folder)
    return file


def _ended(run, **said):
    BackupRun.objects.filter(pk=run.pk).update(ended_at=Now(), **said)


def _clear_up(folder):
    """Remove what a backup that was killed has left; whoever calls this holds the lock."""
    open_still = BackupRun.objects.filter(kind=BackupKind.MADE, ended_at=None)
    open_still.update(ended_at=Now(), error=BROKEN_OFF)
    for pattern in HALVES:
        for left in folder.glob(pattern):
            left.unlink(missing_ok=True)
    for noted in folder.glob("pbc-*.tar.sha256"):
        if OURS.fullmatch(noted.stem) and not noted.with_suffix("").exists():
            noted.unlink(missing_ok=True)
    for pattern in WORK:
        for left in places.var().glob(pattern):
            shutil.rmtree(left, ignore_errors=True)


def _insist_on_room(folder):
    """Refuse where the disk would be full after it. Nothing is removed to make room: what is kept
    is worth more than one more."""
    found, needed = shutil.disk_usage(folder), _expected_size()
    if found.free - needed < BESIDE_IT * found.total:
        free, wanted = (f"{size / 2**20:,.0f} MB" for size in (found.free, needed))
        raise Refused(
            f"There is too little room in {folder}: {free} are free, {wanted} are needed, and a"
            " twentieth of the disk stays free. Nothing was removed: make room, or keep fewer."
        )


def _expected_size():
    """Bytes that a backup takes while it is made: twice the last one, since it is laid out to be
    checked; before the first one, the database and the files as they are."""
    last = BackupRun.objects.filter(kind=BackupKind.MADE, size__isnull=False).order_by("-pk")
    if size := last.values_list("size", flat=True).first():
        return 2 * size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        [(database,)] = cursor.fetchall()
    return database + sum(path.stat().st_size for path in _delivered())


def _delivered():
    return (path for path in kept("deliveries").rglob("*") if path.is_file())


def made(folder) -> dict[datetime, Path]:
    """The backups of our own naming in a folder, by the moment at which each was begun."""
    found = {}
    for path in folder.glob("pbc-*.tar"):
        if name := OURS.fullmatch(path.name):
            found[datetime.strptime(name[1], STAMP).replace(tzinfo=UTC)] = path
    return dict(sorted(found.items()))


def worth_keeping(moments, rules) -> set[datetime]:
    """Of so many days, weeks and months that have backups, the newest of each; always the newest.

    `rules` are as in PBC_BACKUPS_KEPT: {"daily": 7, "weekly": 5, "monthly": 12}.
    """
    keep = {max(moments)} if moments else set()
    for kind, number in rules.items():
        newest = {SPANS[kind](at.astimezone(clock.LONDON)): at for at in sorted(moments)}
        keep |= set(sorted(newest.values())[-number:] if number else ())
    return keep


def let_go(folder):
    """Remove the backups that are older than they are kept, and their rows. It is called after
    one was made and checked, which is the newest and stays."""
    there = made(folder)
    for moment in there.keys() - worth_keeping([*there], settings.PBC_BACKUPS_KEPT):
        there[moment].unlink(missing_ok=True)
        beside(there[moment]).unlink(missing_ok=True)
    BackupRun.objects.filter(started_at__lt=clock.now() - REMEMBERED).delete()
