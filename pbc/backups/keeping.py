"""A backup every day into the folder of PBC_BACKUPS_TO, and for how long each is kept.

The rows of BackupRun say what was made and when; whoever makes one holds a lock of the database
for as long, which goes with its connection. So two beats at once make one backup, and what a
killed process leaves is known to be nobody's by the next.
"""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from pbc.backups import noting, room
from pbc.backups.making import make
from pbc.backups.tools import Refused, beside
from pbc.core import clock
from pbc.core.models import BackupKind, BackupRun
from pbc.embedded import places

STAMP = "%Y%m%dT%H%M%SZ"
OURS = re.compile(r"pbc-(\d{8}T\d{6}Z)\.tar")
HALF = re.compile(r"pbc-\d{8}T\d{6}Z\.tar(\.sha256)?\.part")
# Of a half; who makes one by hand, or checks a whole one, has others.
WORK = re.compile(r"(backup-pbc-\d{8}T\d{6}Z|check-pbc-\d{8}T\d{6}Z\.tar)-\w+")
# After one that failed, and then after the next ones: over the night, until somebody comes.
AGAIN_AFTER = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4))
SETTLING = timedelta(hours=1)  # a site that has just been made is left alone
REMEMBERED = timedelta(days=800)
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
    """Whether a backup should be made now: none was since the last time of day for it, and after
    one that failed some time has gone by."""
    return not _why_not_due(now)


def why_not() -> str:
    """Why none is made now, in words."""
    return _why_not_due(clock.now()) or "No backup is due: one is being made by another process"


def _why_not_due(now):
    if settings.PBC_BACKUPS_TO is None:
        return "No backup is made by itself: PBC_BACKUPS_TO is not set"
    since = last_due(now)
    begun = site_made_at()
    if begun is None or since - begun < SETTLING:
        return "No backup is due: the site has just been made, and has nothing to lose yet"
    tried = BackupRun.objects.filter(kind=BackupKind.MADE, started_at__gte=since)
    if tried.filter(ended_at__isnull=False, error="").exists():
        return "No backup is due: today's has been made"
    times, last = tried.count(), tried.order_by("started_at", "pk").last()
    if times > len(AGAIN_AFTER):
        return f"No backup is due: it failed {times} times today; see why on the page System"
    # One that was killed, with its machine or its container, is made anew at once.
    if last and last.error not in ("", noting.BROKEN_OFF):
        wait = AGAIN_AFTER[times - 1]
        if now - last.started_at < wait:
            return f"No backup is due: one failed, and it is tried again {wait} after that"
    return ""


def site_made_at():
    """When the tables of this site were made."""
    return MigrationRecorder.Migration.objects.aggregate(at=Min("applied"))["at"]


def make_due() -> Path | None:
    """Make the backup that is due, and let go of those that are old; None where none is due, or
    another process is at it."""
    with noting.alone(BackupKind.MADE) as alone:
        return _make(settings.PBC_BACKUPS_TO) if alone and is_due(clock.now()) else None


def make_by_hand(file: Path) -> Path:
    """Make a backup that somebody asks for. In the folder of the daily ones it counts as today's;
    under another name than theirs it is kept until somebody removes it."""
    with noting.alone(BackupKind.MADE) as alone:
        if not alone:
            raise Refused("A backup is being made by another process. Wait for its end.")
        folder = settings.PBC_BACKUPS_TO
        if folder is None or file.resolve().parent != folder:
            make(file)
        else:
            noting.close_broken_off(BackupKind.MADE)
            with noting.noted(BackupKind.MADE, file.name) as run:
                run["missing"] = make(file)
                run["size"] = file.stat().st_size
    return file


def _make(folder):
    noting.close_broken_off(BackupKind.MADE)
    noting.close_broken_off_unless_under_way(BackupKind.DRILLED)
    with noting.noted(BackupKind.MADE) as run:
        _insist_on_the_folder(folder)
        _clear_up(folder)
        room.insist(room.of_a_backup(folder))
        file = folder / f"pbc-{clock.now():{STAMP}}.tar"
        missing = make(file)
        run |= {"file_name": file.name, "size": file.stat().st_size, "missing": missing}
    let_go(folder, keep=file)
    return file


def _insist_on_the_folder(folder):
    """On a laptop it is made. A production site is given one that is there: a folder made where
    a disk is not mounted would fill the disk that the backups are to outlive."""
    if not settings.PRODUCTION:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise Refused(f"There is no folder {folder}: see that its disk is mounted.")


def _clear_up(folder):
    """Remove what a daily backup that was killed has left; whoever calls this holds the lock."""
    for left in folder.glob("pbc-*"):
        if HALF.fullmatch(left.name):
            left.unlink(missing_ok=True)
    for noted in folder.glob("pbc-*.tar.sha256"):
        if OURS.fullmatch(noted.stem) and not noted.with_suffix("").exists():
            noted.unlink(missing_ok=True)
    for left in places.var().glob("*-pbc-*"):
        if WORK.fullmatch(left.name):
            shutil.rmtree(left, ignore_errors=True)


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


def let_go(folder, *, keep: Path):
    """Remove the backups that are older than they are kept, and their rows; never `keep`, which was
    made and checked just now. While one is dated after this moment a clock is or was wrong, and
    none is removed."""
    there = made(folder)
    if not any(moment > clock.now() for moment in there):
        for moment in there.keys() - worth_keeping([*there], settings.PBC_BACKUPS_KEPT):
            if there[moment] != keep:
                there[moment].unlink(missing_ok=True)
                beside(there[moment]).unlink(missing_ok=True)
                BackupRun.objects.filter(
                    kind=BackupKind.CHECKED, file_name=there[moment].name
                ).delete()
    BackupRun.objects.filter(started_at__lt=clock.now() - REMEMBERED).delete()
