"""What changed since somebody last looked at their desk (I06): an app adds what it knows of.

    registry.sections.add(changes.SINCE, template=changes.TEMPLATE, read=news.sources)

where `sources()` returns the Sources of the app. One statement asks in which tables anything was
written down since; only what these can tell is read, as a desk is mostly seen again soon.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from pbc.core import registry
from pbc.core.deeds import deed
from pbc.core.models import Look
from pbc.core.statements import Sql, kept_for_a_person, kept_for_anybody

SINCE = "since you last looked"
TEMPLATE = "core/_changes.html"
SHOWN = 30
# The moment up to which all that is written can be seen by who looks after it: what a transaction
# that still runs has written is stamped after its start, and would else fall behind the mark.
ALL_SEEN = """
SELECT least(statement_timestamp(), min(xact_start)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Source:
    """What some tables can tell: `read(user=, since=)` returns the Changes of others after that
    moment that this person may see, by a fixed number of statements however many there are.

    `tables` are the models that it reads news from: without a newer row in one there is no news.
    """

    read: Callable
    tables: tuple
    moment: str = "recorded_at"

    def has_news(self):
        """The condition that one of the tables was written to since `%s`, as SQL. It asks for the
        newest row of each, by its index: for any newer one PostgreSQL would read whole tables."""
        newest = '(SELECT max("{}") FROM "{}")'
        of_each = ", ".join(newest.format(self.moment, one._meta.db_table) for one in self.tables)
        return f"coalesce(greatest({of_each}) > %s, false)"


@dataclass(frozen=True)
class Change:
    """One thing that somebody else did: a word for what it was, a sentence, where it shows."""

    what: str
    sentence: str
    url: str
    at: datetime


@dataclass(frozen=True)
class Looked:
    """One sitting in which somebody looked at their desk: the row, what it was called, since when
    it showed what is new, and when it was looked at last."""

    pk: int
    sitting: str
    since: datetime
    looked_at: datetime


@dataclass(frozen=True)
class Since:
    """What changed since somebody last looked; `first` where they never did.

    `until` is the mark that it moves, and `earlier` the look before, to show more.
    """

    first: bool
    since: datetime
    until: datetime
    changes: list[Change]
    more: int
    earlier: Looked | None
    asked: bool

    @property
    def ago(self):
        """How long ago it was, in words."""
        return ago(self.until - self.since)


def ago(passed):
    """3 days, 2 hours, 5 minutes, a moment."""
    for one, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if passed >= length:
            return _counted(passed // length, one)
    minutes = passed // timedelta(minutes=1)
    return _counted(minutes, "minute") if minutes > 0 else "a moment"


def _counted(number, one):
    return f"{number} {one if number == 1 else one + 's'}"


def sitting(session_key):
    """What a sitting is called: it cannot be turned back into the key of the session."""
    return hashlib.sha256(f"look {session_key}".encode()).hexdigest()


def since_last_look(user, *, sitting, until, asked=""):
    """What changed since the user's last sitting; `asked` is the number of an earlier look.

    It stays the same list, and grows, for as long as the sitting lasts. `until` is `all_seen()`,
    asked before the page is read: what is shown twice is better than what is never shown.
    """
    looks = [Looked(*one) for one in _looks(user.pk)]
    own = next((look for look in looks if look.sitting == sitting), None)
    others = [look for look in looks if look is not own]
    since = _since(user, own, others)
    wanted = next((look for look in others if str(look.pk) == asked), None)
    shown = min(wanted.since, since) if wanted else since
    earlier = next((look for look in others if look.since < shown), None)
    found = _read(user, shown)
    more = max(0, len(found) - SHOWN)
    return Since(not others, shown, until, found[:SHOWN], more, earlier, bool(wanted))


@kept_for_a_person
def _looks(person):
    looks = Look.objects.filter(person=person).order_by("-looked_at", "-pk")
    return looks.values_list("pk", "sitting", "since", "looked_at")[:SHOWN]


def _since(user, own, others):
    """The moment of the last look before this sitting; of who never looked, the account's."""
    if own:
        return own.since
    return others[0].looked_at if others else user.date_joined


def all_seen():
    """The moment up to which nothing that is written can be missing from what is read next."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_SEEN)
        [(moment,)] = cursor.fetchall()
    return moment


def _read(user, since):
    entries = (entry for entry in registry.sections if entry.name == SINCE)
    sources = tuple(source for entry in entries for source in entry.read())
    [found_any] = _have_news(sources, since)
    news = [one.read for one, has_news in zip(sources, found_any, strict=True) if has_news]
    found = [change for read in news for change in read(user=user, since=since)]
    return sorted(found, key=lambda change: change.at, reverse=True)


@kept_for_anybody(blank=("since",))
def _have_news(sources, since):
    """Of each source whether it has news since then: all in one statement."""
    asked = ", ".join(source.has_news() for source in sources)
    return Sql(f"SELECT {asked}", (since,) * asked.count("%s"))


@deed
def note_look(*, by, sitting, seen):
    """The desk was shown: move the mark of this sitting up to what was on it."""
    until = max(seen.until, seen.since)
    held = Look.objects.filter(person=by, sitting=sitting)
    if held.update(looked_at=until):
        return
    Look.objects.bulk_create(
        [Look(person=by, sitting=sitting, since=seen.since, looked_at=until)],
        ignore_conflicts=True,  # two windows of one sitting
    )
