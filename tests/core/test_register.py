"""The register as pages show it: who was where on a day, and how many patients they had."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pbc.core.models import GroupMembership, Practice, PracticeLocality, PracticeMerger
from pbc.core.pages.practice import practice_page
from pbc.core.pages.register import one_page, register_page
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


def standing(day):
    """{practice: where it stands} on a day."""
    page = register_page(day=day, today=TODAY)
    return {
        practice.name: practice.standing
        for commissioner in page.commissioners
        for locality in commissioner.localities
        for practice in locality.practices
    }


def test_the_heading_counts_practices_localities_and_groups_a01():
    make.practice("Fernville", group=make.group("DacCom"))
    make.practice("Parkwood", group=make.group("DacCom"))
    make.practice("The Red House", in_=make.locality("Hertsmere"), group=make.group("Red House"))

    page = register_page(day=TODAY, today=TODAY)

    assert page.heading == "3 practices in 2 localities and 2 groups"


def test_five_groups_and_four_areas_stand_side_by_side_a01():
    for n in range(5):
        area = make.locality(f"Area {min(n, 3)}")
        make.practice(f"Surgery {n}", in_=area, group=make.group(f"Group {n}"))

    page = register_page(day=TODAY, today=TODAY)

    assert page.heading == "5 practices in 4 localities and 5 groups"


def test_a_practice_that_moves_on_1_october_stands_in_its_old_group_until_then_a01():
    practice = make.practice("Fernville")
    make.membership(practice, make.group("DacCom"), to_date=date(2006, 9, 30))
    make.membership(practice, make.group("Red House"), from_date=date(2006, 10, 1))

    assert standing(date(2006, 9, 30)) == {"Fernville": "DacCom"}
    assert standing(date(2006, 10, 1)) == {"Fernville": "Red House"}


def test_patients_are_those_of_the_last_count_until_the_day_a03():
    practice = make.practice("Fernville")
    make.list_size(practice, 9000)
    make.list_size(practice, 9100, counted_on=date(2006, 10, 1))

    def patients(day):
        [commissioner] = register_page(day=day, today=TODAY).commissioners
        return commissioner.localities[0].patients

    assert patients(date(2006, 9, 30)) == 9000
    assert patients(date(2006, 10, 1)) == 9100
    assert patients(date(2006, 3, 31)) is None


def test_a_practice_shows_its_list_sizes_by_date_newest_first_a03():
    practice = make.practice("Fernville")
    make.list_size(practice, 9000)
    make.list_size(practice, 9100, counted_on=date(2006, 10, 1))

    page = practice_page(practice, user=make.auditor(), today=TODAY)

    assert [(size.counted_on, size.patients) for size in page.list_sizes] == [
        (date(2006, 10, 1), 9100),
        (date(2006, 4, 1), 9000),
    ]
    [sentence] = page.sentences
    assert sentence.endswith("is not stated, with 9,100 patients.")


def test_a_merged_practice_says_when_and_into_which():
    practice = make.practice("Fernville", closed=date(2006, 9, 30))
    into = make.practice("Parkwood")
    PracticeMerger.objects.create(practice=practice, into=into, on_date=date(2006, 10, 1))

    page = practice_page(practice, user=make.auditor(), today=TODAY)

    assert page.sentences == ["It closed on 30 September 2006, into Parkwood."]


def test_only_those_within_reach_are_led_to_a_practice_s_money_e13():
    own, other = make.practice("Fernville"), make.practice("Parkwood")
    manager = make.practice_manager(own)

    assert practice_page(own, user=manager, today=TODAY).position_url
    assert not practice_page(other, user=manager, today=TODAY).position_url


def test_the_register_opens_for_another_day_and_says_what_cannot_be_read(client, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    make.practice("Fernville", opened=date(2006, 10, 1))
    client.force_login(make.administrator())
    where = reverse("core:register")

    assert "1 practice in 1 locality" in said(client.get(where))
    assert "0 practices in 0 localities" in said(client.get(where, {"day": "2006-09-30"}))
    assert "Enter a date, such as 2006-10-01" in said(client.get(where, {"day": "yesterday"}))


@pytest.mark.parametrize("code", ["%00", "E8%00", "%0A", "%F0%9F%98%80", "X" * 3000])
def test_what_can_be_no_code_is_not_found(client, code):
    client.force_login(make.auditor())

    for path in (f"/practices/{code}/", f"/practices/localities/{code}/"):
        assert client.get(path).status_code == 404


def many(number, *, in_, group=None, first=0):
    """So many practices of a locality, the half of them members."""
    found = Practice.objects.bulk_create(
        Practice(code=f"E{in_.pk}{n:04}", name=f"Surgery {n:04}")
        for n in range(first, first + number)
    )
    since = {"from_date": make.SINCE_EVER, "known_from": make.SINCE_EVER}
    PracticeLocality.objects.bulk_create(
        PracticeLocality(practice=one, locality=in_, **since) for one in found
    )
    if group:
        GroupMembership.objects.bulk_create(
            GroupMembership(practice=one, group=group, **since) for one in found[::2]
        )
    return found


def everybody(page):
    """[(commissioner, locality, practice, group, patients)] as a page has them."""
    return [
        (commissioner.name, locality.name, one.name, one.standing, one.patients)
        for commissioner in page.commissioners
        for locality in commissioner.localities
        for one in locality.practices
    ]


def test_the_pages_of_the_register_are_the_whole_of_it_in_its_order():
    """60 practices, 3 and none in three areas of one PCT, and 64 in an area of another."""
    west, east, group = make.commissioner("West"), make.commissioner("East"), make.group("DacCom")
    dacorum, hitchin = make.locality("Dacorum", pct=west), make.locality("Hitchin", pct=east)
    tring = make.locality("Tring", pct=west)
    make.locality("Empty", pct=west)
    first, *_ = many(60, in_=dacorum, group=group)
    many(3, in_=tring)
    many(64, in_=hitchin, group=group)
    make.list_size(first, 9000)
    whole = register_page(day=TODAY, today=TODAY)

    pages = [one_page(day=TODAY, today=TODAY, number=n)[0] for n in (1, 2, 3)]

    assert [row for page in pages for row in everybody(page)] == everybody(whole)
    assert [len(everybody(page)) for page in pages] == [50, 50, 27]  # "Empty" is a line, too
    assert {page.heading for page in pages} == {"127 practices in 3 localities and 1 group"}
    named = [
        [there.name for one in page.commissioners for there in one.localities] for page in pages
    ]
    assert named == [["Hitchin"], ["Hitchin", "Dacorum"], ["Dacorum", "Empty", "Tring"]]
    dacorum = pages[2].commissioners[0].localities[0]
    assert (dacorum.number, dacorum.patients, len(dacorum.practices)) == (60, 9000, 24)
    assert dacorum.sentence == "30 of 60 practices are in a group, 50.0%."


def test_localities_without_a_practice_are_shown_in_pages_as_well():
    """120 of them, and between the 49th and the 50th one with 3 practices: 50, 50 and 23 lines."""
    pct = make.commissioner("West")
    for n in range(120):
        make.locality(f"Area {n:03}", pct=pct)
    many(3, in_=make.locality("Area 048 and a half", pct=pct))

    pages = [one_page(day=TODAY, today=TODAY, number=n)[0] for n in (1, 2, 3)]

    shown = [[one for there in page.commissioners for one in there.localities] for page in pages]
    assert [len(one) for one in shown] == [50, 49, 23]
    assert shown[0][-1].name == shown[1][0].name == "Area 048 and a half"
    assert [len(everybody(page)) for page in pages] == [1, 2, 0]


def test_a_page_of_the_register_reads_no_more_rows_of_many_practices_than_of_few():
    area, group = make.locality("Dacorum"), make.group("DacCom")
    many(60, in_=area, group=group)
    few = rows_of_a_page()

    many(300, in_=area, group=group, first=60)

    assert rows_of_a_page() == few


def rows_of_a_page():
    """How many rows the database is asked for by the first page."""
    with CaptureQueriesContext(connection) as statements:
        one_page(day=TODAY, today=TODAY, number="1")
    fetched = 0
    for one in statements:
        with connection.cursor() as cursor:
            cursor.execute(one["sql"])
            fetched += len(cursor.fetchall())
    return fetched


def test_a_register_without_a_practice_has_one_page():
    make.locality("Dacorum")
    shown, page = one_page(day=TODAY, today=TODAY, number="7")

    assert (page.number, page.paginator.num_pages) == (1, 1)
    assert [there.name for one in shown.commissioners for there in one.localities] == ["Dacorum"]
