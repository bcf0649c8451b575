"""Staying signed in, and what was typed into a form that came too late."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure as too_old
from django.views.decorators.http import require_http_methods

from pbc.core.access import for_anybody
from pbc.core.kept import keeping, words
from pbc.core.kept.services import discard_form
from pbc.core.once import done, once

ENDED = "Your session had ended. What you typed is kept for a day: sign in, and send it"


@dataclass(frozen=True)
class Kept:
    """A kept form as its page shows it. `fields` are the pairs that are sent again."""

    pk: int
    path: str
    typed: list[words.Typed]
    fields: list[tuple[str, str]]
    files: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
def session_stay(request):
    """How many seconds the session has, and whose it is. A POST says that somebody is there, as
    each request does (pbc.middleware) but what a page asks by itself."""
    said = f"{request.session.left} {request.session.of}"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@once(again="what was thrown away is gone")
def kept_form(request):
    """What was not sent; a POST throws it away."""
    if request.method == "POST":
        discard_form(kept=_number(request), by=request.user)
        return done(request, "home", "What was not sent is thrown away")
    kept = [_shown(one, request) for one in keeping.opened(request)]
    if not kept:
        return redirect("home")
    return render(request, "core/kept_form.html", {"forms_not_sent": kept})


def _number(request):
    said = request.POST.get("form", "")
    return int(said[:15]) if said.isdecimal() else 0


def _shown(kept, request):
    sent = [(name, value) for name, values in kept.fields for value in values]
    goes = kept.path if words.leads_somewhere(kept.path) else ""
    return Kept(kept.pk, goes, words.typed(kept, request), sent, kept.files)


def sign_in_first(request, answer):
    """The way to the sign-in page, of a form that was sent after its session had ended."""
    cookie = keeping.keep(request)
    return answer if cookie is None else _by_signing_in(request, cookie)


def csrf_failure(request, reason=""):
    """A page that is older than the sign-in of now: what was typed in it is kept all the same."""
    answer = too_old(request, reason)
    cookie = keeping.keep(request)
    if cookie is None:
        return answer
    if not request.user.is_authenticated:
        return _by_signing_in(request, cookie)
    if keeping.whose(request) == request.user:
        answer = redirect("kept-form")
    keeping.remember(answer, cookie)
    return answer


def _by_signing_in(request, cookie):
    messages.info(request, ENDED)
    answer = redirect_to_login(reverse("kept-form"))
    keeping.remember(answer, cookie)
    return answer
