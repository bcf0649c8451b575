"""What is asked under the lock before a publication moves anything."""

from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db.models import Q, Sum

from activity.models import HandAssignment, InForce, PositionRollUp, State, Submission
from pbc.core import money, periods
from pbc.core.models import Locality, Practice

FOR_EVER = "9999-12-31"
ASKS = ("amounts-a-hundredfold", "cost-very-large")  # what a reason must answer
ASKS_A_REVIEWER = ("month-swings",)  # what only a person who looks at it is asked
MOST_ROWS = 3  # of one kind that are asked about one by one


def slice_key(row):
    """A slice as a key: (year, month, locality)."""
    return row.year, row.month, row.locality_id


def in_force_now(feed_id, slices):
    """The last move of each of these slices: {slice: move}."""
    wanted = {slice_key(s) for s in slices}
    moves = InForce.objects.known_on(FOR_EVER).filter(
        feed=feed_id,
        year__in={y for y, _, _ in wanted},
        month__in={m for _, m, _ in wanted},
        locality__in={loc for _, _, loc in wanted},
    )
    return {slice_key(move): move for move in moves if slice_key(move) in wanted}


def basis(feed_id, slices):
    """The moves in force for these slices as ids in a fixed order: what a reviewer saw."""
    return sorted(move.pk for move in in_force_now(feed_id, slices).values())


def held_by_others(submission, slices):
    """Slices that another file holds, of a delivery that was published in an earlier reading.

    A first reading takes over what it covers, so nothing of it is another's.
    """
    ours = Submission.objects.filter(delivery=submission.delivery_id)
    if not ours.filter(state=State.PUBLISHED).exists():
        return set()
    mine = {None, *ours.values_list("pk", flat=True)}
    moves = in_force_now(submission.feed_id, slices)
    return {key for key, move in moves.items() if move.submission_id not in mine}


def said_since(submission, slices):
    """Whether lines of these slices were assigned or taken back since a submission was read."""
    covered = {slice_key(s) for s in slices}
    standing = HandAssignment.objects.known_on(FOR_EVER).filter(
        feed=submission.feed_id, locality__in={locality for _, _, locality in covered}
    )
    now = {word.pk for word in standing if word.practice_id and word.slice in covered}
    return now != set(submission.by_hand.values_list("assignment", flat=True))


def moved_after(in_force, day):
    """A sentence where one of these moves counts from after that day, else nothing."""
    later = [move for move in in_force.values() if move.known_from > day]
    if not later:
        return ""
    last = max(move.known_from for move in later)
    return (
        f"Some of its months were published or taken back later, on {periods.day(last)}: "
        f"history before that day is not loaded. Send the file as of today"
    )


def last_published(feed_id, slices):
    """{slice: submission} by the last publication among those that are not withdrawn."""
    wanted = {slice_key(s) for s in slices}
    moves = InForce.objects.filter(
        feed=feed_id,
        move="PUBLISHED",
        submission__state=State.PUBLISHED,
        year__in={y for y, _, _ in wanted},
        month__in={m for _, m, _ in wanted},
        locality__in={loc for _, _, loc in wanted},
    ).order_by("pk")
    return {slice_key(m): m.submission_id for m in moves if slice_key(m) in wanted}


def what_needs_a_reason(submission, slices, in_force, reviewed=None):
    """The sentences that a reason must answer: money or practices lost, another total, moved.

    `reviewed` are the moves that a person saw on the page; a person is also asked about a month
    that swings, which the command line accepts as it does any warning.
    """
    if not slices:
        return [
            (
                "The file names too few practices of any locality to stand for a month of it: "
                "it looks like a part of a file. Send the whole file"
            )
        ]
    codes = ASKS if reviewed is None else ASKS + ASKS_A_REVIEWER
    asks = [ask for code in codes for ask in _asked_of(submission.problems.filter(code=code))]
    asks += what_would_be_lost(submission, slices, in_force)
    difference = submission.stated_total_difference
    if difference:
        more = "more" if difference > 0 else "less"
        asks.append(
            f"The file's own total is {money.pence(abs(difference))} {more} than its rows. "
            "Say why the rows are right, or send the file again."
        )
    if said_since(submission, slices):
        asks.append(
            "Lines of its months were assigned by hand, or taken back, since it was read: discard "
            "it and send it in again, or say why it may count without that."
        )
    seen = submission.basis if reviewed is None else reviewed
    if sorted(seen) != sorted(move.pk for move in in_force.values()):
        asks.append("Some of its months have changed since this file was reviewed.")
    return asks


