"""Step five: write what was read into the staging of its submission. Only this module writes."""

import json
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from activity.ingest import progress
from activity.models import (
    AssignmentOutcome,
    CoveredSlice,
    Feed,
    HandAssignment,
    ParkedRow,
    Problem,
    State,
    Submission,
)
from activity.queries import order, publication
from activity.queries.slices import place_key, slice_key
from pbc.core import leases, registry

COLUMNS = (
    "submission_id, year, first_month, month, locality_id, practice_id, practice_given, "
    "provider_id, provider_given, point_of_delivery_id, specialty_id, specialty_given, "
    "plan_activity, actual_activity, budget, savings_plan, actual_cost, sheet, row, cell"
)


@contextmanager
def writing(held):
    """Lock the submission, and look at the lease again just before the commit.

    The lease is given back after the commit: a writer that held its row would stop the heartbeat
    for as long as the database adds the submission up.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=held.pk)
        if submission.state != State.RECEIVED:
            raise leases.TakenOver
        yield submission
        held.insist()
    held.give_back()


def refuse(held, *, sentence):
    """Refuse the file whole, with one sentence."""
    with writing(held) as submission:
        submission.state, submission.sentence = State.REFUSED, sentence
        submission.read_at = timezone.now()
        submission.save()


def ask_for_mapping(held, reading):
    """Keep the headings found and missing, and wait for somebody to say what they mean."""
    found = reading.headings
    missing = ", ".join(found.get("missing", [])) or "the columns of a layout that is known"
    with writing(held) as submission:
        submission.state, submission.headings = State.MAPPING_NEEDED, found
        submission.sheets_skipped = reading.sheets_skipped
        submission.sentence = f"The headings of this file are not understood. Not found: {missing}"
        submission.read_at = timezone.now()
        submission.save()


def stage(held, reading):
    """Write lines, parked rows, problems and roll-ups, and let the database add them up."""
    with writing(held) as submission:
        _say(submission, reading)
        submission.save()
        _copy_lines(reading, held.say)
        ParkedRow.objects.bulk_create(_parked(submission, reading.folder), batch_size=2000)
        Problem.objects.bulk_create(_problems(submission, reading.folder), batch_size=2000)
        slices = CoveredSlice.objects.bulk_create(_slices(submission, reading.slices))
        AssignmentOutcome.objects.bulk_create(_by_hand(submission, reading.by_hand, slices))
        with connection.cursor() as cursor:
            cursor.execute("SELECT roll_up(%s)", [submission.pk])
        for check in registry.checks:
            Problem.objects.bulk_create(check(submission))
        submission.basis = publication.basis(submission.feed_id, slices)
        submission.state = State.STAGED
        submission.save()


def _slices(submission, slices):
    """What it covers. What later files replaced of a delivery that is read again stays theirs."""
    covered = [
        CoveredSlice(
            submission=submission,
            **dict(zip(("year", "month", "locality_id", "practice_id"), each, strict=False)),
        )
        for each in slices
    ]
    in_force = publication.in_force_now(submission.feed_id, covered)
    later = order.held_by_later(submission, in_force)
    return [one for one in covered if slice_key(one) not in later]


def _by_hand(submission, outcomes, covered):
    """What became of the assignments of the slices that it covers."""
    said = dict(outcomes)
    held = {place_key(one) for one in covered if one.practice_id is None}
    for one in HandAssignment.objects.filter(pk__in=said):
        if one.slice in held:
            yield AssignmentOutcome(submission=submission, assignment=one, outcome=said[one.pk])


def _say(submission, reading):
    """Put what was understood on the submission's own row."""
    submission.feed = submission.feed or Feed.objects.get(code=reading.feed)
    submission.layout, submission.unit = reading.layout, reading.unit
    submission.year, submission.months = reading.year, reading.months
    submission.sheets_skipped, submission.headings = reading.sheets_skipped, reading.headings
    for part, count in reading.rows.items():
        setattr(submission, f"rows_{part}", count)
    for part, amount in reading.money.items():
        setattr(submission, f"money_{part}", Decimal(amount))
    submission.stated_total = reading.stated_total and Decimal(reading.stated_total)
    difference = reading.stated_total_difference
    submission.stated_total_difference = difference and Decimal(difference)
    submission.read_at = timezone.now()


def _copy_lines(reading, tell):
    path = Path(reading.folder) / "lines.csv"
    with connection.cursor() as cursor, path.open("rb") as file:
        lines = progress.Watched(file, path.stat().st_size, reading.rows["staged"], tell)
        cursor.copy_expert(
            f"COPY activity_activityline ({COLUMNS}) FROM STDIN WITH (FORMAT csv, "
            "FORCE_NOT_NULL (practice_given, provider_given, specialty_given, sheet, cell))",
            lines,
        )


def _jsonl(path):
    with open(path, encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)


def _parked(submission, folder):
    for row in _jsonl(Path(folder) / "parked.jsonl"):
        yield ParkedRow(
            submission=submission,
            code=row["code"],
            year=row["year"],
            month=row["month"],
            locality_id=row["locality_id"],
            practice_id=row["practice_id"],
            practice_given=(row["practice_given"] or "")[:100],
            sheet=(row["sheet"] or "")[:100],
            row=row["row"],
            cell=row["cell"] or "",
            money=Decimal(row["money"]),
            values=row["values"],
        )


def _problems(submission, folder):
    for row in _jsonl(Path(folder) / "problems.jsonl"):
        yield Problem(
            submission=submission,
            severity=row["severity"],
            code=row["code"],
            sheet=(row["sheet"] or "")[:100],
            row=row["row"],
            cell=row["cell"] or "",
            message=row["message"],
            fix=row["fix"],
            count=row["count"],
        )
