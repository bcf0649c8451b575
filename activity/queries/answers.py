"""What `manage.py ingest` answers for one file, in the shape that INTERFACE fixes."""

from activity.models import State
from activity.queries import assignments
from pbc.core import money, periods

PARTS = ("read", "staged", "unassigned", "parked", "ignored")


def ingest_json(sent):
    """One answer: what was understood, rows and money, problems, or why it was refused."""
    submission = sent.submission
    covered = list(submission.covered.select_related("locality", "practice"))
    said = submission.state in (State.REFUSED, State.NEEDS_REASON, State.MAPPING_NEEDED)
    said = said or submission.state == State.SET_ASIDE
    return {
        "file": sent.file_name,
        "submission": submission.pk,
        "state": "duplicate" if sent.is_duplicate else submission.state.lower(),
        "layout": submission.layout or None,
        "year": periods.year_name(submission.year) if submission.year is not None else None,
        "months": sorted(submission.months),
        "covers": sorted({s.locality.code for s in covered if s.practice is None}),
        "practices": sorted({s.practice.code for s in covered if s.practice}),
        "slices": len(covered),
        "sheets_skipped": submission.sheets_skipped,
        "headings": submission.headings,
        "rows": {part: getattr(submission, f"rows_{part}") for part in PARTS},
        "money": {
            part: money.json_money(getattr(submission, f"money_{part}")) for part in PARTS[:4]
        },
        "stated_total": money.json_money(submission.stated_total),
        "problems": [_problem(problem) for problem in submission.problems.order_by("pk")],
        "by_hand": _by_hand(assignments.by_hand(submission)),
        "refused": submission.sentence if said and not sent.is_duplicate else None,
    }


def _by_hand(found):
    """What was given to practices by hand or taken back, and the assignments without a line."""
    if found is None:
        return {"given": [], "taken_back": [], "missing": []}
    return {
        "given": [_given(one) for one in found.given],
        "taken_back": [_given(one) for one in found.taken_back],
        "missing": [
            {"line": one.code, "money": money.json_money(one.money), "why": one.why}
            for one in found.missing
        ],
    }


def _given(one):
    return {"practice": one.code, "lines": one.lines, "money": money.json_money(one.money)}


def _problem(problem):
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet or None,
        "row": problem.row,
        "cell": problem.cell or None,
        "message": problem.message,
        "fix": problem.fix,
        "count": problem.count,
    }
