"""People by a template: out, filled in, checked by cell, looked at, made once (H01)."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pbc import patience
from pbc.core import errands
from pbc.core.models import Appointment, PeopleUpload, Person, Role, SignInLink
from pbc.core.people import history, joining, uploads
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from pbc.core.people.services.uploads import enter_people
from pbc.core.tasks import run_errand
from pbc.views import people_uploads
from tests import make
from tests.at_once import at_once
from tests.pages import said

pytestmark = pytest.mark.django_db
NEW, TEMPLATE = "/people/import/", "/people/import/template.xlsx"
APRIL = date(2007, 4, 1)
RUTH = ["Ruth", "Allan", "ruth@example.nhs.uk", None, "GP lead", "DAC DacCom", APRIL, None, None]


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"


@pytest.fixture
def first(client):
    """The administrator who sends in; DacCom, Fernville and West Hertfordshire are there."""
    daccom, pct = make.group("DacCom"), make.commissioner()
    daccom.code, pct.code = "DAC", "5P3"
    daccom.save(), pct.save()
    make.practice("Fernville", code="E82001", group=daccom)
    person = make.administrator(first_name="Janet", last_name="Ames", username="first")
    client.force_login(person)
    return person


def filled(client, *lines):
    """The template as the site gives it out, with lines typed in from row 5 on."""
    book = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))
    for number, line in enumerate(lines, 5):
        for column, value in enumerate(line, 1):
            book["People"].cell(number, column).value = value
    return as_file(book)


def as_file(book):
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("people.xlsx", out.getvalue())


def send(client, *lines):
    return client.post(NEW, {"file": filled(client, *lines)}, follow=True)


def enter(client, page):
    upload = page.context["upload"]
    return client.post(f"{NEW}{upload.number}/enter/", {"seen": upload.seen}, follow=True)


def problems(page):
    return {one.cell: one.message for one in page.context["problems"]}


def titles(person):
    held = Appointment.objects.filter(person=person).order_by("pk")
    return [(one.title, one.from_date, one.to_date, one.state) for one in held]


def test_the_template_has_the_roles_and_organisations_that_may_be_chosen(client, first):
    book = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))

    heads = [cell.value for cell in book["People"][4]]
    roles, places = ([c.value for c in col if c.value] for col in book["Lists"].columns)
    choices = book["People"].data_validations.dataValidation
    assert heads[:3] == ["First name (staff)", "Last name (staff)", "Mail address"]
    assert heads[3:] == ["Name to sign in with", "Role", "Over", "From", "To", "Deputy for"]
    assert "GP lead" in roles
    assert "Operator of the site" not in roles
    assert places == [
        "The whole site", "5P3 West Hertfordshire", "DAC DacCom", "E82001 Fernville",
    ]  # fmt: skip
    assert [(str(one.sqref), one.formula1) for one in choices] == [
        ("E5:E504", "Lists!$A$1:$A$8"),
        ("F5:F504", "Lists!$B$1:$B$4"),
    ]


@pytest.mark.parametrize("code", ["=1+1", "\uff1d1+1"])
def test_a_place_called_as_a_formula_is_a_text_and_comes_back_unchanged(client, first, code):
    make.practice("Parkwood", code=code)
    book = openpyxl.load_workbook(BytesIO(client.get(TEMPLATE).content))
    [cell] = [one for one in book["Lists"]["B"] if str(one.value).startswith(code)]

    line = [*RUTH[:4], "Practice manager", cell.value, APRIL]
    for column, value in enumerate(line, 1):
        book["People"].cell(5, column).value = value
    book["People"]["F5"].data_type = "s"  # chosen from the list, where it is a text
    page = client.post(NEW, {"file": as_file(book)}, follow=True)

    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{code} Parkwood", "s", True)
    [row] = page.context["upload"].rows
    assert row.title == "Practice manager, Parkwood"


def test_what_would_be_made_is_shown_before_anything_is(client, first):
    ruth_too = [None, None, "ruth@example.nhs.uk", None, "Secretary", "5P3", APRIL, "2008-03-31"]
    finance = ["Paul", "Nye", None, "p.nye", "PCT finance", "5P3", "1 April 2007"]

    page = send(client, RUTH, ruth_too, finance)

    words = said(page)
    assert page.context["upload"].heading == "2 people would be added, 3 appointments made"
    assert [(row.name, row.title, row.span) for row in page.context["upload"].rows] == [
        ("Ruth Allan", "GP lead, DacCom", "from 1 April 2007"),
        ("Ruth Allan", "Secretary, West Hertfordshire", "from 1 April 2007 to 31 March 2008"),
        ("Paul Nye", "PCT finance, West Hertfordshire", "from 1 April 2007"),
    ]
    assert "1 new person is sent a link by mail, once" in words
    assert "No mail reaches 1 new person: make them a link on their own page afterwards." in words
    assert "1 appointment waits for another administrator to confirm" in words
    assert not Person.objects.filter(last_name__in=("Allan", "Nye")).exists()


def test_people_are_made_appointed_and_invited_once_however_often_it_is_pressed_h01(client, first):
    page = send(
        client, RUTH, ["", "", "ruth@example.nhs.uk", "", "Practice manager", "E82001", APRIL]
    )

    done, again = enter(client, page), enter(client, page)
    while waiting := list(errands.waiting()):
        for errand in waiting:
            run_errand(errand_id=errand)

    ruth = Person.objects.get(email="ruth@example.nhs.uk")
    assert "2 appointments are made" in said(done)
    assert "This file was entered already" in said(again)
    assert (str(ruth), ruth.username, ruth.has_usable_password()) == (
        "Ruth Allan", "ruth.allan", False,
    )  # fmt: skip
    assert titles(ruth) == [
        ("GP lead, DacCom", APRIL, None, "GIVEN"),
        ("Practice manager, Fernville", APRIL, None, "GIVEN"),
    ]
    assert SignInLink.objects.get().person == ruth
    assert [sent.to for sent in outbox.outbox] == [["ruth@example.nhs.uk"]]
    told = [(entry.by, entry.what, entry.why) for entry in history.about(ruth)]
    why = f"From people.xlsx, import {page.context['upload'].number}"
    appointed = "Appointed as Practice manager, Fernville, from 1 April 2007"
    assert ("Janet Ames", appointed, why) in told


def test_the_same_file_sent_in_again_makes_nothing_h01(client, first):
    enter(client, send(client, RUTH))

    again = send(client, RUTH)

    assert "All that is in this file stands already" in said(again)
    assert "Same already: nothing is made" in said(again)
    assert "Make 0" not in said(again)
    assert Appointment.objects.filter(role=Role.GP_LEAD).count() == 1


def test_many_lines_are_read_with_as_many_statements_as_one_h01(first, django_assert_num_queries):
    ruth = make.gp_lead(make.group("DacCom"), username="ruth")
    since = ruth.appointments.get().from_date
    line = dict.fromkeys(("email", "first_name", "last_name", "to_date", "deputy_for"), "")
    line |= {"row": 5, "username": "ruth", "role": "GP_LEAD", "over": "group:DAC"}
    days = (since, APRIL, date(2007, 5, 1))
    lines = [line | {"from_date": day.isoformat()} for day in days]
    with CaptureQueriesContext(connection) as few:
        joining.understood(lines[:1])

    with django_assert_num_queries(len(few)):
        steps, _ = joining.understood(lines)

    assert [step.what for step in steps] == [joining.SAME, joining.FURTHER, joining.FURTHER]


def test_somebody_who_is_here_gets_a_further_appointment_and_no_mail(client, first):
    ruth = make.practice_manager(make.practice("Parkwood"), first_name="Ruth", username="r.allan")

    page = send(client, ["ruth", "Allan", None, "r.allan", "GP lead", "DAC", APRIL])
    enter(client, page)

    assert "Gets a further appointment" in said(page)
    assert [title for title, *_ in titles(ruth)] == [
        "Practice manager, Parkwood", "GP lead, DacCom",
    ]  # fmt: skip
    assert not SignInLink.objects.exists()


def test_a_deputy_stands_in_for_whom_the_file_itself_appoints(client, first):
    deputy = ["Avi", "Gupta", "avi@example.nhs.uk", None, "GP lead", "DAC", "01/05/2007",
              "2007-05-31", "ruth@example.nhs.uk"]  # fmt: skip

    enter(client, send(client, deputy, RUTH))

    avi = Appointment.objects.get(person__last_name="Gupta")
    assert str(avi.deputy_for) == "Ruth Allan, GP lead"
    assert (avi.title, avi.to_date) == ("GP lead, DacCom (deputy)", date(2007, 5, 31))


def test_every_wrong_cell_is_named_with_what_to_do_and_nothing_is_kept_h01(client, first):
    make.appointment(make.person("Jo", "Hill", "jo"), Role.GP_LEAD, make.group("DacCom"))
    lines = [
        ["Ann", "One", "ann at example", None, "GP lead", "DAC", APRIL],  # row 5
        ["Ann", "Two", None, None, "GP lead", "DAC", APRIL],
        ["Ann", "Three", "t@example.nhs.uk", None, "Operator of the site", "DAC", APRIL],
        ["Ann", "Four", "f@example.nhs.uk", None, "GP lead", "E82001", APRIL],
        ["Ann", "Five", "v@example.nhs.uk", None, "GP lead", None, APRIL],  # row 9
        ["Ann", "Six", "s@example.nhs.uk", None, "Auditor", None, "soon"],
        ["Ann", "Seven", "7@example.nhs.uk", None, "Auditor", None, APRIL, "2007-03-31"],
        ["=A5", "Eight", "8@example.nhs.uk", "a b", "Auditor", None, APRIL],
        ["Someone", "Else", None, "jo", "Auditor", None, APRIL],  # row 13
        [None, None, None, "jo", "GP lead", "DAC", APRIL],
        [None, None, None, "first", "Auditor", None, APRIL],
        ["Ann", None, "ten@example.nhs.uk", None, "Auditor", None, APRIL],
        ["Ann", "Ten", "eleven@example.nhs.uk", "jo.2", "LMC observer", "9X9", None],  # row 17
        ["Ann", "Twelve", "12@example.nhs.uk", None, "GP lead", "DAC", APRIL, None, "jo"],
    ]

    page = send(client, *lines)

    found = problems(page)
    assert sorted(found, key=lambda cell: (int(cell[1:]), cell[0])) == [
        "C5", "C6", "E7", "F8", "F9", "G10", "H11", "A12", "D12", "B13", "G14", "E15", "B16",
        "F17", "G17", "H18",
    ]  # fmt: skip
    assert found["C5"] == "“ann at example” is no mail address"
    assert found["E7"] == "“Operator of the site” is no role that you may give"
    assert found["F8"] == "“E82001” is nothing that this role can be held over, or not yours"
    assert found["F9"] == "GP lead is held over a group"
    assert found["A12"] == "There is a formula in this cell"
    assert found["B13"] == "This is Jo Hill in the register, and the line says Someone Else"
    assert found["G14"] == "Jo Hill is GP lead, DacCom from 1 April 1990 already"
    assert found["E15"] == "Nobody appoints themselves"
    assert "16 cells have to be put right first. Nothing was kept" in said(page)
    assert not PeopleUpload.objects.exists()
    assert Person.objects.filter(first_name="Ann").count() == 0


def test_a_formula_is_refused_though_it_has_a_value(client, first):
    book = openpyxl.load_workbook(filled(client, RUTH))
    book["People"]["B5"] = '="All"&"an"'

    page = client.post(NEW, {"file": calculated(as_file(book))})

    assert problems(page) == {"B5": "There is a formula in this cell"}


def calculated(file):
    """The workbook as if a spreadsheet program had worked its formulas out."""
    out, archive = BytesIO(), ZipFile(file)
    with ZipFile(out, "w") as again:
        for name in archive.namelist():
            content = archive.read(name)
            again.writestr(name, re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>Allan</v>", content))
    return SimpleUploadedFile("people.xlsx", out.getvalue())


def test_a_name_to_sign_in_with_is_one_persons_alone_h01(client, first):
    other = ["Ruth", "Allan", "other@example.nhs.uk", None, "Auditor", None, APRIL]

    page = send(client, RUTH, other)

    assert problems(page) == dict.fromkeys(
        ("D5", "D6"), "“ruth.allan” is somebody’s name to sign in with already"
    )


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"%PDF-1.4 letter", "This is a PDF, not a spreadsheet"),
        (b"a,b\n1,2\n", "This is not the template"),
        (b"PK\x03\x04 broken", "cannot be opened"),
    ],
)
def test_a_file_that_is_no_template_is_refused_with_a_sentence(client, first, content, answer):
    page = client.post(NEW, {"file": SimpleUploadedFile("people.xlsx", content)})

    assert answer in said(page)


def test_what_somebody_did_since_the_look_is_looked_at_again_h01(client, first):
    page = send(client, RUTH)
    ruth = make.person(username="ruth.allan")
    ruth.email = "ruth@example.nhs.uk"
    ruth.save()

    answer = enter(client, page)

    assert "Somebody changed people meanwhile. Look at what it makes now" in said(answer)
    assert "Gets a further appointment" in said(answer)
    assert titles(ruth) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_files_with_the_same_people_entered_at_once_one_makes_them_h01(client):
    daccom, told = make.group("DacCom"), []
    daccom.code = "DAC"
    daccom.save()
    admin, second = make.administrator(), make.administrator()
    client.force_login(admin)
    send(client, RUTH), send(client, RUTH)
    one, other = PeopleUpload.objects.order_by("pk")
    seen = uploads.upload_page(one).seen

    def press(upload, by):
        try:
            enter_people(upload=upload, seen=seen, by=by)
        except NotAppointed as why:
            told.append(str(why))

    at_once(lambda: press(one, admin), lambda: press(other, second))

    assert told == ["Somebody changed people meanwhile. Look at what it makes now"]
    assert Appointment.objects.get(role=Role.GP_LEAD).person.last_name == "Allan"


@pytest.mark.django_db(transaction=True)
def test_somebody_who_is_added_by_hand_in_the_same_second_is_said_and_nothing_is_lost_h01(client):
    daccom = make.group("DacCom")
    daccom.code = "DAC"
    daccom.save()
    admin, second, answers = make.administrator(), make.administrator(), []
    client.force_login(admin)
    send(client, RUTH)
    upload = PeopleUpload.objects.get()
    seen = uploads.upload_page(upload).seen
    ruth = {"first_name": "Ruth", "last_name": "Allan", "username": "ruth", "email": RUTH[2]}

    def press():
        path = f"{NEW}{upload.pk}/enter/"
        answers.append(said(client.post(path, {"seen": seen}, follow=True)))

    at_once(lambda: accounts.add_person(**ruth, by=second), press)

    assert "Row 5: “ruth@example.nhs.uk” is somebody’s address already" in answers[0]
    assert not Person.objects.get(email=RUTH[2]).appointments.exists()
    assert PeopleUpload.objects.get().entered_at is None


def test_a_long_name_makes_a_short_one_to_sign_in_with_and_one_in_other_letters_none(client, first):
    long = ["R" * 100, "A" * 100, "long@example.nhs.uk", None, "GP lead", "DAC", APRIL]
    other = ["Иван", "Петров", "ivan@example.nhs.uk", None, "GP lead", "DAC", APRIL]

    kept, refused = send(client, long), send(client, other)

    assert kept.context["upload"].makes == 1
    enter(client, kept)
    assert len(Person.objects.get(email="long@example.nhs.uk").username) == 150
    assert problems(refused) == {"D5": "No name to sign in with can be made of this name"}


def test_a_name_of_several_lines_is_kept_in_one(client, first):
    page = send(client, ["Ruth\n Mary", "Allan\t", *RUTH[2:]])

    assert [row.name for row in page.context["upload"].rows] == ["Ruth Mary Allan"]


def test_five_hundred_lines_are_read_at_once_and_no_more_h01(client, first):
    page = send(client, *[RUTH] * 501)

    assert "There are 501 lines, and 500 are read at once. Send in two templates" in said(page)
    assert not PeopleUpload.objects.exists()


def test_a_page_may_wait_longer_for_its_database_the_more_lines_it_enters_h01(
    client, first, monkeypatch
):
    monkeypatch.setattr(people_uploads, "A_LINE", 1000)
    page = send(client, RUTH)
    upload = page.context["upload"]

    client.post(f"{NEW}{upload.number}/enter/", {"seen": upload.seen})

    assert patience.mine.used < -500
    assert Person.objects.filter(email="ruth@example.nhs.uk").exists()
