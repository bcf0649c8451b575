"""Old minutes pasted or sent in: looked at before anything is kept, kept in one deed (E16)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Action, Attendance, How, Meeting, MeetingState, Minutes, OldMinutes
from meetings.queries import words
from tests import make
from tests.make.minutes import MADE_UP
from tests.meetings.minutes import documents
from tests.meetings.records import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-15")


@pytest.fixture
def secretary(client):
    """A secretary of DacCom, signed in."""
    make.practice("Fernville", group=make.group())
    person = make.secretary(make.group(), first_name="Sue", last_name="Holt", username="sue")
    client.force_login(person)
    return person


def read(client, text):
    """The page with what was found in a text."""
    return client.post(reverse("minutes:read"), {"pasted": text})


def keep(client, review, **changed):
    """Send the page in as it is, but for what is changed."""
    form = review.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (False, None, "")}
    sent |= {name.replace("__", "-"): value for name, value in changed.items()}
    return client.post(reverse("minutes:keep"), {k: v for k, v in sent.items() if v is not None})


@pytest.mark.skipif(not papers.SEEDS.exists(), reason="no ../shared beside the checkout")
def test_e16_pasting_seed_002_makes_four_actions_with_right_owners_and_days(client, secretary):
    make.executive()
    mark = make.gp_lead(make.group(), first_name="Mark", last_name="Jones", username="mark")

    keep(client, read(client, papers.seed("002")))

    meeting = Meeting.objects.get()
    rows = [
        (words.owner(one.action), one.action.due_typed, one.action.due, one.line)
        for one in meeting.agreed.order_by("place")
    ]
    assert rows == [
        ("Mark Jones", "End-Mar", date(2007, 3, 31), 58),
        ("Mark Jones", "End-Mar", date(2007, 3, 31), 62),
        ("Lynn Dalton", "16 Mar", date(2007, 3, 16), 66),
        ("Meena Savla", "End-April", date(2007, 4, 30), 70),
    ]
    assert (
        list(Action.objects.filter(owner=mark).values_list("due_typed", flat=True))
        == ["End-Mar"] * 2
    )
    assert Action.objects.get(owner_name="Lynn Dalton").organisation == make.group()
    assert meeting.attendances.filter(how=How.PRESENT).count() == 13
    assert meeting.attendances.filter(affiliation="PCT").count() == 4
    assert meeting.items.on_the_agenda().count() == 7


def test_e16_nothing_is_kept_before_somebody_says_so(client, secretary):
    make.executive()

    page = read(client, MADE_UP)

    assert page.status_code == 200
    assert (Meeting.objects.count(), Action.objects.count()) == (0, 0)
    text = page.content.decode()
    assert "Line 21: “Ann Lee - Draft the plan - End-Mar”" in text
    assert "2 actions and 3 names found" in text


def test_e16_the_meeting_its_list_its_sections_and_its_actions_are_made_at_once(client, secretary):
    body = make.executive()

    answer = keep(client, read(client, MADE_UP))

    meeting = Meeting.objects.get()
    assert answer.url == reverse("minutes:detail", args=[meeting.pk])
    assert (meeting.body, meeting.day, meeting.state) == (
        body,
        date(2007, 3, 13),
        MeetingState.HELD,
    )
    assert meeting.minutes == Minutes.DRAFT
    assert [(one.name, one.how, one.affiliation) for one in Attendance.objects.in_order()] == [
        ("Ann Lee", "PRESENT", ""),
        ("Bob Day", "PRESENT", "PCT"),
        ("Cy Fox", "PRESENT", "PPI"),
        ("Dot Hill", "APOLOGIES", "PCT"),
        ("Dacorum Practice Managers", "COPIES_TO", ""),
    ]
    assert [str(item) for item in meeting.items.on_the_agenda()] == [
        "1. Summary of actions agreed",
        "2. Budget",
        "3. Next meeting",
    ]


def test_e16_initials_are_those_of_somebody_on_the_list(client, secretary):
    make.executive()

    keep(client, read(client, MADE_UP.replace("Bob - Tell", "BD - Tell")))

    assert Action.objects.get(text="Tell the trust").owner_name == "Bob Day"


def test_e16_what_is_left_out_is_not_kept_and_what_is_corrected_is_kept_so(client, secretary):
    make.executive()
    page = read(client, MADE_UP)

    changed = {
        "actions__0__keep": None,
        "actions__1__due": "20 Mar",
        "attended__2__name": "Cy Foxe",
    }
    keep(client, page, **changed)

    [action] = Action.objects.all()
    assert (action.text, action.due_typed, action.due) == (
        "Tell the trust",
        "20 Mar",
        date(2007, 3, 20),
    )
    assert Attendance.objects.filter(name="Cy Foxe").exists()
    assert not Attendance.objects.filter(name="Cy Fox").exists()


def test_e16_a_day_that_is_none_is_asked(client, secretary):
    make.executive()
    page = read(client, MADE_UP.replace("16 Mar", "31 Feb"))

    answer = keep(client, page)

    assert "“31 Feb” is not a day" in answer.content.decode()
    assert Meeting.objects.count() == 0


def test_e16_an_action_of_nobody_is_asked_whose_it_is(client, secretary):
    make.executive()
    page = read(client, MADE_UP.replace("Ann Lee - Draft", "· Draft"))

    answer = keep(client, page)

    assert "Say who does it, or leave it out" in answer.content.decode()


def test_e16_the_same_minutes_twice_say_so(client, secretary):
    make.executive()
    keep(client, read(client, MADE_UP))

    again = read(client, MADE_UP.replace("\n", "\r\n"))
    refused = keep(client, again)

    assert "were read before" in again.content.decode()
    assert "read before, and made this meeting" in refused.content.decode()
    assert (Meeting.objects.count(), OldMinutes.objects.count()) == (1, 1)


def test_e16_a_word_document_is_read_as_what_was_pasted(client, secretary):
    make.executive()
    content = documents.written(*MADE_UP.split("\n"))
    file = SimpleUploadedFile("march.docx", content)

    page = client.post(reverse("minutes:read"), {"file": file})
    keep(client, page)

    assert Action.objects.count() == 2
    assert OldMinutes.objects.get().file_name == "march.docx"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Paste the minutes, or choose a file"),
        ({"pasted": "<html><body>"}, "This is a web page"),
        ({"pasted": "word " * 70_000}, "longer than any minutes"),
    ],
)
def test_e16_what_cannot_be_read_is_said_in_a_sentence(client, secretary, sent, said):
    assert said in client.post(reverse("minutes:read"), sent).content.decode()


def test_e16_a_body_of_others_is_not_offered(client, secretary):
    ours, theirs = make.executive(), make.executive(make.group("WatCom"))

    page = read(client, MADE_UP)
    refused = keep(client, page, body=str(theirs.pk))

    assert list(page.context["form"].bodies) == [str(ours.pk)]
    assert refused.status_code == 200
    assert Meeting.objects.count() == 0


def test_e16_the_page_of_the_minutes_shows_them_with_the_table_of_actions(client, secretary):
    make.executive()
    answer = client.get(keep(client, read(client, MADE_UP)).url).content.decode()

    assert "Minutes of 13 March 2007" in answer
    assert "Bob Day #" in answer
    assert "<li>One point</li>" in answer
    assert answer.index("Draft the plan") < answer.index("The group is over")
