"""The page of one line, and the way back from it (B06, H01)."""

import pytest
from django.urls import reverse

from activity.models import Outcome
from tests import make
from tests.pages import address, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def page(client, line, who):
    """The page of a line as somebody sees it."""
    client.force_login(who)
    return client.get(reverse("activity:line-detail", args=[make.line_code(line)])).content.decode()


def test_a_line_leads_back_to_the_file_that_holds_it(client):
    practice = make.practice()
    file = make.published_file([make.line(practice)])

    shown = page(client, make.line_of(file, practice), make.finance_officer())

    trail = shown.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    assert 'href="/files/"' in trail
    assert f'href="/files/{file.pk}/"' in trail


def test_who_sees_no_files_is_led_back_to_their_position(client):
    practice = make.practice()
    file = make.published_file([make.line(practice)])

    shown = page(client, make.line_of(file, practice), make.practice_manager(practice))

    trail = shown.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    assert f'href="{reverse("budgets:position")}"' in trail
    assert "/files/" not in trail


def test_the_page_that_assigns_names_hospital_and_specialty_as_the_rows_do_b06(client):
    make.practice()
    make.specialty("300", "General medicine")
    file = make.published_file([make.line(None, specialty="300")])
    client.force_login(make.finance_officer())

    asked = f"line={make.line_code(make.line_of(file))}"
    shown = said(client.get(f"{reverse('activity:line-assign')}?{asked}"))

    assert "Elective inpatient, West Hertfordshire Hospitals, General medicine, month 6" in shown


def test_the_review_names_a_line_that_was_not_found_as_the_rows_do_b06(client):
    make.specialty("300", "General medicine")
    practice = make.practice("Fernville Surgery")
    gone = make.line(None, cost=200, specialty="300")
    before = make.published_file([make.line(practice), gone])
    word = make.hand_assignment(make.line_of(before), practice)
    after = make.staged_file([make.line(practice)], by_hand={word: Outcome.NOT_FOUND})
    client.force_login(make.finance_officer())

    shown = said(client.get(address("detail", after)))

    assert "Elective inpatient, West Hertfordshire Hospitals, General medicine, month 6" in shown
