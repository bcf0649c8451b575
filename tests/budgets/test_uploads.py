"""Budgets by a template: out, filled in, checked by cell, looked at, and written once (H01)."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budgets.drafts import NotEntered
from budgets.models import BudgetEntry, BudgetUpload
from budgets.queries import uploads
from budgets.services.uploads import enter_upload
from pbc.core.services import close_year
from tests import make
from tests.at_once import at_once
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)
TEMPLATE = reverse("plans:upload-template", kwargs={"year": 2006})
NEW = reverse("plans:upload-new", kwargs={"year": 2006})
TYPED = {"phasing": "TWELFTHS", "reason": "The budget letter", "known_from": "2007-03-13"}


@pytest.fixture
def finance(client):
    person = make.finance_officer()
    client.force_login(person)
    return person


@pytest.fixture
def practices():
    """Fernville with £1,200 of elective care; Parkwood beside it with nothing."""
    make.heading("Elective"), make.heading("Outpatients")
    fernville = make.practice("Fernville", code="E82001")
    make.budget_entry(fernville, amount=1200, heading=make.heading("Elective"))
    return fernville, make.practice("Parkwood", code="E82002")


def filled(client, cells):
    """The template as the site gives it out, with cells typed over, ready to be sent in."""
    book = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))
    for cell, value in cells.items():
        book["Budgets"][cell] = value
    return as_file(book)


def as_file(book):
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("letter.xlsx", out.getvalue())


def send(client, file, **typed):
    return client.post(NEW, TYPED | {"file": file} | typed, follow=True)


def enter(client, page):
    path = reverse("plans:upload-enter", args=[page.context["upload"].number])
    return client.post(path, {"seen": page.context["upload"].seen}, follow=True)


def test_the_template_has_practices_by_headings_what_stands_and_locks_all_but_amounts(
    client, finance, practices
):
    sheet = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))["Budgets"]

    assert [[cell.value for cell in row] for row in sheet["A4:D6"]] == [
        ["Practice code", "Practice", "Elective", "Outpatients"],
        ["E82001", "Fernville", 1200, None],
        ["E82002", "Parkwood", None, None],
    ]
    assert sheet.protection.sheet
    assert [sheet[at].protection.locked for at in ("A5", "B5", "C4", "C5")] == [True] * 3 + [False]


@pytest.mark.parametrize("text", ["=1+1", "\uff1d1+1"])
def test_what_is_called_as_a_formula_is_a_text_and_comes_back_unchanged(client, finance, text):
    make.budget_entry(make.practice(text, code=text), amount=1200, heading=make.heading(text))

    file = filled(client, {"C5": 1250})
    sheet = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))["Budgets"]
    [only] = send(client, file).context["upload"].differences

    marked = {at: sheet[at] for at in ("A5", "B5", "C4")}
    assert {at: (one.value, one.data_type, one.quotePrefix) for at, one in marked.items()} == (
        dict.fromkeys(marked, (text, "s", True))
    )
    # 1,250.00 less 1,200.00 is 50.00: the practice and the heading are known again.
    assert (only.practice, only.cell, str(only.amount)) == (text, "C5", "50.00")


def test_only_what_differs_becomes_entries_and_they_are_shown_before(client, finance, practices):
    page = send(client, filled(client, {"C5": 1250.5, "C6": 600, "D6": "£1,000"}))

    upload = page.context["upload"]
    # Fernville 1,250.50 less 1,200.00 is 50.50; Parkwood 600.00 and 1,000.00 are new.
    assert [(one.practice, one.cell, str(one.amount)) for one in upload.differences] == [
        ("Fernville", "C5", "50.50"),
        ("Parkwood", "C6", "600.00"),
        ("Parkwood", "D6", "1000.00"),
    ]
    assert upload.heading == "3 entries would be written, £1,650.50 in all"
    assert "Dacorum’s budget for 2006/07 becomes £2,850.50; it is now £1,200.00." in said(page)
    assert BudgetEntry.objects.count() == 1


def test_what_was_looked_at_is_written_once_with_its_cell_and_a_blank_changes_nothing(
    client, finance, practices
):
    page = send(client, filled(client, {"C5": None, "D6": 240}))

    done, again = enter(client, page), enter(client, page)

    entry = BudgetEntry.objects.latest("pk")
    assert "1 entry is written" in said(done)
    assert "This file was entered already" in said(again)
    assert BudgetEntry.objects.count() == 2
    assert (entry.amount, entry.months[0], entry.practice) == (240, 20, practices[1])
    assert entry.source == f"letter.xlsx, upload {page.context['upload'].number}, cell D6"


def test_nought_takes_a_budget_away_and_the_same_file_again_writes_nothing(
    client, finance, practices
):
    enter(client, send(client, filled(client, {"C5": 0})))

    again = send(client, filled(client, {}))

    assert sum(BudgetEntry.objects.values_list("amount", flat=True)) == 0
    assert again.context["upload"].heading == "Nothing in this file differs from the ledger"


def test_every_wrong_cell_is_named_with_what_to_do_and_nothing_is_kept(client, finance, practices):
    wrong = {
        "A7": "E99999",
        "C7": 5,
        "A8": "E82001",
        "C5": "lots",
        "D5": "=1/0",
        "D8": 5,
        "E4": "X",
    }

    page = send(client, filled(client, wrong | {"C9": 7}))

    problems = {one.cell: one.message for one in page.context["problems"]}
    assert sorted(problems) == ["A7", "A8", "A9", "C5", "D5", "E4"]
    assert "“lots” is not one" in problems["C5"]
    assert "The formula in this cell has no value" in problems["D5"]
    assert "Practice code E99999 is not in the register of this year" in problems["A7"]
    assert "Practice E82001 stands in row 5 already" in problems["A8"]
    assert "6 cells have to be put right first. Nothing was kept" in said(page)
    assert not BudgetUpload.objects.exists()


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"%PDF-1.4 letter", "This is a PDF, not a spreadsheet"),
        (b"a,b\n1,2\n", "This is not the template"),
        (b"PK\x03\x04 broken", "cannot be opened"),
    ],
)
def test_a_file_that_is_no_template_is_refused_with_a_sentence(
    client, finance, practices, content, answer
):
    page = send(client, SimpleUploadedFile("letter.xlsx", content))

    assert answer in said(page)
    assert not BudgetUpload.objects.exists()


def test_a_template_of_another_year_is_refused(client, finance, practices):
    book = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))
    book["Budgets"]["A1"] = "Budgets 2007/08, Baseline"

    page = send(client, as_file(book))

    assert "Cell A1 says “Budgets 2007/08, Baseline”, and this is the page of 2006/07" in said(page)


def test_what_the_ledger_gained_since_the_look_is_looked_at_again(client, finance, practices):
    page = send(client, filled(client, {"C5": 1300}))
    make.budget_entry(practices[0], amount=60, heading=make.heading("Elective"))

    answer = enter(client, page)

    assert "The ledger has changed since you looked" in said(answer)
    assert answer.context["upload"].total == 40  # 1,300 less 1,260
    assert BudgetEntry.objects.count() == 2


def test_a_closed_year_takes_no_upload(client, finance, practices):
    page = send(client, filled(client, {"C5": 1300}))
    close_year(year=make.year(2006), version=1, reason="Agreed", on=TODAY, by=finance)

    assert "2006/07 was closed on 13 March 2007" in said(enter(client, page))
    assert "2006/07 was closed" in said(send(client, filled(client, {"C5": 1400})))
    assert BudgetEntry.objects.count() == 1


def test_practices_of_another_pct_are_neither_in_the_template_nor_taken(client, finance, practices):
    east = make.locality("Stevenage", pct=make.commissioner("East & North"))
    make.practice("Stanmore", in_=east, code="E82077")

    page = send(client, filled(client, {"A7": "E82077", "C7": 5}))

    assert b"E82077" not in client.get(TEMPLATE).content
    assert "not in the register of this year, or not yours" in said(page)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_enter_a_file_at_once_one_does(client):
    make.heading("Elective")
    make.practice("Fernville", code="E82001")
    make.year(2006)
    ruth, told = make.finance_officer(), []
    client.force_login(ruth)
    page = send(client, filled(client, {"C5": 1300}))
    upload, seen = BudgetUpload.objects.get(), page.context["upload"].seen

    def second():
        with pytest.raises(NotEntered) as refused:
            enter_upload(upload=upload, seen=seen, on=TODAY, by=ruth)
        told.append(str(refused.value))

    at_once(lambda: enter_upload(upload=upload, seen=seen, on=TODAY, by=ruth), second)

    assert told == ["This file was entered already"]
    assert BudgetEntry.objects.get().amount == 1300
    assert uploads.differing(upload) == []
