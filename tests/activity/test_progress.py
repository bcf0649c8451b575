"""How far a reading is: said by the child, kept with the lease, shown on the page of the file."""

import io
import json
import os
import threading
import time
import zipfile
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.ingest import child, job, progress, reader, scan, workbook
from activity.models import SubmissionLease
from activity.models.submission import Submission
from activity.services.uploads import receive_upload
from activity.tasks import read_submission, read_upload
from pbc.core.leases import heartbeat
from pbc.core.models.job import LEASE
from tests import make, spreadsheets
from tests.activity.ingest.conftest import KNOWN
from tests.pages import address, csv, said

HTMX = {"HX-Request": "true"}


@pytest.fixture
def finance(client):
    officer = make.finance_officer()
    client.force_login(officer)
    return officer


def at(submission, told):
    """A worker is at it, and has said so much."""
    SubmissionLease.objects.filter(pk=submission.pk).update(
        token=uuid4(), until=timezone.now() + LEASE, progress=told.as_text()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            progress.Progress(progress.READ, 84_000),
            "Being read 84,000 rows so far. How long the rest takes cannot be told yet.",
        ),
        (
            progress.Progress(progress.READ, 84_000, left=22),
            "Being read 84,000 rows so far. About 20 seconds left.",
        ),
        (
            progress.Progress(progress.CHECK, of=200_000),
            "Being checked Practices, hospitals, codes and totals of 200,000 rows. How long",
        ),
        (
            progress.Progress(progress.WRITE, 150_000, 200_000, 3),
            "Being written down 150,000 of 200,000 rows so far. A few seconds left.",
        ),
        (
            progress.Progress(progress.WRITE, 1_000, 900_000, 400),
            "1,000 of 900,000 rows so far. About 7 minutes left.",
        ),
    ],
)
def test_the_page_says_the_step_the_rows_so_far_and_the_time_left(client, finance, told, shown):
    submission = make.submission(by=finance)
    at(submission, told)

    page = said(client.get(address("detail", submission)))

    assert shown in page
    assert ("left" in page) == (told.left is not None)
    assert ("How long the rest takes cannot be told yet" in page) == (told.left is None)


@pytest.mark.django_db
def test_before_a_file_has_said_anything_its_page_says_that_nothing_is_known(client, finance):
    """A csv and an .xls are read at one go: no part of them can be timed."""
    submission = make.submission(by=finance)
    hold = {"token": uuid4(), "until": timezone.now() + LEASE}
    SubmissionLease.objects.filter(pk=submission.pk).update(**hold)

    page = said(client.get(address("detail", submission)))

    assert "Every cell of every sheet. How long the rest takes cannot be told yet." in page


def test_a_workbook_of_one_sheet_has_its_time_told_while_it_is_scanned(tmp_path):
    """Of 100 bytes 30 were scanned in 10 s: 70 to scan, and 100 whose values take twice as long
    a byte, 270 in all at 3 bytes a second."""
    progress.begin(tmp_path)
    far = reader.Far(100)
    far.pace.began -= 10

    far.scanned(30, rows=400)
    during = progress.from_text(progress.said(tmp_path))
    far.has_read(100, rows=1_300)
    after = progress.from_text(progress.said(tmp_path))
    progress.Told.folder = None

    assert (during.step, during.rows) == (progress.READ, 400)
    assert during.left in (89, 90)
    assert (after.rows, after.left) == (1_300, None)  # nothing is left of this step


def test_a_sheet_tells_how_far_it_was_scanned(tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "CHUNK", 1_000)
    path, told = tmp_path / "june.xlsx", []
    path.write_bytes(spreadsheets.tidy_xlsx([spreadsheets.line()] * 20))

    with zipfile.ZipFile(path) as archive:
        [part] = workbook.contents(archive).sheets
        found = scan.scan(archive, part.part, lambda *so_far: told.append(so_far))
        size = archive.getinfo(part.part).file_size

    assert len(told) > 3
    assert told == sorted(told)
    assert told[-1] == (size, found.rows)


def test_the_time_left_runs_on_while_nothing_is_said(tmp_path):
    """The values of a sheet are read at one go; what was foretold before then counts down."""
    path = tmp_path / progress.FILE
    path.write_text(progress.Progress(progress.READ, 84_000, left=60).as_text())
    ages = {20: 40, 70: None}

    for age, left in ages.items():
        os.utime(path, (time.time() - age, time.time() - age))
        assert progress.from_text(progress.said(tmp_path)).left == left


