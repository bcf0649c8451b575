"""The monthly file, from the upload to the figure that everybody sees, and back (G01, B22, G06)."""

from datetime import date

import pytest

from activity.models import State, Submission
from activity.tasks import read_submission
from budgets.queries.as_json import position_json
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.values import Scope
from tests import make, spreadsheets
from tests.pages import address, csv, said

pytestmark = pytest.mark.django_db
NEW = "/files/new/"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def ambleton():
    """A locality of two practices with a budget, and the codes that a file uses."""
    place = make.locality("Ambleton", code="AMB")
    for code, name in (("Y90001", "Fernville Surgery"), ("Y90002", "Chalk Lane Surgery")):
        practice = make.practice(name, in_=place, code=code)
        make.budget_entry(practice, amount=1_200_000)
    make.provider()
    make.specialty()
    make.point_of_delivery()
    return place


def months(*numbers, fernville=105_000, chalk_lane=105_000):
    """Lines of both practices in months of 2006, April being 4."""
    return [
        spreadsheets.line(period=f"2006-{month:02}", practice_code=code, actual_cost=f"{cost}.00")
        for month in numbers
        for code, cost in (("Y90001", fernville), ("Y90002", chalk_lane))
    ]


def sent(client, name, lines, **said):
    """Send a file in, have it read, and return its submission."""
    client.post(NEW, {"files": csv(name, spreadsheets.tidy_csv(lines)), **said})
    submission = Submission.objects.latest("pk")
    read_submission(submission_id=submission.pk)
    submission.refresh_from_db()
    return submission


def publish(client, submission):
    """Look at a file, and publish it as the page offers it."""
    page = client.get(address("detail", submission))
    seen = page.context["form"]["basis"].value()
    return client.post(address("publish", submission), {"basis": seen}, follow=True)


def stands(place):
    """Where the locality stands to month 6, figure by figure."""
    book = read_book(year=2006, known_on=date(2007, 3, 13))
    return position_json(position(book, Scope("locality", place.code), 6))


def test_a_month_is_sent_reviewed_published_restated_and_undone(client, ambleton):
    # Given finance, with nothing published: budgets are 100,000 a practice and month
    finance = make.finance_officer()
    client.force_login(finance)

    # When six months are sent in, each practice 5,000 over in each
    first = sent(client, "m01-06.csv", months(4, 5, 6, 7, 8, 9))
    page = said(client.get(address("detail", first)))

    # Then the page says what publishing would make true, and nothing counts yet
    assert "£1.26m for Ambleton is ready to publish" in page
    assert "Ambleton reads £60,000 over, 5.0%, to month 6." in page
    assert "Not accounted for 0 0.00" in page
    assert stands(ambleton)["actual"] == "0.00"

    # When it is published, every figure is there from that moment
    assert "Published: Ambleton, months 1 to 6 of 2006/07" in said(publish(client, first))
    before = stands(ambleton)
    assert before["overspend"] == "60000.00"

    # When month 6 comes again with more spend
    second = sent(client, "m06 v2.csv", months(9, fernville=125_000))
    page = said(client.get(address("detail", second)))
    changes = said(client.get(address("changes", second)))

    # Then the line that grew is named, with both files
    assert "Month 6 is £20,000.00 more." in page
    assert "£20,000.00 more than before, in one line of month 6" in changes
    assert "Fernville Surgery +20,000.00 105,000.00 125,000.00" in changes
    publish(client, second)
    assert stands(ambleton)["overspend"] == "80000.00"

    # When it is undone, every figure is what it was, to the byte, and the reason is kept
    client.post(address("undo", second), {"reason": "The trust sent a draft"})
    assert stands(ambleton) == before
    assert "The reason given: “The trust sent a draft”" in said(
        client.get(address("detail", second))
    )

    # And when that is taken back, the restatement counts again
    client.post(address("redo", second), {"reason": "It was final after all"})
    assert stands(ambleton)["overspend"] == "80000.00"


def test_a_file_of_another_month_than_it_was_sent_for_is_refused(client, ambleton):
    client.force_login(make.finance_officer())

    refused = sent(client, "m06.csv", months(9), year="2006", month="7")

    page = said(client.get(address("detail", refused)))
    assert refused.state == State.REFUSED
    assert "Nothing has been loaded and no figure has changed." in page


def test_the_same_file_under_another_name_changes_nothing(client, ambleton):
    client.force_login(make.finance_officer())
    first = sent(client, "m06.csv", months(9))
    publish(client, first)
    before = stands(ambleton)

    again = spreadsheets.tidy_csv(months(9))
    response = client.post(NEW, {"files": csv("m06 (2).csv", again)}, follow=True)

    assert "is the same file, byte for byte" in said(response)
    assert Submission.objects.count() == 1
    assert stands(ambleton) == before


def test_a_row_of_an_unknown_practice_is_parked_and_the_rest_is_published(client, ambleton):
    client.force_login(make.finance_officer())
    stray = spreadsheets.line(period="2006-09", practice_code="Y99999", actual_cost="77.10")

    submission = sent(client, "m06.csv", [*months(9), stray])
    page = said(client.get(address("detail", submission)))
    publish(client, submission)

    assert "£210,000 for Ambleton is ready to publish; one row is parked" in page
    problem = (
        "Practice code Y99999 is not in the register What happens Parked Rows 1 Money, £ 77.10"
    )
    assert problem in page
    assert "One row with £77.10 stays parked and outside every total." in page
    now = stands(ambleton)
    assert (now["actual"], now["parked"]) == ("210000.00", "77.10")
