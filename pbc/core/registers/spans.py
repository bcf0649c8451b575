"""The spans of days that are known of a practice, where it was and how it stood; and of a locality,
under which commissioner it was."""

from datetime import timedelta

from django.db.models import Max, Q

from pbc.core import periods
from pbc.core.models import (
    GroupMembership,
    Locality,
    LocalityCommissioner,
    PracticeLocality,
)

FIELDS = {PracticeLocality: ("locality",), GroupMembership: ("standing", "group", "reason")}
FIELDS_UNDER = {LocalityCommissioner: ("commissioner",)}  # the same of a locality


class NotRegistered(Exception):
    """Why the register is not changed; `field` is the field it stands beside."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def alone(owner, seen=None):
    """The practice or locality as the row stands now; whoever else changes it waits.

    `seen` is what somebody looked at (`seen_of`): refused where it was changed since.
    """
    found = type(owner).objects.select_for_update().get(pk=owner.pk)
    if seen is not None and seen != seen_of(found):
        raise NotRegistered(
            f"Somebody changed {found} in the register meanwhile: look at what it says now, and "
            "choose again"
        )
    return found


def seen_of(owner):
    """What is known of a practice or locality now, as a short text that changes with it."""
    models = FIELDS_UNDER if isinstance(owner, Locality) else FIELDS
    merger = None if isinstance(owner, Locality) else owner.merger
    rows = [row for model in models for row in known(owner, model)]
    return "-".join(str(row.pk) for row in rows) + (f"-into-{merger.pk}" if merger else "")


def known(owner, model):
    """The rows of a practice or locality that are known and not replaced, first to last."""
    return list(model.objects.filter(known_until=None, **of(owner)).order_by("from_date"))


def of(owner):
    """{practice: it} or {locality: it}, by which rows are theirs."""
    return {type(owner).__name__.lower(): owner}


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
        fields_of(row)
        | {
            "from_date": row.from_date,
            "to_date": row.to_date if row.to_date and row.to_date < day else ends,
        }
        for row in before
    ]


def fields_of(row):
    """{field: value} of what a row says, without its days."""
    return {name: getattr(row, name) for name in (FIELDS | FIELDS_UNDER)[type(row)]}


def as_before(practice, model, closed_on):
    """{field: value} of a practice as if it had not closed with a day: what holds on that day
    goes on, as it was corrected since, for as long as something was known to go on before the
    closing was written down; then comes what was known to come.

    Where nothing else was ever known, it has no end.
    """
    kept = cut(known(practice, model), closed_on + timedelta(1))
    before = _known_after(practice, model, closed_on)
    held = [row for row in before if row.from_date <= closed_on]
    if kept and kept[-1]["to_date"] == closed_on and (held or not before):
        kept[-1]["to_date"] = held[0].to_date if held else None
    for row in before[len(held) :]:
        _go_on(kept, fields_of(row), row.from_date, row.to_date)
    return kept


def _known_after(practice, model, day):
    """The rows that said what holds after a day, as they were known last: after the last writing
    before the one that ended them."""
    rows = model.objects.filter(practice=practice)
    after = rows.filter(Q(to_date=None) | Q(to_date__gt=day), ended_at__isnull=False)
    ended = after.aggregate(at=Max("ended_at"))["at"]
    written = rows.filter(recorded_at__lt=ended).aggregate(at=Max("recorded_at")) if ended else None
    if not written:
        return []
    at = written["at"]
    return list(after.filter(recorded_at__lte=at, ended_at__gt=at).order_by("from_date"))


def _go_on(kept, fields, first, last):
    """Add a span, or let the one before it go on where it says the same."""
    before = kept[-1] if kept else {}
    if before.get("to_date") == first - timedelta(1) and fields.items() <= before.items():
        before["to_date"] = last
    else:
        kept.append({**fields, "from_date": first, "to_date": last})
