"""A site whose database is kept as docs/operators.md says under *To lose a minute at most*.

It takes PostgreSQL, pgBackRest and rsync of Debian, and more than a minute. So `PBC_RESTORES` says
how often the machine is lost; without it these tests are not looked at.
"""

import os

import pytest

from tests.installation import Installation
from tests.restores.machine import Machine

RESTORES = int(os.environ.get("PBC_RESTORES") or 0)
collect_ignore_glob = [] if RESTORES else ["*"]
COUNTY = "from tests.faults import county; county.build()"


@pytest.fixture
def site():
    """An installation; its database is the machine's."""
    one = Installation()
    one.var.mkdir(parents=True)
    yield one
    one.remove()


@pytest.fixture
def machine(site):
    """The machine of the database, with a first backup of a small county."""
    one = Machine(site.var)
    try:
        one.set_up()
        site.environment["DATABASE_URL"] = one.address("pbc_app")
        site.environment["DATABASE_OWNER_URL"] = one.address("pbc_owner")
        site("migrate", "-v", "0")
        site("shell", "--no-imports", "-c", COUNTY)
        one.keep_from_now()
        yield one
    finally:
        one.remove()
