"""The one address to which a provider sends somebody back."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.forms import UserTokenForm
from allauth.account.internal.flows import login, reauthentication
from allauth.account.models import Login
from allauth.account.views import INTERNAL_RESET_SESSION_KEY
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pbc.core import upkeep
from pbc.core.factors import needed
from pbc.core.openid import flow, queries, services
from pbc.core.openid.asking import ProviderFault
from pbc.core.openid.views.telling import NOBODYS, back, not_let_in, where_there_is_one
from pbc.core.people.rules import NotAppointed
from pbc.core.sign_ins import places

log = logging.getLogger(__name__)


@login_not_required
@where_there_is_one
@require_safe
def answer(request):
    """Do what the browser went to the provider for, if the provider vouches for somebody."""
    try:
        vouched = flow.end(request)
    except (flow.Stale, flow.Refused, ProviderFault) as fault:
        return not_let_in(request, flow.BIND, fault)
    return DOES[vouched.why](request, vouched)


def _sign_in(request, vouched):
    if request.user.is_authenticated:
        return not_let_in(request, flow.BIND, flow.Stale())
    binding = queries.bound(vouched.issuer, vouched.subject)
    if binding is None:
        upkeep.refused_sign_in()
        log.warning("Sign-in service: vouched for nobody's account", extra={"request": request})
        return back(request, vouched.why, NOBODYS)
    return _let_in(request, binding, vouched)


def _let_in(request, binding, vouched):
    """Begin a session; the second step of the site comes first, unless the provider had two that
    count (PBC_OIDC_STEPS)."""
    person = binding.person
    said = {"type": "openid", "two_steps": vouched.two_steps or None, "shown_at": vouched.shown_at}
    login.record_authentication(request, person, "openid", **said)
    entering = Login(
        user=person,
        redirect_url=vouched.kept.get("next") or None,
        signal_kwargs={"binding": binding.pk},
    )
    if not vouched.two_steps:
        return login.perform_login(request, entering)
    adapter = get_adapter(request)
    adapter.pre_login(request, person, **_said(entering))
    try:
        adapter.login(request, person)
    except ImmediateHttpResponse as refused:
        return refused.response
    request.session[needed.HAS] = True
    return adapter.post_login(request, person, **_said(entering))


def _said(entering):
    names = ("email_verification", "redirect_url", "signal_kwargs", "signup", "email")
    return {name: getattr(entering, name) for name in names}


def _bind(request, vouched):
    if request.user.pk != vouched.kept["person"]:
        return not_let_in(request, vouched.why, flow.Stale())
    here = {"where": places.of(request), "keep": request.session.session_key}
    try:
        services.bind(issuer=vouched.issuer, subject=vouched.subject, by=request.user, **here)
    except NotAppointed as why:
        return back(request, vouched.why, str(why))
    messages.success(request, "It is bound: you can sign in by it from now on")
    return redirect("factors:mine")


def _invited(request, vouched):
    """Somebody came by a link to choose a password, which is as good now as when they left."""
    key = request.session.get(INTERNAL_RESET_SESSION_KEY, "")
    link = UserTokenForm(data={"uidb36": vouched.kept["uid"], "key": key})
    if request.user.is_authenticated or not link.is_valid():
        return not_let_in(request, vouched.why, flow.Stale())
    who = {"by": link.reset_user, "key": key, "where": places.of(request)}
    try:
        bound = services.bind_invited(issuer=vouched.issuer, subject=vouched.subject, **who)
    except NotAppointed as why:
        return back(request, vouched.why, str(why))
    del request.session[INTERNAL_RESET_SESSION_KEY]
    return _let_in(request, bound, vouched)


def _again(request, vouched):
    """Somebody showed again who they are; the session goes on under a new key."""
    binding = queries.bound(vouched.issuer, vouched.subject)
    person = binding and binding.person
    if person is None or person != request.user or person.pk != vouched.kept["person"]:
        return back(request, vouched.why, "{name} vouches for somebody else")
    known = {"type": "openid", "reauthenticated": True}
    login.record_authentication(request, request.user, "openid", **known)
    request.session.pop(reauthentication.STATE_SESSION_KEY, None)
    request.session.cycle_key()
    return redirect(vouched.kept.get("next") or "factors:mine")


DOES = {flow.SIGN_IN: _sign_in, flow.BIND: _bind, flow.INVITED: _invited, flow.AGAIN: _again}
