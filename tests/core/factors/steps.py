"""Browsers of people who sign in by two steps, and the codes that they give."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.pages import said

PASSWORD = "a long enough password"
NOON = 1_800_000_000  # the moment of these tests: the start of 30 seconds


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


def guess(client, code="000000", address="192.0.2.1"):
    """What the page says of a code that is none of now."""
    return said(client.post("/accounts/code/", {"code": code}, REMOTE_ADDR=address))
