"""Lines by what they say of themselves: the code of each, and the line that has a code (I01)."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.urls import reverse

from activity.models import (
    ActivityLine,
    CoveredSlice,
    HandAssignment,
    InForce,
    Submission,
)
from activity.models.submission import FOR_A_PERSON
from activity.queries.names import names_of_codes
from activity.queries.publication import FOR_EVER
from activity.queries.slices import place_key, slice_key
from pbc.core import access
from pbc.core.models import Locality
from pbc.core.values import SourceKey, year_of

CODE = re.compile(r"(.+)-(\d\d)\d\d-([MT])(\d\d)-[0-9A-F]{10}")
OPENING = 0
PAGE, PUBLISHING = "activity.view_line", "activity.publish_submission"
SAYS = (
    *("year", "first_month", "month", "locality_id", "practice_given", "provider_given"),
    *("point_of_delivery_id", "specialty_given", "actual_cost"),
)


@dataclass(frozen=True)
class Place:
    """The months of a locality in which a line lies; the slice is that in which it counts."""

    locality: int
    year: int
    first_month: int
    month: int

    @property
    def slice(self):
        """An opening figure counts with the month after its last."""
        return self.year, self.month + (self.first_month == OPENING), self.locality


@dataclass(frozen=True)
class InForceLine:
    """A line of a submission in force, and the feed of its figures."""

    line: ActivityLine
    feed: int
    code: str


def said(row):
    """What a line, or an assignment of it, says of the line, without the feed."""
    return tuple(getattr(row, name) for name in SAYS)


class Keys:
    """The codes of localities and points of delivery, read once to name many lines."""

    def __init__(self):
        codes = names_of_codes().codes
        self.localities, self.pods = codes["localities"], codes["pods"]

    def of(self, row):
        """The SourceKey of a line, or of the line that an assignment speaks of."""
        return SourceKey(
            locality=self.localities[row.locality_id],
            year=row.year,
            first_month=row.first_month,
            month=row.month,
            practice=row.practice_given,
            provider=row.provider_given,
            point_of_delivery=self.pods[row.point_of_delivery_id],
            specialty=row.specialty_given,
            amount=row.actual_cost,
        )


def line_url(code):
    """The address of the page of a line."""
    return f"{_pages_of_lines()}{quote(code)}/"


@cache
def _pages_of_lines():
    """What the addresses of lines begin with: a page has many of them."""
    return reverse("activity:line-detail", args=["-"]).removesuffix("-/")


def places(codes):
    """Where lines of these codes would lie: {place: codes}. What is no code lies nowhere."""
    localities = {code.upper(): pk for pk, code in Locality.objects.values_list("pk", "code")}
    found = defaultdict(set)
    for code in {code.strip().upper() for code in codes}:
        parts = CODE.fullmatch(code)
        if parts and parts[1] in localities:
            year, month = year_of(parts[2]), int(parts[4])
            first = month if parts[3] == "M" else OPENING
            found[Place(localities[parts[1]], year, first, month)].add(code)
    return found


def in_force(codes):
    """The lines in force that have these codes: {code: InForceLine}."""
    keys, found = Keys(), {}
    for place, wanted in places(codes).items():
        for one, feed in _lines_at(place):
            code = keys.of(one).code
            if code.upper() in wanted:
                found.setdefault(code, InForceLine(one, feed, code))
    return found


def _lines_at(place):
    year, month, locality = place.slice
    moves = InForce.objects.known_on(FOR_EVER).filter(year=year, month=month, locality=locality)
    points = {(m.feed_id, *slice_key(m)): m.submission_id for m in moves}
    held = {m.submission_id: m.feed_id for m in moves if m.submission_id}
    lines = ActivityLine.objects.filter(
        submission_id__in=held,
        year=year,
        first_month=place.first_month,
        month=place.month,
        locality_id=locality,
    )
    found = [(one, held[one.submission_id]) for one in lines.order_by("submission_id", "row", "pk")]
    return [(one, feed) for one, feed in found if _counts(one, feed, place, points)]


def _counts(line, feed, place, points):
    """Whether its slice points at its submission: its practice's own, else its locality's."""
    own = (feed, *place.slice, line.practice_id)
    key = own if own in points else (*own[:-1], None)
    return points.get(key) == line.submission_id


def unassigned(user):
    """Every line in force that belongs to no practice and that the user may open, dearest first."""
    moves = [m for m in InForce.objects.known_on(FOR_EVER) if m.submission_id]
    held = {(m.submission_id, *place_key(m)): m.feed_id for m in moves if not m.practice_id}
    lines = ActivityLine.objects.filter(
        submission_id__in={m.submission_id for m in moves}, practice_id=None
    )
    keys, found = Keys(), []
    for line in lines.order_by("-actual_cost", "pk"):
        place = Place(line.locality_id, line.year, line.first_month, line.month)
        feed = held.get((line.submission_id, *place.slice))
        if feed and may_open(user, line):
            found.append(InForceLine(line, feed, keys.of(line).code))
    return found


def words_on(codes):
    """Every word on the lines that have these codes, oldest first: {code: [HandAssignment]}."""
    keys, found = Keys(), defaultdict(list)
    for place, wanted in places(codes).items():
        rows = HandAssignment.objects.filter(
            year=place.year,
            first_month=place.first_month,
            month=place.month,
            locality=place.locality,
        )
        for word in rows.select_related("practice", "by").order_by("known_from", "pk"):
            code = keys.of(word).code
            if code.upper() in wanted:
                found[code].append(word)
    return dict(found)


def may_open(user, row, to=PAGE):
    """Whether a line lies where the user may open it: of a practice of theirs, or unassigned in a
    locality of theirs. To do more than read it, its locality must be theirs."""
    reach = access.reach(user, to)
    if reach.everything or row.locality_id in reach.localities:
        return True
    return to == PAGE and row.practice_id in reach.practices


def months_of(row):
    """The months that a line stands for."""
    return range(row.first_month or 1, row.month + 1)


def holding(slices):
    """Readings in force in these slices, and those that wait to be published for them.

    `slices` are (feed, year, month, locality).
    """
    where = {
        "year__in": {year for _, year, _, _ in slices},
        "month__in": {month for _, _, month, _ in slices},
        "locality__in": {locality for _, _, _, locality in slices},
        "practice": None,  # the months of a practice alone hold no unassigned line
    }
    moves = InForce.objects.known_on(FOR_EVER).filter(**where)
    found = {m.submission_id for m in moves if (m.feed_id, *place_key(m)) in slices}
    waiting = CoveredSlice.objects.filter(submission__state__in=FOR_A_PERSON, **where)
    for one in waiting.select_related("submission"):
        if (one.submission.feed_id, *place_key(one)) in slices:
            found.add(one.submission_id)
    return Submission.objects.filter(pk__in=found - {None})
