"""Signing in by a provider of OpenID Connect: who comes in, by what, and who does not (DESIGN 6.7;
ASVS 6.8, 7.6, 10.1, 10.2, 10.5)."""

import base64
import hashlib
import logging
import re
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from pbc.core.factors.services import make_codes
from pbc.core.models import Happened, Mail, Role, SignInBinding, SignInRecord
from pbc.core.openid import flow, queries, services
from pbc.core.people import history
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from tests import make, openid
from tests.core.openid.conftest import SITE
from tests.pages import said

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
BIND, UNBIND, AGAIN = (f"/accounts/openid/{name}/" for name in ("bind", "unbind", "again"))
HERE = {"where": {}, "keep": ""}


def is_in(client):
    return "_auth_user_id" in client.session


def at_the_desk(person):
    """The browser of somebody who has signed in by their password just now."""
    client = Client()
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return client


def a_while_later(client):
    """The same browser five minutes after the sign-in, and a second."""
    session = client.session
    session["began"] -= 301
    held = session["account_authentication_methods"]
    times = ("at", "shown_at")
    session["account_authentication_methods"] = [
        {name: value - 301 if name in times else value for name, value in one.items()}
        for one in held
    ]
    session.save()
    return client


def asked_of(page):
    """What a browser is sent to the provider with."""
    return {name: value[0] for name, value in parse_qs(urlsplit(page.context["to"]).query).items()}


# ---- There and back --------------------------------------------------------------------------


def test_whoever_is_bound_signs_in_by_the_provider_s10(ruth, come, browser):
    answer = come(client=browser)

    record = SignInRecord.objects.get(what=Happened.SIGNED_IN)
    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.session["_auth_user_id"] == str(ruth.pk)
    assert (record.person, record.by_means_of) == (ruth, "sign-in service")


def test_somebody_goes_on_to_the_page_that_they_asked_for_and_to_no_other_site_s10(ruth, come):
    to = [
        come("/accounts/openid/", {"next": page}, client=Client()).url
        for page in ("/practices/", "https://another.example/", "//another.example/")
    ]

    assert to == ["/practices/", "/", "/"]


def test_what_the_provider_is_asked_is_bound_to_this_browser_and_sign_in_s10(
    ruth, provider, browser
):
    page = browser.post("/accounts/openid/")

    asked = asked_of(page)
    [(state, begun)] = browser.session[flow.UNDER_WAY].items()
    digest = hashlib.sha256(begun["verifier"].encode()).digest()
    assert asked == {
        "response_type": "code",
        "client_id": openid.CLIENT,
        "redirect_uri": f"{SITE}/accounts/openid/answer/",
        "scope": "openid",
        "state": state,
        "nonce": begun["nonce"],
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    assert min(len(one) for one in (state, begun["nonce"], begun["verifier"])) >= 43
    assert openid.SECRET not in page.content.decode()
    assert begun["verifier"] not in page.content.decode()


def test_the_page_leads_on_by_itself_and_by_a_link_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")

    to = page.context["to"]
    assert page.headers["Refresh"] == f"0; url={to}"
    assert f'href="{to}"'.replace("&", "&amp;") in page.content.decode()
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]


def test_two_sign_ins_at_once_share_nothing_s10(ruth, provider, browser):
    first, second = (asked_of(browser.post("/accounts/openid/")) for _ in range(2))

    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_an_answer_that_another_browser_began_lets_nobody_in_s10(ruth, provider, browser):
    """Who is led to an answer of an attacker's own does not come in as the attacker."""
    page = Client().post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)

    back = browser.get(answer)

    assert back.url == "/accounts/login/"
    assert "Begin again" in browser.get(back.url).content.decode()
    assert not is_in(browser)
    assert provider.forms == []


def test_an_answer_is_good_once_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    browser.get(answer)

    browser.get(answer)

    assert len(provider.forms) == 1


def test_an_answer_that_failed_is_not_tried_again_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    provider.answers["/token"] = openid.failing(503)
    browser.get(answer)
    provider.answers.clear()

    back = browser.get(answer)

    assert "Begin again" in said(browser.get(back.url))
    assert (is_in(browser), provider.forms) == (False, [])


def test_a_code_that_was_used_elsewhere_lets_nobody_in_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    provider.codes.clear()

    back = browser.get(answer)

    assert back.url == "/accounts/login/"
    assert not is_in(browser)


