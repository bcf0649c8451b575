"""What every answer of the site carries besides its page."""

import logging

from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.http import HttpResponseNotAllowed
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from pghistory.middleware import HistoryMiddleware

from pbc import limits
from pbc.core import full, scanner
from pbc.core.factors import needed
from pbc.core.kept import coming_back
from pbc.core.kept.views import sign_in_first
from pbc.secretive import without_secrets

log = logging.getLogger(__name__)
METHODS = ("GET", "HEAD", "POST")
REFUSED = 422


class Guarded(SecurityMiddleware):
    """The headers of Django's own, on every answer: also on those that it gives itself, the way to
    https and the refusal of a host that is not ours, and on the files of the pages."""

    def process_request(self, request):
        """Leave both to Django's own, which stands inside."""


def asked_or_sent(get_response):
    """Pages are asked for and forms are sent: no address knows anything else, nor TRACE."""

    def answer(request):
        if request.method in METHODS:
            return get_response(request)
        refused = HttpResponseNotAllowed(METHODS)
        add_never_cache_headers(refused)
        return refused

    return answer


class Noted(HistoryMiddleware):
    """Every change has the address by which it was made, without what opens something by itself:
    nobody can take anything back out of the history."""

    def get_context(self, request):
        held = super().get_context(request)
        return {**held, "url": without_secrets(held["url"])}


def room_first(get_response):
    """Files are taken in only where the disk has room for them, before a byte of them is. They
    lie there twice for a while: as they came in, and as they are kept."""

    def answer(request):
        if request.content_type == "multipart/form-data" and request.method == "POST":
            full.insist_on_room(2 * int(request.META.get("CONTENT_LENGTH") or 0))
        return get_response(request)

    return answer


def never_stored(get_response):
    """No page is kept by a browser or a proxy: after signing out there is nothing to go back to.

    The files of the pages themselves (css, js) are answered before this and may be kept.
    """

    def answer(request):
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return answer


def awake(get_response):
    """Who asks for a page is there, and their session goes on. What a page asks for by itself
    does not count, and the health of the site is told without a database."""

    def answer(request):
        if request.path != "/healthz" and "HX-Request" not in request.headers:
            request.session.stay()
        return get_response(request)

    return answer


def come_back(get_response):
    """A form that came back with something to put right is shown at its own address."""

    def answer(request):
        return coming_back.again(request, get_response(request))

    return answer


def scanned(get_response):
    """A file in which the scanner found something, or of which it did not say, ends its form: the
    page says so, and nothing of the form is done."""

    def answer(request):
        return get_response(request)

    def process_exception(request, fault):
        if not isinstance(fault, (scanner.Infected, scanner.Unheard)):
            return None
        log.warning("A file was not taken in: %s", fault, extra={"request": request})
        is_away = isinstance(fault, scanner.Unheard)
        shown = {"is_away": is_away, "fault": fault}
        page = render(request, "pbc/not_taken.html", shown, status=503 if is_away else REFUSED)
        if is_away:
            page["Retry-After"] = "60"
        return page

    answer.process_exception = process_exception
    return answer


class SignInFirst(LoginRequiredMiddleware):
    """Leads to the sign-in page; a form that was sent is kept meanwhile."""

    def process_view(self, request, view_func, *args):
        """Whoever is there is read here, for every page that needs them, and is themselves from
        here on: what stands for them until then looks twice at all that is asked of them."""
        answer = super().process_view(request, view_func, *args)
        if answer is None and request.user.is_authenticated:
            request.user = get_user(request)
        return answer

    def handle_no_permission(self, request, view_func):
        answer = super().handle_no_permission(request, view_func)
        return sign_in_first(request, answer) if request.method == "POST" else answer


def second_step_first(get_response):
    """Who is to sign in by two steps and has set up none gets nowhere until they have."""

    def answer(request):
        return get_response(request)

    def process_view(request, view, *_):
        return needed.lead_to_it(request)

    answer.process_view = process_view
    return answer


def not_too_often(get_response):
    """One person does only so much in a minute or an hour, and is told when they may go on."""

    def answer(request):
        return get_response(request)

    def process_view(request, view, *_):
        wait = limits.met_by(request, view)
        return limits.ask_to_wait(request, wait) if wait else None

    answer.process_view = process_view
    return answer
