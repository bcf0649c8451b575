"""Passkeys are renamed and taken away, by whom, and what follows, also in the same moment (S10)."""

import re
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.db import transaction
from django.db.models.signals import post_save

from pbc.core.factors import queries, services
from pbc.core.models import Happened, Mail, OpenSession, SignInRecord
from pbc.core.people.rules import NotAppointed
from tests import make
from tests.at_once import at_once, is_somebody_waiting, own_connection
from tests.core.factors.steps import at_the_desk
from tests.core.factors.with_passkeys import CODE, NEW, add, asked_by, is_in, show, with_key
from tests.pages import said
from tests.passkeys import Device

pytestmark = pytest.mark.django_db


def test_a_passkey_is_renamed_by_its_person_alone_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())
    [key] = queries.second(ruth).keys
    tom = at_the_desk(make.auditor(username="tom.reed"))

    client.post(f"/accounts/steps/passkeys/{key.pk}/", {"name": "Ring"})
    foreign = [
        tom.post(f"/accounts/steps/passkeys/{key.pk}/{what}", {"name": "Mine"}).status_code
        for what in ("", "remove/")
    ]

    assert foreign == [404, 404]
    assert [one.name for one in queries.second(ruth).keys] == ["Ring"]
    record = SignInRecord.objects.get(what=Happened.KEY_RENAMED)
    assert record.why == "Laptop at the surgery, now Ring"


def test_the_page_of_a_new_passkey_names_the_app_once_s10(ruth):
    """Also to who has no scripts, and so reads all of it."""
    none = at_the_desk(ruth).get(NEW).content.decode()
    client = at_the_desk(ruth)
    add(client, Device())
    one = client.get(NEW).content.decode()

    assert (none.count("/accounts/steps/app/"), one.count("/accounts/steps/app/")) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_two_people_add_in_the_same_moment_is_the_first_ones(ruth):
    tom, key = make.auditor(username="tom.reed"), {"id": "YQ", "counter": 0, "credential": {}}

    def add_to(person):
        services.add_key(name="Laptop", key=key, where={}, keep="", by=person)

    def refused():
        with pytest.raises(NotAppointed, match="This passkey was added before"):
            add_to(tom)

    at_once(lambda: add_to(ruth), refused)

    assert Authenticator.objects.get(type="webauthn").user == ruth


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_is_renamed_while_it_is_shown_goes_on_counting_s10(ruth):
    device = with_key(ruth)
    show(ruth, device)
    [key] = queries.second(ruth).keys
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))

    at_once(
        lambda: client.post(CODE, {"credential": answer}),
        lambda: services.rename_key(pk=key.pk, name="Ring", where={}, by=ruth),
    )

    data = Authenticator.objects.get(pk=key.pk).data
    assert (data["name"], data["counter"]) == ("Ring", 3)  # made, and shown twice


def test_a_passkey_that_was_taken_away_lets_nobody_in_and_the_person_is_told_s10(ruth, settings):
    settings.PBC_MAIL = "smtp"
    ruth.email = "ruth.allan@example.nhs.uk"
    ruth.save()
    lost, kept = with_key(ruth), Device()
    client, _ = show(ruth, lost)
    add(client, kept, name="Ring")
    elsewhere, _ = show(ruth, kept)
    [key, _] = queries.second(ruth).keys

    client.post(f"/accounts/steps/passkeys/{key.pk}/remove/")

    assert not is_in(show(ruth, lost)[0])
    assert is_in(show(ruth, kept)[0])
    assert elsewhere.get("/practices/").status_code == 302
    mail = Mail.objects.latest("pk")
    assert "Passkey taken away (Laptop at the surgery), by Ruth Allan" in mail.body
    assert queries.codes_left(ruth) == 10


def test_with_the_last_passkey_the_recovery_codes_go_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())
    [key] = queries.second(ruth).keys

    page = client.post(f"/accounts/steps/passkeys/{key.pk}/remove/", follow=True)

    assert "You sign in by your password alone" in said(page)
    assert not Authenticator.objects.filter(user=ruth).exists()
    assert is_in(at_the_desk(ruth))


