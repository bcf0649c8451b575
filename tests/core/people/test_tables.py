"""The lists of people, vacant posts and appointments as they are taken away (B11)."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    found = make.administrator(first_name="Tom", last_name="Hale")
    client.force_login(found)
    return found


def taken(client, name, **asked):
    answer = client.get(reverse(f"people:{name}"), asked)
    assert answer.status_code == 200
    return answer.getvalue()


def rows_of(sheet, data):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data))[sheet]]


def test_everybody_is_taken_also_those_of_the_next_page_b11(client):
    for number in range(51):
        make.person("Ruth", f"Allan {number}")

    rows = rows_of("People", taken(client, "person-list-table"))

    page = client.get(reverse("people:person-list")).context["page"]
    assert len(rows) - 1 == page.paginator.count == 52
    assert rows[-1][0] == "Tom Hale"


def test_those_who_are_looked_for_are_taken_and_no_name_runs_b11(client):
    make.person("=Ruth", "Allan")
    make.person("Suzanne", "Novak")

    page = client.get(reverse("people:person-list"), {"q": "allan"})
    text = taken(client, "person-list-table", q="allan", form="csv").decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert f"{reverse('people:person-list-table')}?q=allan&amp;form=csv" in page.content.decode()
    assert [row[0] for row in rows[: rows.index([])]] == ["Name", "'=Ruth Allan"]
    assert ["Found for", "allan"] in rows


def test_vacant_posts_are_taken_as_on_the_page_b11(client):
    make.group("DacCom")

    rows = rows_of("Vacant posts", taken(client, "post-list-table"))

    posts = client.get(reverse("people:post-list")).context["posts"]
    assert [tuple(row[:2]) for row in rows[1:]] == [(post.over, post.role) for post in posts]


def test_who_may_see_what_is_taken_as_on_the_page_b11(client):
    rows = rows_of("Who may see what", taken(client, "access-list-table"))

    page = client.get(reverse("people:access-list")).context["page"]
    assert [row[:2] for row in rows[1:]] == [[one.person, one.title] for one in page.object_list]
