"""What changes between two versions of the same months, line by line (B22)."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, DecimalField, Q, Sum, Value
from django.db.models.functions import Abs, Coalesce

from activity.models import DetailRollUp, PointOfDelivery, PositionRollUp, Specialty, Submission
from activity.queries import words
from activity.queries.slices import key_of, lies_in, rows_q
from activity.queries.versions import brings, held_before
from pbc.core import periods
from pbc.core.models import Practice, Provider

NOTHING = Decimal("0.00")
LINE = (
    *("year", "month", "locality", "practice", "provider_given", "point_of_delivery"),
    "specialty_given",
)


@dataclass(frozen=True)
class Version:
    """One reading of a file: what it was called, who sent it when, and its money in the scope."""

    number: int
    file_name: str
    sent_by: str
    received_at: date
    scope: str
    total: Decimal


@dataclass(frozen=True)
class Changes:
    """The two versions that are compared, over the months that both of them cover."""

    heading: str
    lead: str
    lines_heading: str
    scope: str
    before: list[Version]
    after: Version
    total_before: Decimal
    total_after: Decimal
    lines_before: Decimal
    lines_after: Decimal

    @property
    def difference(self):
        """After less before; the lines that differ add up to it."""
        return self.total_after - self.total_before


@dataclass(frozen=True)
class LineChange:
    """One line that differs. No practice is unassigned; None is a line that is not there."""

    practice: str
    provider: str
    point_of_delivery: str
    specialty: str
    month: int
    before: Decimal | None
    after: Decimal | None
    difference: Decimal


def lines_that_differ(submission, before):
    """Lines of the detailed roll-up whose cost differs, as dicts, largest difference first."""
    ours = Q(submission=submission)
    rows = DetailRollUp.objects.filter(rows_q(before) | rows_q(_same_slices(before, submission)))
    nothing = Value(NOTHING, DecimalField(max_digits=14, decimal_places=2))
    return (
        rows.exclude(first_month=0)
        .values(*LINE)
        .annotate(
            after=Sum("actual_cost", filter=ours),
            before=Sum("actual_cost", filter=~ours),
        )
        .annotate(difference=Coalesce("after", nothing) - Coalesce("before", nothing))
        .exclude(difference=0)
        .order_by(Abs("difference").desc(), *LINE)
    )


def _same_slices(before, submission):
    """The slices of a version as another one holds them; what is left alone stays out."""
    return {key: held and submission.pk for key, held in before.items()}


def lines_changed(submission, before):
    """How many lines differ in each slice: {slice: count}."""
    if not any(before.values()):
        return {}
    keys = lines_that_differ(submission, before).values_list(*LINE[:4])
    with _not_sorted():
        return Counter(key_of(before, *key) for key in keys.order_by())


@contextmanager
def _not_sorted():
    """Meanwhile the database adds lines up without sorting them first, twice as fast: of a reading
    that has just come it believes that it has one line, and that sorting it costs nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        yield
        cursor.execute("SET LOCAL enable_sort = on")


def money_of(held):
    """Money of submissions in slices, without opening figures: {slice: (amount, rows)}."""
    rows = PositionRollUp.objects.filter(rows_q(held)).exclude(first_month=0)
    sums = rows.values_list(*LINE[:4]).annotate(money=Sum("actual_cost"), rows_=Sum("rows"))
    found = {}
    for *place, amount, count in sums:
        key = key_of(held, *place)
        before = found.get(key, (NOTHING, 0))
        found[key] = before[0] + amount, before[1] + count
    return found


def changes(submission):
    """Compare a submission with the version before it, in the slices that both cover.

    Returns (Changes, the lines that differ), or None where nothing was held before.
    """
    before = held_before(submission)
    compared = {key: held for key, held in before.items() if held}
    if not compared:
        return None
    lines = lines_that_differ(submission, before)
    sums = lines.order_by().aggregate(
        lines=Count("*"), lines_before=Sum("before"), lines_after=Sum("after")
    )
    versions = [
        _version(Submission.objects.select_related("delivery__sent_by").get(pk=pk), before)
        for pk in sorted(set(compared.values()))
    ]
    after = _version(submission, _same_slices(before, submission))
    total_before = sum((version.total for version in versions), NOTHING)
    months = periods.span_in_words({month for _, month, *_ in compared})
    found = Changes(
        heading=_heading(after.total - total_before, sums["lines"], months),
        lead=_lead(submission, compared),
        lines_heading=_lines_heading(sums["lines"]),
        scope=words.slices_in_words(compared),
        before=versions,
        after=after,
        total_before=total_before,
        total_after=after.total,
        lines_before=sums["lines_before"] or NOTHING,
        lines_after=sums["lines_after"] or NOTHING,
    )
    return found, lines


def _version(submission, held):
    amounts = money_of(held)
    own = {key: pk for key, pk in held.items() if pk == submission.pk}
    return Version(
        number=submission.pk,
        file_name=submission.delivery.file_name,
        sent_by=str(submission.delivery.sent_by),
        received_at=submission.delivery.received_on,
        scope=words.slices_in_words(own),
        total=sum((amounts.get(key, (NOTHING, 0))[0] for key in own), NOTHING),
    )


def _heading(difference, lines, months):
    if not lines:
        return f"Nothing differs in {months}: every line is the same to the penny"
    how_many = words.counted(lines, "line")
    if not difference:
        return f"The total of {months} stays, but {how_many} of it differ"
    return f"{words.more_or_less(difference)} than before, in {how_many} of {months}"


def _lead(submission, before):
    """What the file brings besides: months of which there was no version before."""
    slices = brings(submission)
    new = {key for key in slices if not any(lies_in(one, key) for one in before)}
    if not new:
        return ""
    months = words.slices_in_words(new)
    return f"The file also brings {months}: nothing was there before, so they are not shown here."


def _lines_heading(lines):
    if not lines:
        return "No line differs"
    return words.sentence_case(words.counted(lines, "line differs", "lines differ"))


def named_lines(rows):
    """The LineChange of each of these lines, with names for their ids and codes."""
    rows = list(rows)
    practices = _names(Practice, "pk", {row["practice"] for row in rows})
    pods = _names(PointOfDelivery, "pk", {row["point_of_delivery"] for row in rows})
    providers = _names(Provider, "code", {row["provider_given"] for row in rows})
    specialties = _names(Specialty, "code", {row["specialty_given"] for row in rows})
    return [
        LineChange(
            practice=practices.get(row["practice"], ""),
            provider=providers.get(row["provider_given"], row["provider_given"]),
            point_of_delivery=pods[row["point_of_delivery"]],
            specialty=specialties.get(row["specialty_given"], row["specialty_given"]),
            month=row["month"],
            before=row["before"],
            after=row["after"],
            difference=row["difference"],
        )
        for row in rows
    ]


def _names(model, key, wanted):
    return dict(model.objects.filter(**{f"{key}__in": wanted}).values_list(key, "name"))
