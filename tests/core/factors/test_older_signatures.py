"""What was signed under an older SECRET_KEY holds while that key is kept (S10)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from meetings.by_mail import links
from meetings.newsletters import links as newsletters
from pbc import environment
from pbc.core import keys, once
from pbc.core.bounces import marks
from pbc.core.models import Mail
from pbc.core.people.services import accounts
from tests import make
from tests.core.factors.steps import at_the_desk, set_up
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("keep", [True, False])
def test_who_is_signed_in_stays_so_under_a_new_key_while_the_older_one_is_kept_s10(
    ruth, new_key, keep
):
    client = at_the_desk(ruth)
    new_key(keep=keep)

    assert (client.get("/practices/").status_code == 200) == keep


def test_a_session_that_went_on_is_signed_by_the_new_key_s10(ruth, new_key, settings):
    client = at_the_desk(ruth)
    new_key(keep=True)
    client.get("/practices/")
    settings.SECRET_KEY_FALLBACKS = []

    assert client.get("/practices/").status_code == 200


@pytest.mark.parametrize("keep", [True, False])
def test_who_gave_the_password_before_enters_the_code_after_a_new_key_s10(ruth, new_key, keep):
    _, codes = set_up(at_the_desk(ruth))
    client = at_the_desk(ruth)
    new_key(keep=keep)

    client.post("/accounts/code/", {"code": codes[0]})

    assert ("_auth_user_id" in client.session) == keep


@pytest.mark.parametrize("keep", [True, False])
def test_links_marks_and_forms_hold_under_a_new_key_while_the_older_one_is_kept_s10(
    ruth, new_key, keep, settings
):
    audience = make.audience("Dacorum practice managers")
    link = accounts.give_link(person=ruth, by=make.administrator())
    mail = Mail.objects.create(person=ruth, occasion="a test", subject="Test", body="Test")
    mail.refresh_from_db()
    mark, leave = marks.of(mail), newsletters.leave_path(audience, ruth).split("/")[-2]
    form = once.new_key(ruth)
    of_account = keys.signed(links.SALT, links._account(ruth))
    new_key(keep=keep)

    page = Client().get(link, follow=True)

    assert ("does not work" not in said(page)) == keep
    assert (newsletters.read(leave) == (audience, ruth)) == keep
    assert (marks.mail_of(mark) == mail) == keep
    assert (once.person_of(form, max_age=60) == ruth.pk) == keep
    assert (of_account in keys.signed_by_any(links.SALT, links._account(ruth))) == keep


def test_the_older_keys_are_given_with_spaces(monkeypatch):
    one, two = "one-before" * 4, "two-before" * 4
    monkeypatch.setenv("PBC_SECRET_KEYS_BEFORE", f" {one}  {two} ")

    assert environment.secret_keys_before() == [one, two]


def test_a_word_of_a_secret_with_spaces_is_no_older_key(monkeypatch):
    monkeypatch.setenv("PBC_SECRET_KEYS_BEFORE", "the herons of the canal came early this year")

    with pytest.raises(ImproperlyConfigured, match="fewer than 32 characters"):
        environment.secret_keys_before()


def test_the_key_of_now_is_no_older_key(monkeypatch):
    now = "the-one-of-now" * 4
    monkeypatch.setenv("SECRET_KEY", now)
    monkeypatch.setenv("PBC_SECRET_KEYS_BEFORE", now)

    with pytest.raises(ImproperlyConfigured, match="has the SECRET_KEY of now"):
        environment.secret_keys_before()
