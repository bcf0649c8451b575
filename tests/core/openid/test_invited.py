"""Who is invited signs in by a provider and needs no password; a link does nothing else."""

import pytest
from django.test import Client
from django.utils import timezone

from pbc.core.models import Happened, Mail, SignInBinding, SignInRecord
from pbc.core.openid import services
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from tests import make
from tests.core.openid.browsers import PASSWORD, is_in
from tests.core.openid.conftest import SITE
from tests.pages import said

pytestmark = pytest.mark.django_db


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
