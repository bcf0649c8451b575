"""The page of one line, and the way back from it (B06, H01)."""

import pytest
from django.urls import reverse

from activity.models import Outcome
from tests import make
from tests.pages import address, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def page(client, line, who):
    """The page of a line as somebody sees it."""
    return response(client, line, who).content.decode()


def response(client, line, who):
    """The same as it was sent."""
    client.force_login(who)
    return client.get(reverse("activity:line-detail", args=[make.line_code(line)]))


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


@pytest.mark.parametrize("hospital", ["RWG", "RWG01", "rwg", "rwg01"])
def test_the_review_names_a_line_that_was_not_found_as_the_rows_do_b06(client, hospital):
    make.specialty("30g", "General medicine")
    practice = make.practice("Fernville Surgery")
    gone = make.line(
        None, cost=200, specialty="30g", provider_given=hospital, specialty_given="30G"
    )
    before = make.published_file([make.line(practice), gone])
    word = make.hand_assignment(make.line_of(before), practice)
    after = make.staged_file([make.line(practice)], by_hand={word: Outcome.NOT_FOUND})
    client.force_login(make.finance_officer())

    shown = said(client.get(address("detail", after)))

    assert "Elective inpatient, West Hertfordshire Hospitals, General medicine, month 6" in shown


def test_a_line_that_is_in_no_file_any_more_names_the_hospital_of_its_site_code_b06(client):
    practice = make.practice("Fernville Surgery")
    gone = make.line(None, cost=200, provider_given="RWG01")
    before = make.published_file([make.line(practice), gone])
    line, finance = make.line_of(before), make.finance_officer()
    make.hand_assignment(line, practice)
    in_force = said(response(client, line, finance))

    make.published_file([make.line(practice)], reason="Sent again")
    afterwards = said(response(client, line, finance))

    assert "in no file that is in force now" not in in_force
    assert "in no file that is in force now" in afterwards
    for shown in (in_force, afterwards):
        assert "Hospital West Hertfordshire Hospitals (RWG01)" in shown


def test_a_hospital_that_the_register_has_not_stays_as_it_was_given_b06(client):
    practice = make.practice("Fernville Surgery")
    make.provider("RC9", "Luton and Dunstable")
    gone = make.line(None, cost=200, provider_given="NV101")
    word = make.hand_assignment(make.line_of(make.published_file([gone])), practice)
    after = make.staged_file([make.line(practice)], by_hand={word: Outcome.NOT_FOUND})
    client.force_login(make.finance_officer())

    shown = said(client.get(address("detail", after)))

    assert "Elective inpatient, NV101, General surgery" in shown
