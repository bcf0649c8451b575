"""The ways to the provider: each by a button, from a page that says what comes."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import UserTokenForm
from allauth.account.views import INTERNAL_RESET_SESSION_KEY
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pbc.core.access import for_anybody
from pbc.core.factors.again import known_again
from pbc.core.openid import flow, queries
from pbc.core.openid.asking import ProviderFault
from pbc.core.openid.views.telling import TOO_OFTEN, back, not_let_in, where_there_is_one
from pbc.core.pages.frame import Crumb
from pbc.core.sign_ins import guesses

TO_AND_FRO = ["GET", "HEAD", "POST"]


@login_not_required
@where_there_is_one
@require_http_methods(TO_AND_FRO)
def begin(request):
    """Sign in by the provider."""
    if request.method != "POST" or request.user.is_authenticated:
        return _nothing_to_do(request)
    if guesses.begins_too_often(request):
        return back(request, flow.SIGN_IN, TOO_OFTEN)
    return _lead(request, flow.SIGN_IN, next=_goes_to(request))


@login_not_required
@where_there_is_one
@require_http_methods(TO_AND_FRO)
def invited(request):
    """Sign in by the provider from now on, for who holds a link to choose a password."""
    uid = request.POST.get("uid", "")
    key = request.session.get(INTERNAL_RESET_SESSION_KEY, "")
    link = UserTokenForm(data={"uidb36": uid, "key": key})
    if request.method != "POST" or request.user.is_authenticated or not link.is_valid():
        return _nothing_to_do(request)
    if not link.reset_user.is_new:
        return _nothing_to_do(request)
    return _lead(request, flow.INVITED, uid=uid)


@where_there_is_one
@require_http_methods(TO_AND_FRO)
@for_anybody
@known_again
def bind(request):
    """Bind one's own account to what the provider calls one."""
    if queries.binding(request.user):
        return redirect("factors:mine")
    if request.method == "POST":
        return _lead(request, flow.BIND, person=request.user.pk)
    return render(request, "openid/bind.html", _up())


@require_http_methods(TO_AND_FRO)
@for_anybody
def again(request):
    """Show again who one is, at the provider, before something that matters. Who has neither a
    password nor a binding that counts now is told the way to a password."""
    if not queries.binding(request.user):
        if not request.user.has_usable_password():
            return render(request, "openid/again.html", {"has_none": True, **_up()})
        if not settings.PBC_OIDC:
            raise Http404
        return redirect("factors:mine")
    if request.method == "POST":
        return _lead(request, flow.AGAIN, person=request.user.pk, next=_goes_to(request))
    return render(request, "openid/again.html", {"next": _goes_to(request), **_up()})


def _lead(request, why, **kept):
    """The page from which a browser goes on to the provider by itself; a link stands on it. A
    redirect of a form to another site would have to be allowed on every page with a form."""
    try:
        to = flow.begin(request, why, **kept)
    except ProviderFault as fault:
        return not_let_in(request, why, fault)
    answer = render(request, "openid/leave.html", {"to": to})
    answer["Refresh"] = f"0; url={to}"
    return answer


def _nothing_to_do(request):
    return redirect("home" if request.user.is_authenticated else "account_login")


def _goes_to(request):
    """The page of ours to which somebody goes on afterwards; empty where none is said."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if get_adapter(request).is_safe_url(asked) else ""


def _up():
    return {"crumbs": [Crumb("How you sign in", "/accounts/steps/")]}
