"""A disk that is full, ours or the database's: a sentence, nothing half done, and on as before."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys

import pytest
from django.db import connection
from redis import Redis

from activity import storage
from activity.models import Delivery, State, Submission, SubmissionLease
from activity.services import sweeping
from activity.tasks import read_submission, sweep_submissions
from pbc import system
from pbc.core import clock, full
from pbc.embedded import places
from tests import make, spreadsheets
from tests.installation import Installation
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
# The same, where it would sort what a page asks for.
FULL_VIEW = """
CREATE FUNCTION no_room_to_sort() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'could not write to file: No space left on device' USING ERRCODE = 'disk_full';
END $$;
CREATE VIEW activity_delivery AS SELECT * FROM away WHERE no_room_to_sort();
GRANT SELECT ON activity_delivery TO pbc_app
"""
ROOM = "DROP FUNCTION no_room() CASCADE"


@pytest.fixture
def finance(client, transactional_db, monkeypatch):
    """Somebody of finance, who is shown the page of an error as a browser is."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    client.raise_request_exception = False
    client.force_login(make.finance_officer())
    return client


@pytest.fixture(scope="module")
def installation():
    """One of its own: what is sent in here would be among the rows that other tests count."""
    one = Installation()
    yield one
    one.remove()


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


class Unread:
    """What somebody sends, of which nobody is to read a byte."""

    def read(self, *_):
        raise AssertionError("a byte was read")

    readline = read


def send(client, body, size, edge="edge"):
    return client.request(
        PATH_INFO=NEW,
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data; boundary={edge}",
        CONTENT_LENGTH=str(size),
        **{"wsgi.input": body},
    )


def test_a_file_that_fits_once_but_not_twice_is_refused_before_a_byte_is_read_r2(finance, settings):
    """It lies on the disk twice: as it came in, and as it is kept."""
    settings.PBC_ROOM_LEFT_MB = 0

    refused = send(finance, Unread(), full.free() * 3 // 4)

    assert (refused.status_code, SAYS in said(refused)) == (503, True)


class WhileOthersWrite(io.BytesIO):
    """A file of three pieces; while its first is read, others take the room."""

    def __init__(self, content, settings):
        super().__init__(content)
        self.settings, self.pieces = settings, 0

    def read(self, size=-1):
        self.settings.PBC_ROOM_LEFT_MB = (shutil.disk_usage(places.var()).total >> 20) + 1
        self.pieces += 1
        return super().read(size)


def test_room_that_others_take_meanwhile_ends_what_comes_in_at_the_next_piece_r2(
    finance, kept, settings
):
    head = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
    content = head + b"x" * (3 << 20) + b"\r\n--edge--\r\n"
    settings.PBC_ROOM_LEFT_MB, before = 0, kept()
    body = WhileOthersWrite(content, settings)

    refused = send(finance, body, len(content))

    assert (refused.status_code, SAYS in said(refused)) == (503, True)
    assert body.pieces < len(content) >> 16
    assert (kept() - before, Delivery.objects.count()) == (set(), 0)


def test_room_that_others_take_meanwhile_ends_the_copy_at_the_next_piece_r2(kept, settings):
    settings.PBC_ROOM_LEFT_MB, before = 0, kept()
    file = WhileOthersWrite(b"x" * (3 << 20), settings)

    with pytest.raises(OSError, match="No space left"):
        storage.write_down(file)

    assert (file.pieces, kept() - before) == (1, set())


def test_a_file_larger_than_the_room_is_not_begun_to_be_copied(settings, tmp_path):
    settings.PBC_ROOM_LEFT_MB, pieces = 0, []

    class Huge(io.BytesIO):
        def seek(self, to, whence=os.SEEK_SET):
            return full.free() * 2 if whence == os.SEEK_END else super().seek(to, whence)

        def read(self, size=-1):
            pieces.append(size)
            return b""

    with pytest.raises(OSError, match="No space left"):
        storage.write_down(Huge())

    assert pieces == []


def test_who_asked_for_a_page_is_not_told_of_something_sent(finance):
    finance.post(NEW, {"files": csv()})
    as_owner("ALTER TABLE activity_delivery RENAME TO away")
    as_owner(FULL_VIEW)

    try:
        page = finance.get("/files/")
    finally:
        as_owner("DROP VIEW activity_delivery; DROP FUNCTION no_room_to_sort()")
        as_owner("ALTER TABLE away RENAME TO activity_delivery")

    assert (page.status_code, SAYS in said(page)) == (503, True)
    assert "just sent" not in said(page)
    assert "open the page again" in said(page)


def read_by_a_worker():
    """What the sweep finds, read as a worker does: the keys of what was tried."""
    sweep_submissions()
    found = sweeping.waiting()
    for submission_id in found:
        with pytest.raises(Exception, match="No space left"):
            read_submission(submission_id=submission_id)
    return found


def a_while_passes():
    SubmissionLease.objects.filter(token=None).update(until=None)


def test_a_file_that_the_disk_has_no_room_for_waits_and_is_read_when_there_is_some_r2(finance):
    """More often than a file is tried that is itself to blame."""
    finance.post(NEW, {"files": csv()})
    as_owner(NO_ROOM.replace("INSERT ON {}", "UPDATE OF state ON activity_submission"))

    try:
        tried = []
        for _ in range(5):
            tried += read_by_a_worker()
            assert sweeping.waiting() == []  # a full disk is not tried every ten seconds
            a_while_passes()
    finally:
        as_owner(ROOM)
    waits = Submission.objects.get()
    sweep_submissions()
    read_submission(submission_id=waits.pk)

    assert tried == [waits.pk] * 5
    assert (waits.state, waits.attempts) == (State.RECEIVED, 0)
    assert Submission.objects.get().state not in {State.RECEIVED, State.SET_ASIDE, State.REFUSED}


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


def test_what_a_command_did_before_the_disk_was_full_stands_and_is_said_r2(installation):
    small, large = installation.root / "small.csv", installation.root / "large.csv"
    small.write_bytes(b"")
    large.write_bytes(b"practice\n" + os.urandom(100_000).hex().encode())
    installation.sql("SELECT 1")
    (installation.var / "quarantine").mkdir(exist_ok=True)

    ended = on_a_small_disk(installation, "ingest", str(small), str(large), "--json")

    [one] = json.loads(ended.stdout)
    assert (one["file"], one["state"]) == ("small.csv", "refused")
    assert "What was done before that stands" in full.SAID
    assert ended.stderr.strip().endswith(full.SAID)
    assert ended.returncode == 1


def test_a_file_is_not_refused_because_its_reader_had_no_room_r2(installation):
    """What it alone fills is its own fault; it is tried as often as any."""
    file = installation.root / "june.csv"
    lines = [spreadsheets.line(practice_code=f"Y{number:05}") for number in range(3000)]
    file.write_bytes(spreadsheets.tidy_csv(lines))
    installation("shell", "--no-imports", "-c", "from tests import make; make.year()")
    (installation.var / "reading").mkdir(exist_ok=True)
    state = "SELECT state, attempts FROM activity_submission ORDER BY id DESC LIMIT 1"

    ended = on_a_small_disk(installation, "ingest", str(file), mounted="reading")

    assert ended.stderr.strip() == full.SAID
    assert "[('RECEIVED', 1)]" in installation.sql(state)


def on_a_small_disk(installation, *words, mounted="quarantine", **more):
    """Run a command for which the folder of waiting files, or another, is a disk of 64 KB."""
    mounted = installation.var / mounted
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
