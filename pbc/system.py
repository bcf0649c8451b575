"""How the service itself is: its queues, its disk, its feeds, its versions. No money, no names."""

import platform
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import django
from django.conf import settings
from django.db import connection
from django.db.models import F, Max, Min, Q
from django.db.models.functions import Now

from activity.models import Delivery, Feed, InForce, State, Submission
from pbc import replica as replicas
from pbc.backups import state
from pbc.core import clock, full, periods, upkeep
from pbc.core import scanner as scanners
from pbc.core.models import Errand, ErrandState, Sweep
from pbc.core.seals import queries as seals

TOO_LONG = timedelta(minutes=2)  # a sweep finds what waits every 10 seconds
LITTLE_ROOM = 0.1  # of the disk
NO_ROOM = "Make room: the disk is nearly full. Files are refused until there is some."
SWEEPS = {
    "sweep_submissions": "Files that wait to be read",
    "sweep_errands": "Errands that wait",
    "sweep_mails": "Mails that were not sent",
    "sweep_bounces": "Mails that came back",
    "sweep_digests": "Mails about actions",
    "sweep_backups": "Backups that are due",
    "sweep_bytes": "Content that should not stay",
    "sweep_sessions": "Sessions that have ended",
    "sweep_traces": "Traces kept long enough",
    "sweep_seals": "What is to be sealed",
    "sweep_seal_checks": "Seals to compare",
}
OLD = 60  # days without a file: a feed is monthly


@dataclass(frozen=True)
class Queue:
    """Work of one kind: how much waits, runs and was given up, and since when the oldest waits."""

    name: str
    waiting: int
    running: int
    set_aside: int
    oldest: datetime | None
    late: bool
    what_to_do: str


@dataclass(frozen=True)
class Disk:
    """The disk on which the files lie; sizes in bytes."""

    free: int
    whole: int
    files: int
    used_by_files: int
    what_to_do: str


@dataclass(frozen=True)
class FeedAge:
    """When a feed last brought a file, and up to which month its figures are in force."""

    name: str
    last_file: date | None
    days: int | None
    to_month: str
    what_to_do: str


@dataclass(frozen=True)
class Swept:
    """A sweep: what it looks for, when and where it last came to its end, and what it said."""

    name: str
    ended_at: datetime
    worker: str
    note: str = ""


@dataclass(frozen=True)
class Seals:
    """The seals over what was written down: when the last was made, when all were compared."""

    sealed_at: datetime | None
    checked_at: datetime | None
    what_to_do: str


@dataclass(frozen=True)
class System:
    """The state of the service at one moment."""

    heading: str
    queues: list[Queue]
    disk: Disk
    feeds: list[FeedAge]
    versions: list[tuple[str, str]]
    sweeps: list[Swept]
    seals: Seals
    refused: list[tuple[date, int]]
    backups: state.Backups
    kept: list[tuple[str, str]]
    replica: replicas.Shown | None
    scanner: scanners.Shown


def read(today):
    """Look at everything once; `today` is the day by which the age of a feed is counted."""
    queues = [_readings(), _errands()]
    disk, feeds = _disk(), _feeds(today)
    sealed, backups = _seals(), state.read(clock.now())
    beside, scans = replicas.shown(), scanners.shown()
    to_do = sum(bool(one.what_to_do) for one in (*queues, disk, *feeds, sealed, backups, scans))
    to_do += bool(beside and beside.what_to_do)
    late = upkeep.refused_of_late()
    seen = _versions(), _sweeps(), sealed, late, backups, _kept(), beside, scans
    return System(_heading(to_do), queues, disk, feeds, *seen)


def _heading(to_do):
    if not to_do:
        return "The service runs as it should"
    return f"{to_do} {'thing needs' if to_do == 1 else 'things need'} you"


def _readings():
    """Files that are read: what the workers have, and what they gave up."""
    jobs = Submission.objects.filter(state__in=Submission.objects.all().unfinished)
    aside = Submission.objects.filter(state=State.SET_ASIDE).count()
    return _queue("Files to read", jobs, "submissionlease", "delivery__recorded_at", aside)


def _errands():
    jobs = Errand.objects.filter(state=ErrandState.WAITING)
    return _queue("Errands", jobs, "errandlease", "asked_at", Errand.objects.left_undone().count())


