"""The month of a file, as somebody of finance walks it in a browser: with scripts, on a phone, and
without any script at all (H02, G01, B22, G06)."""

from itertools import count

import pytest

from activity.ingest import job
from activity.models import Submission
from activity.tasks import read_submission
from tests import make, spreadsheets
from tests.browser.driver import DESKTOP, NARROW, PHONE

numbers = count(1)
WAYS = [(True, DESKTOP), (True, PHONE), (False, NARROW)]
NAMES = ["scripts, desktop", "scripts, phone", "no script, narrow"]


class Office:
    """Finance of a PCT of one locality, whose two practices may spend 100,000 a month each."""

    def __init__(self, number):
        self.pct = make.commissioner(f"PCT {number}")
        self.name = f"Ambleton {number}"
        self.place = make.locality(self.name, pct=self.pct, code=f"AMB{number}")
        self.codes = [f"Y{number:02}001", f"Y{number:02}002"]
        for code, name in zip(self.codes, ("Fernville Surgery", "Chalk Lane Surgery"), strict=True):
            practice = make.practice(name, in_=self.place, code=code)
            make.budget_entry(practice, amount=1_200_000)
        self.finance = make.finance_officer(self.pct)
        for needed in (make.provider, make.specialty, make.point_of_delivery):
            needed()

    def half_a_year(self):
        """A file of months 1 to 6 in which each practice is 5,000 over in each."""
        lines = [
            spreadsheets.line(
                period=f"2006-{month:02}",
                locality=self.name,
                practice_code=code,
                actual_cost="105000.00",
            )
            for month in range(4, 10)
            for code in self.codes
        ]
        return spreadsheets.tidy_csv(lines)


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
