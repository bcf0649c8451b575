"""Setting a second step up, changing it and taking it away, and who needs one (S10, 6.3)."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pbc.core.factors import services
from pbc.core.models import Happened, Mail, SignInRecord
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from tests import make
from tests.core.factors.steps import PASSWORD, at_the_desk, code_of, enter, set_up
from tests.pages import said

pytestmark = pytest.mark.django_db


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
