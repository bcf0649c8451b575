"""Tries and known browsers are counted in the cache, and no test begins with another's."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()
