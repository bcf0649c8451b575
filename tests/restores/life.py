"""What a small county's site does until its machine is lost: one file after another is sent, read,
published or not, one is withdrawn now and then, and what was written down is sealed. After each
step it is noted what the database holds, for who has it back as it was then.

It runs within the site, in a process of its own: `manage.py shell`.
"""

import io
import json
import random
import time
from datetime import date

from django.db import connection

from activity.services.deliveries import receive_delivery
from activity.services.publication import publish_submission, withdraw_submission
from activity.tasks import read_submission
from pbc.backups import contents
from pbc.core.seals.services import seal_tables
from pbc.core.services import operator
from tests import spreadsheets
from tests.faults import county

TODAY = date(2007, 3, 13)
PERIODS = [f"2006-{month:02}" for month in range(4, 13)]
NOW = "SELECT clock_timestamp()::text, pg_current_wal_insert_lsn()::text"


def go_on(notes, seed):
    """Live on, from whatever stands, until somebody ends it; the notes are added to a file."""
    chance, by = random.Random(seed), operator()
    with open(notes, "a") as file:
        for done in _steps(chance, by):
            held = _held()
            since = _now()
            time.sleep(chance.uniform(0.2, 0.8))
            # Nothing is committed from `since` to `until`.
            note = {"done": done, "since": since, "until": _now(), "at": time.time(), **held}
            file.write(json.dumps(note) + "\n")
            file.flush()


def _steps(chance, by):
    while True:
        period = chance.choice(PERIODS)
        file = io.BytesIO(_content(chance, period))
        reading, _ = receive_delivery(
            file=file, file_name=f"{period}.csv", received_on=TODAY, by=by
        )
        yield f"{period} sent"
        read_submission(submission_id=reading.pk)
        yield f"{period} read"
        reading.refresh_from_db()
        publish_submission(submission=reading, known_from=TODAY, by=by, reason="Sent again")
        yield f"{period} published"
        if chance.random() < 0.2:
            withdraw_submission(submission=reading, on=TODAY, by=by, reason="Sent by mistake")
            yield f"{period} withdrawn"
        if chance.random() < 0.3:
            seal_tables(by=by)
            yield "sealed"


def _content(chance, period):
    """A month of every practice, of nobody, and of one that is not known."""
    codes = (*county.KNOWN, county.NOBODYS, county.STRANGE)
    amounts = [f"{chance.randrange(100, 90_000)}.{chance.randrange(100):02}" for _ in codes]
    none = dict.fromkeys(("budget", "savings_plan_adj", "revised_budget"), "0.00")
    lines = [
        spreadsheets.line(period=period, practice_code=code, actual_cost=amount, **none)
        for code, amount in zip(codes, amounts, strict=True)
    ]
    return spreadsheets.tidy_csv(lines)


def _held():
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        held = {"tables": contents.hashes(cursor), "money": contents.money(cursor)}
        cursor.execute("SELECT sha256 FROM activity_delivery")
        held["files"] = [sha256 for (sha256,) in cursor.fetchall()]
        cursor.execute("ROLLBACK")
    return held


def _now():
    """The moment, and the place in the database's log."""
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        return cursor.fetchone()
