"""Passkeys as the second step: how one is added, and at which site it works (S10, 6.3). The device
is a software one of the tests."""

import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pbc.core.factors import passkeys, queries, services
from pbc.core.models import Happened
from pbc.core.people.rules import NotAppointed
from tests import make
from tests.core.factors.steps import at_the_desk, enter, set_up
from tests.core.factors.with_passkeys import (
    CODE,
    MINE,
    NEW,
    WRONG,
    add,
    asked_by,
    happened,
    is_in,
    show,
    with_key,
)
from tests.pages import said
from tests.passkeys import Device

pytestmark = pytest.mark.django_db


# ---- Adding ----------------------------------------------------------------------------------


def test_a_passkey_is_added_with_its_name_and_the_recovery_codes_come_with_it_s10(ruth):
    client = at_the_desk(ruth)

    page = add(client, Device())

    assert len(page.context["codes"]) == 10
    assert "Keep these 10 recovery codes" in said(page)
    assert re.search(r"Laptop at the surgery Added on [\w ]+, not used yet", said(client.get(MINE)))
    assert happened(ruth)[-1] == Happened.KEY_ADDED
    assert enter(page.context["codes"][0], ruth)


def test_several_are_added_and_no_codes_come_with_the_second_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())

    page = add(client, Device(), name="Key on my ring")

    assert "codes" not in page.context
    assert [key.name for key in queries.second(ruth).keys] == [
        *("Laptop at the surgery", "Key on my ring"),
    ]


def test_a_passkey_stands_beside_an_app_and_either_is_shown_s10(ruth):
    client = at_the_desk(ruth)
    _, codes = set_up(client)
    device = Device()

    add(client, device)

    assert is_in(show(ruth, device)[0])
    assert enter(codes[0], ruth)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"origin": "https://pbc.example.com"},
        {"origin": "http://localhost:9000"},
        {"origin": "http://sub.localhost:8000"},
        {"challenge": b"of another page, long ago"},
        {"kind": "webauthn.get"},
        {"crossed": True},
    ],
)
def test_a_passkey_that_was_made_otherwise_than_asked_is_not_added_s10(ruth, otherwise):
    page = add(at_the_desk(ruth), Device(), **otherwise)

    assert passkeys.NOT_MADE in said(page)
    assert not Authenticator.objects.exists()


def test_a_device_that_asks_for_no_finger_is_not_added_s10(ruth):
    page = add(at_the_desk(ruth), Device(asks=False))

    assert passkeys.NOT_MADE in said(page)


def test_a_page_that_asked_once_takes_no_second_answer_s10(ruth):
    client = at_the_desk(ruth)
    asked = asked_by(client.get(NEW))
    client.post(NEW, {"name": "First", "credential": Device().make(asked)})

    page = client.post(NEW, {"name": "Second", "credential": Device().make(asked)})

    assert passkeys.OLD in said(page)
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_what_another_session_was_asked_for_adds_nothing_s10(ruth):
    asked = asked_by(at_the_desk(ruth).get(NEW))
    client = at_the_desk(ruth)
    client.get(NEW)

    page = client.post(NEW, {"name": "Laptop", "credential": Device().make(asked)})

    assert passkeys.NOT_MADE in said(page)


def test_a_page_that_was_open_too_long_adds_nothing_and_asks_anew_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    add(client, Device())
    asked = asked_by(client.get(NEW))
    session = client.session
    session[passkeys.ADDING] |= {"at": time.time() - 901}
    session.save()

    late = client.post(NEW, {"name": "Late", "credential": Device().make(asked)})
    again = client.post(NEW, {"name": "Now", "credential": Device().make(asked_by(late))})

    assert passkeys.OLD in said(late)
    assert again.status_code == 302
    assert [key.name for key in queries.second(ruth).keys][1:] == ["Now"]


def test_a_page_that_came_back_asks_for_what_its_session_still_waits_for_s10(ruth):
    client = at_the_desk(ruth)
    asked = asked_by(client.get(NEW))

    unnamed = client.post(NEW, {"name": "", "credential": ""})
    again = client.get(NEW)

    assert "Enter what you call it" in said(unnamed)
    assert asked_by(unnamed) == asked_by(again) == asked


