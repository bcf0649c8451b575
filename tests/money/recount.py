"""A second set of books: what happened, in plain integers, added up another way.

Nothing here reads the application. Money is in pence, months are 1 to 12 of one financial year,
organisations are their codes. `World` is what happened; `Recount` adds it up as known on a day.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

YEAR = 2006


def first_day(month):
    return date(YEAR + (month > 9), (month + 2) % 12 + 1, 1)


def last_day(month):
    return first_day(month + 1) - timedelta(1) if month < 12 else date(YEAR + 1, 3, 31)


class Row(NamedTuple):
    """One line: `practice` None is unassigned. An opening stands for the months before its own."""

    month: int
    place: str
    practice: str | None
    heading: str
    pence: int


@dataclass
class Parked:
    """A row kept out: `outside` where its file does not cover its month."""

    month: int
    place: str | None
    practice: str | None
    pence: int
    outside: bool = False


@dataclass
class File:
    """One reading: what it holds, and where it stands."""

    feed: str
    covers: set = field(default_factory=set)
    rows: list = field(default_factory=list)
    openings: list = field(default_factory=list)
    parked: list = field(default_factory=list)
    stated_difference: int = 0
    stands: bool = False
    published: int = 0
    place: int = 0  # in the order in which files were first published: read again it keeps it

    def at(self, slice_):
        """Its rows of one month of one place."""
        return [row for row in self.rows if (row.month, row.place) == slice_]


@dataclass
class Span:
    """Where a practice was (or in which group; None is outside), from when to when, known when."""

    who: str
    where: str | None
    first: date
    last: date | None
    known_from: date
    known_until: date | None = None

    def touches(self, month):
        """Whether it holds on some day of a month."""
        return self.first <= last_day(month) and (not self.last or self.last >= first_day(month))


def known(rows, day):
    """Of rows with two dates, those that were known at the end of a day."""
    return [
        row
        for row in rows
        if row.known_from <= day and (row.known_until is None or row.known_until > day)
    ]


class Entry(NamedTuple):
    """Money of a holder, as ("practice", code), month by month."""

    holder: tuple
    heading: str
    months: tuple
    known_from: date


@dataclass
class Counting:
    """Which feed counts in which months."""

    feed: str
    months: range
    known_from: date
    known_until: date | None = None


@dataclass
class World:
    """Everything that happened, in the order in which it did."""

    pcts: dict  # locality: PCT
    places: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    counting: list = field(default_factory=list)
    files: list = field(default_factory=list)
    moves: dict = field(default_factory=lambda: defaultdict(list))  # (feed, month, place)
    entries: list = field(default_factory=list)
    targets: list = field(default_factory=list)  # (kind, holder, known from, pence)
    other_spend: list = field(default_factory=list)  # (holder, known from, pence)
    headings: dict = field(default_factory=dict)  # {point of delivery: heading} as they are today
    aliases: dict = field(default_factory=dict)  # what else one is called today
    hand: dict = field(default_factory=dict)  # {line of nobody: practice}, as said by hand today

    def target(self, kind, holder, day):
        """What was said last by a day: of two from the same day the one said later."""
        said = [t for t in self.targets if t[:2] == (kind, holder) and t[2] <= day]
        return max(said, key=lambda t: (t[2], self.targets.index(t)))[3] if said else None

    def heading(self, code):
        """The heading of a point of delivery as a file calls it today, or None."""
        return self.headings.get(self.aliases.get(code, code))

    def last_move(self, slice_, day=date.max):
        """The last move of a slice by a day, as (known from, file or None), or None.

        A slice moves forward only, so that the moves stand in the order of their days.
        """
        moves = [move for move in self.moves[slice_] if move[0] <= day]
        return moves[-1] if moves else None

    def in_force(self, slice_, day=date.max):
        """The file in force for a slice as known on a day, or None."""
        move = self.last_move(slice_, day)
        return move and move[1]

    def standing(self, slice_):
        """The file published last of those that stand and cover a slice."""
        feed, *place = slice_
        found = [f for f in self.files if f.stands and f.feed == feed and tuple(place) in f.covers]
        return max(found, key=lambda file: (file.place, file.published), default=None)

    # What a publication would do

    def becomes(self, file, reason, known_from):
        """What publishing a file comes to: PUBLISHED, NEEDS_REASON or REFUSED."""
        slices = [(file.feed, *slice_) for slice_ in file.covers]
        moves = filter(None, map(self.last_move, slices))
        if any(move[0] > known_from for move in moves):
            return "REFUSED"
        if not slices or (not reason and (file.stated_difference or self.would_lose(file))):
            return "NEEDS_REASON"
        return "REFUSED" if self.twice(dict.fromkeys(slices, file)) else "PUBLISHED"

    def would_lose(self, file):
        """Whether a slice in force would lose a practice, or more than a fifth of its money."""
        for slice_ in file.covers:
            old = self.in_force((file.feed, *slice_))
            before, after = old and old.at(slice_), file.at(slice_)
            if before and ({r.practice for r in before} - {r.practice for r in after} - {None}):
                return True
            was, now = (sum(row.pence for row in rows or ()) for rows in (before, after))
            if was > 0 and 5 * (was - now) > was:
                return True
        return False

    def twice(self, points):
        """Whether a practice's month would be in force from two files of one feed."""
        held = {slice_: self.in_force(slice_) for slice_ in list(self.moves)} | points
        seen = {}
        for (feed, *slice_), file in held.items():
            for row in file.at(tuple(slice_)) if file else ():
                first = seen.setdefault((feed, row.month, row.practice), file)
                if row.practice and first is not file:
                    return True
        return False

    def publish(self, file, known_from):
        """Make a file count in every slice that it covers."""
        file.stands = True
        file.published = 1 + max(other.published for other in [file, *self.files])
        file.place = file.place or file.published
        self.files.append(file)
        for slice_ in file.covers:
            self.moves[file.feed, *slice_].append((known_from, file))

    def settled(self, file, *, stands):
        """{slice: file} of the moves once a file stands or not; None where they may not be."""
        was, file.stands = file.stands, stands
        slices = [(file.feed, *slice_) for slice_ in file.covers]
        right = {slice_: self.standing(slice_) for slice_ in slices}
        file.stands = was
        moves = {s: points for s, points in right.items() if points is not self.in_force(s)}
        return None if self.twice(moves) else moves


