"""Organisations changed on pages: from a day on, with what it does to the figures said first."""

from datetime import date

import pytest

from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.models import Practice, Standing
from pbc.core.pages.locality import locality_page
from pbc.core.registers import queries, services
from pbc.core.registers.spans import NotRegistered, seen_of
from pbc.core.values import Scope
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
OCTOBER = date(2006, 10, 1)


@pytest.fixture(autouse=True)
def on_13_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def moving():
    """Fernville of DacCom, which goes to Red House; Parkwood stays. Each has a budget of £12,000
    a year and spends £1,100 a month, in months 1 to 7."""
    daccom, red_house = make.group("DacCom"), make.group("Red House")
    fernville = make.practice("Fernville", group=daccom, code="E82001")
    parkwood = make.practice("Parkwood", group=daccom, code="E82002")
    other = make.practice("The Red House", group=red_house, code="E82003")
    for practice in (fernville, parkwood, other):
        make.budget_entry(practice, amount=12_000, phasing=make.TWELFTHS)
    lines = [
        make.line(practice, month=month, cost=1100)
        for practice in (fernville, parkwood, other)
        for month in range(1, 8)
    ]
    make.published_file(lines)
    return fernville, daccom, red_house


def actual(group, month, known_on=TODAY):
    book = read_book(year=2006, known_on=known_on)
    return position(book, Scope("group", group.code), month).actual


def stand(practice, group, *, from_date=OCTOBER, by=None, seen=None):
    return services.change_standing(
        practice=practice,
        standing=Standing.MEMBER if group else Standing.PROVIDER_ONLY,
        group=group,
        reason="" if group else "Provides minor surgery only",
        from_date=from_date,
        seen=seen,
        today=TODAY,
        by=by or make.administrator(),
    )


def typed(group, **other):
    said = {"standing": "MEMBER", "group": group.pk, "reason": "", "from_date": "2006-10-01"}
    return said | other


# ---- A01: a practice goes to another group ---------------------------------------------------


def test_a_practice_that_moves_from_1_october_leaves_month_6_and_shows_in_month_7_a01(moving):
    fernville, daccom, red_house = moving
    before = actual(daccom, 6), actual(red_house, 6)

    stand(fernville, red_house)

    # Month 6: six months of £1,100 each for two practices and for one, as before.
    assert (actual(daccom, 6), actual(red_house, 6)) == before == (13_200, 6_600)
    # Month 7: Fernville's £1,100 of October is in Red House.
    assert (actual(daccom, 7), actual(red_house, 7)) == (13_200 + 1_100, 6_600 + 2_200)


def test_what_was_known_the_day_before_still_reads_as_it_did_a01(moving):
    fernville, daccom, red_house = moving

    stand(fernville, red_house)

    assert actual(daccom, 7, known_on=date(2007, 3, 12)) == 15_400
    assert actual(daccom, 7) == 14_300


def test_membership_is_shown_month_by_month_a01(moving):
    fernville, daccom, red_house = moving
    stand(fernville, red_house)

    page = queries.group_page(daccom, day=TODAY, today=TODAY)

    months = [(month.members, month.joined, month.left) for month in page.months]
    assert months == [(2, [], [])] * 6 + [(1, [], ["Fernville"])] + [(1, [], [])] * 5
    assert page.heading == "DacCom has 1 member"


def test_finance_reads_what_the_move_does_before_it_is_made_a01(client, moving):
    fernville, daccom, red_house = moving
    client.force_login(make.finance_officer())

    page = client.post("/register/practices/E82001/stand/", typed(red_house))

    # Seven months of £1,000 a practice, spent £1,100: £200 and, without October, £100 less over.
    words = said(page)
    assert "Months 1 to 6 stay as they are. It counts from month 7, October 2006, on." in words
    assert "DacCom reads £1,200 over, 10.0%, to month 6, as before" in words
    assert (
        "DacCom reads £1,300 over, 10.0%, to month 7. It now reads £1,400 over, 10.0%, to month 7"
        in words
    )
    assert "Red House reads £800 over, 10.0%, to month 7. It now reads £700 over" in words
    assert fernville.memberships.get().group == daccom


def test_an_administrator_reads_the_months_and_no_money_e13(client, moving):
    _, _, red_house = moving
    client.force_login(make.administrator())

    words = said(client.post("/register/practices/E82001/stand/", typed(red_house)))

    assert "It counts from month 7" in words
    assert "£" not in words


def test_the_second_button_makes_the_move_a01(client, moving):
    _, _, red_house = moving
    client.force_login(make.finance_officer())
    page = client.post("/register/practices/E82001/stand/", typed(red_house))

    page = client.post(
        "/register/practices/E82001/stand/",
        typed(red_house, sure="yes", seen=page.context["seen"]),
        follow=True,
    )

    assert "It is in Dacorum, and a member of Red House." in said(page)
    assert "In the group Red House, from 1 October 2006" in said(page)


def test_of_two_people_at_once_the_second_looks_again(moving):
    fernville, _, red_house = moving
    seen = seen_of(fernville)
    stand(fernville, red_house, seen=seen)

    with pytest.raises(NotRegistered, match="Somebody changed Fernville in the register meanwhile"):
        stand(fernville, None, seen=seen)


def test_a_practice_that_stands_so_already_is_refused(moving):
    fernville, daccom, _ = moving

    with pytest.raises(NotRegistered, match="stands so from 1 April 1990 already"):
        stand(fernville, daccom)


def test_a_day_before_the_practice_opened_is_refused_beside_its_field(moving):
    fernville, _, red_house = moving

    with pytest.raises(NotRegistered, match="not open on 1 January 1980") as why:
        stand(fernville, red_house, from_date=date(1980, 1, 1))

    assert why.value.field == "from_date"


