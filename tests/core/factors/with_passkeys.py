"""Browsers of people who have passkeys, and what their devices are asked and answer."""

import json

from pbc.core.factors import passkeys
from tests.core.factors.steps import at_the_desk
from tests.passkeys import Device

NEW = "/accounts/steps/passkeys/new/"
MINE, CODE, AGAIN = "/accounts/steps/", "/accounts/code/", "/accounts/code/again/"
WRONG = "This passkey is not one of yours here"


def asked_by(page):
    """What a page asks a browser for."""
    return json.loads(page.context["asked"])


def add(client, device, name="Laptop at the surgery", **otherwise):
    """Add a passkey on its page; the page after it."""
    answer = device.make(asked_by(client.get(NEW)), **otherwise)
    return client.post(NEW, {"name": name, "credential": answer}, follow=True)


def with_key(person, **device):
    """A device whose passkey somebody has added."""
    held = Device(**device)
    add(at_the_desk(person), held)
    return held


def show(person, device, **otherwise):
    """(browser, page) of somebody who gave the password, and shows a passkey."""
    client = at_the_desk(person)
    answer = device.show(asked_by(client.get(CODE)), **otherwise)
    return client, client.post(CODE, {"credential": answer})


def asked_long_ago(client):
    """Have the last question of a browser be older than a passkey may take to be shown."""
    session = client.session
    session[passkeys.SHOWING][-1]["at"] -= 901
    session.save()


def is_in(client):
    return "_auth_user_id" in client.session


def happened(person):
    """What was written down of somebody, the oldest first."""
    return list(person.sign_ins.order_by("pk").values_list("what", flat=True))