def _queue(name, jobs, lease, since, aside):
    runs = Q(**{f"{lease}__token__isnull": False, f"{lease}__until__gte": Now()})
    running = jobs.filter(runs).count()
    waits = jobs.exclude(runs).aggregate(oldest=Min(since))["oldest"]
    late = jobs.exclude(runs).filter(**{f"{since}__lt": Now() - TOO_LONG}).exists()
    waiting = jobs.count() - running
    return Queue(name, waiting, running, aside, waits, late, _about_a_queue(late, aside))


def _about_a_queue(late, aside):
    if late:
        return (
            "Work waits that nobody takes. See that the workers and the sweeps run, and read"
            " what they last wrote to the log. Nothing is lost: it is taken up when they do."
        )
    if aside:
        return "Some was given up after three attempts. Read the log, then try again from the desk."
    return ""


def _sweeps():
    """Each sweep that ever ran, that of the longest ago first."""
    return [
        Swept(SWEEPS.get(one.name.rpartition(".")[2], one.name), one.ended_at, one.worker, one.note)
        for one in Sweep.objects.order_by("ended_at", "name")
    ]


def _seals():
    last, checked = seals.last_sealing(), seals.last_check()
    to_do = ""
    if checked and checked.found:
        to_do = "Something was changed behind the site’s back. Make a backup, and read the seals."
    elif seals.is_late(last):
        to_do = "Nothing was sealed for days. See that beat, the sweeper and the worker run."
    elif seals.has_died():
        to_do = f"{seals.DIED}."
    elif seals.is_old(last, checked):
        to_do = "The seals were not compared for more than a week. See that the worker runs."
    return Seals(last and last.sealed_at, checked and checked.checked_at, to_do)


def _disk():
    found = shutil.disk_usage(_standing(settings.MEDIA_ROOT))
    kept = Delivery.objects.order_by("sha256").distinct("sha256").values_list("size", flat=True)
    sizes = list(kept)
    little = found.free < LITTLE_ROOM * found.total
    to_do = "Make room: less than a tenth is free. Files are refused when it is full." * little
    to_do = NO_ROOM if full.is_nearly() else to_do
    return Disk(found.free, found.total, len(sizes), sum(sizes), to_do)


def _standing(folder):
    """The folder, or the nearest one above that is there: nobody may have sent a file yet."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _feeds(today):
    last = dict(Delivery.objects.values_list("submissions__feed").annotate(Max("received_on")))
    months = InForce.objects.filter(submission__isnull=False).annotate(
        at=F("year") * 12 + F("month")
    )
    newest = dict(months.values_list("feed").annotate(Max("at")))
    return [
        _feed(feed, last.get(feed.pk), newest.get(feed.pk), today)
        for feed in Feed.objects.order_by("name")
    ]


def _feed(feed, last, newest, today):
    days = (today - last).days if last else None
    to_do = "Ask the sender for the next file." * bool(days is not None and days > OLD)
    return FeedAge(feed.name, last, days, _month(newest), to_do)


def _month(at):
    """September 2006, of 2006 x 12 + 6; of a year's end its last month."""
    if at is None:
        return "nothing yet"
    year, month = divmod(at - 1, 12)
    return periods.month_and_year(year, month + 1)


def _kept():
    """[(what, for how long)] of what is removed by itself."""
    traces = _days(settings.PBC_TRACES_KEPT_DAYS)
    return [
        ("Content of a discarded file", _days(settings.PBC_DISCARDED_KEPT_DAYS)),
        ("Who signed in, when and from where", _days(settings.PBC_SIGN_INS_KEPT_DAYS)),
        ("Work in the background that is done", traces),
        ("When somebody saw their desk", f"{traces}; the last time stays"),
    ]


def _days(number):
    return f"{number} day{'s' * (number != 1)}"


def _versions():
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [(server,)] = cursor.fetchall()
        cursor.execute("SELECT app || ' ' || name FROM django_migrations ORDER BY id DESC LIMIT 1")
        [(migration,)] = cursor.fetchall()
    return [
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("PostgreSQL", server),
        ("Last change of the tables", migration),
    ]
