"""What was written into a register by mistake is taken back: it stays with the reason, and counts
nowhere (A05, A08, A10)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from meetings.companies import services as companies
from meetings.diary.rules import NotKept
from meetings.interests import queries, reading
from meetings.interests import services as interests
from meetings.models import Binding, Interest, MeetingState, Tenure
from meetings.posts import services as posts
from meetings.posts.queries import vacant_since
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 13)
WHY = "It was her sister’s"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def body():
    """The executive of DacCom: four sit on it, and four are needed."""
    body = make.body("Executive", quorum=4)
    for name in ("Meena Savla", "Mark Jones", "Avi Gupta", "Lynn Dalton"):
        make.seat(name, body)
    make.interest("Meena Savla", body)
    return body


@pytest.fixture
def ucc(body):
    """An item that touches the interest; whoever has it took no part, of the four who came."""
    meeting = make.meeting(body, day=DAY, state=MeetingState.HELD)
    for place, name in enumerate(("Meena Savla", "Mark Jones", "Avi Gupta", "Lynn Dalton")):
        make.attendance(meeting, name, place=place)
    item = make.item(meeting, "Joining STAHDOC")
    interests.say_what_it_touches(item=item, subjects=["STAHDOC"], by=make.operator())
    return item


def withdraw(interest, why=WHY):
    who = make.gp_lead(make.group(), first_name="Peter", last_name="Sim")
    return interests.withdraw_interest(interest=interest, why=why, on=DAY, by=who)


def page_of(client, person, name, pk):
    client.force_login(person)
    return said(client.get(reverse(name, args=[pk])))


# ---- Interests -------------------------------------------------------------------------------


def test_an_interest_that_is_taken_back_raises_no_banner_and_is_offered_at_no_item_a10(ucc):
    assert reading.of_meeting(ucc.meeting, [ucc])[ucc.pk].waiting

    withdraw(Interest.objects.get())

    assert reading.of_meeting(ucc.meeting, [ucc])[ucc.pk].waiting == []
    assert queries.subjects(ucc.meeting.body, DAY) == []


def test_an_exclusion_because_of_it_takes_nobody_off_the_quorum_any_more_a10(ucc):
    """Four came and four are needed: with one who took no part three counted."""
    interest = Interest.objects.get()
    confirmed = {interest.pk: (0, True, "Director of STAHDOC")}
    interests.confirm_exclusions(item=ucc, said=confirmed, on=DAY, by=make.operator())
    assert reading.of_meeting(ucc.meeting, [ucc])[ucc.pk].is_lost

    withdraw(interest)

    after = reading.of_meeting(ucc.meeting, [ucc])[ucc.pk]
    assert (after.quorum, after.said) == ("", [])


def test_the_register_shows_what_was_taken_back_to_who_keeps_it_and_to_the_auditor_a10(
    client, body
):
    withdraw(Interest.objects.get())
    practice = make.practice(group=make.group())
    readers = [
        (make.gp_lead(make.group()), True),
        (make.auditor(), True),
        (make.practice_manager(practice), False),
    ]

    for person, told in readers:
        page = page_of(client, person, "diary:interest-list", body.pk)
        assert "nobody has declared an interest" in page
        assert (f"taken back on 13 March 2007 by Peter Sim, “{WHY}”" in page) is told


def test_an_interest_is_taken_back_by_the_page_with_a_reason_and_once_a10(client, body):
    client.force_login(make.gp_lead(make.group()))
    interest = Interest.objects.get()
    address = reverse("diary:interest-withdraw", args=[interest.pk])

    bare = client.post(address, {"why": " "})
    page = client.post(address, {"why": WHY}, follow=True)

    assert "Say in one line why" in said(bare)
    assert "Taken back: it counts nowhere any more" in said(page)
    assert client.get(address).status_code == 404
    with pytest.raises(NotKept, match="It was taken back on 13 March 2007"):
        interests.end_interest(interest=interest, on=DAY, by=make.operator())
    with pytest.raises(NotKept, match="It was taken back on 13 March 2007"):
        withdraw(interest)


def test_the_database_takes_nothing_back_without_a_reason_a10(body):
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        Interest.objects.update(withdrawn_on=DAY)


# ---- Companies -------------------------------------------------------------------------------


def test_a_practice_bound_by_mistake_is_taken_back_and_can_be_bound_from_another_day_a05(client):
    group = make.group()
    practice, company = make.practice("Fernville", group=group), make.company()
    bind = {"company": company, "practices": [practice], "by": make.operator()}
    companies.bind_practices(from_date=date(2006, 10, 1), **bind)
    lead = make.gp_lead(group, first_name="Peter", last_name="Sim")
    client.force_login(lead)

    address = reverse("companies:binding-withdraw", args=[Binding.objects.get().pk])
    page = said(client.post(address, {"why": "It signed in April"}, follow=True))
    companies.bind_practices(from_date=date(2006, 4, 1), **bind)

    assert "0 practices are bound by it" in page
    assert "taken back on 13 March 2007 by Peter Sim, “It signed in April”" in page
    assert [one.from_date for one in Binding.objects.in_force(DAY)] == [date(2006, 4, 1)]
    manager = page_of(client, make.practice_manager(practice), "companies:company-detail",
                      company.pk)  # fmt: skip
    assert "1 practice is bound by it" in manager
    assert "It signed in April" not in manager


# ---- Posts -----------------------------------------------------------------------------------


def test_who_was_said_to_hold_a_post_by_mistake_never_held_it_a08(client):
    post = make.post("Locality Director")
    make.tenure(post, "Lorna Whitby", on=date(2006, 4, 1), until=date(2006, 12, 31))
    slip = make.tenure(post, "Gareth Jones", on=date(2007, 1, 1))
    officer = make.appointed("COMMISSIONING", make.commissioner(), first_name="Ann",
                             last_name="Lee")  # fmt: skip
    client.force_login(officer)

    address = reverse("posts:tenure-withdraw", args=[slip.pk])
    page = said(client.post(address, {"why": "Another Jones"}, follow=True))

    assert "It is vacant: since 1 January 2007; Lorna Whitby held it last." in page
    assert "taken back on 13 March 2007 by Ann Lee, “Another Jones”" in page
    assert vacant_since(post, DAY) == "since 1 January 2007; Lorna Whitby held it last"
    assert not Tenure.objects.in_force(DAY).exists()
    reader = page_of(client, make.practice_manager(make.practice()), "posts:post-detail", post.pk)
    assert "Gareth Jones" not in reader


def test_who_was_taken_back_can_be_said_to_hold_the_post_rightly_a08():
    post = make.post("Locality Director")
    slip = make.tenure(post, "Gareth Jones", on=date(2006, 10, 1))
    posts.withdraw_tenure(tenure=slip, why="From April", on=DAY, by=make.operator())

    make.tenure(post, "Gareth Jones", on=date(2006, 4, 1))

    assert [one.from_date for one in Tenure.objects.in_force(DAY)] == [date(2006, 4, 1)]
