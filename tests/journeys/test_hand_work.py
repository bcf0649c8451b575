"""Unassigned money is given to a practice by hand, keeps that over later files, and goes back."""

from datetime import date

import pytest

from activity.models import Submission
from activity.services.coverage import correct_coverage
from activity.tasks import read_submission
from budgets.addresses import address as position_address
from budgets.queries.as_json import position_json
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.models import Practice
from pbc.core.values import Scope
from tests import make, spreadsheets
from tests.pages import address, csv, said

pytestmark = pytest.mark.django_db
NEW, ASSIGN = "/files/new/", "/files/lines/assign/"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def ambleton():
    """A locality of two practices, and the codes that a file uses."""
    place = make.locality("Ambleton", code="AMB")
    for code, name in (("Y90001", "Fernville Surgery"), ("Y90002", "Chalk Lane Surgery")):
        make.budget_entry(make.practice(name, in_=place, code=code), amount=1_200_000)
    make.provider()
    make.specialty()
    make.point_of_delivery()
    make.point_of_delivery("OPFA")
    make.nobodys_code()
    return place


def month(period, *unassigned):
    """A month of both practices with 100,000 each, and unassigned lines of (kind of care, cost)."""
    named = [
        spreadsheets.line(period=period, practice_code=code, actual_cost="100000.00")
        for code in ("Y90001", "Y90002")
    ]
    return named + [
        spreadsheets.line(period=period, practice_code="V81999", pod=pod, actual_cost=cost)
        for pod, cost in unassigned
    ]


def read(submission):
    read_submission(submission_id=submission.pk)
    submission.refresh_from_db()
    return submission


def sent(client, name, lines):
    """Send a file in, have it read, and return its submission."""
    client.post(NEW, {"files": csv(name, spreadsheets.tidy_csv(lines))})
    return read(Submission.objects.latest("pk"))


def publish(client, submission):
    """Look at a file, and publish it as the page offers it."""
    seen = client.get(address("detail", submission)).context["form"]["basis"].value()
    return client.post(address("publish", submission), {"basis": seen}, follow=True)


def stands(place):
    """What the locality, each practice and nobody spent to month 7, in pounds, by name."""
    book = read_book(year=2006, known_on=date(2007, 3, 13))
    found = position_json(position(book, Scope("locality", place.code), 7))
    return {"all": found["actual"]} | {row["name"]: row["actual"] for row in found["by_practice"]}


def unassigned_rows(client, place, month=6):
    """The page of the rows behind the unassigned figure."""
    path = position_address(
        Scope("locality", place.code), "position-rows", year=2006, month=month, part="unassigned"
    )
    return client.get(path)


def codes(response):
    """The code of each line on a page of rows, by its cost."""
    return {str(line.cost): line.code for line in response.context["page"]}


def assign(client, lines, practice, reason="Their patients, says the trust"):
    """Choose lines on the page of rows, and give them to a practice."""
    chosen = "&".join(f"line={code}" for code in lines)
    form = client.get(f"{ASSIGN}?{chosen}").context["form"]
    by_name = {str(one): one.pk for one in form.fields["practice"].queryset}
    answer = {"practice": by_name[practice], "reason": reason}
    return client.post(f"{ASSIGN}?{chosen}", answer, follow=True)


