"""A disk that is full, ours or the database's: a sentence, nothing half done, and on as before."""

import errno
import os
import shutil
import subprocess
import sys

import pytest
from django.db import connection
from redis import Redis

from activity.models import Delivery
from pbc import system
from pbc.core import clock, full
from pbc.embedded import places
from tests import make
from tests.pages import csv, said

NEW = "/files/new/"
SAYS = "The service has no room left"
# What PostgreSQL says where it cannot make a table longer, raised where it would write the row.
NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'could not extend file "base/5/16385": No space left on device'
    USING ERRCODE = 'disk_full';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION no_room();
"""
ROOM = "DROP FUNCTION no_room() CASCADE"


@pytest.fixture
def finance(client, transactional_db, monkeypatch):
    """Somebody of finance, who is shown the page of an error as a browser is."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    client.raise_request_exception = False
    client.force_login(make.finance_officer())
    return client


@pytest.fixture
def kept():
    """The bytes that lie in the folders of files now."""

    def found():
        folders = (places.var() / "quarantine", places.var() / "deliveries")
        return {path for folder in folders for path in folder.rglob("*") if path.is_file()}

    return found


def halves(paths):
    """What is whole and has no row is of use when it is sent again, or is swept away."""
    return {path for path in paths if path.suffix == ".part"}


def as_owner(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("table", ["activity_delivery", "activity_submission"])
def test_a_file_that_the_database_has_no_room_for_is_not_taken_and_is_later_r2(
    finance, kept, table
):
    before = kept()
    as_owner(NO_ROOM.format(table))

    try:
        refused = finance.post(NEW, {"files": csv()})
    finally:
        as_owner(ROOM)
    rows, left = Delivery.objects.count(), halves(kept() - before)
    taken = finance.post(NEW, {"files": csv()})

    assert (refused.status_code, SAYS in said(refused)) == (503, True)
    assert (rows, left) == (0, set())
    assert (taken.status_code, Delivery.objects.count()) == (302, 1)


def test_files_are_refused_before_the_disk_is_full_and_taken_when_there_is_room_r2(
    finance, kept, settings
):
    before, most = kept(), shutil.disk_usage(places.var()).total >> 20
    settings.PBC_ROOM_LEFT_MB = most + 1

    refused = finance.post(NEW, {"files": csv()})
    page, asked, left = finance.get("/files/"), finance.get("/healthz"), kept() - before
    disk = system.read(clock.today()).disk
    settings.PBC_ROOM_LEFT_MB = 0
    taken = finance.post(NEW, {"files": csv()})

    assert (refused.status_code, SAYS in said(refused)) == (503, True)
    assert (page.status_code, left) == (200, set())
    assert asked.content.decode() == "ok\ndisk: nearly full, files are refused\n"
    assert disk.what_to_do == system.NO_ROOM
    assert (taken.status_code, Delivery.objects.count()) == (302, 1)


def test_a_file_larger_than_the_room_is_refused_before_a_byte_of_it_is_read(settings):
    settings.PBC_ROOM_LEFT_MB = 0
    full.insist_on_room(full.free() // 2)

    with pytest.raises(OSError, match="No space left") as refused:
        full.insist_on_room(full.free() * 2)

    assert refused.value.errno == errno.ENOSPC


def test_a_broker_that_is_full_costs_no_file_r7(finance):
    """What it is asked to keep it refuses with OOM; the sweep finds the file."""
    broker = Redis(unix_socket_path=str(places.sockets_path() / "valkey.sock"))
    broker.config_set("maxmemory", 1)

    try:
        taken = finance.post(NEW, {"files": csv()})
        with pytest.raises(Exception, match="maxmemory"):
            broker.set("x", "y")
    finally:
        broker.config_set("maxmemory", 0)

    assert (taken.status_code, Delivery.objects.count()) == (302, 1)


def test_a_command_on_a_full_disk_says_so_and_the_file_is_taken_later_r2(installation):
    """On a real one: a disk of 64 KB is mounted where files wait, for that command alone."""
    file = installation.root / "large.csv"
    file.write_bytes(b"practice\n" + os.urandom(100_000).hex().encode())
    count = "SELECT count(*) FROM activity_delivery"
    installation.sql(count)
    (installation.var / "quarantine").mkdir(exist_ok=True)

    nearly = on_a_small_disk(installation, "ingest", str(file))
    whole = on_a_small_disk(installation, "ingest", str(file), PBC_ROOM_LEFT_MB="0")
    rows = installation.sql(count)
    installation("ingest", str(file), exits=1)  # it is no file of figures, and is kept

    assert [one.stderr.strip() for one in (nearly, whole)] == [full.SAID] * 2
    assert (nearly.returncode, whole.returncode) == (1, 1)
    assert "[(0,)]" in rows
    assert "[(1,)]" in installation.sql(count)


def on_a_small_disk(installation, *words, **more):
    """Run a command for which the folder of waiting files is a disk of 64 KB."""
    mounted = installation.var / "quarantine"
    script = f'mount -t tmpfs -o size=64k none "{mounted}" && exec "$@"'
    alone = ["unshare", "--mount", *(["--user", "--map-root-user"] if os.getuid() else [])]
    command = [sys.executable, str(places.CHECKOUT / "manage.py"), *words]
    servers = {
        "DATABASE_URL": f"postgres://pbc_app@/pbc?host={installation.sockets()}",
        "REDIS_URL": f"redis+socket://{installation.sockets()}/valkey.sock",
    }
    return subprocess.run(
        [*alone, "sh", "-c", script, "sh", *command],
        env={**installation.environment, **servers, **more},
        capture_output=True,
        text=True,
    )