def test_a_passkey_that_is_there_already_is_not_added_again_by_anybody_s10(ruth):
    device = with_key(ruth)

    mine = add(at_the_desk(make.auditor(username="tom.reed")), device)

    assert "This passkey was added before" in said(mine)
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_nobody_has_more_than_ten_and_the_page_says_so_before_a_device_makes_one(ruth):
    client = at_the_desk(ruth)
    for number in range(10):
        add(client, Device(), name=f"Key {number}")

    page = client.get(NEW)

    assert "You have 10 passkeys, which is as many as one person keeps here" in said(page)
    assert "asked" not in page.context
    assert "credential" not in page.content.decode()
    with pytest.raises(NotAppointed, match="Take one of them away first"):
        services.add_key(name="11th", key={"id": "YQ"}, where={}, keep="", by=ruth)


def test_a_device_may_keep_a_passkey_that_was_refused_and_the_page_says_so(ruth):
    device = with_key(ruth)
    tom = at_the_desk(make.auditor(username="tom.reed"))
    hint = "Your device may have kept the passkey that was not added here"

    unnamed = tom.post(NEW, {"name": "", "credential": ""})
    refused = add(tom, device)

    assert hint not in said(unnamed)
    assert hint in said(refused)


@pytest.mark.parametrize("dirt", ["\0" * 4, " \n" * 2, "!" * 4])
def test_what_stands_round_the_answer_of_a_browser_is_not_kept(ruth, dirt):
    """base64 is read past what is none of it, and a database takes no NUL."""
    client, device = at_the_desk(ruth), Device()
    answer = json.loads(device.make(asked_by(client.get(NEW))))
    clean = dict(answer["response"])
    answer["response"]["clientDataJSON"] += dirt
    answer["response"]["attestationObject"] += dirt

    client.post(NEW, {"name": "Laptop", "credential": json.dumps(answer)})

    kept = Authenticator.objects.get(user=ruth, type="webauthn").data["credential"]
    assert kept["response"] == clean
    assert is_in(show(ruth, device)[0])


def test_a_key_whose_numbers_are_none_is_not_added(ruth):
    """It would be kept, and nothing that it signs could ever be looked at."""
    device = Device()
    asked = asked_by((client := at_the_desk(ruth)).get(NEW))
    device.public = {1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\1" * 32}  # on no curve

    page = client.post(NEW, {"name": "Laptop", "credential": device.make(asked)})

    assert passkeys.NOT_MADE in said(page)


@pytest.mark.parametrize(
    "answer",
    [
        *("", "no JSON", "[]", "7", "null", '"text"', "{}", "[" * 9000),
        *('{"id": 1, "rawId": 1, "response": {}}', '{"rawId": "YQ", "response": {}}'),
        '{"rawId": "YQ", "response": {"clientDataJSON": "e30", "attestationObject": ""}}',
        '{"rawId": "YQ", "response": {"clientDataJSON": "W10", "attestationObject": 1}}',
        '{"rawId": "YQ", "response": {"clientDataJSON": "e30", "signature": "YQ"}}',
    ],
)
def test_what_is_no_answer_of_a_browser_is_said_to_be_none(ruth, answer):
    device, desk = with_key(ruth), at_the_desk(ruth)
    desk.post(CODE, {"credential": device.show(asked_by(desk.get(CODE)))})
    client = at_the_desk(ruth)
    client.get(CODE)
    desk.get(NEW)

    added = desk.post(NEW, {"name": "Laptop", "credential": answer})
    shown = client.post(CODE, {"credential": answer})

    assert passkeys.NOT_MADE in said(added)
    assert WRONG in said(shown) or "Press the button and show your passkey" in said(shown)
    assert not is_in(client)


# ---- The site --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "origin", "site"),
    [
        ("https://pbc.example.nhs.uk", "https://pbc.example.nhs.uk", "pbc.example.nhs.uk"),
        ("https://PBC.example.nhs.uk:443", "https://pbc.example.nhs.uk", "pbc.example.nhs.uk"),
        ("https://pbc.nhs.uk:8443", "https://pbc.nhs.uk:8443", "pbc.nhs.uk"),
        ("http://localhost:8000", "http://localhost:8000", "localhost"),
    ],
)
def test_passkeys_work_at_the_address_of_the_site_alone_s10(settings, address, origin, site):
    settings.PBC_SITE_URL = address

    assert passkeys.origin() == origin
    assert passkeys.site()["id"] == site


def test_an_address_without_tls_lets_no_passkey_work_s10(ruth, settings):
    settings.PBC_SITE_URL = "http://pbc.example.nhs.uk"

    page = add(at_the_desk(ruth), Device(), origin="http://pbc.example.nhs.uk")

    assert passkeys.NOT_MADE in said(page)


def test_nobody_signs_in_by_a_passkey_without_a_password_s10(ruth):
    with_key(ruth)

    page = Client().get("/accounts/login/")

    assert "passkey" not in said(page).lower()
