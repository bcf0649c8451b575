"""Asking somebody again who they are, before what changes how they or others sign in."""

import time
from functools import wraps

from allauth.account.internal.flows import login, reauthentication
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from pbc.core.factors import queries
from pbc.core.sessions import BEGAN, JUST_NOW


def known_again(view):
    """Who has a second step enters a code of it, unless they did just now: whoever has got hold of
    their password must not replace the step by it. Who has none gives their password, and who has
    no password either signs in anew at the sign-in service."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        has = queries.has_second(request.user)
        if _by_code(request) if has else _by_first_step(request):
            return view(request, *args, **kwargs)
        way = "mfa_reauthenticate" if has else _first_step(request.user)
        return reauthentication.suspend_request(request, reverse(way))

    return answer


def new_key(view):
    """Whoever shows again who they are goes on under a new key of the session: one that was seen
    before is of no use after it."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        before = len(login.get_authentication_records(request, request.user))
        response = view(request, *args, **kwargs)
        known = request.user.is_authenticated and SESSION_KEY in request.session
        if known and len(login.get_authentication_records(request, request.user)) > before:
            request.session.cycle_key()
        return response

    return answer


def showed_it(request, kind):
    """Somebody showed that they hold what they set up just now: an app by a code of it, or a
    passkey by making it."""
    said = {"type": kind, "reauthenticated": True}
    login.record_authentication(request, request.user, "mfa", **said)


def _by_code(request):
    held = login.get_authentication_records(request, request.user)
    since = time.time() - JUST_NOW
    return any(one["method"] == "mfa" and one["at"] >= since for one in held)


def signed_in_just_now(request):
    """Whether the session is new and its person showed who they are as it began: a sign-in service
    may have let them in by what they showed there long before."""
    since = time.time() - JUST_NOW
    held = login.get_authentication_records(request, request.user)
    by_service = [one for one in held if one["method"] == "openid"]
    return request.session.get(BEGAN, 0) >= since and all(
        _shown_at(one) >= since for one in by_service
    )


def _shown_at(record):
    """When somebody showed at the sign-in service who they are; 0 where it does not say."""
    return record["at"] if record.get("reauthenticated") else record.get("shown_at", 0)


def _first_step(person):
    return "account_reauthenticate" if person.has_usable_password() else "openid:again"


def _by_first_step(request):
    if request.user.has_usable_password():
        return not reauthentication.is_reauthentication_required(request, app="allauth.mfa")
    held = login.get_authentication_records(request, request.user)
    shown = [_shown_at(one) for one in held if one["method"] == "openid"]  # allauth asks nothing
    return time.time() - max(shown, default=0) <= JUST_NOW
