"""The tables of the register as they are taken away: those of the page, its day too (B11)."""

from datetime import date

import pytest
from django.urls import reverse

from pbc.core.models import Standing
from tests import make, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def fernville():
    return make.practice("Fernville", group=make.group("DacCom"))


@pytest.fixture(autouse=True)
def manager(client, monkeypatch, fernville):
    """Somebody who reads the register on 13 March 2007, signed in."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    person = make.practice_manager(fernville)
    client.force_login(person)
    return person


def test_the_register_is_taken_with_the_patients_of_each_locality_b11(client, fernville):
    make.list_size(fernville, 9000)
    make.list_size(make.practice("Parkwood"), 8123)
    make.practice("Rivers Edge")

    rows = taken.book(client, "core:register-table")["Dacorum"]

    assert [(row[0], row[-1]) for row in rows] == [
        ("Practice", "Patients"),
        ("Fernville", 9000),
        ("Parkwood", 8123),
        ("Rivers Edge", "not known"),
        ("3 practices", 17_123),
    ]


def test_the_register_is_taken_as_it_was_on_the_day_of_the_page_b11(client, fernville):
    make.list_size(fernville, 9000)
    make.list_size(fernville, 9100, counted_on=date(2006, 10, 1))

    page = client.get(reverse("core:register"), {"day": "2006-09-30"}).content.decode()
    rows = taken.lines(client, "core:register-table", day="2006-09-30")

    address = reverse("core:register-table")
    assert f'href="{address}?day=2006-09-30&amp;form=csv"' in page
    assert rows[1][-1] == "9000"
    assert ["As it was on", "30 September 2006"] in rows


def test_who_takes_part_is_taken_and_adds_up_to_all_practices_b11(client):
    make.practice("Parkwood", group=make.group("DacCom"))
    away = make.practice("The Red House")
    make.membership(away, reason="=Retires soon")
    code = make.locality().code

    found = taken.book(client, "core:locality-detail-table", code)
    written = taken.cells(client, "core:locality-detail-table", code)

    member, apart = str(Standing.MEMBER.label), str(Standing.NOT_INVOLVED.label)
    sums = {row[0]: row[1:] for row in found["How they stand"]}
    assert (sums[member], sums[apart]) == ([2, 66.7], [1, 33.3])
    assert sums["All practices"][0] == 3
    assert found[apart][1][:3] == ["The Red House", "none", "=Retires soon"]
    assert {cell.data_type for cell in written} <= {"s", "n", "d"}


def test_a_practice_is_taken_with_every_table_of_its_page_b11(client, fernville):
    make.list_size(fernville, 9000, counted_on=date(2006, 10, 1))

    found = taken.book(client, "core:practice-detail-table", fernville.code)

    page = client.get(reverse("core:practice-detail", args=[fernville.code]))
    [(counted_on, patients, _)] = found["Patients registered"][1:]
    assert (counted_on.date(), patients) == (date(2006, 10, 1), 9000)
    assert found["Commissioning group"][1][0] == "DacCom"
    assert len(found["Who wrote down what"]) - 1 == len(page.context["history"])


def test_a_list_of_organisations_and_a_group_are_taken_b11(client):
    code = make.group("DacCom").code

    listed = taken.book(client, "registers:organisation-list-table", "groups")["Groups"]
    months = taken.book(client, "registers:group-detail-table", code)

    assert listed == [["Name", "Code"], ["DacCom", code]]
    assert [row[1] for row in months["Month by month"][1:]] == [1] * 12
    assert months["Members on the day"][1:] == [["Fernville"]]


def test_somebody_is_taken_with_what_was_done_and_by_whom_b11(client, manager):
    client.force_login(make.administrator())

    found = taken.book(client, "people:person-detail-table", manager.pk)

    page = client.get(reverse("people:person-detail", args=[manager.pk]))
    assert [row[0] for row in found["Appointed as"][1:]] == [
        one.title for one in page.context["held"]
    ]
    assert len(found["What was done"]) - 1 == len(page.context["history"]) > 0
    assert ["Of", str(manager)] in found["About"]
