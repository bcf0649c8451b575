"""Checks of a staged submission that need what is held already."""

from collections import defaultdict

from django.db.models import Sum

from activity.models import InForce, PositionRollUp, Problem
from pbc.core import money
from pbc.core.models import Locality


def year_to_date(submission):
    """Warn where a report's year to date is not the sum of the months that are in force.

    Yields one problem a locality whose earlier months are all held.
    """
    opening = PositionRollUp.objects.filter(submission=submission, first_month=0)
    said = opening.values_list("year", "month", "locality").annotate(money=Sum("actual_cost"))
    for year, to_month, locality, amount in said:
        held = _in_force(submission.feed_id, year, to_month, locality)
        if len(held) == to_month and None not in held.values():
            known = _spent(held, year, locality)
            if known != amount:
                yield _differs(submission, locality, to_month, amount - known)


def _in_force(feed_id, year, to_month, locality):
    moves = InForce.objects.known_on("9999-12-31").filter(
        feed=feed_id, year=year, locality=locality, month__lte=to_month
    )
    return {move.month: move.submission_id for move in moves}


def _spent(held, year, locality):
    months = defaultdict(list)
    for month, submission in held.items():
        months[submission].append(month)
    total = 0
    for submission, of in months.items():
        rows = PositionRollUp.objects.filter(
            submission=submission, year=year, locality=locality, month__in=of
        ).exclude(first_month=0)
        total += rows.aggregate(money=Sum("actual_cost"))["money"] or 0
    return total


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
