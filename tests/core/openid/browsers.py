"""Browsers of people who sign in by a provider, and what they are sent there with."""

from urllib.parse import parse_qs, urlsplit

from django.test import Client

from pbc.core.openid import flow

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


def begun_otherwise(client, **otherwise):
    """Have what a browser is on its way to the provider for be something else."""
    session = client.session
    [begun] = session[flow.UNDER_WAY].values()
    begun.update(otherwise)
    session.save()


def asked_of(page):
    """What a browser is sent to the provider with."""
    return {name: value[0] for name, value in parse_qs(urlsplit(page.context["to"]).query).items()}
