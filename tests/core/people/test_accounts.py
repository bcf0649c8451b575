"""Who may sign in: added, given a link, shut out, let in (S10, TRUST 7.4)."""

import pytest
from django.contrib.auth import authenticate

from pbc.core.models import SignInLink
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
AGREED = {"agreed": "on"}
NEW = "four words nobody guesses"


@pytest.fixture(autouse=True)
def on_13_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def test_the_next_click_of_somebody_who_is_shut_out_is_the_sign_in_page(client):
    ruth, first = make.auditor(), make.administrator()
    client.force_login(ruth)
    before = client.get("/practices/").status_code

    accounts.shut_out(person=ruth, why="Left", on=make.SINCE_EVER, by=first)
    after = client.get("/practices/")

    assert before == 200
    assert after.url == "/accounts/login/?next=/practices/"


def test_an_old_session_stays_closed_when_somebody_is_let_in_again(client):
    ruth, first = make.auditor(), make.administrator()
    client.force_login(ruth)
    accounts.shut_out(person=ruth, why="Left", on=make.SINCE_EVER, by=first)

    accounts.let_in(person=ruth, why="Came back", by=first)

    assert client.get("/practices/").status_code == 302


def test_a_link_is_shown_once_and_works_once(client):
    first, ruth = make.administrator(), make.person(username="ruth.allan")
    client.force_login(first)
    page = client.post(f"/people/{ruth.pk}/link/", AGREED, follow=True)
    link = page.context["link"].removeprefix("http://testserver")
    client.logout()

    form = client.get(link, follow=True)
    chosen = client.post(
        form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True
    )
    again = client.get(link, follow=True)

    assert "Your password is chosen" in said(chosen)
    assert "does not work any more" in said(again)
    assert authenticate(None, username="ruth.allan", password=NEW) == ruth


def test_a_link_expires(client, settings):
    link = accounts.give_link(person=make.person(), by=make.administrator())

    three_days = settings.PASSWORD_RESET_TIMEOUT
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert three_days == 3 * 24 * 60 * 60
    assert "does not work any more" in said(client.get(link, follow=True))


def test_that_a_link_was_made_is_kept_and_the_link_is_not_h01():
    ruth, first = make.person(), make.administrator()

    accounts.give_link(person=ruth, by=first)

    [kept] = SignInLink.objects.values()
    assert (kept["person_id"], kept["given_by_id"], kept["sent_to"]) == (ruth.pk, first.pk, "")


def test_the_page_of_the_link_does_not_show_it_again(client):
    ruth = make.person()
    client.force_login(make.administrator())
    client.post(f"/people/{ruth.pk}/link/", AGREED, follow=True)

    assert client.get(f"/people/{ruth.pk}/link/").context["link"] == ""


def test_a_name_to_sign_in_with_is_one_person_s():
    make.person(username="ruth.allan")
    names = {"first_name": "Ruth", "last_name": "Allan", "email": ""}

    with pytest.raises(NotAppointed) as why:
        accounts.add_person(username="Ruth.Allan", **names, by=make.administrator())

    assert why.value.field == "username"


def test_an_administrator_shuts_out_neither_themselves_nor_the_last_one():
    only = make.administrator()

    with pytest.raises(NotAppointed, match="Nobody shuts out themselves"):
        accounts.shut_out(person=only, why="Away", on=make.SINCE_EVER, by=only)
    with pytest.raises(NotAppointed, match="no administrator"):
        accounts.shut_out(person=only, why="Away", on=make.SINCE_EVER, by=make.operator())
