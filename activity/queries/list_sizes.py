"""How many patients practices had (A03)."""

from activity.models import ListSize
from pbc.core import periods


def by_month(*, year, known_on, recorded_by=None):
    """{month: {practice: patients}} by the last count on or before each month's last day.

    A rate of a month uses the size in force then; a later count leaves it alone. Counts written
    down after the moment `recorded_by` are left out.
    """
    written = {"recorded_at__lte": recorded_by} if recorded_by else {}
    sizes = ListSize.objects.known_on(known_on).filter(**written).order_by("counted_on", "pk")
    counts = list(sizes.values_list("counted_on", "practice", "patients"))
    last_days = {month: periods.last_day(year, month) for month in periods.MONTHS}
    return {
        month: {practice: patients for day, practice, patients in counts if day <= last}
        for month, last in last_days.items()
    }
