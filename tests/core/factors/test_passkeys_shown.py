"""A passkey is shown: each question is good once, here, to its own session (S10, 6.3, 6.5)."""

import re

import pytest
from allauth.mfa.models import Authenticator

from pbc.core.factors import passkeys
from pbc.core.models import Guess, Happened, Mail, SignInRecord
from tests import make
from tests.core.factors.steps import PASSWORD, at_the_desk
from tests.core.factors.with_passkeys import (
    AGAIN,
    CODE,
    MINE,
    NEW,
    WRONG,
    asked_by,
    asked_long_ago,
    happened,
    is_in,
    show,
    with_key,
)
from tests.pages import said
from tests.passkeys import Device

pytestmark = pytest.mark.django_db


# ---- Showing ---------------------------------------------------------------------------------


def test_the_password_alone_lets_nobody_in_who_has_a_passkey_s10(ruth):
    with_key(ruth)

    client = at_the_desk(ruth)

    assert client.get("/practices/").status_code == 302
    assert "Show your passkey" in said(client.get(CODE))
    assert not is_in(client)


def test_a_passkey_lets_in_and_it_is_written_down_by_what_s10(ruth):
    device = with_key(ruth)

    client, page = show(ruth, device)

    assert is_in(client)
    assert page.status_code == 302
    record = ruth.sign_ins.filter(what=Happened.SIGNED_IN).latest("pk")
    assert record.by_means_of == "password and passkey"
    assert re.search(r"Laptop at the surgery Added on [\w ]+, last used on", said(client.get(MINE)))
    assert not Guess.objects.exists()


@pytest.mark.parametrize(
    "otherwise",
    [
        {"origin": "https://pbc.example.com"},
        {"origin": "http://localhost:9000"},
        {"origin": "https://localhost:8000"},
        {"site": "example.com"},
        {"kind": "webauthn.create"},
        {"crossed": True},
    ],
)
def test_what_was_signed_for_another_site_or_page_lets_nobody_in_s10(ruth, otherwise):
    client, page = show(ruth, with_key(ruth), **otherwise)

    assert WRONG in said(page)
    assert not is_in(client)
    assert happened(ruth)[-1] == Happened.WRONG_KEY


def test_what_was_shown_once_lets_nobody_in_again_s10(ruth):
    device = with_key(ruth, counts=False)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))
    client.post(CODE, {"credential": answer})
    client.post("/accounts/logout/")

    client.post("/accounts/login/", {"login": ruth.username, "password": PASSWORD})
    fresh = client.post(CODE, {"credential": answer})
    asked = client.post(CODE, {"credential": answer})

    assert passkeys.OLD in said(fresh)
    assert passkeys.OLD in said(asked)
    assert not is_in(client)


def test_a_question_that_was_answered_in_the_same_moment_is_not_answered_again_s10(ruth):
    """Two requests that both read the session before either has written it."""
    device = with_key(ruth, counts=False)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))
    before = dict(client.session)
    client.post(CODE, {"credential": answer})
    other = at_the_desk(ruth)
    other.get(CODE)
    session = other.session
    session[passkeys.SHOWING] = before[passkeys.SHOWING]
    session.save()

    page = other.post(CODE, {"credential": answer})

    assert passkeys.OLD in said(page)
    assert not is_in(other)


def test_of_several_questions_each_is_answered_once_though_another_was_meanwhile_s10(ruth):
    device = with_key(ruth, counts=False)
    client = at_the_desk(ruth)
    answers = [device.show(asked_by(client.get(CODE))) for _ in range(2)]
    before = dict(client.session)
    client.post(CODE, {"credential": answers[0]})
    entered = []
    for answer in (answers[1], answers[0]):
        other = at_the_desk(ruth)
        session = other.session
        session[passkeys.SHOWING] = before[passkeys.SHOWING]
        session.save()
        other.post(CODE, {"credential": answer})
        entered.append(is_in(other))

    assert entered == [True, False]


def test_what_another_session_was_asked_for_lets_nobody_in_s10(ruth):
    device = with_key(ruth)
    asked = asked_by(at_the_desk(ruth).get(CODE))
    thief = at_the_desk(ruth)
    thief.get(CODE)

    page = thief.post(CODE, {"credential": device.show(asked)})

    assert passkeys.OLD in said(page)
    assert not is_in(thief)


def test_what_this_page_did_not_ask_for_lets_nobody_in_and_is_nobodys_guess_s10(ruth):
    client, page = show(ruth, with_key(ruth), challenge=b"of another page, long ago")

    assert passkeys.OLD in said(page)
    assert not is_in(client)
    assert Happened.WRONG_KEY not in happened(ruth)
    assert not Guess.objects.exists()


def test_either_of_two_pages_takes_a_passkey_and_so_does_one_that_was_loaded_anew_s10(ruth):
    device, client = with_key(ruth), at_the_desk(ruth)
    first = asked_by(client.get(CODE))
    client.get(CODE)

    client.post(CODE, {"credential": device.show(first)})

    assert is_in(client)
    assert not Guess.objects.exists()


def test_a_session_keeps_ten_questions_and_no_more(ruth):
    with_key(ruth)
    client = at_the_desk(ruth)
    for _ in range(12):
        client.get(CODE)

    assert len(client.session[passkeys.SHOWING]) == 10


