"""Checks of a staged submission that need what is held already."""

from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db.models import Sum

from activity.models import InForce, PositionRollUp, Problem
from activity.queries.changes import money_of
from activity.queries.publication import FOR_EVER
from activity.queries.slices import slice_key
from pbc.core import money, periods
from pbc.core.models import Locality


def year_to_date(submission):
    """Warn where a report's year to date is not the sum of the months that are in force.

    Yields one problem a locality whose earlier months are all held.
    """
    opening = PositionRollUp.objects.filter(submission=submission, first_month=0)
    said = opening.values_list("year", "month", "locality").annotate(money=Sum("actual_cost"))
    for year, to_month, locality, amount in said:
        held = _spent(submission.feed_id, year, to_month, locality)
        known = sum(held.values())
        if len(held) == to_month and known != amount:
            yield _differs(submission, locality, to_month, amount - known)


def _spent(feed_id, year, to_month, locality):
    """{month: spend} of the months of a locality that are in force by themselves."""
    moves = InForce.objects.known_on(FOR_EVER).filter(
        feed=feed_id, year=year, locality=locality, month__lte=to_month
    )
    held = {slice_key(move): move.submission_id for move in moves if move.submission_id}
    months = {month: 0 for _, month, _, practice in held if practice is None}
    for (_, month, *_), (amount, _) in money_of(held).items():
        if month in months:
            months[month] += amount
    return months


def _differs(submission, locality, to_month, difference):
    name = Locality.objects.get(pk=locality).name
    more = "more" if difference > 0 else "less"
    return Problem(
        submission=submission,
        severity="warning",
        code="year-to-date-differs",
        message=f"{name}: the year to date for months 1 to {to_month} is "
        f"{money.pence(abs(difference))} {more} than the months in force",
        fix="Ask the sender which months were restated; the months in force stay",
    )


def month_against_the_month_before(submission):
    """Warn where a locality's month swings from the one before, for each working day, by more
    than the limit (G04). The month before is that of the same file, else the one in force.

    Yields one problem a month and locality; a month of nothing before it is not compared.
    """
    names = dict(Locality.objects.values_list("pk", "name"))
    ours = _by_slice(submission)
    for (year, month, locality), amount in sorted(ours.items()):
        if month not in periods.MONTHS:
            continue  # year-end adjustments are of no working day
        before = ours.get((year, month - 1, locality))
        if before is None and month > 1:
            before = _spent(submission.feed_id, year, month - 1, locality).get(month - 1)
        if before and before > 0:
            swing = _swing(year, month, amount, before)
            if abs(swing) > Fraction(Decimal(settings.PBC_SWING_LIMIT)):
                yield _swings(submission, names[locality], month, swing)


def _by_slice(submission):
    """{slice: actual cost} of the months that a submission covers."""
    whole = submission.covered.filter(practice=None)
    covered = set(whole.values_list("year", "month", "locality"))
    rows = PositionRollUp.objects.filter(submission=submission).exclude(first_month=0)
    sums = rows.values_list("year", "month", "locality").annotate(money=Sum("actual_cost"))
    return {(y, m, loc): amount for y, m, loc, amount in sums if (y, m, loc) in covered}


def _swing(year, month, amount, before):
    """The change of spend for each working day, as a share of the month before."""
    day = Fraction(amount) / periods.working_days(year, month)
    return day / (Fraction(before) / periods.working_days(year, month - 1)) - 1


def _swings(submission, locality, month, swing):
    way = "above" if swing > 0 else "below"
    limit = money.show_percent(Fraction(Decimal(settings.PBC_SWING_LIMIT)) * 100)
    return Problem(
        submission=submission,
        severity="warning",
        code="month-swings",
        message=f"{locality} in {periods.month_name(month)} is "
        f"{money.show_percent(abs(swing) * 100)} {way} {periods.month_name(month - 1)} for each "
        f"working day; {limit} is the limit.",
        fix="Say why when you publish it, or ask the sender",
    )