def _asked_of(problems):
    """What problems of one kind ask: of many rows the first, and how many more there are."""
    rows = list(problems.order_by("pk"))
    asks = [f"Row {p.row}: {p.message}." if p.row else p.message for p in rows[:MOST_ROWS]]
    more = len(rows) - MOST_ROWS
    return asks + ([f"{more:,} more like {'it' if more == 1 else 'these'}."] if more > 0 else [])


def what_would_be_lost(submission, slices, in_force):
    """Sentences on slices that would lose a practice, or more of their money than the limit."""
    old = {key: move.submission_id for key, move in in_force.items() if move.submission_id}
    if not old:
        return []
    before, after = _cells(old), _cells(dict.fromkeys(old, submission.pk))
    names = dict(Locality.objects.values_list("pk", "name"))
    lost, less = {}, {}
    for key in old:
        gone = {p for p in before[key] if p} - set(after[key])
        if gone:
            lost.setdefault(key[2], set()).update(gone)
        was, now = sum(before[key].values()), sum(after[key].values())
        if was > 0 and Fraction(was - now) > Fraction(Decimal(settings.PBC_LOSS_LIMIT)) * Fraction(
            was
        ):
            less.setdefault(key[2], []).append((key[1], was, now))
    return [_practices_lost(names[loc], gone) for loc, gone in lost.items()] + [
        _money_lost(names[loc], *month) for loc, months in less.items() for month in months
    ]


def _practices_lost(locality, gone):
    names = sorted(Practice.objects.filter(pk__in=gone).values_list("name", flat=True))
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{locality} would lose {shown}: in force now, not in this file."


def _money_lost(locality, month, was, now):
    return f"{locality} would fall from {money.pence(was)} to {money.pence(now)} in month {month}."


def counted_twice(feed_id, points):
    """A sentence where a practice's month would be in force from two files, else nothing.

    `points` is what is about to be in force: {slice: submission or None}.
    """
    moves = InForce.objects.known_on(FOR_EVER).filter(
        feed=feed_id, year__in={y for y, _, _ in points}, month__in={m for _, m, _ in points}
    )
    held = {slice_key(move): move.submission_id for move in moves} | points
    seen = {}
    for key, practices in _cells({key: pk for key, pk in held.items() if pk}).items():
        for practice in filter(None, practices):
            first = seen.setdefault((*key[:2], practice), held[key])
            if first != held[key]:
                return _twice(practice, key, sorted((first, held[key])))
    return ""


def _twice(practice, key, submissions):
    name = Practice.objects.get(pk=practice).name
    return (
        f"{name} would count twice in {periods.month_name(key[1])}: files {submissions[0]} and "
        f"{submissions[1]} both have it, in two localities. Send one file of both localities"
    )


def _cells(held):
    """{slice: {practice or None: money}} of the submissions that hold these slices."""
    cells = {key: {} for key in held}
    if not held:
        return cells
    where = Q()
    for (year, month, locality), submission in held.items():
        where |= Q(submission=submission, year=year, month=month, locality=locality)
    rows = PositionRollUp.objects.filter(where).exclude(first_month=0)
    rows = rows.values_list("year", "month", "locality", "practice")
    for year, month, locality, practice, amount in rows.annotate(money=Sum("actual_cost")):
        cells[year, month, locality][practice] = amount
    return cells