@pytest.mark.django_db
def test_a_page_that_shows_it_already_is_answered_with_nothing(client, finance):
    submission = make.submission(by=finance)
    at(submission, progress.Progress(progress.READ, 84_000))
    page = client.get(address("detail", submission)).content.decode()
    [again] = [part.split('"')[0] for part in page.split('hx-get="')[1:]]
    again = again.replace("&amp;", "&")

    same = client.get(again, headers=HTMX)
    at(submission, progress.Progress(progress.READ, 90_000))
    more = client.get(again, headers=HTMX).content.decode()
    at(submission, progress.Progress(progress.CHECK, of=90_000))
    next_step = client.get(again, headers=HTMX).content.decode()

    assert same.status_code == 204
    assert "90,000 rows so far" in more
    assert 'role="status"' not in more  # more rows of the same step are not said aloud
    assert 'role="status">Being checked' in next_step


@pytest.mark.django_db
def test_with_scripts_off_a_link_asks_how_far_it_is(client, finance):
    submission = make.submission(by=finance)

    page = client.get(address("detail", submission)).content.decode()

    assert f'href="{address("detail", submission)}"' in page
    assert "http-equiv" not in page  # a page that reloads by itself cannot be read in peace


@pytest.mark.django_db(transaction=True)
def test_what_is_said_while_it_is_written_is_seen_before_the_commit():
    submission = make.submission()
    held = job.claim(submission.pk)
    seen = threading.Event()

    with heartbeat(held):
        held.say(progress.Progress(progress.WRITE, 1, 2).as_text())
        for _ in range(100):
            if SubmissionLease.objects.get(pk=submission.pk).progress:
                seen.set()
                break
            seen.wait(0.1)

    assert seen.is_set()


@pytest.mark.django_db
def test_a_new_attempt_starts_with_nothing_said():
    submission = make.submission()
    held = job.claim(submission.pk)
    held.say(progress.Progress(progress.WRITE, 1, 2).as_text())
    held.renew()
    held.give_back()

    job.claim(submission.pk)

    assert SubmissionLease.objects.get(pk=submission.pk).progress == ""


def test_the_child_says_its_steps_while_it_reads(tmp_path):
    path, told = tmp_path / "june.xlsx", []
    path.write_bytes(spreadsheets.tidy_xlsx([spreadsheets.line()]))
    folder = tmp_path / "reading"
    folder.mkdir()

    child.run(path, KNOWN, into=folder, tell=told.append)

    last = json.loads((folder / progress.FILE).read_text())
    assert last == {"step": "CHECK", "rows": None, "of": 1, "left": None}
    assert {progress.from_text(text).step for text in told if text} <= {"READ", "CHECK"}


def test_the_time_left_follows_from_the_time_taken(monkeypatch):
    pace = progress.Pace(1_000)
    pace.began -= 10  # seconds ago

    assert pace.left(250) == 30
    assert pace.left(0) is None


def test_lines_that_are_taken_are_counted():
    told = []
    lines = progress.Watched(io.BytesIO(b"one\ntwo\nthree\n"), 14, 3, told.append)

    while lines.read(5):
        pass

    assert [progress.from_text(text).rows for text in told] == [1, 2, 3, 3]


@pytest.mark.django_db
def test_several_files_of_one_upload_are_one_message(django_capture_on_commit_callbacks):
    files = [csv(f"{number}.csv", f"month\n{number}\n".encode()) for number in range(3)]

    with django_capture_on_commit_callbacks() as messages:
        received = receive_upload(files=files, received_on=make.RECEIVED, by=make.finance_officer())

    assert len({file.submission.pk for file in received}) == len(received) == 3
    assert len(messages) == 1


@pytest.mark.django_db
def test_one_message_has_each_file_read_by_itself(django_capture_on_commit_callbacks):
    ids = [make.submission().pk for _ in range(3)]

    with django_capture_on_commit_callbacks() as messages:
        read_upload(submission_ids=ids)

    assert len(messages) == 3
    assert read_submission.name != read_upload.name
    assert Submission.objects.count() == 3
