"""What is known to have happened: files by their lines, read, staged or published.

`staged_file([line(...)])` is what a reading leaves behind, `published_file` the same and
published through the service.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from activity.models import (
    ActivityLine,
    AssignmentOutcome,
    CoverageDecision,
    CoveredSlice,
    DefaultPracticeCode,
    Delivery,
    Feed,
    HandAssignment,
    ParkedRow,
    Problem,
    State,
    Submission,
    SubmissionLease,
)
from activity.queries import publication
from activity.queries.lines import SAYS, Keys
from activity.services.publication import publish_submission
from pbc.core import money
from pbc.core.models import Locality, Practice
from tests.make.people import operator
from tests.make.register import locality, numbers, point_of_delivery, provider, specialty, year

RECEIVED = date(2007, 3, 9)


@dataclass(frozen=True)
class Line:
    """One line of a file. No practice is unassigned; `opening` stands for all months up to its
    own. `provider_given` and `specialty_given` are what the file says, where it is not the code
    of the register."""

    practice: Practice | None
    month: int
    cost: Decimal
    locality: Locality
    year: int = 2006
    point_of_delivery: str = "EL"
    provider: str = "RWG"
    specialty: str = "100"
    activity: int = 1
    budget: Decimal = Decimal(0)
    opening: bool = False
    provider_given: str = ""
    specialty_given: str = ""


def line(practice, *, month=6, cost=1000, in_=None, **details):
    """A line of a practice in its locality, or of nobody (None) in the one given."""
    where = in_ or (practice.localities.first().locality if practice else locality())
    return Line(practice, month, Decimal(cost), where, **details)


def delivery(*, by=None, file_name="report.csv", received_on=RECEIVED, **details):
    """Bytes that came."""
    number = next(numbers)
    kept = {"sha256": f"{number:064}", "stored_as": f"00/{number}", "size": 1000}
    return Delivery.objects.create(
        file_name=file_name,
        sent_by=by or operator(),
        received_on=received_on,
        **kept | details,
    )


def submission(
    state=State.RECEIVED, *, feed=None, sentence="", headings=None, again=None, **details
):
    """A reading that holds no rows: waiting, refused, or with headings not understood.

    `again` is the reading before it of the same delivery, that is read again.
    """
    made = Submission.objects.create(
        delivery=again.delivery if again else delivery(**details),
        rules_version=again.rules_version + 1 if again else 1,
        feed=feed,
        state=state,
        sentence=sentence,
        headings=headings or {},
        read_at=None if state == State.RECEIVED else timezone.now(),
    )
    SubmissionLease.objects.create(submission=made)
    return made


@transaction.atomic
def staged_file(
    lines, *, parked=(), ignored=0, problems=(), covers=None, stated=None, by_hand=None, **details
):
    """A file as its reading leaves it, ready to publish.

    `parked` are amounts of rows kept out or, where more matters, whole ParkedRow fields;
    `problems` fields of a Problem; `covers` slices as (year, month, locality), of a practice alone
    with the practice, those of its lines unless given; `stated` the file's own total; `by_hand`
    assignments with their outcomes.
    """
    pct = Feed.objects.get(code="pct-acute")
    made = submission(feed=pct, **details)
    parked = [row if isinstance(row, dict) else {"money": row} for row in parked]
    in_month = [one for one in lines if not one.opening]
    _say(made, in_month, [Decimal(row["money"]) for row in parked], ignored, stated)
    _write_lines(made, lines)
    for row, fields in enumerate(parked, start=len(lines) + 2):
        known = {"code": "practice-unknown", "year": 2006, "row": row, "cell": f"C{row}"}
        ParkedRow.objects.create(submission=made, **known | fields)
    Problem.objects.bulk_create(Problem(submission=made, **fields) for fields in problems)
    slices = {(one.year, one.month, one.locality) for one in in_month} if covers is None else covers
    covered = CoveredSlice.objects.bulk_create(_covered(made, slices))
    for one, outcome in (by_hand or {}).items():
        AssignmentOutcome.objects.create(submission=made, assignment=one, outcome=outcome)
    made.basis = publication.basis(pct.pk, covered)
    made.state = State.STAGED
    made.save()
    return made


def _covered(made, slices):
    """The slices that a file covers; of practices alone only where somebody said so."""
    keys = [
        CoveredSlice(
            submission=made,
            year=y,
            month=m,
            locality=loc,
            practice=practice[0] if practice else None,
        )
        for y, m, loc, *practice in slices
    ]
    if any(key.practice_id for key in keys):
        said = [[k.year, k.month, k.locality_id, k.practice_id] for k in keys]
        CoverageDecision.objects.create(
            submission=made, instead_of=made, slices=said, reason="A part", by=operator()
        )
    return keys


def _say(made, lines, parked, ignored, stated):
    nobody = [one for one in lines if one.practice is None]
    made.layout, made.unit, made.year = "long", "pounds", lines[0].year if lines else 2006
    made.months = sorted({one.month for one in lines})
    made.rows_staged, made.rows_parked, made.rows_ignored = len(lines), len(parked), ignored
    made.rows_read, made.rows_unassigned = len(lines) + len(parked) + ignored, len(nobody)
    made.money_staged = sum((one.cost for one in lines), Decimal(0))
    made.money_unassigned = sum((one.cost for one in nobody), Decimal(0))
    made.money_parked = sum(parked, Decimal(0))
    made.money_read = made.money_staged + made.money_parked
    if stated is not None:
        made.stated_total = Decimal(stated)
        made.stated_total_difference = made.stated_total - made.money_read
    made.read_at = timezone.now()
    made.save()


COLUMNS = (
    "submission_id, year, first_month, month, locality_id, practice_id, practice_given, "
    "provider_id, provider_given, point_of_delivery_id, specialty_id, specialty_given, "
    "plan_activity, actual_activity, budget, savings_plan, actual_cost, sheet, row, cell"
)


def _write_lines(made, lines):
    for number in {one.year for one in lines}:
        year(number)
    marks = ", ".join(["%s"] * len(COLUMNS.split(",")))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO activity_activityline ({COLUMNS}) VALUES ({marks})",
            [_values(made, one, row) for row, one in enumerate(lines, start=2)],
        )
        cursor.execute("SELECT roll_up(%s)", [made.pk])


def _values(made, one, row):
    return (
        made.pk,
        one.year,
        0 if one.opening else one.month,
        one.month,
        one.locality.pk,
        one.practice.pk if one.practice else None,
        one.practice.code if one.practice else "V81999",
        provider(one.provider).pk,
        one.provider_given or one.provider,
        point_of_delivery(one.point_of_delivery).pk,
        specialty(one.specialty).pk,
        one.specialty_given or one.specialty,
        one.activity,
        one.activity,
        one.budget,
        0,
        one.cost,
        "",
        row,
        f"H{row}",
    )


def published_file(lines, *, on=RECEIVED, reason="", by=None, **details):
    """A file that is published, as known from that day."""
    made = staged_file(lines, received_on=on, by=by, **details)
    return publish_submission(
        submission=made, known_from=on, reason=reason, by=by or made.delivery.sent_by
    )


def published_spend(practice, *, to_month=6, total, on=RECEIVED, **details):
    """Publish what a practice spent in months 1 to `to_month`, shared evenly.

    Its file covers the practice's whole locality in these months: for several practices of one
    locality build one `published_file`.
    """
    each = money.shares(total, (1,) * to_month)
    lines = [line(practice, month=m, cost=cost) for m, cost in enumerate(each, start=1)]
    return published_file(lines, on=on, **details)


def nobodys_code(code="V81999"):
    """The national code that stands for no practice; asked for twice it is the same."""
    return DefaultPracticeCode.objects.get_or_create(code=code, defaults={"name": "Not known"})[0]


def line_of(file, practice=None, **said):
    """The line of a practice, or of nobody, in a file."""
    whose = practice and practice.pk
    return ActivityLine.objects.get(submission_id=file.pk, practice_id=whose, **said)


def line_code(line):
    """The code of what a line says of itself."""
    return Keys().of(line).code


def hand_assignment(line, practice, *, reason="Their patients", on=RECEIVED, by=None):
    """Somebody's word that an unassigned line is a practice's."""
    nobodys_code(line.practice_given)
    return HandAssignment.objects.create(
        feed=Feed.objects.get(code="pct-acute"),
        practice=practice,
        reason=reason,
        known_from=on,
        by=by or operator(),
        **{name: getattr(line, name) for name in SAYS},
    )
