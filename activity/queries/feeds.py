"""The streams of figures, and which of them counts in which months."""

from dataclasses import dataclass
from datetime import date

from activity.models import Block, CountsFor, Feed, State, Submission
from pbc.core import periods
from pbc.core.models import FinancialYear


@dataclass(frozen=True)
class FeedRow:
    """A feed: how many of its files are published, and when the last one came."""

    code: str
    name: str
    published: int
    last: date | None


@dataclass(frozen=True)
class Counting:
    """That a feed counts in months of a year, why, and as said when; `until` where replaced."""

    feed: str
    months: str
    reason: str
    said_on: date
    until: date | None


@dataclass(frozen=True)
class YearCounts:
    """What counts in a year, now and before; `missing` are the months in which nothing does."""

    year: int
    name: str
    now: list[Counting]
    before: list[Counting]
    missing: str


def feeds():
    """Every feed by name."""
    files = Submission.objects.filter(state=State.PUBLISHED)
    rows = []
    for feed in Feed.objects.order_by("name"):
        of_feed = files.filter(feed=feed)
        last = of_feed.order_by("-delivery__received_on").values_list(
            "delivery__received_on", flat=True
        )
        rows.append(FeedRow(feed.code, feed.name, of_feed.count(), last.first()))
    return rows


def years():
    """What counts in each year that was opened, the newest first."""
    return [_year(one.year) for one in FinancialYear.objects.order_by("-year")]


def _year(year):
    rows = CountsFor.objects.filter(year=year).select_related("feed").order_by("-recorded_at")
    now = [row for row in rows if row.known_until is None]
    counted = {m for row in now for m in range(row.months.lower, row.months.upper)}
    missing = [month for month in periods.MONTHS if month not in counted]
    return YearCounts(
        year=year,
        name=periods.year_name(year),
        now=[_counting(row) for row in sorted(now, key=lambda row: row.months.lower)],
        before=[_counting(row) for row in rows if row.known_until],
        missing=periods.span_in_words(missing) if missing else "",
    )


def _counting(row):
    months = range(row.months.lower, row.months.upper)
    return Counting(
        feed=str(row.feed),
        months=periods.span_in_words(months),
        reason=row.reason,
        said_on=row.known_from,
        until=row.known_until,
    )


def everything():
    """Every feed, to choose one of."""
    return Feed.objects.order_by("name")


def known(year):
    """What counts in a year as known now, by month."""
    rows = CountsFor.objects.filter(year=year, block=Block.ACUTE, known_until=None)
    return sorted(rows.select_related("feed"), key=lambda row: row.months.lower)


def seen_of(year):
    """What counts in a year, as a short text that changes with it."""
    return "-".join(str(row.pk) for row in known(year))


def is_open(year):
    """Whether finance has opened that year."""
    return FinancialYear.objects.filter(year=year).exists()
