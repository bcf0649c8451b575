"""Room for the lines of a year, and the feed that counts in it."""

from django.db import connection

from activity.models import CountsFor, Feed


def make_room(*, year, by):
    """When finance opens a year: a partition for its lines, and the PCT's report counts in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT make_room_for_year(%s)", [year.year])
    CountsFor.objects.get_or_create(
        feed=Feed.objects.get(code="pct-acute"),
        year=year.year,
        defaults={
            "months": (1, 14),
            "known_from": year.opened_on,
            "reason": "The PCT's report makes the actuals of hospital care",
        },
    )
