"""Who came: marks, apologies, copies, guests, the quorum and the practices (E01, A07)."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.diary.queries.coming import attended
from meetings.diary.queries.people import key_of, usual
from meetings.models import Attendance, How, MeetingState, Minutes
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
NEXT = date(2007, 4, 4)
# The meeting of 13 March 2007, as its minutes have it.
CAME = """Gerry Bulger
Corina Ciobanu
Trevor Fernandes
Richard Gallow
Avi Gupta
Mark Jones
Mary McMinn
Meena Savla
Richard Walker
Lynn Dalton #
Jenny Greenshields #
Christine Wood #
Caroline Johnson ^"""
APOLOGIES = "Jeremy Cohen\nZunia Hurst\nSuzanne Novak #"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-15")


@pytest.fixture
def secretary(client):
    person = make.secretary(make.group("DacCom"))
    client.force_login(person)
    return person


def page_of(meeting):
    return reverse("diary:attendance", args=[meeting.pk])


def write(client, meeting, **sent):
    """Send the list in, as the page of the meeting is now."""
    meeting.refresh_from_db()
    return client.post(
        page_of(meeting), {"version": meeting.version, "account_how": "PRESENT"} | sent, follow=True
    )


def test_the_list_of_13_march_is_written_down_in_one_go_e01(client, secretary):
    meeting = make.meeting()

    page = write(
        client,
        meeting,
        others_present=CAME,
        others_apologies=APOLOGIES,
        others_copies_to="Dacorum Practice Managers",
    )

    came = attended(meeting)
    assert len(came.present) == 13
    assert [name.mark for name in came.present].count("#") == 3
    assert [str(name) for name in came.present if name.mark == "^"] == ["Caroline Johnson ^"]
    assert [str(name) for name in came.apologies] == APOLOGIES.splitlines()
    assert [name.name for name in came.copies_to] == ["Dacorum Practice Managers"]
    assert "Meeting of 13 March 2007: 13 came, 3 sent apologies" in said(page)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_the_next_list_is_filled_in_from_this_one_e01(client, secretary):
    meeting = make.meeting()
    write(
        client,
        meeting,
        others_present=CAME,
        others_apologies=APOLOGIES,
        others_by_invitation="Steve Laitner #",
        others_copies_to="Dacorum Practice Managers",
    )
    make.seat("Avi Gupta", meeting.body)
    make.seat("Zunia Hurst", meeting.body)

    offered = {one.name: (one.how, one.affiliation) for one in usual(make.meeting(day=NEXT), NEXT)}

    assert len(offered) == 13 + 3 + 1 + 1
    assert offered["Lynn Dalton"] == ("PRESENT", "PCT")
    assert offered["Suzanne Novak"] == ("", "PCT")
    assert offered["Steve Laitner"] == ("", "PCT")
    assert offered["Dacorum Practice Managers"] == ("COPIES_TO", "")


def test_somebody_is_moved_taken_out_and_added_again_e01(client, secretary):
    meeting = make.meeting()
    ann, ben = (make.attendance(meeting, who) for who in ("Ann Lee", "Ben Orr"))

    write(
        client,
        meeting,
        **{f"how-{key_of(ann)}": "APOLOGIES", f"how-{key_of(ben)}": ""},
        others_present="Cyd Day",
    )

    rows = meeting.attendances.in_order().values_list("name", "how")
    assert list(rows) == [("Ann Lee", "APOLOGIES"), ("Cyd Day", "PRESENT")]


def test_somebody_with_an_account_is_in_the_list_once_e01(client, secretary):
    meeting, ruth = make.meeting(), make.gp_lead(make.group())
    make.attendance(meeting, ruth)

    sent = {f"how-p{ruth.pk}": "PRESENT", "account": ruth.username}
    assert f"{ruth} stands in the list twice" in said(write(client, meeting, **sent))

    assert Attendance.objects.get().person == ruth


def test_an_account_and_a_typed_name_stand_once_under_a_heading_e01(client, secretary):
    meeting, ruth = make.meeting(), make.gp_lead(make.group())

    page = write(client, meeting, account=ruth.username, others_present=f"{ruth}")

    assert f"{ruth} stands in the list twice" in said(page)
    assert not meeting.attendances.exists()


def test_a_name_under_two_headings_stays_under_both_e01(client, secretary):
    meeting = make.meeting()
    write(client, meeting, others_present="Ann Lee", others_copies_to="Ann Lee")

    rows = client.get(page_of(meeting)).context["form"].usual
    write(client, meeting, **{f"how-{one.key}": one.how for one in rows})

    assert [one.name for one in rows] == ["Ann Lee", "Ann Lee"]
    kept = meeting.attendances.in_order().values_list("name", "how")
    assert list(kept) == [("Ann Lee", "PRESENT"), ("Ann Lee", "COPIES_TO")]


@pytest.mark.parametrize("line", ["#", ", Fernville"])
def test_a_line_without_a_name_is_asked_about_e01(client, secretary, line):
    make.practice("Fernville", group=make.group("DacCom"))
    meeting = make.meeting()

    page = write(client, meeting, others_present=f"Ann Lee\n{line}")

    assert f"Write a name in this line too: {line}" in said(page)
    assert not meeting.attendances.exists()


def test_the_name_of_an_account_is_kept_as_far_as_a_list_holds_it_e01(client, secretary):
    meeting = make.meeting()
    long = make.gp_lead(make.group(), first_name="A" * 60, last_name="B" * 60)

    write(client, meeting, account=long.username)

    assert meeting.attendances.get().name == "A" * 60 + " " + "B" * 39


def test_what_two_people_write_at_once_is_not_lost_e01(client, secretary):
    meeting = make.meeting()
    sent = {"version": 1, "account_how": "PRESENT"}
    client.post(page_of(meeting), sent | {"others_present": "Ann Lee"})

    page = client.post(page_of(meeting), sent | {"others_present": "Ben Orr"})

    assert "Look at what it is now" in said(page)
    assert [row.name for row in meeting.attendances.all()] == ["Ann Lee"]


def test_an_approved_list_is_locked_e08(client, secretary):
    approved = {"minutes": Minutes.APPROVED, "approved_on": NEXT, "state": MeetingState.HELD}
    meeting = make.meeting(**approved)

    page = write(client, meeting, others_present="Ann Lee")

    assert "Its minutes are approved: nothing of it changes any more" in said(page)
    assert not meeting.attendances.exists()


@pytest.mark.parametrize(
    ("came", "sentence"),
    [
        (["Ann", "Ben", "Cyd"], "a quorum: 3 of its members, and 3 are needed"),
        (["Ann", "Ben", "Guest of the PCT"], "no quorum: 2 of its members, and 3 are needed"),
    ],
)
def test_a_quorum_counts_those_who_have_a_seat_e01(came, sentence):
    body = make.body(quorum=3)
    for name in ("Ann", "Ben", "Cyd", "Dot"):
        make.seat(name, body)
    meeting = make.meeting(body)
    for name in came:
        make.attendance(meeting, name)
    make.attendance(meeting, "Dot", How.APOLOGIES)

    assert attended(meeting).quorum == sentence


def test_twelve_of_thirteen_practices_is_92_3_per_cent_and_the_missing_one_is_named_a07(
    client, secretary
):
    daccom = make.group("DacCom")
    practices = [make.practice(f"Surgery {n:02}", group=daccom) for n in range(1, 13)]
    make.practice("The Small Practice", group=daccom)
    make.practice("A Stranger")
    meeting = make.meeting()
    lines = "\n".join(f"Dr {practice.name}, {practice.name}" for practice in practices)

    page = write(client, meeting, others_present=lines)

    assert "12 of 13 practices were represented, 92.3%" in said(page)
    assert attended(meeting).missing == ["The Small Practice"]


def test_a_practice_that_is_not_of_the_group_is_asked_about_a07(client, secretary):
    make.practice("Fernville", group=make.group("DacCom"))
    meeting = make.meeting()

    page = write(client, meeting, others_present="Ann Lee, Stanmore")

    assert "No practice of the group is called Stanmore" in said(page)
    assert not meeting.attendances.exists()