def test_who_needs_two_steps_does_not_take_the_last_passkey_away_s10(settings):
    settings.PBC_MFA_FOR = frozenset({"FINANCE"})
    frances = make.finance_officer()
    client = at_the_desk(frances)
    add(client, Device())
    [key] = queries.second(frances).keys

    page = client.post(f"/accounts/steps/passkeys/{key.pk}/remove/")

    assert "needs two" in said(page)
    assert queries.has_second(frances)


def test_who_needs_two_steps_sets_up_a_passkey_instead_of_an_app_s10(settings):
    settings.PBC_MFA_FOR = frozenset({"FINANCE"})
    frances = make.finance_officer()
    client, device = at_the_desk(frances), Device()
    led = client.get("/practices/").url

    assert "Add a passkey instead" in said(client.get(led))
    add(client, device)

    assert client.get("/practices/").status_code == 200
    assert show(frances, device)[0].get("/practices/").status_code == 200


def test_the_first_passkey_ends_sessions_elsewhere_and_renews_the_key_of_this_one_s10(ruth):
    other, client = at_the_desk(ruth), at_the_desk(ruth)
    before = client.session.session_key

    add(client, Device())

    assert other.get("/practices/").status_code == 302
    assert client.get("/practices/").status_code == 200
    assert client.session.session_key != before
    assert OpenSession.objects.filter(person=ruth).count() == 1


def test_an_administrator_takes_passkeys_away_from_whom_lost_them_s10(ruth):
    device = with_key(ruth)
    admin = at_the_desk(make.administrator())
    asked = said(admin.get(f"/people/{ruth.pk}/second-step/"))

    admin.post(f"/people/{ruth.pk}/second-step/", {"why": "Lost the laptop, rang from her desk"})

    assert re.search(r"It was set up on [\w ]+: 1 passkey\.", asked)
    assert not Authenticator.objects.filter(user=ruth).exists()
    assert is_in(at_the_desk(ruth))
    add(at_the_desk(ruth), Device(), name="Another")
    assert not is_in(show(ruth, device)[0])


def test_taking_the_second_step_away_takes_the_passkeys_too_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())

    client.post("/accounts/steps/remove/")

    assert not Authenticator.objects.filter(user=ruth).exists()
    assert is_in(at_the_desk(ruth))


def taken_away(person):
    """Take the first passkey of somebody away, at another desk."""
    key = Authenticator.objects.filter(user=person, type="webauthn").first()
    services.take_key_away(pk=key.pk, where={}, keep="", by=person)


@pytest.fixture
def meanwhile():
    """Let something be done when a signal comes for the first time."""
    connected = []

    def connect(signal, what):
        def once(**_):
            signal.disconnect(once)
            what()

        signal.connect(once, weak=False)
        connected.append((signal, once))

    yield connect
    for signal, receiver in connected:
        signal.disconnect(receiver)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_is_taken_away_when_it_was_looked_at_lets_nobody_in_s10(ruth, meanwhile):
    device = with_key(ruth)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))
    meanwhile(post_save, lambda: transaction.on_commit(lambda: taken_away(ruth)))

    page = client.post(CODE, {"credential": answer})

    assert "This second step was taken away meanwhile" in said(page)
    assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_is_taken_away_while_it_lets_in_ends_that_session_s10(ruth, meanwhile):
    device = with_key(ruth)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))

    def take():
        with own_connection():
            taken_away(ruth)

    with ThreadPoolExecutor() as threads:
        doing = []

        def begin():
            doing.append(threads.submit(take))
            while not (doing[0].done() or is_somebody_waiting()):
                sleep(0.02)

        meanwhile(authenticator_used, begin)
        client.post(CODE, {"credential": answer})
        doing[0].result()

    assert not Authenticator.objects.filter(user=ruth).exists()
    assert client.get("/practices/").status_code == 302
