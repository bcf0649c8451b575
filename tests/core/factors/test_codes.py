"""Codes of an app, or for recovery: each is taken once, and guesses are looked at (S10, 6.5)."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache

from pbc.core.factors import recovery
from pbc.core.models import Happened, SignInRecord
from tests.core.factors.steps import PASSWORD, at_the_desk, code_of, enter, guess, set_up
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_the_password_alone_lets_nobody_in_who_has_a_second_step_s10(ruth):
    set_up(at_the_desk(ruth))

    client = at_the_desk(ruth)
    page = client.get("/practices/")
    asked = client.get("/accounts/code/")

    assert page.url == "/accounts/login/?next=/practices/"
    assert "Enter your code" in said(asked)


def test_a_code_lets_in_once_and_not_again_s10(ruth, at_noon):
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(60)

    entered = [enter(code_of(secret, 60), ruth) for _ in range(2)]

    assert entered == [True, False]
    assert SignInRecord.objects.filter(what=Happened.APP_SET_UP, person=ruth).count() == 1


def test_neither_the_code_of_the_setting_up_nor_an_older_one_is_taken_again_s10(ruth, at_noon):
    secret, _ = set_up(at_the_desk(ruth))

    assert not enter(code_of(secret), ruth)
    at_noon(60)
    assert enter(code_of(secret, 60), ruth)
    assert not enter(code_of(secret, 30), ruth)


@pytest.mark.parametrize(("at", "good"), [(299, False), (300, True), (329.9, True), (330, False)])
def test_a_code_is_good_for_thirty_seconds_s10(ruth, at_noon, at, good):
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(at)

    assert enter(code_of(secret, 300), ruth) == good


def test_who_types_a_code_too_late_is_told_so_and_it_is_no_guess_s10(ruth, at_noon):
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(300)

    late = [guess(at_the_desk(ruth), code_of(secret, 270)) for _ in range(12)]
    older = guess(at_the_desk(ruth), code_of(secret, 240))

    assert all("This is the code of half a minute ago" in page for page in late)
    assert "This code is wrong, too old or used already" in older
    assert [one.what for one in SignInRecord.objects.filter(what=Happened.WRONG_CODE)] == [
        Happened.WRONG_CODE
    ]
    assert enter(code_of(secret, 300), ruth)


def test_a_code_of_the_half_minute_to_come_is_a_guess_s10(ruth, at_noon):
    """Else one who guesses would learn from it which code is good in a moment."""
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(300)

    page = guess(at_the_desk(ruth), code_of(secret, 330))

    assert "This code is wrong, too old or used already" in page
    assert SignInRecord.objects.filter(what=Happened.WRONG_CODE).count() == 1


def test_where_the_setting_allows_for_clocks_the_codes_beside_are_good_too_s10(
    ruth, at_noon, settings
):
    settings.MFA_TOTP_TOLERANCE = 1
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(300)

    assert not enter(code_of(secret, 240), ruth)
    assert enter(code_of(secret, 270), ruth)


def test_a_recovery_code_lets_in_once_s10(ruth):
    _, codes = set_up(at_the_desk(ruth))

    assert len(codes) == 10
    assert [enter(codes[0], ruth), enter(codes[0], ruth), enter(codes[1], ruth)] == [
        *(True, False),
        True,
    ]


def test_a_recovery_code_has_sixteen_figures_of_which_one_says_which_it_is_s10(ruth):
    _, codes = set_up(at_the_desk(ruth))

    assert all(re.fullmatch(r"(\d{4} ){3}\d{4}", code) for code in codes)
    assert [code[0] for code in codes] == [*"0123456789"]
    assert len({code[1:] for code in codes}) == len(codes)


def test_of_recovery_codes_the_database_has_hashes_of_passwords_and_a_session_none_s10(ruth):
    client = at_the_desk(ruth)
    _, codes = set_up(client)
    [held] = Authenticator.objects.filter(type="recovery_codes")

    client.post("/accounts/steps/codes/")
    waiting = str([one.get_decoded() for one in Session.objects.all()])
    shown = client.get("/accounts/steps/codes/").context["codes"]

    for code, hashed in zip(codes, held.data["hashes"], strict=True):
        plain = code.replace(" ", "")
        assert Argon2PasswordHasher().verify(plain, hashed)
        assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert plain not in str(held.data)
    assert {*held.data} == {"figures", "hashes"}
    assert len(shown) == 10
    assert not any(code.replace(" ", "") in waiting for code in shown)


def test_one_hash_is_worked_out_for_one_recovery_code_s10(ruth, monkeypatch):
    _, codes = set_up(at_the_desk(ruth))
    looked = []
    known = recovery.Hasher.verify
    look = lambda self, *of: looked.append(of) or known(self, *of)  # noqa: E731
    monkeypatch.setattr(recovery.Hasher, "verify", look)

    entered = [enter(one, ruth) for one in (codes[7], codes[7], "7" * 16, "7" * 8, "x" * 16)]

    assert entered == [True, False, False, False, False]
    assert len(looked) == 1


def test_recovery_codes_are_shown_once_and_saved_as_text_s10(ruth):
    client = at_the_desk(ruth)
    _, codes = set_up(client)

    again = client.get("/accounts/steps/codes/")
    made = client.post("/accounts/steps/codes/", follow=True)

    assert not any(code in again.content.decode() for code in codes)
    new = made.context["codes"]
    assert not set(new) & set(codes)
    [text] = re.findall(
        r'href="data:text/plain;charset=utf-8,([^"]*)" download', made.content.decode()
    )
    assert unquote(text).split("\n") == new
    assert not enter(codes[2], ruth)


# ---- Codes that are guessed ------------------------------------------------------------------


def test_ten_wrong_codes_an_hour_are_looked_at_whatever_the_cache_forgets_s10(ruth, at_noon):
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(60)

    for number in range(12):
        guess(at_the_desk(ruth), address=f"198.51.100.{number}")
        cache.clear()

    assert SignInRecord.objects.filter(what=Happened.WRONG_CODE, person=ruth).count() == 10
    assert SignInRecord.objects.filter(what=Happened.HELD_UP, person=ruth).count() == 2
    assert not enter(code_of(secret, 60), ruth)


def test_wrong_codes_from_elsewhere_lock_nobody_out_of_their_own_browser_s10(ruth, at_noon):
    own = at_the_desk(ruth)
    secret, _ = set_up(own)
    own.post("/accounts/logout/")
    for number in range(12):
        guess(at_the_desk(ruth), address=f"198.51.100.{number}")
    at_noon(60)

    own.post("/accounts/login/", {"login": ruth.username, "password": PASSWORD})
    own.post("/accounts/code/", {"code": code_of(secret, 60)})
    assert "_auth_user_id" in own.session
    thief = at_the_desk(ruth)
    guess(thief)

    assert "Too many failed" in guess(thief)


def test_a_code_that_was_used_is_written_down_as_a_wrong_one_s10(ruth, at_noon):
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(60)

    assert [enter(code_of(secret, 60), ruth) for _ in range(3)] == [True, False, False]

    assert SignInRecord.objects.filter(what=Happened.WRONG_CODE, person=ruth).count() == 2


def test_who_entered_the_old_password_gets_no_further_by_a_code_s10(ruth, at_noon):
    secret, _ = set_up(at_the_desk(ruth))
    at_noon(60)
    thief = at_the_desk(ruth)
    ruth.set_password("four words nobody guesses")
    ruth.save()

    page = thief.post("/accounts/code/", {"code": code_of(secret, 60)})

    assert "The password was changed meanwhile" in said(page)
    assert "_auth_user_id" not in thief.session
