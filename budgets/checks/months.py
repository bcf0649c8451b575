"""Which months of which practices a publication or a withdrawal moves, for their checks."""

from activity.models import InForce, Move
from budgets.models import Check
from pbc.core import queries as ground
from pbc.core.models import GroupMembership
from pbc.core.periods import MONTHS

FOR_EVER = "9999-12-31"


def of(move):
    """The year and month of a pointer; month 13 has no figures of its own beside month 12's."""
    return move.year, min(move.month, MONTHS[-1])


def new(submission, moves):
    """Those of these moves whose month was published for nobody before: what an older file, or an
    older reading, brought to the locality or to that practice alone is moved, and not new."""
    before = InForce.objects.filter(feed=submission.feed_id, move=Move.PUBLISHED)
    before = before.filter(year__in={one.year for one in moves}).exclude(cause=submission)
    rows = before.values_list("year", "month", "locality_id", "practice_id", named=True)
    there = {(of(one), one.locality_id, one.practice_id) for one in rows.distinct()}
    return [one for one in moves if not there & _holding(one)]


def _holding(move):
    return {(of(move), move.locality_id, whose) for whose in (None, move.practice_id)}


def brought(agreed, moves, day):
    """[(membership, year, month)]: the last month that these moves bring each practice which is a
    member, on that day, of a group that agreed on checks."""
    members = GroupMembership.objects.known_on(day).in_force(day)
    members = members.filter(group__in={one.group_id for one in agreed})
    last = {}
    rows = list(members.select_related("practice").order_by("practice__code", "pk"))
    for year in sorted({move.year for move in moves}):
        places = Places(year, day, [move for move in moves if move.year == year])
        for member in rows:
            month = places.last_of(member.practice_id)
            if month:
                last[member] = (year, month)
    return [(member, *last[member]) for member in rows if member in last]


class Places:
    """The months of a year that pointers are at, by locality and of practices alone."""

    def __init__(self, year, day, moves):
        self.localities = ground.register(year=year, known_on=day).localities
        self.whole = {(of(one)[1], one.locality_id): one for one in moves if not one.practice_id}
        self.own = {(of(one)[1], one.practice_id): one for one in moves if one.practice_id}

    def last_of(self, practice):
        """The last month of a practice among them; None where there is none."""
        return max((month for month in MONTHS if self.at(practice, month)), default=None)

    def at(self, practice, month):
        """The pointer at a month of a practice: its own, else its locality's."""
        whole = month, self.localities[month].get(practice)
        return self.own.get((month, practice)) or self.whole.get(whole)


def checks_of(moves, *, held):
    """The checks of the months of these moves that a file holds now, or that none does (`held`
    False), locked with their actions until the transaction ends.

    All of them are locked before any is looked at: what takes back and what brings back meet.
    """
    if not moves:
        return []
    moved = {of(move) for move in moves}
    rows = Check.objects.filter(
        year__in={year for year, _ in moved}, month__in={month for _, month in moved}
    )
    rows = rows.select_related("action", "agreed").select_for_update(of=("self", "action"))
    checks = [one for one in rows.order_by("action") if (one.year, one.month) in moved]
    places = _held({one.year for one in checks}, moves[0].known_from)
    return [one for one in checks if held == _is_held(one, places[one.year])]


def _is_held(check, feeds):
    return any(places.at(check.practice_id, check.month) for places in feeds)


def _held(years, day):
    """{year: the Places of each feed that a file holds now}."""
    found = {}
    for year in years:
        rows = list(InForce.objects.filter(year=year).known_on(FOR_EVER))
        feeds = {row.feed_id for row in rows}
        found[year] = [_of_a_feed(year, day, rows, feed) for feed in sorted(feeds)]
    return found


def _of_a_feed(year, day, rows, feed):
    return Places(year, day, [one for one in rows if one.feed_id == feed and one.submission_id])