def test_a_line_assigned_by_hand_moves_once_it_is_published_and_stays_assigned_b06(
    client, ambleton
):
    # Given finance, with month 6 published: 200,000 of two practices, 3,500.75 of nobody
    client.force_login(make.finance_officer(first_name="Ruth", last_name="Allan"))
    publish(
        client, sent(client, "m06.csv", month("2006-09", ("EL", "3000.50"), ("OPFA", "500.25")))
    )
    before = stands(ambleton)
    assert before == {
        "all": "203500.75",
        "Fernville Surgery": "100000.00",
        "Chalk Lane Surgery": "100000.00",
        "Unassigned": "3500.75",
    }

    # When the larger line is given to Fernville, from the page of the rows behind the figure
    line = codes(unassigned_rows(client, ambleton))["3000.50"]
    page = said(assign(client, [line], "Fernville Surgery"))

    # Then nothing moves, and the file is to be read again
    assert "Assigned to Fernville Surgery. The file is read again" in page
    assert stands(ambleton) == before
    again = read(Submission.objects.latest("pk"))

    # And the review says in words what was assigned
    page = said(client.get(address("detail", again)))
    assert "One line is assigned by hand" in page
    assert "Fernville Surgery 1 3,000.50" in page
    assert (
        "One unassigned line with £3,000.50 counts for Fernville Surgery, as assigned by hand. "
        "No total of a locality changes by that."
    ) in page
    assert "Not accounted for 0 0.00" in page

    # When that reading is published, 3,000.50 has moved and the locality stands still
    assert "Published: Ambleton, month 6 of 2006/07" in said(publish(client, again))
    assigned = stands(ambleton)
    assert assigned == {
        "all": "203500.75",
        "Fernville Surgery": "103000.50",
        "Chalk Lane Surgery": "100000.00",
        "Unassigned": "500.25",
    }

    # And the row says who assigned it, when and why
    path = position_address(Scope("practice", "Y90001"), "position-rows", year=2006, month=6)
    rows = said(client.get(path))
    words = "by Ruth Allan on 13 March 2007: “Their patients, says the trust”"
    assert f"Fernville Surgery Assigned by hand {words} 3,000.50" in rows

    # When next month comes it changes nothing about month 6
    publish(client, sent(client, "m07.csv", month("2006-10", ("EL", "3000.50"))))
    assert stands(ambleton)["Fernville Surgery"] == "203000.50"
    assert stands(ambleton)["Unassigned"] == "3500.75"

    # When month 6 comes again with the line, it is still Fernville's
    again = sent(client, "m06 v2.csv", month("2006-09", ("EL", "3000.50"), ("OPFA", "700.25")))
    publish(client, again)
    assert stands(ambleton)["Fernville Surgery"] == "203000.50"
    assert stands(ambleton)["Unassigned"] == "3700.75"

    # When it comes without the line, the review lists it with its money
    without = sent(client, "m06 v3.csv", month("2006-09", ("OPFA", "3700.75")))
    page = said(client.get(address("detail", without)))
    assert "No line is assigned by hand, one more not found" in page
    assert "Assigned by hand, and not found in this file: 3,000.50" in page
    publish(client, without)
    assert stands(ambleton) == {
        "all": "406701.25",
        "Fernville Surgery": "200000.00",
        "Chalk Lane Surgery": "200000.00",
        "Unassigned": "6701.25",
    }


def assigned_and_published(client, place):
    """Month 6 with 200,000 of two practices, and 3,000.50 that were nobody's and are Fernville's.

    Returns the line's code, the reading that applied the word, and the figures before it.
    """
    publish(client, sent(client, "m06.csv", month("2006-09", ("EL", "3000.50"))))
    before = stands(place)
    line = codes(unassigned_rows(client, place))["3000.50"]
    assign(client, [line], "Fernville Surgery")
    again = read(Submission.objects.latest("pk"))
    publish(client, again)
    assert stands(place)["Fernville Surgery"] == "103000.50"
    return line, again, before


def test_undo_of_the_reading_returns_every_figure_to_what_it_was_b06_g06(client, ambleton):
    client.force_login(make.finance_officer())
    _, again, before = assigned_and_published(client, ambleton)

    client.post(address("undo", again), {"reason": "It was Chalk Lane's"})

    assert stands(ambleton) == before


def test_an_assignment_is_taken_back_by_the_next_reading_b06(client, ambleton):
    # Given a line that was given to Fernville, and counts for it
    client.force_login(make.finance_officer())
    line, _, before = assigned_and_published(client, ambleton)
    page = said(client.get(f"/files/lines/{line}/"))
    assert "It counts for Fernville Surgery, as assigned by hand." in page

    # When it is taken back with a reason
    answer = client.post(f"/files/lines/{line}/take-back/", {"reason": "Not theirs"}, follow=True)

    # Then no figure moves until the file, read again, is published
    assert "Taken back. The file is read again with that" in said(answer)
    assert "It is read once more" in said(answer)
    assert "Not seen before" not in said(answer)
    assert stands(ambleton)["Fernville Surgery"] == "103000.50"
    again = read(Submission.objects.latest("pk"))
    page = said(client.get(address("detail", again)))
    assert "No line is assigned by hand, one taken back" in page
    assert "Taken back by hand from Fernville Surgery, and unassigned again: 3,000.50" in page
    publish(client, again)
    assert stands(ambleton) == before

    # And both words stay on the page of the line
    page = said(client.get(f"/files/lines/{line}/"))
    assert "Taken back: unassigned again by Ruth Allan" in page
    assert "Assigned to Fernville Surgery by Ruth Allan" in page


