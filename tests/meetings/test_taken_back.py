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
from meetings.models import Binding, Interest, MeetingState, Minutes, Tenure
from meetings.posts import services as posts
from meetings.posts.queries import vacant_since
from meetings.queries import withdrawn
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
    confirm(ucc, interest)
    assert reading.of_meeting(ucc.meeting, [ucc])[ucc.pk].is_lost

    withdraw(interest)

    after = reading.of_meeting(ucc.meeting, [ucc])[ucc.pk]
    assert (after.quorum, after.said) == ("", [])


def confirm(item, interest):
    said_so = {interest.pk: (0, True, "Director of STAHDOC")}
    interests.confirm_exclusions(item=item, said=said_so, on=DAY, by=make.operator())


def test_what_the_chair_acted_on_is_taken_back_by_who_keeps_the_body_alone_a10(ucc):
    meena = make.practice_manager(make.practice(group=make.group()))
    interest = Interest.objects.get()
    confirm(ucc, interest)

    with pytest.raises(NotKept, match="The chair confirmed something because of it: ask who"):
        interests.withdraw_interest(interest=interest, why=WHY, on=DAY, by=meena)
    withdraw(interest)

    assert Interest.objects.get().withdrawn_by.last_name == "Sim"


def test_approved_minutes_keep_who_took_no_part_because_of_it_a10(ucc):
    interest = Interest.objects.get()
    confirm(ucc, interest)
    withdraw(interest)
    ucc.meeting.minutes = Minutes.APPROVED

    there = reading.of_meeting(ucc.meeting, [ucc])[ucc.pk].said
    came_of_it = queries.register(make.auditor(), ucc.meeting.body_id, DAY).acted

    took_none = "Meena Savla took no part: Director of STAHDOC (taken back since)"
    assert there == [took_none]
    assert came_of_it == [f"13 March 2007, Joining STAHDOC: {took_none}"]


def test_nothing_is_confirmed_of_an_interest_that_was_taken_back_meanwhile_a10(ucc):
    interest = Interest.objects.get()
    withdraw(interest)

    with pytest.raises(NotKept, match="An interest was taken back meanwhile"):
        confirm(ucc, interest)

    assert not ucc.exclusions.exists()


def test_an_administrator_reads_nothing_of_what_was_taken_back_of_others_a08_e13():
    post = make.post("Locality Director")
    tom = make.administrator()
    slip = make.tenure(post, "Gareth Jones", on=date(2006, 10, 1))
    posts.withdraw_tenure(tenure=slip, why="Another Jones", on=DAY, by=make.operator())

    def told(person):
        return withdrawn.said(Tenure.objects.filter(post=post), person, may_edit=False)

    assert told(tom) == []
    assert "Another Jones" in told(make.auditor())[0]
    Tenure.objects.update(person=tom, name="")
    assert "Another Jones" in told(tom)[0]


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
