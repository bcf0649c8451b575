"""What the pages of a demonstration show besides: who can sign in, and what is ready to be sent."""

from django.conf import settings

from pbc.demonstration.people import PASSWORD, SIGN_INS
from pbc.demonstration.ready import READY


def trying(request):
    """Context processor: nothing at all on a site with data of its own."""
    if not settings.PBC_DEMONSTRATION:
        return {}
    return {"sign_ins": SIGN_INS, "sign_in_password": PASSWORD, "ready_files": READY}
