"""A clock that stands, somebody who signs in by two steps, and a new key of the site."""

import time

import pytest
from django.core.cache import cache

from tests import make
from tests.core.factors.steps import NOON

NEW = "another one, of at least fifty characters, for this test alone"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """A clock that stands, and that a test moves on: `at_noon(seconds)`."""
    now = {"is": float(NOON)}
    monkeypatch.setattr(time, "time", lambda: now["is"])
    cache.clear()
    yield lambda seconds: now.update(now, **{"is": NOON + float(seconds)})
    cache.clear()


@pytest.fixture
def ruth():
    return make.auditor(username="ruth.allan")


@pytest.fixture
def new_key(settings):
    """A new SECRET_KEY; the one before is kept as an older one, or not."""

    def given(*, keep):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
        settings.SECRET_KEY = NEW

    return given