def test_pages_that_were_open_too_long_lock_nobody_out_s10(ruth):
    device, client = with_key(ruth), at_the_desk(ruth)
    for _ in range(12):
        asked = asked_by(client.get(CODE))
        asked_long_ago(client)
        late = client.post(CODE, {"credential": device.show(asked)})
        assert passkeys.OLD in said(late)

    client.post(CODE, {"credential": device.show(asked_by(client.get(CODE)))})

    assert is_in(client)
    assert Happened.WRONG_KEY not in happened(ruth)


def test_a_fault_of_the_site_is_no_refusal(ruth):
    """It is logged as a fault, and nobody is told that their passkey is none of theirs."""
    device, client = with_key(ruth), at_the_desk(ruth)
    asked = asked_by(client.get(CODE))
    Authenticator.objects.filter(user=ruth, type="webauthn").update(data={"name": "Broken"})

    with pytest.raises(KeyError):
        client.post(CODE, {"credential": device.show(asked)})

    assert Happened.WRONG_KEY not in happened(ruth)


def test_a_passkey_that_was_shown_too_late_lets_nobody_in_s10(ruth):
    device, client = with_key(ruth), at_the_desk(ruth)
    asked = asked_by(client.get(CODE))
    asked_long_ago(client)

    page = client.post(CODE, {"credential": device.show(asked)})

    assert passkeys.OLD in said(page)
    assert not is_in(client)


def test_the_passkey_of_somebody_else_lets_nobody_in_s10(ruth):
    with_key(ruth)
    toms = with_key(make.auditor(username="tom.reed"))

    client, page = show(ruth, toms)

    assert WRONG in said(page)
    assert not is_in(client)


def test_a_device_that_asks_for_no_finger_lets_nobody_in_s10(ruth):
    device = with_key(ruth)
    device.flags = Device(asks=False).flags

    client, page = show(ruth, device)

    assert WRONG in said(page)
    assert not is_in(client)


def test_a_signature_of_another_key_lets_nobody_in_s10(ruth):
    device = with_key(ruth)
    device.key = Device().key

    assert not is_in(show(ruth, device)[0])


def test_a_count_that_goes_back_is_refused_written_down_and_told_s10(ruth, settings):
    settings.PBC_MAIL = "smtp"
    ruth.email = "ruth.allan@example.nhs.uk"
    ruth.save()
    device = with_key(ruth)
    show(ruth, device)
    device.used = 0  # as a copy that was made before

    client, page = show(ruth, device)

    assert "there may be a copy of it" in said(page)
    assert not is_in(client)
    record = SignInRecord.objects.latest("pk")
    assert (record.what, record.why) == (Happened.KEY_COPIED, "Laptop at the surgery")
    mail = Mail.objects.latest("pk")
    assert "there may be a copy of it (Laptop at the surgery)" in mail.body
    admin = at_the_desk(make.administrator())
    assert "there may be a copy of it" in said(admin.get(f"/people/{ruth.pk}/"))
    device.used = 2
    assert is_in(show(ruth, device)[0])


def test_a_passkey_that_counts_nothing_lets_in_each_time_s10(ruth):
    device = with_key(ruth, counts=False)

    assert [is_in(show(ruth, device)[0]) for _ in range(3)] == [True, True, True]


def test_ten_wrong_passkeys_and_codes_an_hour_are_looked_at_s10(ruth):
    device = with_key(ruth)
    for number in range(12):
        client = at_the_desk(ruth)
        where = {"REMOTE_ADDR": f"198.51.100.{number}"}
        wrong = Device()
        wrong.id = device.id
        answer = {"credential": wrong.show(asked_by(client.get(CODE)))}
        client.post(CODE, answer if number % 2 else {"code": "00000000"}, **where)

    client, page = show(ruth, device)

    assert happened(ruth).count(Happened.WRONG_KEY) == 5
    assert happened(ruth).count(Happened.WRONG_CODE) == 5
    assert "Too many failed" in said(page)
    assert not is_in(client)


def test_who_entered_the_old_password_gets_no_further_by_a_passkey_s10(ruth):
    device, thief = with_key(ruth), at_the_desk(ruth)
    asked = asked_by(thief.get(CODE))
    ruth.set_password("four words nobody guesses")
    ruth.save()

    page = thief.post(CODE, {"credential": device.show(asked)})

    assert "The password was changed meanwhile" in said(page)
    assert not is_in(thief)


# ---- Asked again who one is ------------------------------------------------------------------


def test_a_passkey_shows_again_who_somebody_is_before_steps_are_changed_s10(ruth, at_noon):
    device = with_key(ruth)
    client, _ = show(ruth, device)
    key = client.session.session_key
    at_noon(301)
    led = client.get(NEW)
    asked = asked_by(client.get(led.url))

    went_on = client.post(led.url, {"credential": device.show(asked), "next": NEW})

    assert led.url.startswith(AGAIN)
    assert went_on.url == NEW
    assert client.get(NEW).status_code == 200
    assert client.session.session_key != key


def test_neither_the_password_nor_a_wrong_passkey_changes_a_step_s10(ruth, at_noon):
    client, _ = show(ruth, with_key(ruth))
    at_noon(301)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.post(AGAIN, {"credential": Device().show(asked_by(client.get(AGAIN)))})

    assert WRONG in said(page)
    assert client.get(NEW).url.startswith(AGAIN)
