"""What is asked under the lock before a publication moves anything."""

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db.models import Sum

from activity.models import HandAssignment, InForce, PositionRollUp
from activity.queries.order import held_by_later, moves_in
from activity.queries.slices import (
    in_order,
    key_of,
    lies_in,
    place_key,
    place_names,
    rows_q,
    slice_key,
)
from pbc.core import money, periods
from pbc.core.models import Practice

FOR_EVER = "9999-12-31"
ASKS = ("amounts-a-hundredfold", "cost-very-large")  # what a reason must answer
ASKS_A_REVIEWER = ("month-swings",)  # what only a person who looks at it is asked
MOST_ROWS = 3  # of one kind that are asked about one by one


def in_force_now(feed_id, slices):
    """The last move of each of these slices, and of each practice's that lies in one of them:
    {slice: move}. A practice's month that never had a move goes with its locality's."""
    wanted = {slice_key(s) for s in slices}
    by_place = defaultdict(dict)
    for move in moves_in(feed_id, wanted).known_on(FOR_EVER):
        by_place[slice_key(move)[:3]][move.practice_id] = move
    found = {}
    for key in wanted:
        moves = by_place[key[:3]]
        if key[3] is None:
            found |= {(*key[:3], who): move for who, move in moves.items()}
        elif moves:
            found[key] = moves.get(key[3]) or moves.get(None)
    return {key: move for key, move in found.items() if move}


def basis(feed_id, slices):
    """The moves in force for these slices as ids in a fixed order: what a reviewer saw."""
    return sorted({move.pk for move in in_force_now(feed_id, slices).values()})


def said_since(submission, slices):
    """Whether lines of these slices were assigned or taken back since a submission was read."""
    covered = {place_key(s) for s in slices if s.practice_id is None}
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


def what_needs_a_reason(submission, slices, in_force, reviewed=None):
    """The sentences that a reason must answer: money or practices lost, another total, moved.

    `reviewed` are the moves that a person saw on the page; a person is also asked about a month
    that swings, which the command line accepts as it does any warning.
    """
    if not slices:
        return [
            (
                "The file names too few practices of any locality to stand for a month of it: "
                "it looks like a part of a file. Send the whole file, or say which practices it "
                "stands for"
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
    if set(seen) != {move.pk for move in in_force.values()}:
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
    left = held_by_later(submission, in_force)
    keys = in_order({slice_key(s) for s in slices} - set(left))
    held, brought = _cells(old), _cells(dict.fromkeys(keys, submission.pk) | left)
    names, lost, said = place_names(keys), {}, []
    for key in keys:
        before = _together(held[one] for one in held if lies_in(one, key) and one not in left)
        gone = {p for p in before if p} - set(brought[key])
        if gone:
            lost.setdefault(key[2:], set()).update(gone)
        was, now = sum(before.values()), sum(brought[key].values())
        limit = Fraction(Decimal(settings.PBC_LOSS_LIMIT))
        if was > 0 and Fraction(was - now) > limit * Fraction(was):
            said.append(_money_lost(names[key[2:]], key[1], was, now))
    return [_practices_lost(names[place], gone) for place, gone in lost.items()] + said


def _together(cells):
    """{practice or None: money} of several slices together."""
    added = Counter()
    for one in cells:
        for practice, amount in one.items():
            added[practice] += amount
    return added


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
        feed=feed_id, year__in={key[0] for key in points}, month__in={key[1] for key in points}
    )
    held = {slice_key(move): move.submission_id for move in moves} | points
    seen = {}
    for key, practices in _cells(held).items():
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
    rows = PositionRollUp.objects.filter(rows_q(held)).exclude(first_month=0)
    rows = rows.values_list("year", "month", "locality", "practice")
    for *place, practice, amount in rows.annotate(money=Sum("actual_cost")):
        cells[key_of(held, *place, practice)][practice] = amount
    return cells
