"""What stands in the database after everything, against the file added up a second time."""

import hashlib
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.faults import county

THROUGH_THE_POINTERS = """
WITH moves AS (
  SELECT DISTINCT ON (feed_id, year, month, locality_id) year, month, locality_id, submission_id
  FROM activity_inforce ORDER BY feed_id, year, month, locality_id, known_from DESC, id DESC)
SELECT r.month, p.code, (sum(r.actual_cost) * 100)::bigint
FROM moves m JOIN {roll_up} r USING (submission_id, year, month, locality_id)
LEFT JOIN core_practice p ON p.id = r.practice_id
GROUP BY r.month, p.code
"""
ROLL_UPS = ("activity_positionrollup", "activity_detailrollup", "activity_activityline")
ONCE = {
    "reading of these bytes": "SELECT count(*) FROM activity_submission",
    "publication": "SELECT count(*) FROM activity_submission WHERE state = 'PUBLISHED'",
    "audit event of the publication": """
SELECT count(*) FROM (SELECT lag(state) OVER (ORDER BY pgh_id) AS before, state
                      FROM activity_submissionevent) e
WHERE state = 'PUBLISHED' AND before <> 'PUBLISHED'""",
}
EACH_ONCE = {
    "pointer": "SELECT year, month, locality_id FROM activity_inforce",
    "stated position": "SELECT kind, code, year, month FROM budgets_statedposition",
    "notice": "SELECT person_id FROM activity_notice",
    "line": "SELECT row FROM activity_activityline",
}
STATED = """
SELECT replace(figures->>'actual', '.', '')::bigint FROM budgets_statedposition
WHERE kind = 'county'
"""
BALANCE = """
SELECT rows_read, (money_read * 100)::bigint, (money_parked * 100)::bigint,
       rows_staged + rows_parked + rows_ignored
FROM activity_submission WHERE state = 'PUBLISHED'
"""


def wrongs(content, expected):
    """Everything that is not as it should be, as (lost, doubled or wrong, what).

    `expected` are the counts of an import that nothing happened to.
    """
    return [*_counted_wrongly(expected), *_pennies(content), *_bytes(content)]


def asked(statement):
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def counts():
    """How many rows of each kind an import leaves."""
    return {what: len(asked(each)) for what, each in EACH_ONCE.items()}


def _counted_wrongly(expected):
    for what, statement in ONCE.items():
        [[found]] = asked(statement)
        if found != 1:
            yield "doubled" if found else "lost", f"{what}: {found}"
    for what, number in expected.items():
        rows = asked(EACH_ONCE[what])
        if len(set(rows)) < len(rows):
            yield "doubled", f"{what}: {len(rows)} for {len(set(rows))}"
        if len(set(rows)) != number:
            yield "lost", f"{what}: {len(set(rows))} of {number}"


def _pennies(content):
    said, strange, rows = county.recount(content)
    for table in ROLL_UPS:
        found = {(m, c): p for m, c, p in asked(THROUGH_THE_POINTERS.format(roll_up=table))}
        if found != dict(said):
            yield "wrong", f"{table}: {dict(Counter(found) - said) or 'pennies are missing'}"
    if asked(STATED) != [(said.total(),)]:
        yield "wrong", f"stated for the county: {asked(STATED)}"
    if asked(BALANCE) != [(rows, said.total() + strange, strange, rows)]:
        yield "wrong", f"balance: {asked(BALANCE)}"


def _bytes(content):
    name = hashlib.sha256(content).hexdigest()
    path = Path(settings.PBC_VAR) / "deliveries" / name[:2] / name
    if not path.exists() or path.read_bytes() != content:
        yield "lost", "the bytes as they were sent"
