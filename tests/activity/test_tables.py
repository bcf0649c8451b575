"""What changed, and the list of files, as they are taken away (B11, B22)."""

import io
from decimal import Decimal

import openpyxl
import pytest

from tests import make
from tests.pages import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def sheet(client, path, name):
    client.force_login(make.auditor())
    book = openpyxl.load_workbook(io.BytesIO(client.get(path).getvalue()))
    return [[cell.value for cell in row] for row in book[name]]


def test_the_lines_that_differ_add_up_to_the_restatement_b22(client):
    practice = make.practice("=Fernville")
    make.published_file([make.line(practice, cost=100), make.line(None, cost=30)])
    again = make.staged_file([make.line(practice, cost="112.40")])

    [_, *lines, total] = sheet(client, address("changes-table", again), "Lines that differ")

    assert [row[:4] for row in lines] == [
        ["Unassigned", -30, 30, "not there"],
        ["=Fernville", 12.4, 100, 112.4],
    ]
    assert total[:4] == ["All lines that differ", -17.6, 130, 112.4]
    assert sum(Decimal(str(row[1])) for row in lines) == Decimal("-17.6")


def test_who_sent_which_version_and_when_is_taken_along_b22(client):
    practice = make.practice()
    make.published_file([make.line(practice, cost=100)], file_name="first.csv")
    again = make.staged_file([make.line(practice, cost=112)], file_name="second.csv")

    about = dict(sheet(client, address("changes-table", again), "About"))

    assert about["Before"].endswith("on 9 March 2007: £100.00")
    assert "first.csv, from " in about["Before"]
    assert "second.csv, from " in about["After"]


def test_without_a_version_before_there_is_nothing_to_take(client):
    first = make.published_file([make.line(make.practice())])
    client.force_login(make.auditor())

    assert client.get(address("changes-table", first)).status_code == 404


def test_the_list_of_files_is_taken_with_its_money_b11(client):
    made = make.published_file([make.line(make.practice(), cost="12.50")], file_name="june.csv")

    [_, row] = sheet(client, "/files/table/", "Files")

    assert (row[0], row[1], row[4]) == (made.pk, "june.csv", "Published")
    assert row[-2:] == [1, 12.5]
