"""Which feed makes the actuals of which months: one pound counts once."""

import pghistory

from activity.models import CountsFor, Feed
from activity.queries.feeds import known, seen_of
from pbc.core import periods
from pbc.core.deeds import deed
from pbc.core.models import FinancialYear


class NotCounted(Exception):
    """Why nothing is said of what counts; `field` is the field it stands beside."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


@deed
def add_feed(*, code, name, by):
    """Add a stream of figures. It counts for nothing until that is said. Raises NotCounted."""
    feed, made = Feed.objects.get_or_create(code=code, defaults={"name": name})
    if not made:
        raise NotCounted(f"“{feed}” has the code {code} already", "code")
    return feed


@deed
def count_feed(*, feed, year, first, last, reason, seen, today, by):
    """Let a feed make the actuals of months of a year, in place of whichever did; `feed` None
    lets none. `seen` is what somebody looked at (`seen_of`). Returns the year; NotCounted."""
    opened = FinancialYear.objects.select_for_update().get(year=year)
    if seen is not None and seen != seen_of(year):
        raise NotCounted("Somebody said otherwise meanwhile: look at what counts now")
    if last < first:
        raise NotCounted("The last month cannot be before the first", "last")
    _not_so_already(feed, year, range(first, last + 1))
    with pghistory.context(why=reason):
        for row in known(year):
            _leave_out(row, first, last + 1, today)
        if feed is not None:
            days = {"months": (first, last + 1), "known_from": today}
            CountsFor.objects.create(feed=feed, year=year, reason=reason, **days)
    return opened


def _not_so_already(feed, year, months):
    counts = {m: row.feed for row in known(year) for m in range(row.months.lower, row.months.upper)}
    if all(counts.get(month) == feed for month in months):
        said = f"{feed} counts" if feed else "No feed counts"
        raise NotCounted(f"{said} in {periods.span_in_words(months)} already", "feed")


def _leave_out(row, first, after, today):
    """End what was known of a row that reaches into these months, and keep the rest of it."""
    lower, upper = row.months.lower, row.months.upper
    if upper <= first or lower >= after:
        return
    row.known_until = max(row.known_from, today)
    row.save()
    for start, stop in ((lower, first), (after, upper)):
        if start < stop:
            CountsFor.objects.create(
                feed=row.feed,
                year=row.year,
                months=(start, stop),
                block=row.block,
                provider=row.provider,
                known_from=today,
                reason=row.reason,
            )
