"""A site of its own that holds rows in every table: the county that the browser is shown, and what
that leaves out."""

import os
import subprocess
import sys

import pytest

from pbc.embedded.places import CHECKOUT
from tests.browser import county
from tests.installation import Installation

# Each in a process of its own, as on a site; the last is what a visit leaves.
FILLED = """
from django.test import Client
from pbc.core.models import Person
from tests.browser import county

county.build()
visitor = Client(SERVER_NAME="localhost")
visitor.force_login(Person.objects.filter(is_active=True, appointments__isnull=False).first())
visitor.get("/")
"""
# Minutes long, so only in the long form.
collect_ignore = [] if os.environ.get("PBC_UPGRADES") == "all" else ["test_all_of_them.py"]


@pytest.fixture
def site():
    """A site that has not begun yet."""
    made = Installation()
    yield made
    made.remove()


@pytest.fixture
def county_site(site):
    """A site that holds the county."""
    site("shell", "--no-imports", "-c", FILLED, PBC_TODAY=county.TODAY)
    as_owner(site, "tests.upgrades.filled")
    return site


def as_owner(site, module, *words):
    """Run a module of the tests upon a site, past its guards; what it said."""
    environment = {**site.environment, "PBC_DB_ROLE": "owner"}
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout
