"""A fresh folder, driven from outside: the command line looks after its servers by itself."""

import json
import os
import signal
import tarfile
import time

COUNT = "SELECT count(*) FROM core_person"
# By these pgtrigger knows whether a trigger is the one that the code means.
REMARKS = "SELECT count(*) FROM pg_description WHERE classoid = $$pg_trigger$$::regclass"
ADD = (
    "INSERT INTO core_person (username, password, is_superuser, is_staff, is_active, date_joined,"
    " first_name, last_name, email) VALUES ($${}$$, $$$$, false, false, true, now(), $$$$, $$$$,"
    " $$$$)"
)

AGED = (
    "from django.db import connection as c; c.cursor().execute("
    "\"UPDATE django_migrations SET applied = applied - interval '3 days'\")"
)


def test_two_first_commands_at_once_both_work(installation):
    commands = [installation.start("shell", "--no-imports", "-c", "print(7)") for _ in range(2)]

    said = [command.communicate(timeout=120) for command in commands]

    assert said == [("7\n", ""), ("7\n", "")]
    assert "[(0,)]" in installation.sql(COUNT)


def test_a_command_works_with_the_rights_of_the_site(installation):
    assert "pbc_app" in installation.sql("SELECT current_user")


def test_servers_that_were_killed_are_back_with_the_next_command(installation):
    installation.sql(ADD.format("before the kill"))

    for number in installation.servers():
        os.kill(number, signal.SIGKILL)

    assert "[(1,)]" in installation.sql(COUNT)


def test_a_command_that_needs_no_server_starts_none(installation):
    installation("services", "stop")

    installation("help")
    installation("check")

    assert "stopped" in installation("services", "status")
    assert installation.servers() == []


def test_a_backup_brings_back_rows_and_delivered_files(installation):
    installation.sql(ADD.format("in the backup"))
    delivered = installation.var / "deliveries" / "sent"
    waits = installation.var / "quarantine" / "ab" / "abc"
    half = installation.var / "quarantine" / "x.part"
    for path in (delivered, waits, half):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"bytes as they came")
    backup = installation.root / "backup.tar"
    installation("backup", str(backup))
    mark = installation.var / "demonstration" / "today"
    remarks = installation.sql(REMARKS)
    assert "[(0,)]" not in remarks

    installation.sql(ADD.format("after it"))
    delivered.unlink()
    waits.unlink()
    mark.parent.mkdir()
    mark.write_text("2007-03-13")
    installation("restore", str(backup), "--replace")

    assert installation.sql(REMARKS) == remarks
    assert delivered.read_bytes() == waits.read_bytes() == b"bytes as they came"
    assert not half.exists()
    assert not mark.exists()
    assert "[(0,)]" in installation.sql(COUNT + " WHERE username = $$after it$$")
    assert "[(1,)]" in installation.sql(COUNT + " WHERE username = $$in the backup$$")
    assert "pbc_app" in installation.sql("SELECT current_user")


SEAL = (
    "from pbc.core.seals.services import seal_tables as seal; "
    "from pbc.core.services import operator; seal(by=operator(), quiet='0 seconds')"
)


def test_a_backup_carries_the_seals_and_what_is_put_back_is_as_it_was_sealed_h01(installation):
    installation.sql(ADD.format("sealed"))
    installation("shell", "--no-imports", "-c", SEAL)
    backup = installation.root / "sealed.tar"
    installation("backup", str(backup))
    before = installation("verify_seals")
    installation.sql(ADD.format("after"))
    installation("restore", str(backup), "--replace")

    assert "Everything is as it was sealed: " in before
    assert "of 0 tables" not in before
    assert installation("verify_seals") == before


def test_a_backup_is_not_put_over_data_unasked(installation):
    installation.sql(ADD.format("precious"))
    backup = installation.root / "backup.tar"
    installation("backup", str(backup))

    assert "--replace" in installation("restore", str(backup), exits=1)


def test_a_damaged_backup_changes_nothing(installation):
    backup = installation.root / "damaged.tar"
    about = installation.root / "about.json"
    about.write_text(json.dumps({"sha256": "another", "migrations": []}))
    with tarfile.open(backup, "w") as tar:
        tar.add(about, "about.json")
        tar.add(about, "database.dump")
    before = installation.sql(COUNT)

    assert "damaged" in installation("restore", str(backup), "--replace", exits=1)
    assert installation.sql(COUNT) == before


def test_a_daily_backup_that_is_killed_is_made_by_the_next_r8(installation):
    folder = installation.root / "daily"
    daily = {"PBC_BACKUPS_TO": str(folder)}
    installation("shell", "--no-imports", "-c", AGED, PBC_DB_ROLE="owner")

    killed = installation.start("backup", "--due", **daily)
    while not any(folder.glob("*.part")):
        assert killed.poll() is None
        time.sleep(0.001)
    killed.kill()
    killed.communicate()
    assert list(folder.glob("*.tar")) == []
    installation("backup", "--due", **daily)

    [made] = folder.glob("*.tar")
    assert sorted(folder.iterdir()) == [made, made.with_name(f"{made.name}.sha256")]
    assert [path.name for path in installation.var.glob("*-pbc-*")] == []
    assert "before its end" in installation.sql("SELECT error FROM core_backuprun ORDER BY id")
    assert "No backup is due" in installation("backup", "--due", **daily)
    assert "can be put back" in installation("verify_backup", str(made))
