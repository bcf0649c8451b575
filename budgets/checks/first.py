"""What the form of a new check begins with."""

from activity.models import Heading, InForce
from pbc.core import clock, periods


def headings():
    """The headings of the budget, by name."""
    return Heading.objects.order_by("name")


def to_come():
    """The first day of the month after the last that is published; of this one where none is."""
    held = InForce.objects.filter(submission__isnull=False, month__in=periods.MONTHS)
    last = held.order_by("-year", "-month").values_list("year", "month").first()
    return periods.next_month(periods.first_day(*last)) if last else clock.today().replace(day=1)
