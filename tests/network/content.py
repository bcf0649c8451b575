"""What the site holds while its servers fail: enough that every page has something to read."""

from pbc.core.models import Commissioner, Role
from tests import make
from tests.network.conftest import NAME, PASSWORD


def build():
    """One practice with a budget and a published file, and somebody of finance who signs in."""
    surgery = make.practice("Fernville Surgery", code="E82713")
    make.budget_entry(surgery, amount=1_200_000)
    finance()
    make.published_spend(surgery, total=640_000)


def finance():
    """Somebody of finance, of every PCT that there is."""
    one = make.person(username=NAME)
    for pct in Commissioner.objects.all():
        make.appointment(one, Role.FINANCE, pct)
    one.set_password(PASSWORD)
    one.save()
