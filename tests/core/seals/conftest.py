"""What is sealed in these tests: commits of their own, as the site makes them."""

import pytest
from django.db import transaction

from pbc.core.registers.services import change_practice
from pbc.core.seals import services
from tests import make
from tests.superuser import connect


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    """Where the heads are kept: a file of each test's own."""
    (tmp_path / "kept").mkdir()
    settings.PBC_SEALS = {"file": tmp_path / "kept" / "heads.txt", "address": ""}
    return settings.PBC_SEALS["file"]


@pytest.fixture
def superuser(transactional_db):
    """A cursor of the superuser with all triggers off, in a transaction that is taken back."""
    link = connect()
    cursor = link.cursor()
    cursor.execute("SET session_replication_role = replica")
    link.commit()
    yield cursor
    link.rollback()
    link.close()


def seal(**more):
    """Seal all there is: the last hour too."""
    sealing, is_left = services.seal_tables(by=make.operator(), quiet="0 seconds", **more)
    assert not is_left
    return sealing


def entries(practice, number, **more):
    """So many sums in the ledger of a practice, of different amounts."""
    for one in range(number):
        make.budget_entry(practice, amount=1200 + 12 * one, **more)


def rolled_back(practice):
    """A number of the ledger that is given and never used."""
    with transaction.atomic():
        make.budget_entry(practice, amount=12)
        transaction.set_rollback(True)


def renamed(practice, *names):
    """A practice that is renamed, each time by a deed of its own."""
    for name in names:
        change_practice(practice=practice, name=name, town="Hemel", by=make.operator())
