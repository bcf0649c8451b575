"""Which position is asked for, and the year and month that stand where none is named."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from activity.models import InForce
from budgets.addresses import address
from budgets.queries.book import Book, read_book
from budgets.queries.own import Own, own_of
from budgets.queries.recent import Recent
from pbc.core import periods
from pbc.core.deeds import once_a_snapshot
from pbc.core.models import FinancialYear
from pbc.core.statements import Sql, kept_for_anybody
from pbc.core.values import Scope

MOVED = """
SELECT count(*), coalesce(sum(hashint8extended(id, 0)), 0), pg_postmaster_start_time()::text,
       current_database()::text,
       (SELECT sum(hashtidextended(ctid, xmin::text::bigint)) FROM core_commissioner)
FROM budgets_written
"""
kept_years = Recent(32)


@dataclass(frozen=True)
class Asked:
    """A position as a person asks for it; no year or month is the last one in force."""

    scope: Scope
    today: date
    year: int | None = None
    month: int | None = None
    known_on: date | None = None
    without: tuple[str, ...] = ()

    @property
    def day(self):
        """The day as of which it is asked for: today, unless another is named."""
        return self.known_on or self.today


@dataclass(frozen=True)
class Found:
    """The book that answers it. `month` None says that nothing is in force in that year.

    `stands` is the year to the month; `whole` the year's twelve months, as far as they are known.
    """

    asked: Asked
    book: Book
    month: int | None
    whole: Own
    stands: Own

    @property
    def scope(self):
        """Whose position it is."""
        return self.asked.scope

    def address(self, page="position", scope=None, **query):
        """The address of a page, as known on the same day and with the same kinds left out."""
        same = {
            "year": self.book.year,
            "month": self.month,
            "known_on": self.asked.known_on,
            "without": ",".join(self.asked.without).lower(),
        }
        return address(scope or self.scope, page, **same | query)


def years():
    """The financial years that finance has opened, newest first."""
    return _opened()


@kept_for_anybody
def _opened():
    return FinancialYear.objects.order_by("-year").values_list("year", flat=True)


@once_a_snapshot
def find_book(asked):
    """Read the year asked for, or the newest in which the scope has something in force."""
    wanted = [asked.year] if asked.year else years_held(asked.day)
    for year in wanted or [periods.year_of(asked.day)]:
        found = _found(asked, year)
        if found.month:
            break
    return found


def years_held(day):
    """Years in which something is in force as known on a day, newest first: worked out once for
    what has moved so far."""
    moved = _moved()
    found = kept_years.get((day, *moved))
    if found is None:
        found = _held(day)
        if _moved() == moved:  # nothing was committed between the two
            kept_years.put((day, *moved), found)
    return found


@kept_for_anybody
def _moves():
    return Sql(MOVED, ())


def _moved():
    """What another move would change, of which each is noted, and another database, or the same
    one filled from a backup."""
    [moved] = _moves()
    return moved


@kept_for_anybody(blank=("day",))
def _held(day):
    last = InForce.objects.known_on(day).values("pk")
    found = InForce.objects.filter(pk__in=last, submission__isnull=False)
    return found.order_by("-year").values_list("year", flat=True).distinct()


def _found(asked, year):
    of = [asked.scope]
    book = read_book(year=year, known_on=asked.day, without=asked.without, of=of)
    whole = own_of(book, asked.scope, 12)
    last = last_month(book, whole.territory)
    month = last and (asked.month or last)
    stands = whole
    if month and month < 12:
        stands = own_of(book, asked.scope, month)
    return Found(asked, book, month, whole, stands)


def last_month(book, territory):
    """The last month in which some locality of the territory, or a practice of it, is in force."""
    held = [
        m for m in periods.MONTHS if held_in(book, territory, m) or apart_in(book, territory, m)
    ]
    return max(held, default=None)


def held_in(book, territory, month):
    """Localities of a territory whose month is in force by itself, or of whose practices every
    one that is the territory's has its own month in force."""
    apart, ours = apart_in(book, territory, month), defaultdict(set)
    if apart and territory.scope.kind in ("practice", "group"):
        for practice in territory.practices[month]:
            ours[book.place(practice, month)].add(practice)
    return {
        loc
        for loc in territory.localities[month]
        if (month, loc) in book.held or (ours[loc] and ours[loc] <= apart)
    }


def apart_in(book, territory, month):
    """Practices of a territory whose own month is in force, apart from that of their locality."""
    return territory.practices[month] & book.held_apart(month)


def named(book, kind):
    """The names of the organisations of a kind: {id: name}."""
    return {one.pk: one.name or one.code for one in book.organisations[kind].values()}
