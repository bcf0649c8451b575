"""Changes of the register, in the database and in the second set of books."""

from dataclasses import replace
from datetime import timedelta

from activity.models import CountsFor, Feed
from pbc.core.directory import keep_dated
from pbc.core.models import (
    Group,
    GroupMembership,
    Locality,
    Practice,
    PracticeLocality,
    PracticeMerger,
    Standing,
)
from tests.money.recount import YEAR, Counting, Span

MODELS = {"places": PracticeLocality, "groups": GroupMembership}


def moves(world, register, practice, where, from_, day):
    """Put a practice somewhere else from a day on, as known from today; a closed one stays.

    `register` is places or groups.
    """
    now = _of(getattr(world, register), practice)
    last = max(now, key=lambda span: span.first).last
    if last is None or last >= from_:
        wanted = [*_cut(now, from_), Span(practice, where, from_, last, day)]
        _make_known(world, register, practice, wanted, day)


def merges(world, practice, into, from_, day):
    """Close a practice the day before another takes over, as known from today."""
    if PracticeMerger.objects.filter(practice__code=practice).exists():
        return
    for register in MODELS:
        now = _of(getattr(world, register), practice)
        _make_known(world, register, practice, _cut(now, from_), day)
    PracticeMerger.objects.create(
        practice=Practice.objects.get(code=practice),
        into=Practice.objects.get(code=into),
        on_date=from_,
    )


def let_count(world, feeds, day):
    """Say anew which feed counts in which months: {feed: (first, the one after the last)}."""
    for row in world.counting:
        row.known_until = row.known_until or day
    CountsFor.objects.filter(known_until=None).update(known_until=day)
    for feed, months in feeds.items():
        if months[0] < months[1]:
            world.counting.append(Counting(feed, range(*months), day))
            CountsFor.objects.create(
                feed=Feed.objects.get(code=feed),
                year=YEAR,
                months=months,
                known_from=day,
                reason="The trust's own report is better",
            )


def _of(spans, practice):
    """What is known of a practice and not replaced yet."""
    return [span for span in spans if span.who == practice and span.known_until is None]


def _cut(spans, from_):
    """Spans as far as they lie before a day."""
    ends = from_ - timedelta(1)
    return [
        span if span.last and span.last < from_ else replace(span, last=ends)
        for span in spans
        if span.first < from_
    ]


def _make_known(world, register, practice, wanted, day):
    """Make the spans known of a practice those wanted, in both sets of books."""
    spans = getattr(world, register)
    now = _of(spans, practice)
    for span in now:
        if _said(span) not in map(_said, wanted):
            span.known_until = max(span.known_from, day)
    spans += [replace(s, known_from=day) for s in wanted if _said(s) not in map(_said, now)]
    keep_dated(
        MODELS[register],
        {"practice": Practice.objects.get(code=practice)},
        [_fields(register, span) for span in wanted],
        known_from=day,
        ends=day,
    )


def _said(span):
    return span.where, span.first, span.last


def _fields(register, span):
    days = {"from_date": span.first, "to_date": span.last}
    if register == "places":
        return {"locality": Locality.objects.get(code=span.where), **days}
    group = span.where and Group.objects.get(name=span.where)
    standing = Standing.MEMBER if group else Standing.NOT_INVOLVED
    return {"group": group, "standing": standing, "reason": "" if group else "not stated", **days}
