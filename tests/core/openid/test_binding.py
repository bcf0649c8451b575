"""An account and a name at a provider: bound and ended by whom, and written down (ASVS 6.8)."""

import hashlib
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from pbc.core.models import Happened, Mail, SignInBinding, SignInRecord
from pbc.core.openid import services
from pbc.core.people import history
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts
from tests import make
from tests.core.openid.browsers import (
    BIND,
    HERE,
    UNBIND,
    a_while_later,
    at_the_desk,
    begun_otherwise,
    is_in,
)
from tests.core.openid.conftest import SITE
from tests.pages import said

pytestmark = pytest.mark.django_db


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
    begun_otherwise(client, person=ruth.pk)

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
