"""The same import as a textbook has it, to compare with: the message is the job, pandas reads, and
figures are updated in place.

It is given its due: `acks_late` on, so that a message whose worker died comes again (which Celery
does only for a whole worker, after the visibility timeout); a task that fails is over, as Celery
has it unless told otherwise; a person sends again what was not acknowledged. It has three tables
of its own.
"""

import time

import pandas
from django.db import connection

from tests.faults import county
from tests.faults.verdict import asked

TABLES = """
SET ROLE NONE;
CREATE TABLE textbook_upload (id bigserial PRIMARY KEY, content bytea, done bool DEFAULT false);
CREATE TABLE textbook_spend (practice text, month int, pence bigint);
CREATE TABLE textbook_notice (upload bigint);
GRANT ALL ON ALL TABLES IN SCHEMA public TO pbc_app;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO pbc_app;
RESET ROLE;
"""
TRIES = 4
SPEND = "FROM textbook_spend WHERE practice = %s AND month = %s"


def prepare():
    """Make its tables."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    return ""


def import_once(desk):
    """Send the file in, and have it read."""
    number = _send_in(desk)
    if number:
        _deliver(desk, number)


def finish(desk):
    """The person sends again what was not taken, and the queue delivers what was not acked."""
    began = time.monotonic()
    import_once(desk)
    sent = {number for step, number in desk.told() if step == "message"}
    acked = {number for step, number in desk.told() if step == "acked"}
    for number in sorted(sent - acked):
        _deliver(desk, number)
    return time.monotonic() - began


def _send_in(desk):
    for _ in range(TRIES):
        if any(step == "message" for step, _ in desk.told()):
            return None
        try:
            with connection.cursor() as cursor:
                insert = "INSERT INTO textbook_upload (content) VALUES (%s) RETURNING id"
                cursor.execute(insert, [desk.content])
                number = cursor.fetchone()[0]
            desk.note("message", number)
            return number
        except Exception:
            connection.close()
    return None


def _deliver(desk, number):
    try:
        read_upload(number)
    except Exception:
        connection.close()
    desk.note("acked", number)


def read_upload(number):
    """The task: add each row of the file to the figures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM textbook_upload WHERE id = %s", [number])
        frame = pandas.read_csv(_file(cursor.fetchone()[0]), dtype=str)
        for row in frame.itertuples():
            _add(
                cursor, row.practice_code, county.MONTHS[row.period], county.pence(row.actual_cost)
            )
        cursor.execute("UPDATE textbook_upload SET done = true WHERE id = %s", [number])
        cursor.execute("INSERT INTO textbook_notice VALUES (%s)", [number])


def _file(content):
    return county.io.BytesIO(bytes(content))


def _add(cursor, practice, month, pence):
    cursor.execute(f"SELECT pence {SPEND}", [practice, month])
    found = cursor.fetchone()
    if found:
        statement = "UPDATE textbook_spend SET pence = %s WHERE practice = %s AND month = %s"
        cursor.execute(statement, [found[0] + pence, practice, month])
    else:
        cursor.execute("INSERT INTO textbook_spend VALUES (%s, %s, %s)", [practice, month, pence])


def counts():
    """What it leaves: nothing beyond its figures is compared."""
    return {}


def wrongs(content, expected):
    """Whether its figures are those of the file."""
    said, strange, _ = county.recount(content)
    [[found]] = asked("SELECT coalesce(sum(pence), 0)::bigint FROM textbook_spend")
    [[notices]] = asked("SELECT count(*) FROM textbook_notice")
    [[unread]] = asked("SELECT count(*) FROM textbook_upload WHERE NOT done")
    right = said.total() + strange
    if found != right:
        yield "doubled" if found > right else "wrong", f"{found - right} pence too many"
    if notices != 1:
        yield "doubled" if notices else "lost", f"{notices} notices"
    if unread:
        yield "lost", f"{unread} uploads never read"
