"""Plain functions that each build one valid thing, with what it needs; a test says what matters.

Unless told otherwise everything is in Dacorum, in 2006/07, under West Hertfordshire, and known
from the start of the year. A file is built by its lines: `staged_file([line(...)])` is what a
reading leaves behind, `published_file` the same and published through the service.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from activity.models import (
    CoveredSlice,
    Delivery,
    Feed,
    Heading,
    ListSize,
    ParkedRow,
    PointOfDelivery,
    Problem,
    Specialty,
    State,
    Submission,
    SubmissionLease,
)
from activity.queries import publication
from activity.services.publication import publish_submission
from budgets.models import Allocation, BudgetEntry, ControlTotal, Kind
from pbc.core import money, services
from pbc.core.models import (
    Appointment,
    Commissioner,
    FinancialYear,
    Group,
    GroupMembership,
    Locality,
    LocalityCommissioner,
    Person,
    Practice,
    PracticeLocality,
    Provider,
    Role,
    Standing,
)

SINCE_EVER = date(1990, 4, 1)
RECEIVED = date(2007, 3, 9)
TWELFTHS = (1,) * 12
PASSWORD = "a long enough password"
numbers = count(1)
HEADINGS = {"EL": ("Elective", "Elective inpatient"), "OPFA": ("Outpatients", "First attendance")}


# ---- People ----------------------------------------------------------------------------------


def person(first_name="Ruth", last_name="Allan", username=None):
    """Somebody who can sign in, and may do nothing yet."""
    return Person.objects.create_user(
        username=username or f"{first_name}{next(numbers)}".lower(),
        password=PASSWORD,
        first_name=first_name,
        last_name=last_name,
    )


def appointment(who, role, over=None, *, from_date=SINCE_EVER, to_date=None):
    """Appoint somebody over a commissioner, a group or a practice; over None is the whole site."""
    scope = {type(over).__name__.lower(): over} if over else {}
    return Appointment.objects.create(
        person=who, role=role, from_date=from_date, to_date=to_date, **scope
    )


def appointed(role, over=None, **names):
    """Somebody with one appointment."""
    who = person(**names)
    appointment(who, role, over)
    return who


def finance_officer(pct=None, **names):
    """Finance of a commissioner, West Hertfordshire unless told otherwise."""
    return appointed(Role.FINANCE, pct or commissioner(), **names)


def gp_lead(of, **names):
    """The GP lead of a group."""
    return appointed(Role.GP_LEAD, of, **names)


def practice_manager(of, **names):
    """The manager of a practice."""
    return appointed(Role.PRACTICE_MANAGER, of, **names)


def auditor(**names):
    """Reads everything, changes nothing."""
    return appointed(Role.AUDITOR, **names)


def administrator(**names):
    """Keeps accounts and organisations; sees no money."""
    return appointed(Role.ADMINISTRATOR, **names)


def operator():
    """As whom commands act that name nobody."""
    return services.operator()


# ---- Organisations ---------------------------------------------------------------------------


def commissioner(name="West Hertfordshire"):
    """The PCT of that name; asked for twice it is the same."""
    found = Commissioner.objects.filter(name=name).first()
    return found or Commissioner.objects.create(code=f"C{next(numbers)}", name=name)


def locality(name="Dacorum", *, pct=None, code=None, from_date=SINCE_EVER, to_date=None):
    """The locality of that name under a commissioner; asked for twice it is the same."""
    found = Locality.objects.filter(name=name).first()
    if found is None:
        found = Locality.objects.create(code=code or f"L{next(numbers)}", name=name)
        LocalityCommissioner.objects.create(
            locality=found,
            commissioner=pct or commissioner(),
            from_date=from_date,
            to_date=to_date,
            known_from=from_date,
        )
    return found


def group(name="DacCom"):
    """The group of that name; asked for twice it is the same."""
    found = Group.objects.filter(name=name).first()
    return found or Group.objects.create(code=f"G{next(numbers)}", name=name)


def practice(
    name="Fernville Surgery", *, in_=None, group=None, code=None, opened=SINCE_EVER, closed=None
):
    """A practice in a locality, and in a group if one is given."""
    made = Practice.objects.create(code=code or f"T{next(numbers):05}", name=name, town="Hemel")
    PracticeLocality.objects.create(
        practice=made,
        locality=in_ or locality(),
        from_date=opened,
        to_date=closed,
        known_from=opened,
    )
    if group:
        membership(made, group, from_date=opened, to_date=closed)
    return made


def membership(of, group=None, *, reason="", from_date=SINCE_EVER, to_date=None):
    """How a practice stands: in a group, or not involved for a reason."""
    return GroupMembership.objects.create(
        practice=of,
        group=group,
        standing=Standing.MEMBER if group else Standing.NOT_INVOLVED,
        reason=reason if group else reason or "not stated",
        from_date=from_date,
        to_date=to_date,
        known_from=from_date,
    )


def provider(code="RWG", name="West Hertfordshire Hospitals"):
    """A trust; asked for twice it is the same."""
    return Provider.objects.get_or_create(code=code, defaults={"name": name})[0]


def list_size(of, patients, *, counted_on=date(2006, 4, 1)):
    """How many patients a practice had on a day."""
    return ListSize.objects.create(
        practice=of, counted_on=counted_on, patients=patients, known_from=counted_on
    )


# ---- Codes and years -------------------------------------------------------------------------


def year(number=2006):
    """A financial year that finance has opened, with room for its lines."""
    found = FinancialYear.objects.filter(year=number).first()
    return found or services.open_year(year=number, on=date(number, 4, 1), by=operator())


def heading(name="Elective"):
    """The heading of that name; asked for twice it is the same."""
    found = Heading.objects.filter(name=name).first()
    return found or Heading.objects.create(code=name.upper()[:8], name=name)


def point_of_delivery(code="EL"):
    """The point of delivery of that code, under its heading."""
    over, name = HEADINGS.get(code, ("Other", code))
    return PointOfDelivery.objects.get_or_create(
        code=code, defaults={"name": name, "heading": heading(over)}
    )[0]


def specialty(code="100", name="General surgery"):
    """A specialty; asked for twice it is the same."""
    return Specialty.objects.get_or_create(code=code, defaults={"name": name})[0]


# ---- Plans -----------------------------------------------------------------------------------


def budget_entry(holder, *, amount, phasing=TWELFTHS, kind=Kind.BASELINE, **details):
    """Money in a holder's budget; `phasing` are twelve weights. Known from 1 April."""
    year(details.setdefault("year", 2006))
    details.setdefault("known_from", date(details["year"], 4, 1))
    details.setdefault("heading", None)
    details["heading"] = details["heading"] or heading()
    return BudgetEntry.objects.create(
        **{type(holder).__name__.lower(): holder},
        amount=amount,
        months=money.shares(amount, phasing),
        kind=kind,
        reason="Agreed",
        author=operator(),
        **details,
    )


