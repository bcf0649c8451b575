"""How far a reading is: said by the child, kept with the lease, shown on the page of the file."""

import io
import json
import threading
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.ingest import child, job, progress
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
        (progress.Progress(progress.READ, 84_000), "Being read 84,000 rows so far. Read"),
        (
            progress.Progress(progress.READ, 84_000, left=22),
            "Being read 84,000 rows so far. About 20 seconds left.",
        ),
        (
            progress.Progress(progress.CHECK, of=200_000),
            "Being checked Practices, hospitals, codes and totals of 200,000 rows.",
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

    assert shown.removesuffix(" Read") in page
    assert ("left" in page) == (told.left is not None)


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
    main = more.partition("<main")[2]
    assert 'role="status"' not in main  # more rows of the same step are not said aloud
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
