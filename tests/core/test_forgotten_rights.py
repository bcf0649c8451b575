"""A page that is read once more, from another server, takes no right over from the first time."""

import pytest

from pbc.core import access
from pbc.core.models import Role
from tests import make

pytestmark = pytest.mark.django_db

READS, FILES = "budgets.view_position", "activity.view_submission"


def test_what_was_worked_out_for_somebody_is_worked_out_again_p02():
    ruth = make.person()
    assert not access.may(ruth, READS)
    assert not access.reach(ruth, READS)
    make.appointment(ruth, Role.AUDITOR)
    assert not access.may(ruth, READS)  # once a request

    access.forget(ruth)

    assert access.may(ruth, READS)
    assert access.reach(ruth, READS)


def test_nothing_is_worked_out_yet_and_nothing_is_forgotten():
    ruth = make.auditor()

    access.forget(ruth)

    assert access.may(ruth, FILES)
