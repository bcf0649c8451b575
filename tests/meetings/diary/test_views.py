"""Pages of bodies and meetings: set up, arranged, moved, cancelled, agendas (E06, E07)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.diary.services.papers import attach_paper
from meetings.models import (
    Body,
    How,
    Item,
    ItemKind,
    Meeting,
    MeetingState,
    Paper,
    Seat,
    SeatPost,
)
from pbc.core.models import Mail
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
LIST = reverse("diary:meeting-list")
APRIL = {"day": "2007-04-04", "starts": "13:00", "ends": "14:15", "place": "Fernville Surgery"}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-15")


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def to(name, thing):
    return reverse(f"diary:{name}", args=[thing.pk])


def send(client, name, thing, **sent):
    """Send a form in and follow to the page after it."""
    return client.post(to(name, thing), sent, follow=True)


# ---- Bodies ----------------------------------------------------------------------------------


def test_a_body_is_set_up_gets_a_chair_and_proposes_its_next_days_e07(client, lead):
    of = f"group:{make.group().code}"
    new = {"of": of, "name": "Executive Committee", "kind": "EXECUTIVE", "quorum": 5}
    client.post(reverse("diary:body-new"), new)
    body = Body.objects.get()
    send(client, "seat-new", body, person=lead.username, post="CHAIR", from_date="2006-04-01")
    send(client, "series-new", body, every="MONTHLY", starts="13:00", ends="14:15")
    make.meeting(body, day=date(2007, 3, 13))

    page = client.get(to("body-detail", body))

    assert "Every month, 1pm to 2.15pm. Its quorum is 5 of its members." in said(page)
    # 13 March 2007 is a second Tuesday, as are these three.
    assert [f"{day:%d %b}" for day in page.context["page"].proposed] == [
        "10 Apr",
        "08 May",
        "12 Jun",
    ]
    assert (Seat.objects.get().person, Seat.objects.get().post) == (lead, SeatPost.CHAIR)


def test_a_second_body_of_a_name_is_refused_beside_the_name(client, lead):
    make.body("Executive")

    new = {"of": f"group:{make.group().code}", "name": "Executive", "kind": "OTHER"}
    page = client.post(reverse("diary:body-new"), new)

    assert page.context["form"].errors["name"] == ["DacCom has a body of that name already"]


def test_a_seat_ends_with_a_day_and_is_kept(client, lead):
    seat = make.seat("Avi Gupta")

    send(client, "seat-end", seat, version=1, last_day="2007-03-31")

    seat.refresh_from_db()
    assert seat.to_date == date(2007, 3, 31)


def test_a_long_name_of_an_account_is_cut_to_what_a_seat_holds(client, lead):
    long = make.gp_lead(make.group(), first_name="A" * 60, last_name="B" * 60)

    send(
        client, "seat-new", make.body(), person=long.username, post="CHAIR", from_date="2007-03-01"
    )

    assert Seat.objects.get().name == "A" * 60 + " " + "B" * 39


# ---- Meetings --------------------------------------------------------------------------------


def test_a_meeting_is_arranged_and_says_when_where_and_lunch_e06(client, lead):
    page = send(client, "meeting-new", make.body(), **APRIL, lunch="from 12.30pm")

    words = said(page)
    assert "It is on Wednesday 4 April 2007, 1pm to 2.15pm at Fernville Surgery." in words
    assert "Lunch from 12.30pm" in words
    assert "Next: Executive Committee, Wednesday 4 April 2007, 1pm to 2.15pm" in said(
        client.get(LIST)
    )


def test_a_meeting_with_a_month_alone_is_to_be_arranged_and_nags_its_chair_e07(client, lead):
    body = make.body()
    make.seat(lead, body, post=SeatPost.CHAIR)

    page = send(client, "meeting-new", body, month="July 2007")
    desk = client.get("/")

    assert "Meeting of July 2007: to be arranged" in said(page)
    assert "1 meeting that you chair has no day yet" in said(desk)
    assert "July 2007, to be arranged" in said(desk)


def test_who_does_not_chair_it_is_not_nagged_e07(client, lead):
    make.meeting(month=date(2007, 7, 1))

    assert "no day yet" not in said(client.get("/"))


def test_a_meeting_is_moved_with_a_reason_and_keeps_its_identity_e06(client, lead):
    meeting = make.meeting(day=date(2007, 4, 4))
    uid = meeting.uid

    page = send(
        client, "meeting-move", meeting, version=1, **APRIL | {"day": "2007-04-11"}, why="Easter"
    )

    meeting.refresh_from_db()
    assert (meeting.day, meeting.uid, meeting.sequence) == (date(2007, 4, 11), uid, 1)
    assert "Moved Easter" in said(page)


def test_a_cancelled_meeting_stays_and_says_why_e06(client, lead):
    meeting = make.meeting(day=date(2007, 4, 4))

    page = send(client, "meeting-cancel", meeting, version=1, why="Nobody can come")

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
    assert "Meeting of 4 April 2007: cancelled" in said(page)
    assert "Nobody can come" in said(page)


def test_two_who_move_a_meeting_at_once_see_each_other_e06(client, lead):
    meeting = make.meeting(day=date(2007, 4, 4))
    send(client, "meeting-move", meeting, version=1, **APRIL | {"day": "2007-04-11"}, why="Easter")

    page = send(client, "meeting-cancel", meeting, version=1, why="Nobody can come")

    assert "after you opened this form" in said(page)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"day": ""}, "Enter the day, or the month alone"),
        ({"day": "4 April"}, "Enter a date, such as 2007-04-04"),
        ({"ends": "12:00"}, "It cannot end before it starts"),
        ({"starts": ""}, "Enter when it starts"),
        ({"day": "", "month": "end of July"}, "Enter a month, such as July 2007"),
        ({"day": "9999-12-14"}, "Enter a day between 1990 and 2099"),
        ({"day": "", "month": "July 1789"}, "Enter a day between 1990 and 2099"),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said_e06(client, lead, typed, complaint):
    page = send(client, "meeting-new", make.body(), **APRIL | typed)

    assert complaint in said(page)
    assert not Meeting.objects.exists()


# ---- Agenda ----------------------------------------------------------------------------------


def test_items_are_added_moved_and_taken_off_e01(client, lead):
    send(client, "meeting-new", make.body(), **APRIL)
    meeting = Meeting.objects.get()
    for heading in ("Budget report", "Business plan"):
        send(client, "item-new", meeting, heading=heading, kind="PLAIN")
    plan = Item.objects.get(heading="Business plan")

    send(client, "item-change", plan, version=1, heading="Business plan 2007/08", number=1)
    budget = Item.objects.get(heading="Budget report")
    send(client, "item-off", budget, version="9" * 5000)
    send(client, "item-off", budget, version=budget.version)

    shown = [str(item) for item in meeting.items.on_the_agenda()]
    assert shown == ["1. Business plan 2007/08", "2. Summary of actions agreed"]


def test_a_paper_is_attached_and_only_ever_handed_out_as_a_file_e10(client, lead):
    item = make.item(make.meeting(day=date(2007, 4, 4)))
    sent = SimpleUploadedFile("handout.txt", b"<script>alert(1)</script>", "text/html")

    page = send(client, "paper-new", item, file=sent)
    paper = Paper.objects.get()
    answer = client.get(to("paper", paper))

    assert "handout.txt" in said(page)
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="handout.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ('plan".txt', 'attachment; filename="plan\\".txt"'),
        ("plan\r\nX-Odd: 1.txt", 'attachment; filename="planX-Odd: 1.txt"'),
        ("Änderung.txt", "attachment; filename*=utf-8''%C3%84nderung.txt"),
        ("../../etc/passwd.txt", 'attachment; filename="passwd.txt"'),
    ],
)
def test_an_odd_name_of_a_paper_stays_a_name_in_the_head_of_its_answer_e10(
    client, lead, name, told
):
    file = SimpleUploadedFile("f", b"words")
    file._name = name  # as another program than a browser sends it
    paper = attach_paper(item=make.item(), file=file, on=date(2007, 3, 13), by=lead)

    answer = client.get(to("paper", paper))

    assert answer["Content-Disposition"] == told
    assert "X-Odd" not in answer.headers


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("page.html", b"<p>", "Send a file of one of these kinds"),
        ("drawing.svg", b"<svg onload='x()'/>", "Send a file of one of these kinds"),
        ("drawing.png", b"<svg onload='x()'/>", "It is called .png, and is none"),
        ("run.exe", b"MZ", "Send a file of one of these kinds"),
        ("plan.pdf", b"PK\x03\x04", "It is called .pdf, and is none"),
        ("plan.docx", b"%PDF-1.4", "It is called .docx, and is none"),
        ("notes.txt", b"a\0b", "It is called .txt, and is none"),
        ("empty.txt", b"", "It is empty"),
    ],
)
def test_what_is_no_paper_is_refused_e10(client, lead, name, content, complaint):
    page = send(client, "paper-new", make.item(), file=SimpleUploadedFile(name, content))

    assert complaint in said(page)
    assert not Paper.objects.exists()


def test_a_paper_that_was_taken_off_is_handed_to_nobody_e10(client, lead):
    paper = make.paper()

    send(client, "paper-off", paper)

    assert client.get(to("paper", paper)).status_code == 404
    assert Paper.objects.get().content


def test_a_paper_of_an_item_that_was_taken_off_is_handed_to_nobody_e10(client, lead):
    paper = make.paper()

    send(client, "item-off", paper.item, version=paper.item.version)

    assert client.get(to("paper", paper)).status_code == 404


@pytest.mark.parametrize("version", ["", "one", "1" * 5000])
def test_a_version_that_is_none_takes_nothing_off_e01(client, lead, version):
    item = make.item()

    page = send(client, "item-off", item, version=version)

    assert "Look at what it is now" in said(page)
    assert Item.objects.get().number == item.number


def test_nothing_is_added_to_a_cancelled_meeting_e06(client, lead):
    item = make.item(make.meeting(state=MeetingState.CANCELLED), kind=ItemKind.ROUND_TABLE)
    file = SimpleUploadedFile("handout.txt", b"What was said")

    pages = [
        send(client, "item-new", item.meeting, heading="Budget report", kind="PLAIN"),
        send(client, "paper-new", item, file=file),
        send(client, "item-reports", item, said="something"),
    ]

    assert all("It is cancelled" in said(page) for page in pages)
    assert (Item.objects.count(), Paper.objects.count()) == (1, 0)


def test_last_times_text_is_shown_to_who_sees_last_time_alone_e14(client):
    west = make.commissioner()
    body = make.body("Leads", west, kind="LEADS")
    for day, text in ((date(2007, 2, 1), "All 19"), (date(2007, 4, 4), "")):
        item = make.item(make.meeting(body, day=day), kind=ItemKind.ROUND_TABLE)
        make.report(item, make.group("DacCom"), text)
    guest = make.gp_lead(make.group("DacCom"))
    make.attendance(item.meeting, guest, How.BY_INVITATION)
    last = {}

    for person in (guest, make.finance_officer(west)):
        client.force_login(person)
        [row] = client.get(to("meeting-detail", item.meeting)).context["page"].items[0].reports
        last[person] = row.last

    assert list(last.values()) == ["", "All 19"]


def test_each_group_has_a_row_round_the_table_with_last_times_text_beside_e14(client):
    west = make.commissioner()
    client.force_login(make.finance_officer(west))
    for name in ("DacCom", "WatCom"):
        make.practice(f"Surgery of {name}", group=make.group(name))
    body = make.body("Leads", west, kind="LEADS")
    first = make.meeting(body, day=date(2006, 5, 25))
    send(client, "item-new", first, heading="Round the table", kind="ROUND_TABLE")
    item = Item.objects.get(kind=ItemKind.ROUND_TABLE)
    [daccom, watcom] = item.reports.order_by("group__name")
    typed = {f"version-{daccom.pk}": 1, f"version-{watcom.pk}": 1}
    typed |= {f"text-{daccom.pk}": "All 19 <practices>", f"text-{watcom.pk}": "17 of 23"}
    send(client, "item-reports", item, **typed)

    page = send(client, "meeting-new", body, **APRIL)
    following = Item.objects.get(meeting__day=date(2007, 4, 4), kind=ItemKind.ROUND_TABLE)
    form = client.get(to("item-reports", following))

    shown = next(one for one in page.context["page"].items if one.is_round_table)
    assert [(row.group, row.last) for row in shown.reports] == [
        ("DacCom", "All 19 <practices>"),
        ("WatCom", "17 of 23"),
    ]
    assert "Last time: All 19 &lt;practices&gt;" in form.content.decode()


# ---- Invitations -----------------------------------------------------------------------------


def test_each_who_is_invited_gets_one_mail_and_another_only_when_it_moves_e06(
    client, lead, settings
):
    settings.PBC_MAIL = "smtp"
    meeting = make.meeting(day=date(2007, 4, 4))
    meena = make.practice_manager(make.practice(group=make.group()))
    for person in (lead, meena):
        person.email = f"{person.username}@example.nhs.uk"
        person.save()
        make.seat(person, meeting.body)
    make.seat("Avi Gupta", meeting.body)

    page = client.get(to("meeting-invite", meeting))
    for _ in range(2):
        send(client, "meeting-invite", meeting)
    send(client, "meeting-move", meeting, version=1, **APRIL | {"day": "2007-04-11"}, why="Easter")
    send(client, "meeting-invite", meeting)

    assert "somebody has to tell them: Avi Gupta" in said(page)
    assert Mail.objects.filter(person=meena).count() == 2
    last = Mail.objects.filter(person=meena).last()
    assert last.subject == (
        "Executive Committee, DacCom: moved to Wednesday 11 April 2007, 1pm to 2.15pm"
    )
    assert lead.email not in last.body


def test_nobody_is_invited_to_a_meeting_that_was_held_e06(client, lead, settings):
    settings.PBC_MAIL = "smtp"
    lead.email = "lead@example.nhs.uk"
    lead.save()
    make.seat(lead)

    page = send(client, "meeting-invite", make.meeting(state=MeetingState.HELD))

    assert "It was held already" in said(page)
    assert not Mail.objects.exists()