def test_a_code_of_another_browser_is_of_no_use_in_ones_own_s10(ruth, provider, browser):
    """The verifier of one's own session does not fit it."""
    theirs = provider.authorize(Client().post("/accounts/openid/").context["to"])
    own = asked_of(browser.post("/accounts/openid/"))
    code = parse_qs(urlsplit(theirs).query)["code"][0]

    said = {"code": code, "state": own["state"], "iss": provider.issuer}
    browser.get("/accounts/openid/answer/", said)

    assert not is_in(browser)


def test_an_answer_after_ten_minutes_is_too_late_s10(ruth, provider, browser, monkeypatch):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    now = time.time()
    monkeypatch.setattr(flow.time, "time", lambda: now + 601)

    browser.get(answer)

    assert not is_in(browser)
    assert provider.forms == []


@pytest.mark.parametrize(
    "change",
    [
        lambda url, issuer: url.replace("iss=", "was="),
        lambda url, issuer: re.sub("iss=[^&]*", "iss=https%3A%2F%2Fanother.example", url),
        lambda url, issuer: f"{url}&iss={issuer}",
        lambda url, issuer: f"{url}&code=another",
        lambda url, issuer: f"{url}&state=another",
        lambda url, issuer: url.replace("code=", "was="),
        lambda url, issuer: f"{url}&error=access_denied",
    ],
    ids=["no iss", "another iss", "iss twice", "code twice", "state twice", "no code", "an error"],
)
def test_an_answer_that_is_not_the_providers_for_us_lets_nobody_in_s10(
    ruth, provider, browser, change
):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)

    back = browser.get(change(answer, provider.issuer))

    assert back.url == "/accounts/login/"
    assert not is_in(browser)
    assert provider.forms == []


def test_an_answer_needs_no_iss_of_a_provider_that_does_not_say_it_s10(ruth, provider, browser):
    provider.metadata = {"authorization_response_iss_parameter_supported": False}
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)

    browser.get(answer.replace("iss=", "was="))

    assert is_in(browser)


def test_only_a_button_of_ours_begins_a_sign_in_s10(ruth, provider):
    strict = Client(enforce_csrf_checks=True)

    answers = strict.get("/accounts/openid/"), strict.post("/accounts/openid/")

    assert [answer.status_code for answer in answers] == [302, 403]
    assert provider.asked == []


def test_a_session_begins_under_a_new_key_and_ends_after_the_usual_hours_s10(
    ruth, provider, come, browser, settings
):
    browser.post("/accounts/openid/")
    before = browser.session.session_key
    come(client=browser)

    after = browser.session
    assert after.session_key != before
    assert after.get_session_cookie_age() == settings.PBC_IDLE_MINUTES * 60
    assert abs(after["began"] - time.time()) < 60


def test_neither_a_token_nor_a_code_nor_the_secret_is_kept_or_written_down_s10(
    ruth, provider, come, browser, caplog
):
    with caplog.at_level(logging.DEBUG):
        come(client=browser)

    [form] = provider.forms
    kept = str(dict(browser.session.items())) + caplog.text
    assert not any(one in kept for one in (form["code"], form["code_verifier"], "eyJ", "opaque"))
    assert openid.SECRET not in kept


# ---- Who comes in ----------------------------------------------------------------------------


def test_whom_nobody_here_is_bound_to_is_told_so_and_no_account_is_made_s10(
    provider, come, browser
):
    answer = come(client=browser)

    page = said(browser.get(answer.url))
    assert "No account here is bound to yours at NHS sign-in" in page
    assert SignInBinding.objects.count() == 0


def test_an_address_that_a_provider_claims_lets_in_nobody_s10(provider, come, browser):
    ruth = make.auditor(username="ruth.allan")
    ruth.email = "ruth@example.nhs.uk"
    ruth.save()
    claimed = {"email": ruth.email, "email_verified": True, "preferred_username": ruth.username}
    provider.claims = claimed

    come(client=browser)

    assert not is_in(browser)
    assert SignInBinding.objects.count() == 0


def test_the_same_name_of_another_provider_is_somebody_else_s10(ruth, provider, come, browser):
    binding = SignInBinding.objects.get()
    binding.delete()
    SignInBinding.objects.create(
        person=ruth, issuer="https://another.example", subject=provider.subject
    )

    come(client=browser)

    assert not is_in(browser)


