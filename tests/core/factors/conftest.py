"""A clock that stands, and somebody who signs in by two steps."""

import time

import pytest
from django.core.cache import cache

from tests import make
from tests.core.factors.steps import NOON


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
