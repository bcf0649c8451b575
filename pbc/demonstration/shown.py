"""What the pages of a demonstration show besides: who can sign in, and what is ready to be sent."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from pbc.demonstration import marker
from pbc.demonstration.people import PASSWORD, SIGN_INS
from pbc.demonstration.ready import READY

ASK_AGAIN = 2  # seconds after which the page of a site that is being filled asks for the next


def trying(request):
    """Context processor: nothing at all on a site with data of its own."""
    if not settings.PBC_DEMONSTRATION:
        return {}
    return {"sign_ins": SIGN_INS, "sign_in_password": PASSWORD, "ready_files": READY}


def being_loaded_first(get_response):
    """While the demonstration is put in, every page says so and how far it is: a figure that was
    seen then would be one of a year half told. It asks nothing of the database."""

    def answer(request):
        step = marker.step()
        if step is None or request.path == "/healthz":
            return get_response(request)
        page = render_to_string("pbc/being_loaded.html", {"step": step}, request=request)
        again = {"Retry-After": str(ASK_AGAIN), "Refresh": str(ASK_AGAIN)}
        return HttpResponse(page, status=503, headers=again)

    return answer