# ---- A02: how the practices of a locality take part ------------------------------------------


def test_watford_shows_23_as_17_and_3_and_3_a02(client):
    watcom, place = make.group("WatCom"), make.locality("Watford & 3 Rivers")
    practices = [make.practice(f"Surgery {n:02}", in_=place, group=watcom) for n in range(23)]
    for practice in practices[17:20]:
        stand(practice, None)
    client.force_login(make.administrator())
    for practice in practices[20:]:
        client.post(
            f"/register/practices/{practice.code}/stand/",
            {
                "standing": "NOT_INVOLVED",
                "reason": "Does not take part",
                "from_date": "2006-10-01",
                "sure": "yes",
                "seen": seen_of(practice),
            },
        )

    page = locality_page(place, day=TODAY, today=TODAY)

    parts = {part.name: len(part.members) for part in page.parts}
    assert parts == {"In the group": 17, "Provider only": 3, "Not involved": 3, "Not stated": 0}
    assert page.heading == "17 of 23 practices are in a group, 73.9%"


def test_a_practice_outside_says_why_and_has_no_group_a02():
    practice, by = make.practice(), make.administrator()
    words = {"practice": practice, "from_date": OCTOBER, "seen": None, "today": TODAY, "by": by}

    with pytest.raises(NotRegistered, match="Say why it is in no group"):
        services.change_standing(standing=Standing.NOT_INVOLVED, group=None, reason=" ", **words)
    with pytest.raises(NotRegistered, match="choose none"):
        services.change_standing(
            standing=Standing.NOT_INVOLVED, group=make.group(), reason="Left", **words
        )


# ---- Opened, moved, closed, merged -----------------------------------------------------------


def close(practice, last_day, into=None):
    return services.close_practice(
        practice=practice, last_day=last_day, into=into, seen=None, today=TODAY,
        by=make.administrator(),
    )  # fmt: skip


def test_a_practice_opens_in_a_locality_and_a_group(client):
    place, daccom = make.locality(), make.group()
    client.force_login(make.administrator())

    page = client.post(
        "/register/practices/new/",
        typed(daccom) | {"code": "E82777", "name": "New", "town": "Tring", "locality": place.pk},
        follow=True,
    )

    assert "It is in Dacorum, and a member of DacCom." in said(page)


def test_a_code_is_given_once(client):
    make.practice(code="E82001")
    client.force_login(make.administrator())

    page = client.post(
        "/register/practices/new/",
        typed(make.group())
        | {"code": "E82001", "name": "New", "town": "", "locality": make.locality().pk},
    )

    assert page.context["form"].errors == {
        "code": ["Fernville Surgery has the code E82001 already"]
    }


def test_a_practice_moves_to_another_area_from_a_day_on():
    practice, hertsmere = make.practice(), make.locality("Hertsmere")

    services.move_practice(
        practice=practice, locality=hertsmere, from_date=OCTOBER, seen=None, today=TODAY,
        by=make.administrator(),
    )  # fmt: skip

    rows = practice.localities.known_on(TODAY).order_by("from_date")
    assert [(str(row.locality), row.from_date, row.to_date) for row in rows] == [
        ("Dacorum", make.SINCE_EVER, date(2006, 9, 30)),
        ("Hertsmere", OCTOBER, None),
    ]


def test_a_practice_closes_into_another_and_leaves_its_group_with_the_day():
    practice, into = make.practice("Fernville", group=make.group()), make.practice("Parkwood")

    close(practice, date(2007, 3, 31), into)

    assert practice.memberships.known_on(TODAY).get().to_date == date(2007, 3, 31)
    merger = Practice.objects.get(pk=practice.pk).merger
    assert (merger.into, merger.on_date) == (into, date(2007, 4, 1))


def test_a_practice_merges_neither_into_itself_nor_into_a_closed_one():
    practice, shut = make.practice("Fernville"), make.practice("Parkwood", closed=TODAY)

    with pytest.raises(NotRegistered, match="into itself"):
        close(practice, date(2007, 3, 31), practice)
    with pytest.raises(NotRegistered, match="Parkwood is not open on 1 April 2007"):
        close(practice, date(2007, 3, 31), shut)


def test_finance_keeps_the_practices_of_its_own_pct_alone_e13(client):
    east = make.commissioner("East & North")
    make.practice("Stanmore", in_=make.locality("Stevenage", pct=east), code="E82009")
    client.force_login(make.finance_officer())

    assert client.get("/register/practices/E82009/close/").status_code == 404


def test_finance_is_led_to_rename_the_localities_of_its_own_pct_alone_e13(client):
    west, east = make.commissioner("West"), make.commissioner("East")
    make.locality("Dacorum", pct=west, code="DAC")
    make.locality("Stevenage", pct=east, code="STV")
    client.force_login(make.finance_officer(west))

    page = client.get("/register/localities/").content.decode()

    assert "/register/localities/DAC/edit/" in page
    assert "/register/localities/STV/edit/" not in page
    assert "Stevenage" in page


def test_groups_and_providers_are_added_and_renamed(client):
    client.force_login(make.administrator())

    client.post("/register/providers/new/", {"code": "RWG", "name": "West Herts"})
    client.post("/register/providers/RWG/edit/", {"name": "West Hertfordshire Hospitals"})

    assert "West Hertfordshire Hospitals RWG" in said(client.get("/register/providers/"))


def test_a_locality_is_added_under_a_pct_from_a_day_on(client):
    pct = make.commissioner()
    client.force_login(make.administrator())

    client.post(
        "/register/localities/new/",
        {"code": "TRI", "name": "Tring", "commissioner": pct.pk, "from_date": "2006-10-01"},
    )

    assert "Tring" in said(client.get("/practices/"))
