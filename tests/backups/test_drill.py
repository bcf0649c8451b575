"""A drill puts a backup back beside the site: at points in the life of a small county, drawn by a
seed, every table and all money are as they were, and an import under way comes to its end by
itself (R8). `PBC_DRILLS` says at how many points, from 5 (one of each kind) to 45."""

import io
import json
import os
import random
import tarfile
from contextlib import ExitStack
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg2 import OperationalError

from activity.models import State, Submission, SubmissionLease
from activity.services.deliveries import receive_delivery
from activity.services.publication import publish_submission, withdraw_submission
from activity.tasks import read_submission
from pbc.backups import contents, drilling, keeping, noting, room
from pbc.backups.tools import ABOUT, Refused, asking
from pbc.core import leases
from pbc.core.models import BackupKind, BackupRun
from tests import make, spreadsheets
from tests.faults import county
from tests.replica.servers import until

pytestmark = pytest.mark.django_db(transaction=True)

SEED = int(os.environ.get("PBC_SEED", "1848"))
DRILLS = min(max(int(os.environ.get("PBC_DRILLS", "5")), 5), 45)
# Of 2006/07, those that can have come by its ninth of March.
MONTHS = [*(f"2006-{month:02}" for month in range(4, 13)), "2007-01", "2007-02"]
# Enough that the points in them are more than are drawn: each month has four.
PERIODS = MONTHS[: max(4, DRILLS // 4 + 1)]
SENT, UNDER_WAY, IN_REVIEW, PUBLISHED, WITHDRAWN = POINTS = (
    *("after a file was sent", "while it is read", "in the middle of a review"),
    *("after a publication", "after one was withdrawn"),
)
# As the sweep and a worker do it, once nobody holds the reading any more.
GO_ON = """
import time
from activity.models import Submission
from activity.services import sweeping
from activity.tasks import read_submission
while {number} not in sweeping.waiting(): time.sleep(0.5)
read_submission(submission_id={number})
one = Submission.objects.get(pk={number})
print(one.state, one.rows_staged, one.rows_parked, one.money_staged, one.money_parked)
"""

# A page of it takes a tenth of a second to vacuum.
SLOW_TO_VACUUM = """
CREATE TABLE slow WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
                        autovacuum_vacuum_threshold = 1)
AS SELECT 0 AS number, repeat('-', 1000) AS filling FROM generate_series(1, 1000)
"""
PUT_OUT = r"terminating connection|closed the connection"
VACUUMED = "SELECT FROM pg_stat_activity WHERE datname = %s AND backend_type = 'autovacuum worker'"


@pytest.fixture
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def content(chance, period):
    """A month of every practice, of nobody, and of one that is not known."""
    codes = (*county.KNOWN, county.NOBODYS, county.STRANGE)
    lines = [
        spreadsheets.line(
            period=period,
            practice_code=code,
            budget="0.00",
            savings_plan_adj="0.00",
            revised_budget="0.00",
            actual_cost=f"{chance.randrange(100, 90_000)}.{chance.randrange(100):02}",
        )
        for code in codes
    ]
    return spreadsheets.tidy_csv(lines)


def life(chance, withdrawn):
    """Live through the months: (point, month, reading) after each thing that is done."""
    operator = make.operator()
    for month, period in enumerate(PERIODS):
        file = io.BytesIO(content(chance, period))
        day = {"received_on": date(2007, 3, 9)}
        reading, _ = receive_delivery(file=file, file_name=f"{period}.csv", by=operator, **day)
        yield SENT, month, reading
        held = leases.claim(Submission, SubmissionLease, reading.pk)
        yield UNDER_WAY, month, reading
        leases.hand_back(held)
        read_submission(submission_id=reading.pk)
        reading.refresh_from_db()
        yield IN_REVIEW, month, reading
        publish_submission(submission=reading, known_from=date(2007, 3, 9), by=operator)
        yield PUBLISHED, month, reading
        if month == withdrawn:
            said = {"reason": "Sent by mistake", "on": date(2007, 3, 12)}
            withdraw_submission(submission=reading, by=operator, **said)
            yield WITHDRAWN, month, reading


def told(reading):
    reading.refresh_from_db()
    rows = f"{reading.state} {reading.rows_staged} {reading.rows_parked}"
    return f"{rows} {reading.money_staged} {reading.money_parked}"


def is_vacuumed(superuser, database):
    superuser.execute(VACUUMED, [database])
    return superuser.rowcount > 0


def another_backup(folder):
    """One more of today, beside those before it."""
    BackupRun.objects.all().delete()
    return keeping.make_due()


def drawn(chance):
    """{(point, month)}: each kind of point once, and the others among all that is left."""
    points = {(point, chance.randrange(len(PERIODS))) for point in POINTS}
    every = [(point, month) for point in POINTS for month in range(len(PERIODS))]
    left = [one for one in every if one not in points and one[0] != WITHDRAWN]
    return points | set(chance.sample(left, DRILLS - len(points)))


def test_at_random_points_everything_is_as_it_was_r8(folder, the_day):
    chance = random.Random(SEED)
    points = drawn(chance)
    [withdrawn] = [month for point, month in points if point == WITHDRAWN]
    county.build()

    tried, went_on = {}, None
    for point, month, reading in life(chance, withdrawn):
        if (point, month) in points:
            file = another_backup(folder)
            tried[point, month] = drilling.drill(file)
            if point == UNDER_WAY:
                with drilling.put_beside(file) as scratch:
                    words = ("shell", "--no-imports", "-c", GO_ON.format(number=reading.pk))
                    went_on = reading, scratch.manage(*words).strip()
        if point == IN_REVIEW and went_on and went_on[0] == reading:
            assert went_on[1] == told(reading), f"seed {SEED}, {points}"

    seconds = sorted(found.seconds for found in tried.values())
    print(f"\n{len(tried)} drills, seed {SEED}: open again after {seconds[0]} to {seconds[-1]} s")
    assert {point: found.wrong for point, found in tried.items()} == {key: [] for key in points}
    assert went_on[1].startswith(f"{State.STAGED} 4 1 ")
    assert all(found.tables > 150 for found in tried.values())
    with asking() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE '%\\_drill'")
        assert cursor.fetchall() == []


def test_a_table_that_is_not_as_it_was_is_named_r8(folder, capsys):
    make.practice("Fernville")
    file = keeping.make_due()
    altered = folder / "altered.tar"
    with tarfile.open(file) as old, tarfile.open(altered, "w") as new:
        for member in filter(tarfile.TarInfo.isfile, old):
            held = old.extractfile(member).read()
            if member.name == ABOUT:
                about = json.loads(held)
                about["tables"]["core_practice"] = "2 0 0"
                held = json.dumps(about).encode()
            member.size = len(held)
            new.addfile(member, io.BytesIO(held))

    with pytest.raises(SystemExit):
        call_command("drill", str(altered))

    assert "WRONG: the table core_practice is not as it was" in capsys.readouterr().out
    assert "core_practice" in BackupRun.objects.get(kind=BackupKind.DRILLED).error


def test_the_newest_backup_is_tried_and_noted_with_its_seconds_r8(folder, capsys, left_in_var):
    with pytest.raises(CommandError, match="There is no backup"):
        call_command("drill")
    file = keeping.make_due()

    call_command("drill", "--json")

    said = json.loads(capsys.readouterr().out)
    run = BackupRun.objects.get(kind=BackupKind.DRILLED)
    assert (said["file"], said["wrong"]) == (str(file), [])
    assert (run.file_name, run.error) == (file.name, "")
    assert float(run.seconds) == said["seconds"] > 0
    assert left_in_var() == []


def test_one_row_or_one_letter_more_makes_a_table_another_r8():
    practice = make.practice("Fernville")

    def hashed():
        with asking() as cursor:
            cursor.execute("BEGIN")
            return contents.hashes(cursor)

    before = hashed()
    assert contents.differences(before, hashed()) == []
    practice.name = "Fernvillf"
    practice.save()
    assert "core_practice" in contents.differences(before, hashed())


def test_money_that_does_not_add_up_is_named_by_its_scope_r8(owner):
    fernville = make.practice("Fernville")
    make.published_file([make.line(fernville, cost=1000), make.line(None, cost=500, month=6)])
    with asking() as cursor:
        scopes, wrong = contents.money(cursor)
    assert (scopes, wrong) == (2, [])  # one locality's month and one file

    owner.execute("ALTER TABLE activity_positionrollup DISABLE TRIGGER USER")
    owner.execute("UPDATE activity_positionrollup SET actual_cost = 501 WHERE practice_id IS NULL")
    owner.execute("ALTER TABLE activity_positionrollup ENABLE TRIGGER USER")
    with asking() as cursor:
        _, [wrong] = contents.money(cursor)

    assert wrong.endswith("month 6 of 2006: 1501.00 is not 1500.00")


def test_a_role_that_may_make_no_database_is_written_down_r8(folder, monkeypatch):
    """A site of an older version, whose pbc_owner has no CREATEDB yet."""
    file = keeping.make_due()
    monkeypatch.setitem(settings.DATABASES["default"], "USER", "pbc_app")

    with pytest.raises(CommandError, match="permission denied to create database"):
        call_command("drill", str(file))

    run = BackupRun.objects.get(kind=BackupKind.DRILLED)
    assert run.ended_at
    assert "permission denied to create database" in run.error


def test_a_database_of_that_name_which_no_drill_made_stays_r8(folder):
    file = keeping.make_due()
    name = f"{connection.settings_dict['NAME']}_drill"
    with asking() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        with pytest.raises(Refused, match="which no drill made"):
            drilling.drill(file)
        with asking() as cursor:
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
            assert cursor.fetchone() == (1,)
    finally:
        with asking() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def test_a_drill_that_was_killed_is_shown_after_the_next_backup_r8(folder):
    killed = BackupRun.objects.create(kind=BackupKind.DRILLED)

    keeping.make_due()

    killed.refresh_from_db()
    assert killed.error == noting.BROKEN_OFF


def test_a_drill_for_which_there_is_no_room_says_what_it_needs_r8(folder, monkeypatch):
    file = keeping.make_due()
    monkeypatch.setattr(room, "BESIDE_IT", 1.0)

    with pytest.raises(Refused, match=r"too little room .* MB are needed"):
        drilling.drill(file)

    assert "too little room" in BackupRun.objects.get(kind=BackupKind.DRILLED).error


def test_what_was_put_back_is_open_to_nobody_else_r8(folder):
    with drilling.put_beside(keeping.make_due()) as scratch, asking() as cursor:
        cursor.execute("SELECT has_database_privilege('public', %s, 'CONNECT')", [scratch.database])
        assert cursor.fetchone() == (False,)


def test_what_was_put_back_goes_while_the_server_vacuums_it_r8(folder, superuser):
    """The server vacuums a database of itself, and only a superuser may end that by force."""
    file = keeping.make_due()
    superuser.execute("ALTER SYSTEM SET autovacuum_naptime = 1")
    superuser.execute("SELECT pg_reload_conf()")
    try:
        with drilling.put_beside(file) as scratch:
            with asking(scratch.database) as cursor:
                cursor.execute(SLOW_TO_VACUUM)
                cursor.execute("UPDATE slow SET number = 1")
            until(lambda: is_vacuumed(superuser, scratch.database), "nobody vacuums it")
    finally:
        superuser.execute("ALTER SYSTEM RESET autovacuum_naptime")
        superuser.execute("SELECT pg_reload_conf()")

    superuser.execute("SELECT FROM pg_database WHERE datname = %s", [scratch.database])
    assert superuser.rowcount == 0


def test_who_is_in_what_was_put_back_is_put_out_r8(folder):
    file = keeping.make_due()

    with ExitStack() as left_open:
        with drilling.put_beside(file) as scratch:
            cursor = left_open.enter_context(asking(scratch.database))
        with pytest.raises(OperationalError, match=PUT_OUT):
            cursor.execute("SELECT 1")

    with asking() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [scratch.database])
        assert cursor.rowcount == 0


def test_a_sequence_that_lies_behind_its_column_is_named_r8(owner):
    make.practice("Fernville")
    with asking() as cursor:
        assert contents.sequences_behind(cursor) == []

    owner.execute("SELECT setval('core_practice_id_seq', max(id), false) FROM core_practice")

    with asking() as cursor:
        assert contents.sequences_behind(cursor) == ["core_practice_id_seq"]