def test_a_name_that_differs_in_capitals_is_somebody_else_s10(ruth, provider, come, browser):
    provider.subject = provider.subject.upper()

    come(client=browser)

    assert not is_in(browser)


def test_who_is_shut_out_comes_in_no_more_nor_after_being_let_in_s10(ruth, come, clock_of_today):
    admin = make.administrator()
    desk = Client()
    come(client=desk)
    accounts.shut_out(person=ruth, why="Left", on=clock_of_today, by=admin)
    back = [come(client=Client()).url]
    accounts.let_in(person=ruth, why="Came back", by=admin)
    back.append(come(client=Client()).url)

    assert back == ["/accounts/login/", "/accounts/login/"]
    assert desk.get("/practices/").status_code == 302


@pytest.mark.parametrize("claims", [{}, {"amr": ["mfa"]}], ids=["one step", "two steps"])
def test_a_person_who_is_not_active_does_not_come_in_s10(
    ruth, provider, come, browser, settings, claims
):
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    provider.claims = claims
    ruth.is_active = False
    ruth.save()

    answer = come(client=browser)

    assert not is_in(browser)
    assert "No account here is bound" in said(browser.get(answer.url))


def test_without_the_setting_there_is_nothing_of_it_s10(ruth, provider, settings):
    settings.PBC_OIDC = {}
    client = at_the_desk(ruth)
    desk = make.administrator()

    asked = [Client().post("/accounts/openid/"), Client().get("/accounts/openid/answer/")]
    asked += [client.get(path) for path in (BIND, UNBIND, AGAIN, "/accounts/openid/signed-out/")]
    asked += [at_the_desk(desk).get(f"/people/{ruth.pk}/sign-in-service/")]

    assert [answer.status_code for answer in asked] == [404] * 7
    assert "NHS sign-in" not in Client().get("/accounts/login/").content.decode()
    assert "NHS sign-in" not in client.get("/accounts/steps/").content.decode()


# ---- Binding and its end ---------------------------------------------------------------------


def test_somebody_binds_their_account_and_is_told_by_mail_s10(provider, come):
    ruth = make.auditor(username="ruth.allan")
    ruth.email = "ruth@example.nhs.uk"
    ruth.save()
    elsewhere, client = at_the_desk(ruth), at_the_desk(ruth)

    page = client.get(BIND)
    answer = come(BIND, client=client)

    binding = SignInBinding.objects.get()
    assert "Go to NHS sign-in" in said(page)
    assert answer.url == "/accounts/steps/"
    assert (binding.person, binding.subject) == (ruth, provider.subject)
    assert "End the binding" in said(client.get(answer.url))
    assert elsewhere.get("/practices/").status_code == 302
    assert Mail.objects.get().subject == "How you sign in was changed"
    assert SignInRecord.objects.filter(what=Happened.BOUND, person=ruth).count() == 1


def test_who_signed_in_a_while_ago_shows_again_who_they_are_before_binding_s10(provider):
    client = a_while_later(at_the_desk(make.auditor()))

    answer = client.get(BIND)

    assert answer.url == f"/accounts/reauthenticate/?{urlencode({'next': BIND})}"


def test_what_one_person_began_binds_no_other_s10(provider, ruth):
    """Two people at one browser, one after the other."""
    other = make.auditor(username="other")
    provider.subject = "another at the provider"
    client = at_the_desk(other)
    page = client.post(BIND)
    session = client.session
    [begun] = session[flow.UNDER_WAY].values()
    begun["person"] = ruth.pk
    session.save()

    client.get(provider.authorize(page.context["to"]).removeprefix(SITE))

    assert SignInBinding.objects.count() == 1


