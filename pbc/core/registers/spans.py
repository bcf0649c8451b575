"""The spans of days that are known of a practice: where it was, and how it stood."""

from datetime import timedelta

from pbc.core import periods
from pbc.core.models import GroupMembership, Practice, PracticeLocality

FIELDS = {PracticeLocality: ("locality",), GroupMembership: ("standing", "group", "reason")}


class NotRegistered(Exception):
    """Why the register is not changed; `field` is the field it stands beside."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def alone(practice, seen=None):
    """The practice as the row stands now; whoever else changes it waits.

    `seen` is what somebody looked at (`seen_of`): refused where it was changed since.
    """
    found = Practice.objects.select_for_update().get(pk=practice.pk)
    if seen is not None and seen != seen_of(found):
        raise NotRegistered(
            f"Somebody changed {found} in the register meanwhile: look at what it says now, and "
            "choose again"
        )
    return found


def seen_of(practice):
    """What is known of a practice now, as a short text that changes with it."""
    rows = [row.pk for model in FIELDS for row in known(practice, model)]
    return "-".join(map(str, rows))


def known(practice, model):
    """The rows of a practice that are known and not replaced, first to last."""
    return list(model.objects.filter(practice=practice, known_until=None).order_by("from_date"))


def on(rows, day):
    """The known row of these that holds on a day, or None."""
    return rows.filter(known_until=None).in_force(day).first()


def there(practice, day, field="from_date"):
    """Where a practice is on a day; raises NotRegistered where it is not open then."""
    place = on(practice.localities, day)
    if place is None:
        raise NotRegistered(f"{practice} is not open on {periods.day(day)}", field)
    return place


def last_day(practice):
    """The last day on which a practice is open, None where it has no end yet."""
    places = known(practice, PracticeLocality)
    return places[-1].to_date if places else None


def cut(rows, day):
    """{field: value} of rows as far as they lie before a day."""
    before, ends = [row for row in rows if row.from_date < day], day - timedelta(1)
    return [
        {name: getattr(row, name) for name in FIELDS[type(row)]}
        | {
            "from_date": row.from_date,
            "to_date": row.to_date if row.to_date and row.to_date < day else ends,
        }
        for row in before
    ]
