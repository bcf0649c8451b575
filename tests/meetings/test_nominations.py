"""Who speaks for each group on a body, in turns, and where nobody was nominated (A09)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Body, BodyKind, Nomination
from meetings.nominations import queries, services
from meetings.nominations.terms import terms
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2008, 4, 17)
GROUPS = ("DacCom", "WatCom", "Red House", "Hertsmere", "Harpenden")


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2008-04-17")


@pytest.fixture
def body():
    """The contract meeting of West Hertfordshire, where five groups have a practice each."""
    for name in GROUPS:
        make.practice(f"Surgery of {name}", group=make.group(name))
    far = make.locality("Stevenage", pct=make.commissioner("East & North"))
    make.practice("Stanmore", in_=far, group=make.group("Stevenage"))
    west = make.commissioner()
    return Body.objects.create(
        name="Contract meeting", kind=BodyKind.CONTRACT_REVIEW, commissioner=west
    )


@pytest.fixture
def officer(client, body):
    person = make.appointed("COMMISSIONING", body.commissioner, first_name="Ann", last_name="Lee")
    client.force_login(person)
    return person


def nominate(body, *holders, group="DacCom", until=None, months=None, from_date=TODAY):
    given = {"from_date": from_date, "until": until, "months": months, "by": make.operator()}
    return services.nominate(body=body, group=make.group(group), holders=holders, **given)


def speaks(officer, body, day):
    """Who speaks for DacCom on a day."""
    page = queries.representation(officer, body.pk, day=day)
    return next(seat.holder for seat in page.seats if seat.group == "DacCom")


def test_each_of_five_groups_has_a_name_or_is_not_nominated_a09(client, officer, body):
    nominate(body, "Ken Tate")
    nominate(body, "Helen Orr", group="WatCom")

    page = client.get(reverse("decisions:representation", args=[body.pk]))

    assert "Contract meeting: 2 of 5 groups have a representative" in said(page)
    assert said(page).count("Not nominated") == 3
    assert page.content.decode().count('<span class="pbc-late">Not nominated') == 3
    assert "Stevenage" not in said(page)
    seats = page.context["page"].seats
    assert [seat.holder for seat in seats] == ["", "", "", "Ken Tate", "Helen Orr"]


def test_who_take_turns_speak_by_date_a09(officer, body):
    first, last = date(2008, 4, 1), date(2009, 3, 31)

    nominate(body, "Ken Tate", "Helen Orr", from_date=first, until=last, months=3)

    days = [date(2008, 4, 1), date(2008, 6, 30), date(2008, 7, 1), date(2008, 10, 1)]
    found = [speaks(officer, body, day) for day in days]
    assert found == ["Ken Tate", "Ken Tate", "Helen Orr", "Ken Tate"]
    assert speaks(officer, body, date(2009, 3, 31)) == "Helen Orr"
    assert speaks(officer, body, date(2009, 4, 1)) == ""


def test_terms_follow_one_another_and_the_last_ends_on_the_last_day_a09():
    found = terms(date(2008, 1, 31), date(2008, 4, 15), 1)

    assert found == [
        (date(2008, 1, 31), date(2008, 2, 28)),
        (date(2008, 2, 29), date(2008, 3, 30)),
        (date(2008, 3, 31), date(2008, 4, 15)),
    ]


def test_the_page_says_who_comes_next_a09(officer, body):
    nominate(body, "Ken Tate", "Helen Orr", until=date(2008, 6, 16), months=1)

    page = queries.representation(officer, body.pk, day=TODAY)

    seat = next(seat for seat in page.seats if seat.group == "DacCom")
    assert (seat.term, seat.following) == (
        *("17 Apr 2008 to 16 May 2008", "Helen Orr from 17 May 2008"),
    )


def test_a_group_has_one_representative_at_a_time_a09(body):
    nominate(body, "Ken Tate", until=date(2008, 4, 30))

    with pytest.raises(services.NotNominated, match="Ken Tate speaks for DacCom then, until 30"):
        nominate(body, "Helen Orr", from_date=date(2008, 4, 30))
    nominate(body, "Helen Orr", from_date=date(2008, 5, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(to_date=None)


def test_turns_need_a_length_and_a_last_day_a09(body):
    with pytest.raises(services.NotNominated, match="Who take turns have terms"):
        nominate(body, "Ken Tate", "Helen Orr")


def test_turns_are_not_for_more_than_ten_years_a09(body):
    with pytest.raises(services.NotNominated, match="for more than ten years"):
        nominate(body, "Ken Tate", "Helen Orr", until=date(2999, 12, 31), months=1)
    turns = nominate(body, "Ken Tate", "Helen Orr", until=date(2018, 4, 16), months=1)

    assert len(turns) == 120


@pytest.mark.parametrize("days", [("2008-04-17", "9999-12-31"), ("9999-01-01", "9999-12-31")])
def test_a_day_too_far_ahead_is_refused_a09(client, officer, body, days):
    typed = {"group": make.group("DacCom").code, "holders": "Ken Tate\nHelen Orr", "months": 1}
    typed |= dict(zip(("from_date", "until"), days, strict=True))

    page = client.post(reverse("decisions:nominate", args=[body.pk]), typed)

    assert "That day is too far ahead. Look at the year" in said(page)


def test_who_gets_no_turn_is_named_a09(body):
    with pytest.raises(services.NotNominated, match="16 June 2008 there is no turn for Ann, Bea"):
        nominate(body, "Ken", "Helen", "Ann", "Bea", until=date(2008, 6, 16), months=1)
    assert not Nomination.objects.exists()


def test_a_term_is_ended_and_another_begins_on_pages_a09(client, officer, body):
    group = make.group("DacCom")
    where, of = reverse("decisions:nominate", args=[body.pk]), {"group": group.code}
    client.post(where, {"holders": "Ann Lee", "from_date": "2008-04-01", **of})
    first = Nomination.objects.get()

    over = reverse("decisions:nomination-end", args=[first.pk])
    client.post(over, {"on": "2008-04-16"})
    page = client.post(where, {"holders": "Ken Tate", "from_date": "2008-04-17", **of}, follow=True)

    assert first.person == officer
    assert "Ken Tate Nominate for DacCom" in said(page)


def test_the_list_of_bodies_says_how_many_groups_have_somebody_a09(client, officer, body):
    nominate(body, "Ken Tate")

    page = client.get(reverse("decisions:representative-list"))

    assert "1 of 5 groups have a representative" in said(page)


def test_many_bodies_have_their_groups_by_as_few_statements_as_one_a09(officer, body):
    far = make.locality("Watford")
    make.practice("Surgery in Watford", in_=far, group=make.group("WatCom"))
    queries.bodies(officer, TODAY)  # how far the officer's posts reach is read once
    with CaptureQueriesContext(connection) as of_one:
        queries.bodies(officer, TODAY)
    held = Body.objects.create(name="Own", kind=BodyKind.CONTRACT_REVIEW, locality=far)
    nominate(held, "Ken Tate", group="WatCom")

    with CaptureQueriesContext(connection) as of_two:
        found = queries.bodies(officer, TODAY)

    assert [line.note for line in found] == [
        "0 of 5 groups have a representative",
        "1 of 1 group has a representative",
    ]
    assert len(of_two) == len(of_one)


def test_a_body_of_a_group_waits_for_that_group_alone_a09(body):
    own = make.group("DacCom")
    Body.objects.create(name="Own", kind=BodyKind.CONTRACT_REVIEW, group=own)

    [line] = queries.bodies(make.gp_lead(own), TODAY)

    assert line.note == "0 of 1 group has a representative"