def test_one_name_at_the_provider_is_one_persons_alone_s10(ruth, provider, come):
    client = at_the_desk(make.auditor(username="other"))

    answer = come(BIND, client=client)

    assert "Another account here is bound to it" in said(client.get(answer.url))
    assert SignInBinding.objects.get().person == ruth
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInBinding.objects.create(
            person=make.auditor(), issuer=provider.issuer, subject=provider.subject
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInBinding.objects.create(person=ruth, issuer=provider.issuer, subject="second")


def test_the_site_cannot_change_a_binding_s10(ruth):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_signinbinding SET subject = 'mine'")


def test_who_is_bound_already_is_led_back_s10(ruth, provider):
    assert at_the_desk(ruth).get(BIND).url == "/accounts/steps/"
    with pytest.raises(NotAppointed):
        services.bind(issuer=provider.issuer, subject="second", by=ruth, **HERE)


def test_somebody_ends_their_binding_and_signs_in_by_the_password_s10(ruth, come, browser):
    client = at_the_desk(ruth)

    answer = client.post(UNBIND, follow=True)
    come(client=browser)

    assert "The binding has ended" in said(answer)
    assert not is_in(browser)
    assert SignInRecord.objects.filter(what=Happened.UNBOUND, person=ruth).count() == 1


def test_who_has_no_password_keeps_the_binding_s10(ruth, come, browser):
    ruth.set_unusable_password()
    ruth.save()
    come(client=browser)

    answer = browser.post(UNBIND, follow=True)

    assert "You have no password: choose one first" in said(answer)
    assert SignInBinding.objects.count() == 1


def test_an_administrator_ends_a_binding_with_a_reason_s10(ruth, come):
    client, desk = at_the_desk(make.administrator()), Client()
    come(client=desk)
    path = f"/people/{ruth.pk}/sign-in-service/"

    without = client.post(path, {"why": ""}, follow=True)
    answer = client.post(path, {"why": "Another card"}, follow=True)

    record = SignInRecord.objects.get(what=Happened.BINDING_ENDED)
    assert "Enter the reason" in said(without)
    assert "is bound no longer" in said(answer)
    assert (record.person, record.why) == (ruth, "Another card")
    assert desk.get("/practices/").status_code == 302
    assert SignInBinding.objects.count() == 0


def test_an_administrator_does_not_end_a_binding_and_give_the_link_too_s10(ruth):
    """With both they could sign in as they."""
    alan, ada = make.administrator(username="alan"), make.administrator(username="ada")
    services.end_binding(person=ruth, why="Another card", by=alan)
    with pytest.raises(NotAppointed, match="another administrator gives the link"):
        accounts.give_link(person=ruth, by=alan)
    accounts.give_link(person=ruth, by=ada)

    with pytest.raises(NotAppointed):
        services.end_binding(person=ada, why="Mine", by=ada)


# ---- By a link of an invitation --------------------------------------------------------------


def invited(person, by):
    """The browser of somebody at the page of their link, and what its button sends."""
    client = Client()
    page = client.get(accounts.give_link(person=person, by=by), follow=True)
    return client, {"uid": page.context["view"].kwargs["uidb36"]}


@pytest.fixture
def newcomer(provider):
    person = make.auditor(username="new.comer")
    person.set_unusable_password()
    person.save()
    return person


def test_who_is_invited_needs_no_password_s10(newcomer, provider, come):
    client, sent = invited(newcomer, make.administrator())

    come("/accounts/openid/invited/", sent, client=client)

    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert SignInBinding.objects.get().person == newcomer


def test_a_link_binds_nobody_who_has_a_password_or_was_here_before_s10(provider, come, newcomer):
    """Whoever gets hold of a link would come in beside the person, whose password goes on working:
    neither the page of the link offers it, nor does an answer from before do it."""
    admin, ruth = make.administrator(), make.auditor(username="ruth.allan")
    newcomer.last_login = timezone.now()
    newcomer.save()
    for person in (ruth, newcomer):
        client, sent = invited(person, admin)
        page = client.get(f"/accounts/password/reset/key/{sent['uid']}-set-password/")
        answer = come("/accounts/openid/invited/", sent, client=client)

        assert "Choose a password" in said(page)
        assert "Or sign in by NHS sign-in" not in said(page)
        assert answer.url == "/accounts/login/"
        assert not is_in(client)
    assert SignInBinding.objects.count() == 0


def test_an_invitation_that_was_used_meanwhile_binds_nobody_s10(newcomer, provider):
    """They chose a password while somebody else with the link was at the provider."""
    client, sent = invited(newcomer, make.administrator())
    page = client.post("/accounts/openid/invited/", sent)
    key = client.session["_password_reset_key"]
    newcomer.set_password(PASSWORD)
    newcomer.save()

    client.get(provider.authorize(page.context["to"]).removeprefix(SITE))

    assert not is_in(client)
    with pytest.raises(NotAppointed, match="does not work any more"):
        services.bind_invited(issuer="i", subject="s", key=key, where={}, by=newcomer)
    assert SignInBinding.objects.count() == 0


def test_a_password_chosen_by_a_link_ends_the_binding_s10(ruth, provider, come, browser):
    """Whoever fears for an account is rid of what a stranger may have bound to it."""
    ruth.email = "ruth@example.nhs.uk"
    ruth.save()
    other = Client()
    come(client=other)
    client, sent = invited(ruth, make.administrator())
    chosen = {"password1": "four words of another kind", "password2": "four words of another kind"}

    client.post(f"/accounts/password/reset/key/{sent['uid']}-set-password/", chosen)
    come(client=browser)

    record = SignInRecord.objects.get(what=Happened.UNBOUND)
    assert (record.person, record.why) == (ruth, "A password was chosen by a link")
    assert Mail.objects.filter(person=ruth, subject="How you sign in was changed").count() == 1
    assert not is_in(browser)
    assert other.get("/practices/").status_code == 302


def test_the_link_is_good_once_s10(newcomer, provider, come):
    admin = make.administrator()
    path = accounts.give_link(person=newcomer, by=admin)
    client = Client()
    page = client.get(path, follow=True)
    uid = page.context["view"].kwargs["uidb36"]
    come("/accounts/openid/invited/", {"uid": uid}, client=client)

    assert "This link does not work any more" in said(Client().get(path, follow=True))


def test_without_the_link_nobody_binds_an_account_s10(newcomer, ruth, provider, browser):
    """Neither without any, nor with that of somebody else."""
    client, _ = invited(newcomer, make.administrator())
    _, of_ruth = invited(ruth, make.administrator(username="other"))

    answers = [
        browser.post("/accounts/openid/invited/", of_ruth),
        client.post("/accounts/openid/invited/", of_ruth),
    ]

    assert [answer.url for answer in answers] == ["/accounts/login/"] * 2


def test_a_link_walks_round_no_second_step_s10(provider, come):
    ruth = make.two_steps(make.auditor())
    client, sent = invited(ruth, make.administrator())

    come("/accounts/openid/invited/", sent, client=client)

    assert not is_in(client)
    assert SignInBinding.objects.count() == 0


def test_a_link_puts_no_other_name_in_the_place_of_the_one_that_is_bound_s10(ruth, provider, come):
    client, sent = invited(ruth, make.administrator())
    provider.subject = "a thief"

    come("/accounts/openid/invited/", sent, client=client)

    assert not is_in(client)
    assert SignInBinding.objects.get().subject == "ruth at the provider"


# ---- Second steps, and being known again -----------------------------------------------------


def test_the_second_step_of_the_site_is_asked_for_after_the_provider_s10(ruth, come, browser):
    make.two_steps(ruth)

    answer = come(client=browser)

    assert answer.url == "/accounts/code/"
    assert not is_in(browser)


def test_two_steps_that_the_provider_only_claims_do_not_count_unless_set_s10(
    ruth, provider, come, browser
):
    make.two_steps(ruth)
    provider.claims = {"amr": ["mfa"], "acr": "AAL3"}

    come(client=browser)

    assert not is_in(browser)


@pytest.mark.parametrize(
    ("claims", "lets_in"),
    [
        ({"acr": "AAL3"}, True),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "AAL1", "amr": ["pwd"]}, False),
        ({"acr": ["AAL3"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"], 7]}, False),
        ({}, False),
    ],
    ids=str,
)
def test_two_steps_at_the_provider_count_where_the_setting_says_so_s10(
    ruth, provider, come, browser, settings, claims, lets_in
):
    settings.PBC_OIDC = {**provider.settings, "acr": ["AAL3"], "amr": ["mfa"]}
    make.two_steps(ruth)
    provider.claims = claims

    come(client=browser)

    assert is_in(browser) == lets_in
    assert provider.asked[-1]["acr_values"] == "AAL3"


def test_who_needs_two_steps_sets_one_up_here_unless_the_provider_had_two_s10(
    ruth, provider, come, settings
):
    settings.PBC_MFA_FOR = frozenset({"AUDITOR"})
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    one, two = Client(), Client()

    come(client=one)
    provider.claims = {"amr": ["mfa"]}
    come(client=two)

    assert one.get("/practices/").url == "/accounts/steps/app/"
    assert two.get("/practices/").status_code == 200
    assert Authenticator.objects.count() == 0


@pytest.fixture
def a_while_ago(ruth, come):
    """The browser of somebody without a password, who signed in by the provider a while ago."""
    ruth.set_unusable_password()
    ruth.save()
    client = Client()
    come(client=client)
    return a_while_later(client)


def test_who_has_no_password_shows_again_who_they_are_at_the_provider_s10(
    a_while_ago, provider, come
):
    asked = a_while_ago.get("/accounts/steps/app/")
    page = a_while_ago.get(asked.url)
    before = a_while_ago.session.session_key

    answer = come(AGAIN, {"next": page.context["next"]}, client=a_while_ago)

    sent = provider.asked[-1]
    assert asked.url == f"{AGAIN}?{urlencode({'next': '/accounts/steps/app/'})}"
    assert answer.url == "/accounts/steps/app/"
    assert a_while_ago.get(answer.url).status_code == 200
    assert (sent["prompt"], sent["max_age"]) == ("login", "0")
    assert a_while_ago.session.session_key != before


@pytest.mark.parametrize(
    "claims",
    [
        *({"auth_time": None}, {"auth_time": 1}, {"auth_time": "now"}),
        {"sub": "somebody else"},
    ],
    ids=str,
)
def test_who_did_not_sign_in_there_anew_is_not_known_again_s10(a_while_ago, provider, come, claims):
    provider.claims = claims

    come(AGAIN, client=a_while_ago)

    assert a_while_ago.get("/accounts/steps/app/").url.startswith(AGAIN)


@pytest.mark.parametrize("at", [None, 1, "now", True], ids=str)
def test_a_sign_in_without_a_password_shown_just_now_is_asked_who_it_is_s10(
    ruth, provider, come, browser, at
):
    """The provider let them in by what they showed there long before, or does not say when."""
    provider.claims = {"auth_time": at}
    ruth.set_unusable_password()
    ruth.save()

    come(client=browser)

    asked = urlencode({"next": "/accounts/steps/app/"})
    assert browser.get("/accounts/steps/app/").url == f"{AGAIN}?{asked}"


@pytest.mark.parametrize(("ago", "status"), [(0, 200), (250, 200), (301, 302), (10**9, 302)])
@pytest.mark.parametrize("has_password", [True, False])
def test_a_sign_in_counts_as_showing_who_one_is_for_five_minutes_since_it_was_shown_there_s10(
    ruth, provider, come, browser, ago, status, has_password
):
    if not has_password:
        ruth.set_unusable_password()
        ruth.save()
    provider.claims = {"auth_time": int(time.time()) - ago}
    come(client=browser)

    assert browser.get("/accounts/steps/app/").status_code == status


def test_who_has_no_password_and_no_provider_any_more_is_told_the_way_to_one_s10(
    a_while_ago, settings
):
    settings.PBC_OIDC = {**settings.PBC_OIDC, "issuer": "https://another.example"}
    elsewhere = a_while_ago.get("/accounts/steps/app/", follow=True)
    settings.PBC_OIDC = {}
    without = a_while_ago.get("/accounts/steps/app/", follow=True)

    for page in (elsewhere, without):
        assert page.status_code == 200
        assert "I have forgotten my password" in said(page)
        assert 'href="/accounts/forgotten/"' in page.content.decode()


# ---- Between the steps, and side by side -----------------------------------------------------


def test_a_binding_that_ended_ends_a_sign_in_between_the_steps_s10(ruth, provider, come, browser):
    [code, *_] = make_codes(where={}, keep="", by=make.two_steps(ruth))
    come(client=browser)
    services.end_binding(person=ruth, why="Another card", by=make.administrator())
    SignInBinding.objects.create(person=ruth, issuer=provider.issuer, subject="another")

    page = browser.post("/accounts/code/", {"code": code})

    assert "How you sign in was changed meanwhile: begin again" in said(page)
    assert not is_in(browser)


@pytest.mark.parametrize("claims", [{}, {"amr": ["mfa"]}], ids=["one step", "two steps"])
def test_a_binding_that_ends_as_somebody_comes_in_lets_nobody_in_s10(
    ruth, provider, come, browser, settings, claims, monkeypatch
):
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    provider.claims = claims
    bound = queries.bound

    def ends(*args):
        found = bound(*args)
        SignInBinding.objects.all().delete()
        return found

    monkeypatch.setattr(queries, "bound", ends)

    answer = come(client=browser)

    assert answer.url == "/accounts/login/"
    assert not is_in(browser)


def test_an_answer_puts_nobody_in_the_place_of_who_is_signed_in_s10(ruth, provider, browser):
    anna = make.auditor(username="anna")
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    browser.post("/accounts/login/", {"login": anna.username, "password": PASSWORD})

    back = browser.get(answer)

    assert "Begin again" in said(browser.get(back.url))
    assert browser.session["_auth_user_id"] == str(anna.pk)
    assert flow.UNDER_WAY not in browser.session
    assert provider.forms == []


def test_what_is_begun_by_whom_is_signed_in_signs_in_nobody_else_s10(ruth, provider, browser):
    anna = make.auditor(username="anna")
    browser.post("/accounts/login/", {"login": anna.username, "password": PASSWORD})
    page = browser.post(BIND)
    session = browser.session
    [begun] = session[flow.UNDER_WAY].values()
    begun["why"] = flow.SIGN_IN
    session.save()

    browser.get(provider.authorize(page.context["to"]).removeprefix(SITE))

    assert browser.session["_auth_user_id"] == str(anna.pk)


def test_the_record_says_where_two_steps_at_the_provider_counted_s10(
    ruth, provider, come, browser, settings
):
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    provider.claims = {"amr": ["mfa"]}

    come(client=browser)

    record = SignInRecord.objects.get(what=Happened.SIGNED_IN)
    assert record.by_means_of == "sign-in service, by two steps"


# ---- What is written down --------------------------------------------------------------------


def digest(issuer, subject):
    return hashlib.sha256(f"{issuer} {subject}".encode()).hexdigest()


def test_shutting_out_writes_down_the_end_of_each_binding_s10(ruth, provider, clock_of_today):
    admin, elsewhere = make.administrator(), "https://another.example"
    SignInBinding.objects.create(person=ruth, issuer=elsewhere, subject="7")

    accounts.shut_out(person=ruth, why="Left", on=clock_of_today, by=admin)

    kept = SignInRecord.objects.filter(what=Happened.UNBOUND, person=ruth, by=admin, why="Left")
    assert set(kept.values_list("issuer", "subject_digest")) == {
        (provider.issuer, digest(provider.issuer, provider.subject)),
        (elsewhere, digest(elsewhere, "7")),
    }
    assert [one.what for one in history.about(ruth)].count(Happened.UNBOUND.label) == 2


def test_a_record_says_which_binding_was_made_and_ended_s10(provider, come):
    ruth = make.auditor(username="ruth.allan")
    client = at_the_desk(ruth)
    come(BIND, client=client)
    client.post(UNBIND)
    come(BIND, client=client)
    services.end_binding(person=ruth, why="Another card", by=make.administrator())

    changed = (Happened.BOUND, Happened.UNBOUND, Happened.BINDING_ENDED)
    kept = SignInRecord.objects.filter(what__in=changed)
    assert kept.count() == 4
    assert set(kept.values_list("issuer", "subject_digest")) == {
        (provider.issuer, digest(provider.issuer, provider.subject))
    }


# ---- The way out -----------------------------------------------------------------------------


def test_signing_out_ends_the_session_here_and_shows_the_way_out_there_s10(
    ruth, provider, come, browser
):
    come(client=browser)

    page = browser.post("/accounts/logout/", follow=True)

    to = urlsplit(page.context["to"])
    assert not is_in(browser)
    assert (f"{to.scheme}://{to.netloc}", to.path) == (provider.issuer, "/end")
    assert parse_qs(to.query) == {
        "client_id": [openid.CLIENT],
        "post_logout_redirect_uri": [f"{SITE}/accounts/login/"],
    }


@pytest.mark.parametrize("metadata", [{"end_session_endpoint": None}, {"issuer": "another"}])
def test_where_the_provider_has_no_way_out_the_page_says_what_to_do_s10(
    provider, browser, metadata
):
    provider.metadata = metadata

    page = browser.get("/accounts/openid/signed-out/")

    assert "close the browser" in said(page)


def test_who_signed_in_by_the_password_is_told_of_no_other_way_out_s10(ruth):
    assert at_the_desk(ruth).post("/accounts/logout/").url == "/"


@pytest.mark.parametrize("role", [Role.FINANCE, Role.ADMINISTRATOR])
def test_rights_come_from_appointments_and_not_from_the_provider_s10(ruth, provider, come, role):
    provider.claims = {"roles": [role], "groups": [role]}
    client = Client()

    come(client=client)

    assert client.get("/people/new/").status_code == 403
