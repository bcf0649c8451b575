"""A site that knows a small provider, and a browser that goes there and comes back."""

import pytest
from django.core.cache import cache
from django.test import Client

from pbc.core import clock
from pbc.core.models import SignInBinding
from pbc.core.openid import provider as providers
from tests import make, openid

SITE = "https://pbc.example.nhs.uk"


@pytest.fixture
def provider(settings):
    """A provider that answers, and that the site knows."""
    cache.clear()
    providers.forget()
    with openid.running() as provider:
        settings.PBC_OIDC = provider.settings
        settings.PBC_SITE_URL = SITE
        yield provider
    providers.forget()
    cache.clear()


@pytest.fixture
def ruth(db, provider):
    """Somebody whose account is bound to the one that the provider vouches for."""
    ruth = make.auditor(username="ruth.allan")
    SignInBinding.objects.create(person=ruth, issuer=provider.issuer, subject=provider.subject)
    return ruth


@pytest.fixture
def come(provider):
    """Press a button that leads to the provider, sign in there, and come back: the answer."""

    def come(path="/accounts/openid/", sent=None, *, client):
        page = client.post(path, sent or {})
        if "to" not in (page.context or {}):
            return page
        return client.get(provider.authorize(page.context["to"]).removeprefix(SITE))

    return come


@pytest.fixture
def browser():
    return Client()


@pytest.fixture
def clock_of_today():
    return clock.today()
