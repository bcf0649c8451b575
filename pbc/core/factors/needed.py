"""Who is to sign in by two steps, and gets nowhere until they have set the second one up."""

from django.conf import settings
from django.shortcuts import redirect

from pbc.core import access
from pbc.core.factors import queries

HAS = "signs in by two steps"  # in the session, so that a page need not ask
# Pages that stay open: those of the sign-in, and what the service says of itself to anybody.
OPEN = {
    *("account_logout", "account_reauthenticate", "mfa_reauthenticate", "session-stay"),
    *("factors:app", "factors:key-new", "factors:mine", "factors:codes", "healthz"),
    *("openid:again", "openid:answer"),
    *("help", "privacy", "accessibility", "glossary"),
    "meetings:action-by-mail",  # it shows the same to whoever is signed in as to a stranger
}


def must_have(person):
    """Whether somebody is to sign in by two steps: by what they are appointed as today."""
    wanted = settings.PBC_MFA_FOR
    return bool(wanted) and any(held.role in wanted for held in access.appointments(person))


def lead_to_it(request):
    """The way to set the second step up, for who needs one and has none; else None."""
    if not settings.PBC_MFA_FOR or not request.user.is_authenticated:
        return None
    if request.resolver_match.view_name in OPEN or request.session.get(HAS):
        return None
    if not must_have(request.user):
        return None
    if queries.has_second(request.user):
        request.session[HAS] = True
        return None
    return redirect("factors:app")
