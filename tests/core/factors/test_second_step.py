"""Signing in by two steps: each code of an app, or for recovery, is taken once (S10, 6.5)."""

import re
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from pbc.core.factors import recovery, services
from pbc.core.models import Happened, Mail, SignInRecord
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
NOON = 1_800_000_000  # the moment of these tests: the start of 30 seconds


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """A clock that stands, and that a test moves on: `at_noon(seconds)`."""
    now = {"is": float(NOON)}
    monkeypatch.setattr(time, "time", lambda: now["is"])
    cache.clear()
    yield lambda seconds: now.update(now, **{"is": NOON + float(seconds)})
    cache.clear()


@pytest.fixture
def ruth():
    return make.auditor(username="ruth.allan")


def at_the_desk(person):
    """The browser of somebody who has signed in just now."""
    client = Client()
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return client


def code_of(secret, seconds=0):
    return format_hotp_value(hotp_value(secret, (NOON + seconds) // 30))


def set_up(client, seconds=0):
    """Set an app up, and return its secret and the recovery codes that are shown."""
    form = client.get("/accounts/steps/app/")
    secret = "".join(form.context["groups"])
    kept = form.context["form"]["kept"].value()
    page = client.post(
        "/accounts/steps/app/", {"kept": kept, "code": code_of(secret, seconds)}, follow=True
    )
    return secret, page.context["codes"]


def enter(code, person):
    """Sign in by the password and a code; whether that lets somebody in."""
    client = at_the_desk(person)
    client.post("/accounts/code/", {"code": code})
    return "_auth_user_id" in client.session


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


def test_the_key_is_a_picture_and_text_in_groups_and_is_kept_encrypted_s10(ruth):
    client = at_the_desk(ruth)
    page = client.get("/accounts/steps/app/")

    secret, _ = set_up(client)

    assert [len(group) for group in page.context["groups"]] == [4] * 8
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    kept = Authenticator.objects.filter(user=ruth).values_list("data", flat=True)
    assert secret not in str(list(kept))


def test_a_page_that_was_open_too_long_shows_a_new_key_that_works_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    old = client.get("/accounts/steps/app/")
    kept, secret = old.context["form"]["kept"].value(), "".join(old.context["groups"])
    at_noon(901)
    client = at_the_desk(ruth)

    late = client.post("/accounts/steps/app/", {"kept": kept, "code": code_of(secret, 901)})

    assert "This page was open too long" in said(late)
    assert not Authenticator.objects.exists()
    new = "".join(late.context["groups"])
    given = {"kept": re.search(r'name="kept" value="([^"]+)"', late.content.decode())[1]}
    client.post("/accounts/steps/app/", {**given, "code": code_of(new, 901)})
    assert Authenticator.objects.filter(user=ruth).exists()


def test_a_key_that_somebody_else_was_shown_sets_nothing_up(ruth):
    tom = make.auditor(username="tom.reed")
    shown = at_the_desk(tom).get("/accounts/steps/app/")
    secret = "".join(shown.context["groups"])
    kept = shown.context["form"]["kept"].value()

    at_the_desk(ruth).post("/accounts/steps/app/", {"kept": kept, "code": code_of(secret)})

    assert not Authenticator.objects.exists()


def test_who_signed_in_a_while_ago_is_asked_again_before_it_is_changed_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    set_up(client)

    at_noon(301)
    asked = [client.get(f"/accounts/steps/{page}/") for page in ("app", "codes", "remove")]

    assert {answer.status_code for answer in asked} == {302}
    assert all(answer.url.startswith("/accounts/code/again/") for answer in asked)


def test_the_password_alone_does_not_change_a_second_step_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    secret, _ = set_up(client)
    at_noon(600)
    where = "/accounts/reauthenticate/?next=/accounts/steps/remove/"
    given = client.post(where, {"password": PASSWORD}, follow=True)

    client.post("/accounts/steps/remove/")

    assert given.redirect_chain[-1][0].startswith("/accounts/code/again/")
    assert Authenticator.objects.filter(user=ruth).count() == 2
    again = "/accounts/code/again/?next=/accounts/steps/remove/"
    client.post(again, {"code": code_of(secret, 600)})
    client.post("/accounts/steps/remove/")
    assert not Authenticator.objects.filter(user=ruth).exists()


def test_a_code_given_again_and_an_app_set_up_give_the_session_a_new_key_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    client.get("/")
    keys = [client.session.session_key]
    secret, _ = set_up(client)
    keys.append(client.session.session_key)

    at_noon(600)
    client.post("/accounts/code/again/", {"code": code_of(secret, 600)})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    assert client.get("/accounts/steps/remove/").status_code == 200
    for old in keys[:2]:
        thief = Client()
        thief.cookies["pbc_session"] = old
        assert thief.get("/practices/").status_code == 302


def test_a_second_app_takes_the_place_of_the_first_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    first, codes = set_up(client)

    form = client.get("/accounts/steps/app/")
    second = "".join(form.context["groups"])
    kept = form.context["form"]["kept"].value()
    client.post("/accounts/steps/app/", {"kept": kept, "code": code_of(second)})
    at_noon(60)

    assert not enter(code_of(first, 60), ruth)
    assert enter(code_of(second, 60), ruth)
    assert enter(codes[0], ruth)


def test_an_administrator_takes_it_away_with_a_reason_and_the_person_is_told_s10(ruth, settings):
    set_up(at_the_desk(ruth))
    settings.PBC_MAIL = "smtp"
    ruth.email = "ruth.allan@example.nhs.uk"
    ruth.save()
    first = make.administrator()
    client = at_the_desk(first)

    client.post(f"/people/{ruth.pk}/second-step/", {"why": "Lost her phone, rang from her desk"})

    assert "_auth_user_id" in at_the_desk(ruth).session
    page = said(client.get(f"/people/{ruth.pk}/"))
    assert "Second step taken away by an administrator" in page
    assert "Lost her phone, rang from her desk" in page
    assert "Ruth Allan signs in by the password alone" in page
    assert SignInRecord.objects.get(what=Happened.STEP_RESET).address == "127.0.0.1"
    [mail] = Mail.objects.all()
    assert (mail.person, mail.subject) == (ruth, "How you sign in was changed")


def test_no_administrator_gives_a_link_and_takes_away_the_second_step_besides_s10(ruth):
    """With both they would sign in as somebody else."""
    set_up(at_the_desk(ruth))
    first, second = make.administrator(), make.administrator()
    accounts.give_link(person=ruth, by=first)

    with pytest.raises(NotAppointed, match="another administrator takes away"):
        services.reset_second_step(person=ruth, why="Rang", by=first)
    services.reset_second_step(person=ruth, why="Rang", by=second)
    with pytest.raises(NotAppointed, match="another administrator gives the link"):
        accounts.give_link(person=ruth, by=second)

    accounts.give_link(person=ruth, by=first)
    at_the_desk(ruth)
    accounts.give_link(person=ruth, by=second)


def test_nobody_takes_away_their_own_as_an_administrator_s10():
    first = make.administrator()
    client = at_the_desk(first)
    set_up(client)

    page = client.post(f"/people/{first.pk}/second-step/", {"why": "In a hurry"})

    assert "Nobody takes away the second step of themselves" in said(page)
    assert Authenticator.objects.filter(user=first).exists()


# ---- Codes that are guessed ------------------------------------------------------------------


def guess(client, code="000000", address="192.0.2.1"):
    """What the page says of a code that is none of now."""
    return said(client.post("/accounts/code/", {"code": code}, REMOTE_ADDR=address))


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


# ---- Who needs one ---------------------------------------------------------------------------


@pytest.fixture
def needed(settings):
    """A site where finance and administrators sign in by two steps."""
    settings.PBC_MFA_FOR = frozenset({"FINANCE", "ADMINISTRATOR"})


def test_who_needs_one_and_has_none_gets_nowhere_until_it_is_set_up_s10(needed):
    frances = make.finance_officer()
    client = at_the_desk(frances)
    paths = ("/", "/practices/", "/files/", "/position/", "/accounts/steps/remove/")

    led = [client.get(path) for path in paths]
    sent = client.post("/session/kept/")
    set_up(client)
    after = client.get("/practices/")

    assert {answer.url for answer in [*led, sent]} == {"/accounts/steps/app/"}
    assert after.status_code == 200


def test_who_needs_none_goes_on_and_who_has_one_is_not_asked_twice_s10(needed, at_noon):
    ruth, frances = make.auditor(), make.finance_officer()
    secret, _ = set_up(at_the_desk(frances))
    at_noon(60)

    client = at_the_desk(frances)
    client.post("/accounts/code/", {"code": code_of(secret, 60)})

    assert at_the_desk(ruth).get("/practices/").status_code == 200
    assert client.get("/practices/").status_code == 200


def test_who_needs_one_does_not_take_it_away_s10(needed):
    client = at_the_desk(make.finance_officer())
    set_up(client)

    page = client.post("/accounts/steps/remove/")

    assert "needs two steps" in said(page)
    assert Authenticator.objects.exists()


def test_a_new_password_by_a_link_does_not_go_round_the_second_step_s10(ruth, client):
    set_up(at_the_desk(ruth))
    link = accounts.give_link(person=ruth, by=make.administrator())
    form = client.get(link, follow=True)
    new = "four words nobody guesses"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)

    client.post("/accounts/login/", {"login": ruth.username, "password": new})

    assert "_auth_user_id" not in client.session
