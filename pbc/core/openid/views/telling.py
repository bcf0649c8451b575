"""What somebody is told who was not let in, and what is written into the log of it."""

import logging
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from pbc.core.openid import flow
from pbc.core.openid.asking import Away

log = logging.getLogger(__name__)
OTHERWISE = "Try again, or sign in with your password"
SAID = {
    flow.Refused: "You were not signed in at {name}. " + OTHERWISE,
    flow.Stale: "This sign-in was begun too long ago, or in another browser. Begin again",
    Away: "{name} cannot be reached now. " + OTHERWISE,
}
AMISS = "{name} did not answer as it should, and nobody is signed in by it. " + OTHERWISE
TOO_OFTEN = "Too many sign-ins were begun from here. Wait a minute, or sign in with your password"
NOBODYS = (
    "No account here is bound to yours at {name}. Sign in with your password and bind it under "
    "“How you sign in”, or ask your administrator"
)


def where_there_is_one(view):
    """An address that is there where the settings name a provider."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not settings.PBC_OIDC:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def not_let_in(request, why, fault):
    """Back to where somebody came from, told what went wrong; the details stand in the log."""
    if not isinstance(fault, flow.Stale | flow.Refused):
        log.warning("Sign-in service: %s", fault, extra={"request": request})
    return back(request, why, SAID.get(type(fault), AMISS))


def back(request, why, sentence):
    """To the page where somebody may try otherwise, with a sentence."""
    messages.error(request, sentence.replace("{name}", settings.PBC_OIDC["name"]))
    own = why in (flow.BIND, flow.AGAIN) and request.user.is_authenticated
    return redirect("factors:mine" if own else "account_login")
