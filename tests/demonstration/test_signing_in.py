"""Who signs in to the demonstration, and what the sign-in page says of them."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse

from pbc.core import access
from pbc.core.models import Person, Role
from pbc.demonstration import people
from tests.pages import said


@pytest.mark.parametrize("one", people.SIGN_INS, ids=lambda one: one.username)
def test_everybody_signs_in_with_the_password_that_is_printed(loaded, client, db, one):
    answer = client.post(
        reverse("account_login"), {"login": one.username, "password": people.PASSWORD}
    )

    person = Person.objects.get(username=one.username)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [held.role for held in access.appointments(person)] == [one.role]
    validate_password(people.PASSWORD, person)


def test_the_sign_in_page_names_one_sign_in_for_each_role(shown, client):
    page = said(client.get(reverse("account_login")))

    assert people.PASSWORD in page
    assert [one.role for one in people.SIGN_INS] == [r for r in Role if r != Role.OPERATOR]
    assert all(f"{one.role.label}: {one.name}" in page for one in people.SIGN_INS)
    assert "finance.east" not in page


def test_the_sign_in_page_of_another_site_names_nobody(db, client):
    page = said(client.get(reverse("account_login")))

    assert people.PASSWORD not in page
    assert "Try it" not in page


def test_who_signs_files_of_the_other_pct_does_not_sign_in(loaded, db):
    assert not Person.objects.get(username="finance.east").has_usable_password()


def test_its_administrator_opens_the_page_of_everybody_h01(loaded, db, client):
    client.force_login(Person.objects.get(username="administrator"))

    pages = [
        client.get(reverse("people:person-detail", args=[Person.objects.get(username=one).pk]))
        for one in (sign_in.username for sign_in in people.SIGN_INS)
    ]

    assert {page.status_code for page in pages} == {200}
