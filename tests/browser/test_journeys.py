"""The month of a file, as somebody of finance walks it in a browser: with scripts, on a phone, and
without any script at all (H02, G01, B22, G06)."""

from itertools import count

import pytest

from activity.ingest import job
from activity.models import Submission
from activity.tasks import read_submission
from tests.browser.driver import NAMES, WAYS
from tests.browser.office import Office

numbers = count(1)


@pytest.fixture(params=WAYS, ids=NAMES)
def at_the_desk(request, visitor, elsewhere):
    """An office of its own, and its finance at a window of the browser."""
    scripts, width = request.param
    office = elsewhere(Office, next(numbers))
    somebody = visitor(office.finance, java_script_enabled=scripts)
    return office, somebody.at(width)


def send_in(somebody, name, content):
    """Go from the desk to the form, and send a file in."""
    somebody.go("/")
    somebody.follow("Send in a file")
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    somebody.page.locator("main [type=file]").set_input_files(file)
    somebody.send()


def read(elsewhere):
    """Do the work of the worker, for the file that came last."""
    file = elsewhere(Submission.objects.latest, "pk")
    elsewhere(read_submission, submission_id=file.pk)


def a_worker_takes(elsewhere):
    """A worker has the file that came last in hand; what it holds, to be given back."""
    file = elsewhere(Submission.objects.latest, "pk")
    return elsewhere(job.claim, file.pk)


def test_a_file_goes_from_the_upload_to_the_position_and_back(at_the_desk, elsewhere):
    # Given finance with a file of six months, which goes in
    office, finance = at_the_desk
    send_in(finance, "m01-06.csv", office.half_a_year())
    assert "m01-06.csv is kept, and will be read now" in finance.says()

    # When a worker takes it, the page says so by itself, or when it is asked
    held = a_worker_takes(elsewhere)
    finance.look_again("Being read")
    elsewhere(held.give_back)

    # When it is read, the review is there
    read(elsewhere)
    finance.look_again("is ready to publish")
    assert f"£1.26m for {office.name} is ready to publish" in finance.heading()
    assert f"{office.name} reads £60,000 over, 5.0%, to month 6." in finance.says()

    # When it is published, the position of the PCT shows it, and so does each part of it
    finance.press("Publish months 1 to 6")
    assert f"Published: {office.name}, months 1 to 6 of 2006/07" in finance.says()
    finance.follow("Position")
    assert finance.heading() == f"{office.pct.name} is £60,000 over, 5.0% of its budget to month 6"
    finance.follow(office.name)
    finance.follow("Fernville Surgery")
    assert finance.heading().startswith("Fernville Surgery is £30,000 over")

    # And its rows stand behind the figure, each with its cell
    finance.follow("Elective")
    assert "105,000.00" in finance.says()
    finance.follow("m01-06.csv")

    # When it is undone, there are no figures any more
    finance.send(reason="The trust sent a draft")
    assert "Withdrawn: six months moved" in finance.says()
    finance.go(f"/position/locality/{office.place.code}/")
    assert "over" not in finance.heading()


def test_a_file_that_is_none_is_answered_with_a_sentence(at_the_desk, elsewhere):
    office, finance = at_the_desk

    send_in(finance, "minutes.xlsx", b"%PDF-1.4 the minutes of " + office.name.encode())
    read(elsewhere)
    finance.look_again("Refused")

    assert finance.heading().startswith("Refused: ")
    assert "Nothing has been loaded and no figure has changed." in finance.says()
