"""From a pound to the cell it came from, in the sender's own sheet (I02)."""

import io
from datetime import date

import pytest

from activity.ingest import job
from activity.models import ActivityLine
from activity.queries.source_cell import cell_url
from activity.services import deliveries
from activity.services.publication import publish_submission
from activity.storage import stored_at
from tests import make, spreadsheets
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)
CANARY = "987654.32"


@pytest.fixture
def the_day(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    settings.PBC_VAR = tmp_path


@pytest.fixture
def practices():
    """Two practices of one locality, by code, and the codes that a file uses."""
    place = make.locality("Ambleton", code="AMB")
    make.year(2006)
    make.provider()
    make.specialty()
    make.point_of_delivery()
    found = {"Y90001": "Fernville Surgery", "Y90002": "Chalk Lane Surgery"}
    return {code: make.practice(name, in_=place, code=code) for code, name in found.items()}


def published(name, content):
    """A file that was sent in, read in the child and published."""
    submission, _ = deliveries.receive_delivery(
        file=io.BytesIO(content), file_name=name, received_on=TODAY, by=make.finance_officer()
    )
    job.read(submission.pk, TODAY)
    submission.refresh_from_db()
    return publish_submission(
        submission=submission, known_from=TODAY, reason="Looked at", by=make.operator()
    )


def two_lines():
    neighbour = spreadsheets.line(
        practice_code="Y90002", practice_name="Chalk Lane Surgery", actual_cost=CANARY
    )
    return [neighbour, spreadsheets.line(actual_cost="1200.00"), neighbour | {"pod": "OPFA"}]


def line_of(file, practice):
    return ActivityLine.objects.filter(submission_id=file.pk, practice_id=practice.pk).first()


def page(client, line, user):
    client.force_login(user)
    return client.get(cell_url(line.submission_id, line.sheet, line.cell))


FILES = {
    "tidy.csv": lambda: spreadsheets.tidy_csv(two_lines()),
    "tidy.xlsx": lambda: spreadsheets.tidy_xlsx(two_lines()),
}


@pytest.mark.parametrize("name", FILES)
def test_the_corner_is_drawn_with_its_headings_and_the_cell_marked_i02(client, practices, name):
    line = line_of(published(name, FILES[name]()), practices["Y90001"])

    answer = page(client, line, make.auditor())

    corner = answer.context["corner"]
    [marked] = [cell for row in corner.rows for cell in row.cells if cell.is_it]
    heading = next(row for row in corner.rows if row.is_heading)
    assert float(marked.text) == 1200
    assert (heading.number, heading.cells[-1].text) == (1, "actual_cost")
    assert f"cell {line.cell}" in said(answer).lower().replace("cell m", "cell M")
    assert [row.number for row in corner.rows] == [1, 2, 3, 4]


@pytest.mark.parametrize("name", FILES)
def test_a_manager_never_sees_the_rows_of_a_neighbour_in_the_sheet_i02(client, practices, name):
    line = line_of(published(name, FILES[name]()), practices["Y90001"])

    answer = page(client, line, make.practice_manager(practices["Y90001"]))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert [row.number for row in answer.context["corner"].rows] == [1, 3]
    assert CANARY not in text
    assert "987,654" not in text
    assert "Chalk Lane" not in text
    assert "Y90002" not in text
    assert "left out here" in text


def test_the_cell_of_a_neighbour_is_not_there_for_a_manager_i02_e13(client, practices):
    theirs = line_of(published("tidy.csv", FILES["tidy.csv"]()), practices["Y90002"])

    answer = page(client, theirs, make.practice_manager(practices["Y90001"]))

    assert answer.status_code == 404


def test_a_sheet_of_one_practice_is_drawn_whole_for_its_manager_i02(client, practices):
    figures = {"Budget": [900, 900, 900], "Actual": [1100, 1200, 1300]}
    pods = {"Elective inpatient": figures}
    other = {"Elective inpatient": {"Budget": [1, 1, 1], "Actual": [98765, 98765, 98765]}}
    content = spreadsheets.wide(
        {"Y90001 Fernville Surgery": pods, "Y90002 Chalk Lane Surgery": other}
    )
    line = line_of(published("wide.xlsx", content), practices["Y90001"])

    answer = page(client, line, make.practice_manager(practices["Y90001"]))

    corner = answer.context["corner"]
    assert line.sheet == "Y90001 Fernville Surgery"
    assert [cell.text for row in corner.rows for cell in row.cells if cell.is_it] == ["1100"]
    assert "98765" not in answer.content.decode()
    assert "left out" not in answer.content.decode()


def test_what_is_not_published_is_not_there_for_a_manager_i02(client, practices):
    staged = make.staged_file([make.line(practices["Y90001"])])
    line = make.line_of(staged, practices["Y90001"])

    manager = page(client, line, make.practice_manager(practices["Y90001"]))
    auditor = page(client, line, make.auditor())

    assert (manager.status_code, auditor.status_code) == (404, 200)


def test_a_file_that_is_gone_is_a_sentence_and_the_cell_stays_known_i02(client, practices):
    file = published("tidy.csv", FILES["tidy.csv"]())
    line = line_of(file, practices["Y90001"])
    stored_at(file.delivery).unlink()

    answer = page(client, line, make.auditor())

    assert answer.status_code == 200
    assert "The file is no longer kept" in said(answer)
    assert f"Cell {line.cell}" in said(answer)


def test_a_file_that_was_changed_since_is_not_drawn_i02(client, practices):
    file = published("tidy.csv", FILES["tidy.csv"]())
    line = line_of(file, practices["Y90001"])
    stored_at(file.delivery).write_bytes(b"month,practice")

    answer = page(client, line, make.auditor())

    assert "not the one that was sent" in said(answer)


def test_a_cell_that_no_row_came_from_is_not_there(client, practices):
    line = line_of(published("tidy.csv", FILES["tidy.csv"]()), practices["Y90001"])
    client.force_login(make.auditor())

    wrong = [cell_url(line.submission_id, *what) for what in (("", "A1"), ("X", line.cell))]

    assert [client.get(path).status_code for path in [*wrong, "/files/999999/cells/B2/"]] == [
        404
    ] * 3
