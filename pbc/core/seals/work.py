"""Sealing and checking as work in the background: errands, so that neither is lost."""

from datetime import timedelta

from django.db.models.functions import Now

from pbc.core.models import Sealing
from pbc.core.seals import services
from pbc.core.services import ask_for_errand

SEAL = "seal what was written down"
CHECK = "check the seals"
ALL = "everything"
A_NIGHT = timedelta(hours=4)  # longer than the sweeps of a night, which look every hour


def ask_to_seal(*, by):
    """Have what came since sealed, unless that was done a few hours ago."""
    if not Sealing.objects.filter(sealed_at__gt=Now() - A_NIGHT).exists():
        ask_for_errand(kind=SEAL, key=ALL, by=by)


def ask_to_check(*, by):
    """Have everything that is sealed compared."""
    ask_for_errand(kind=CHECK, key=ALL, by=by)


def seal(*, key, by):
    """The work of an errand; where more is left than it may take long, another follows."""
    _, is_left = services.seal_tables(by=by)
    if is_left:
        ask_for_errand(kind=SEAL, key=key, by=by)


def check(*, key, by):
    """The work of an errand: what was found is on the desks of those who see the seals."""
    services.check_seals(by=by)
