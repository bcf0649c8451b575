"""The site as docker-compose.yml has it, out of Debian's packages: scripts/production.sh.

Nothing of it is asked of a machine without these packages: the tests are not looked at there.
"""

import os
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import driver
from tests.mail_servers import Exchange, serving
from tests.production.services import Site

KNOWN = ["frances@example.nhs.uk"]  # to the mail server
collect_ignore_glob = [] if os.environ.get("PBC_REHEARSE") == "1" else ["*"]


@pytest.fixture(scope="session")
def site():
    """The running site; its log is printed where it does not come up."""
    with (
        tempfile.TemporaryDirectory(prefix="pbc-production-") as folder,
        serving(Exchange(KNOWN)) as post,
    ):
        running = Site(Path(folder), post)
        try:
            running.start()
            yield running
        finally:
            running.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=driver.chromium(), args=driver.FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visitor(site, browser):
    """`visitor()`: somebody at a window of their own, who is not signed in."""
    opened = []

    def at_a_window():
        context = browser.new_context(locale="en-GB", ignore_https_errors=True)
        opened.append(context)
        return driver.Visitor(context.new_page(), site.url)

    yield at_a_window
    for context in opened:
        context.close()