def test_reading_a_file_again_leaves_to_later_files_what_they_replaced_b06_b22(client, ambleton):
    # Given months 6 and 7 in one file, and month 7 replaced by a later one with 500 more
    client.force_login(make.finance_officer())
    both = [*month("2006-09", ("EL", "3000.50")), *month("2006-10", ("EL", "10.00"))]
    publish(client, sent(client, "m06-07.csv", both))
    publish(client, sent(client, "m07 v2.csv", month("2006-10", ("EL", "510.00"))))
    before = stands(ambleton)
    assert before["Unassigned"] == "3510.50"

    # When a line of month 6 is assigned, and its file read again and published
    line = codes(unassigned_rows(client, ambleton))["3000.50"]
    assign(client, [line], "Fernville Surgery")
    again = read(Submission.objects.latest("pk"))
    page = said(client.get(address("detail", again)))
    publish(client, again)

    # Then month 6 has moved and month 7 is still the later file's
    assert [(one.year, one.month) for one in again.covered.all()] == [(2006, 6)]
    assert "£203,001 for Ambleton is ready to publish" in page
    assert "Left as it is Ambleton, month 7 of 2006/07: a later file holds it" in page
    after = stands(ambleton)
    assert after == before | {"Fernville Surgery": "203000.50", "Unassigned": "510.00"}


def test_several_lines_are_assigned_at_once_and_a_refusal_says_why_b06(client, ambleton):
    # Given two lines of nobody in month 6
    client.force_login(make.finance_officer())
    september = month("2006-09", ("EL", "3000.50"), ("OPFA", "500.25"))
    publish(client, sent(client, "m06.csv", september))
    chosen = codes(unassigned_rows(client, ambleton)).values()
    path = f"{ASSIGN}?{'&'.join(f'line={code}' for code in chosen)}"

    # When neither practice nor reason is given, then the page says what to do
    page = said(client.post(path, {"practice": "", "reason": ""}))
    assert "Two unassigned lines with £3,500.75" in page
    assert "Choose the practice" in page
    assert "Say in one line why it is theirs" in page

    # When both are given, both lines move together
    assign(client, chosen, "Chalk Lane Surgery")
    publish(client, read(Submission.objects.latest("pk")))
    assert stands(ambleton) == {
        "all": "203500.75",
        "Fernville Surgery": "100000.00",
        "Chalk Lane Surgery": "103500.75",
        "Unassigned": "0.00",
    }


def test_an_old_file_read_again_does_not_put_back_what_a_practice_has_sent_since_b06(
    client, ambleton
):
    # Given month 6, and after it a file of Fernville's alone: 90,000 instead of 100,000
    client.force_login(make.finance_officer())
    publish(client, sent(client, "m06.csv", month("2006-09", ("EL", "3000.50"))))
    lines = [spreadsheets.line(period="2006-09", practice_code="Y90001", actual_cost="90000.00")]
    part, own = sent(client, "own.csv", lines), Practice.objects.get(code="Y90001")
    told = {"slices": [(2006, 6, ambleton.pk, own.pk)], "reason": "Fernville's own figures"}
    publish(client, read(correct_coverage(submission=part, by=make.finance_officer(), **told)))
    assert stands(ambleton)["Fernville Surgery"] == "90000.00"

    # When an unassigned line of the first file is given to the other practice, and is read again
    line = codes(unassigned_rows(client, ambleton))["3000.50"]
    assign(client, [line], "Chalk Lane Surgery")
    again = read(Submission.objects.latest("pk"))

    # Then its page says that Fernville's month stays, and asks no reason for it
    stays = "Fernville Surgery, month 6 of 2006/07 stays as its own file of"
    page = said(client.get(address("detail", again)))
    assert page.count(stays) == 2  # what was understood, and what publishing makes true
    assert "£103,001 for Ambleton is ready to publish" in page
    assert "It needs a reason" not in page

    # And publishing moves the other practice's month and the unassigned alone
    page = said(publish(client, again))
    assert f"Published: Ambleton, month 6 of 2006/07. {stays}" in page
    assert stands(ambleton) == {
        "all": "193000.50",
        "Fernville Surgery": "90000.00",
        "Chalk Lane Surgery": "103000.50",
        "Unassigned": "0.00",
    }