def allocation(holder, *, amount, year=2006, known_from=date(2006, 4, 1)):
    """What there is to spend in a year."""
    return _target(Allocation, holder, amount, year, known_from)


def control_total(holder, *, amount, year=2006, known_from=date(2006, 4, 1)):
    """The planned over- or underspend; plus is over."""
    return _target(ControlTotal, holder, amount, year, known_from)


def _target(model, holder, amount, year, known_from):
    return model.objects.create(
        **{type(holder).__name__.lower(): holder},
        amount=amount,
        year=year,
        known_from=known_from,
        reason="Set by the board",
        author=operator(),
    )


# ---- Files -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of a file. No practice is unassigned; `opening` stands for all months up to its
    own."""

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


def line(practice, *, month=6, cost=1000, in_=None, **details):
    """A line of a practice in its locality, or of nobody (None) in the one given."""
    where = in_ or (practice.localities.first().locality if practice else locality())
    return Line(practice, month, Decimal(cost), where, **details)


def delivery(*, by=None, file_name="report.csv", received_on=RECEIVED, **details):
    """Bytes that came."""
    number = next(numbers)
    return Delivery.objects.create(
        file_name=file_name,
        sha256=f"{number:064}",
        size=1000,
        stored_as=f"00/{number}",
        sent_by=by or operator(),
        received_on=received_on,
        **details,
    )


def submission(state=State.RECEIVED, *, feed=None, sentence="", headings=None, **details):
    """A reading that holds no rows: waiting, refused, or with headings not understood."""
    made = Submission.objects.create(
        delivery=delivery(**details),
        feed=feed,
        state=state,
        sentence=sentence,
        headings=headings or {},
        read_at=None if state == State.RECEIVED else timezone.now(),
    )
    SubmissionLease.objects.create(submission=made)
    return made


@transaction.atomic
def staged_file(lines, *, parked=(), ignored=0, problems=(), covers=None, stated=None, **details):
    """A file as its reading leaves it, ready to publish.

    `parked` are amounts of rows kept out or, where more matters, whole ParkedRow fields;
    `problems` fields of a Problem; `covers` slices as (year, month, locality), those of its lines
    unless given; `stated` the file's own total.
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
    covered = CoveredSlice.objects.bulk_create(
        CoveredSlice(submission=made, year=y, month=m, locality=loc) for y, m, loc in slices
    )
    made.basis = publication.basis(pct.pk, covered)
    made.state = State.STAGED
    made.save()
    return made


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
        one.provider,
        point_of_delivery(one.point_of_delivery).pk,
        specialty(one.specialty).pk,
        one.specialty,
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
