"""Where somebody is signed in, how it ends, and what is written down of it (S10, TRUST 7.4)."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from pbc.core.models import Happened, OpenSession, SignInRecord
from pbc.core.people.services import accounts
from pbc.core.sessions import SessionStore
from pbc.core.sign_ins import sessions
from pbc.core.tasks import sweep_sessions
from tests import make
from tests.at_once import at_once
from tests.pages import said
from tests.taken import lines

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1"


@pytest.fixture
def ruth():
    return make.auditor(first_name="Ruth", last_name="Allan", username="ruth.allan")


def signed_in(person, told=CHROME, address="192.0.2.1"):
    """A browser by which somebody has signed in."""
    client = Client(HTTP_USER_AGENT=told, REMOTE_ADDR=address)
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return client


def is_in(client):
    return client.get("/practices/").status_code == 200


def test_somebody_sees_where_they_are_signed_in_and_ends_one_s10(ruth):
    desk, phone = signed_in(ruth), signed_in(ruth, IPHONE, "198.51.100.7")
    page = desk.get("/accounts/sessions/")
    [here, there] = page.context["opened"]

    desk.post("/accounts/sessions/end/", {"session": there.pk})

    assert "You are signed in here and in 1 other place" in said(page)
    assert (here.device, here.is_here) == ("Chrome on Windows", True)
    assert (there.device, there.address) == ("Safari on an iPhone", "198.51.100.7")
    assert (is_in(desk), is_in(phone)) == (True, False)


def test_all_others_end_at_once_and_nobody_ends_those_of_another_s10(ruth):
    tom = make.auditor(username="tom.reed")
    desk, others, toms = signed_in(ruth), [signed_in(ruth) for _ in range(2)], signed_in(tom)

    of_tom = OpenSession.objects.get(person=tom)
    desk.post("/accounts/sessions/end/", {"session": of_tom.pk})
    desk.post("/accounts/sessions/end/", {"session": "all"})

    assert [is_in(one) for one in (desk, *others, toms)] == [True, False, False, True]
    assert "here alone" in said(desk.get("/accounts/sessions/"))


def test_a_new_password_ends_every_session_s10(ruth):
    desk, phone = signed_in(ruth), signed_in(ruth)
    new = "four words nobody guesses"

    desk.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert (is_in(desk), is_in(phone)) == (False, False)
    assert not OpenSession.objects.filter(person=ruth).exists()


def test_who_is_shut_out_is_signed_in_nowhere_s10(ruth):
    desk = signed_in(ruth)

    accounts.shut_out(person=ruth, why="Left", on=make.SINCE_EVER, by=make.administrator())

    assert not is_in(desk)
    assert not OpenSession.objects.filter(person=ruth).exists()


def test_a_session_whose_cookie_was_copied_is_of_no_use_after_signing_out_s10(ruth):
    desk = signed_in(ruth)
    thief = Client()
    thief.cookies["pbc_session"] = desk.cookies["pbc_session"].value
    assert is_in(thief)

    desk.post("/accounts/logout/")

    assert not is_in(thief)


@pytest.mark.django_db(transaction=True)
def test_a_session_that_gets_a_new_key_while_all_are_ended_is_ended_too_s10(ruth):
    desk = signed_in(ruth)
    store = SessionStore(desk.session.session_key)
    assert SESSION_KEY in store

    at_once(store.cycle_key, lambda: sessions.end_all(ruth))

    assert not Session.objects.exists()
    assert not OpenSession.objects.exists()


def test_what_happened_is_written_down_and_is_somebodys_own_s10(ruth):
    Client(REMOTE_ADDR="203.0.113.5").post(
        "/accounts/login/", {"login": "ruth.allan", "password": "wrong"}
    )
    desk = signed_in(ruth)
    signed_in(make.auditor(username="tom.reed"))

    kept = desk.get("/accounts/sessions/").context["page"].object_list

    told = [(one.what, one.means, one.address) for one in kept]
    assert told == [
        ("Signed in", "password", "192.0.2.1"),
        ("Wrong password", "", "203.0.113.5"),
    ]


def test_administrator_and_auditor_see_all_of_it_and_take_it_away_s10(ruth):
    signed_in(make.administrator(first_name="Tom", last_name="Hale"))
    auditor = signed_in(ruth)

    page = said(auditor.get("/people/sign-ins/"))
    taken = lines(auditor, "people:sign-in-list-table")

    assert "Tom Hale" in page
    assert "Ruth Allan" in page
    assert str(taken).count("192.0.2.1") == 2


def test_it_is_kept_for_as_many_days_as_the_setting_says_s10(ruth, settings):
    settings.PBC_SIGN_INS_KEPT_DAYS = 30
    long_ago = timezone.now() - timedelta(days=31)
    SignInRecord.objects.create(person=ruth, what=Happened.SIGNED_IN, at=long_ago)
    SignInRecord.objects.create(person=ruth, what=Happened.STEP_RESET, at=long_ago, why="Rang")
    SignInRecord.objects.create(person=ruth, what=Happened.SIGNED_OUT)

    sweep_sessions()

    left = SignInRecord.objects.order_by("at").values_list("what", flat=True)
    assert list(left) == [Happened.STEP_RESET, Happened.SIGNED_OUT]


def test_what_was_written_down_is_never_changed_s10(ruth):
    signed_in(ruth)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        SignInRecord.objects.update(why="Nothing happened")


def test_an_order_to_end_something_else_ends_nothing_s10(ruth):
    desk, phone = signed_in(ruth), signed_in(ruth, IPHONE)

    answers = [
        desk.post("/accounts/sessions/end/", {"session": chosen})
        for chosen in ("9" * 5_000, "", "everything", "-1")
    ]

    assert {one.status_code for one in answers} == {302}
    assert is_in(phone)
