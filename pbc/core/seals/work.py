"""Sealing and checking as work in the background: errands, so that neither is lost."""

from pbc.core.models import Sealing
from pbc.core.seals import services
from pbc.core.services import ask_for_errand

SEAL = "seal what was written down"
CHECK = "check the seals"
ALL = "everything"


def ask_to_seal(*, day, by):
    """Have what came since sealed, once on a day."""
    if not Sealing.objects.filter(day=day).exists():
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
    """The work of an errand: what was found is on the desk of auditor and administrator."""
    services.check_seals(by=by)