class Recount:
    """The world added up as known on one day."""

    def __init__(self, world, day):
        self.world, self.day = world, day
        self.where = self._by_month(world.places)
        groups = self._by_month(world.groups)
        self.group_of = {
            m: {p: g for p, g in groups[m].items() if g and p in self.where[m]} for m in groups
        }
        self.last_place = self._kept(self.where)
        self.last_group = self._kept(self.group_of)
        self.feed_of = {}
        for row in known(world.counting, day):
            self.feed_of |= dict.fromkeys(row.months, row.feed)
        self.held = self._held()
        self.opened = self._opened()
        self.cells = list(self._cells())

    def was_there(self, practice, line):
        """Whether a practice was where a line of nobody lies, in every month of the line."""
        _, first, month, place, *_ = line
        return all(self.where[m].get(practice) == place for m in range(first or 1, month + 1))

    def _by_month(self, spans):
        """{month: {practice: where}}, by the latest span that touches the month."""
        rows = sorted(known(spans, self.day), key=lambda span: span.first)
        return {m: {span.who: span.where for span in rows if span.touches(m)} for m in range(1, 13)}

    def _kept(self, by_month):
        """What each practice had last, kept on once the register has it nowhere."""
        kept, last = {}, {}
        for m in range(1, 13):
            gone = {p: x for p, x in last.items() if p not in self.where[m]}
            last = kept[m] = gone | by_month[m]
        return kept

    def _held(self):
        held = {}
        for feed, month, place in list(self.world.moves):
            file = self.world.in_force((feed, month, place), self.day)
            if file and self.feed_of.get(month) == feed:
                held[month, place] = file
        return held

    def _opened(self):
        """{place: month of the report} where the first month held brings those before it."""
        opened = {}
        for place in {place for _, place in self.held}:
            first = min(m for m, there in self.held if there == place)
            file = self.held[first, place]
            counts = all(self.feed_of.get(m) == file.feed for m in range(1, first))
            if counts and any((r.month, r.place) == (first, place) for r in file.openings):
                opened[place] = first
        return opened

    def _cells(self):
        """(month it counts in, row) of everything in force."""
        for (month, place), file in self.held.items():
            for row in file.rows:
                if (row.month, row.place) == (month, place):
                    yield row
            if self.opened.get(place) == month:
                yield from (
                    row
                    for row in file.openings
                    if (row.month, row.place) == (month, place) and not self._elsewhere(row)
                )

    def _elsewhere(self, row):
        """Whether a month of an opening figure is in force for its practice in another place."""
        return row.practice is not None and any(
            (m, self.last_place[m].get(row.practice)) in self.held for m in range(1, row.month)
        )

    def counts_at(self, practice, month):
        """(month, place, known) in which a practice's month counts: its own, or the report's."""
        place = self.last_place[month].get(practice)
        if (month, place) in self.held:
            return month, place, True
        for report in range(month + 1, 13):
            there = self.last_place[report].get(practice)
            if self.opened.get(there) == report and not any(
                (m, self.last_place[m].get(practice)) in self.held for m in range(1, report)
            ):
                return report, there, True
        return month, place, False

    def knows(self, month, place, to_month):
        """Whether a month of a place is known, by itself or in an opening figure."""
        report = self.opened.get(place, 0)
        return (month, place) in self.held or month < report <= to_month

    def carries(self, group, month, place):
        """By the rule `sole`: whether a group has all practices of a locality in a month."""
        there = {p for p, at in self.where[month].items() if at == place}
        return bool(there) and all(self.group_of[month].get(p) == group for p in there)
