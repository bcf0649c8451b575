"""One server, one browser and one county for the tests of a module.

The server runs in a thread of the test's process, on the test database, with the rights of the
site; what it is to show is committed once a module, and emptied away after the last of its tests.
A test that writes would do so in its own transaction, which the server does not see: it leaves
the writing to the site, or to `elsewhere`.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import county, driver, known

MUST = "PBC_BROWSER_MUST"  # set where a missing browser is a fault and no excuse


def pytest_collection_modifyitems(items):
    """Say that these tests need the test database; without a Chromium they are skipped."""
    found = driver.chromium() or os.environ.get(MUST)
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.django_db)
            if not found:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, empty_the_tables):
    """The address of a running site with empty tables."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("PBC_TODAY", county.TODAY)
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        cache.clear()  # what counts tries
        server = LiveServer("localhost")
        patch.setattr(settings, "PBC_SITE_URL", server.url)
        yield server.url
        server.stop()
        empty_the_tables()


@pytest.fixture(scope="module")
def chromium(site):
    """The browser, with a fresh profile. Not for the whole run: it keeps a loop in this thread,
    in which Django talks to no database unless told that it may."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=driver.chromium(), args=driver.FLAGS)
        yield started
        started.close()
        connection.close()  # the one that Django keeps for this loop


@pytest.fixture(scope="module")
def the_county(site):
    """The county of these tests, in the running site."""
    return county.build()


@pytest.fixture(scope="module")
def elsewhere(site):
    """`elsewhere(function, ...)`: call it in a thread of its own, whose writes are committed."""

    def call(function, *args, **kwargs):
        def alone():
            try:
                return function(*args, **kwargs)
            finally:
                connection.close()

        return pool.submit(alone).result()

    with ThreadPoolExecutor(max_workers=1) as pool:
        yield call


@pytest.fixture(scope="module")
def visitor(chromium, site, elsewhere):
    """`visitor(person)`: somebody who is signed in, or nobody, at a window of a browser."""
    opened = {}

    def at_a_window(person=None, **options):
        key = (person and person.pk, *sorted(options.items()))
        if key not in opened:
            context = chromium.new_context(base_url=site, locale="en-GB", **options)
            context.add_cookies(elsewhere(cookies, person, site))
            scripts = options.get("java_script_enabled", True)
            opened[key] = driver.Visitor(context.new_page(), site, scripts=scripts)
        return opened[key].at(driver.DESKTOP)

    yield at_a_window
    for one in opened.values():
        one.page.context.close()


def cookies(person, site):
    """What the browser of somebody holds who has signed in."""
    client = Client()
    if person:
        known.let_in(client, person)
    return [
        {"name": name, "value": kept.value, "url": site} for name, kept in client.cookies.items()
    ]
