"""The search box finds what somebody may see, and tells nothing of the rest (E13)."""

from datetime import date

import pytest

from pbc.core.values import Figure, Scope
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


def looks_for(client, person, text, **more):
    """The page that somebody is sent who types a text into the box."""
    client.force_login(person)
    return client.get("/search/", {"q": text, **more})


@pytest.fixture
def fernville():
    return make.practice("Fernville Surgery", group=make.group("DacCom"))


def test_a_practice_is_found_by_a_part_of_its_name_or_the_start_of_its_code_e13(client, fernville):
    manager = make.practice_manager(fernville)

    for text in ("fernv", "SURGERY", fernville.code.lower(), f"  {fernville.code[:4]} "):
        assert f"/practices/{fernville.code}/" in looks_for(client, manager, text).content.decode()


def test_a_manager_finds_no_file_and_no_person_of_another_practice_e13(client, fernville):
    manager = make.practice_manager(fernville)
    stanmore = make.practice("Stanmore", in_=make.locality("Hertsmere"))
    file = make.published_file([make.line(stanmore)], file_name="canary.csv")
    make.practice_manager(stanmore, first_name="Kanarienvogel")

    absent = said(looks_for(client, manager, "zzzzz")).replace("zzzzz", "")
    for text in ("canary", "kanarienvogel", str(file.pk)):
        page = looks_for(client, manager, text)
        assert page.status_code == 200
        assert said(page).replace(text, "") == absent or text.isdigit()
        assert "/files/" not in page.content.decode()


def test_finance_finds_own_files_by_name_and_number_and_no_others_e13(client, fernville):
    finance = make.finance_officer()
    own = make.published_file([make.line(fernville)], file_name="Dacorum June.csv")
    there = make.locality("Stevenage", pct=make.commissioner("East & North"))
    make.published_file([make.line(make.practice("Far", in_=there))], file_name="East June.csv")

    by_name = said(looks_for(client, finance, "june"))
    by_number = said(looks_for(client, finance, f"{own.pk}"))

    assert "Dacorum June.csv" in by_name
    assert "East June" not in by_name
    assert "Dacorum June.csv" in by_number


def test_only_who_may_see_who_there_is_finds_people_e13(client, fernville):
    finance = make.finance_officer(first_name="Olwen", last_name="Price")
    manager = make.practice_manager(fernville)

    page = looks_for(client, make.administrator(), "price olw").content.decode()
    assert f'<a href="/people/{finance.pk}/">Olwen Price</a>' in page
    assert "Nothing found" in said(looks_for(client, manager, "price olw"))
    assert "Olwen Price" in said(looks_for(client, finance, "price"))


def test_a_code_typed_in_any_case_opens_its_page(client, fernville):
    figure = Figure(Scope("practice", fernville.code), 2006, 6, None, date(2007, 3, 13)).code
    manager = make.practice_manager(fernville)

    answer = looks_for(client, manager, f" {figure.lower()} ")
    assert answer.url == f"/position/figure/{figure}/"
    answer = looks_for(client, manager, "dac-0607-m06-7f3a09c2d1")
    assert answer.url == "/files/lines/DAC-0607-M06-7F3A09C2D1/"
    assert looks_for(client, make.administrator(), figure).status_code == 200


@pytest.mark.parametrize(
    "text", ["", "a", " ", "\0", "%", "__", "'; --", "9" * 40, "x" * 5000, "£é"]
)
def test_whatever_is_typed_is_answered(client, text):
    assert looks_for(client, make.administrator(), text).status_code == 200


def test_many_are_paged_and_ask_no_more_of_the_database(client, django_assert_max_num_queries):
    administrator = make.administrator()
    for number in range(3):
        make.practice(f"Twin {number}")
    with django_assert_max_num_queries(40) as few:
        looks_for(client, administrator, "twin")
    for number in range(3, 60):
        make.practice(f"Twin {number}")

    with django_assert_max_num_queries(len(few)):
        first = said(looks_for(client, administrator, "twin"))
    second = said(looks_for(client, administrator, "twin", page=2))

    assert "60 found for “twin”" in first
    assert first.count("Practice: ") == 50
    assert second.count("Practice: ") == 10


def test_decisions_are_found_by_their_words_and_those_of_others_are_not_e13(client):
    lead = make.gp_lead(make.group("DacCom"))
    make.decision("Buy option 2, a balance of providers")
    make.decision("Buy option 3", of=make.group("Red House"))

    found = said(looks_for(client, lead, "option 2"))

    assert "Decision: Buy option 2 , a balance of providers" in found
    assert "Nothing found" in said(looks_for(client, lead, "option 3"))


def test_groups_and_providers_are_found_by_name_and_by_code(client, fernville):
    manager = make.practice_manager(fernville)
    trust = make.provider()

    group = looks_for(client, manager, "daccom").content.decode()
    provider = said(looks_for(client, manager, trust.code.lower()))

    assert f"/register/group/{fernville.memberships.get().group.code}/" in group
    assert "Provider: West Hertfordshire Hospitals , RWG" in provider
