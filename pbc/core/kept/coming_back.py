"""A form that comes back with something to put right stands at an address that is asked for.

Answered at once, it would be a page that the browser can only have again by sending the form
again: reloading it, or going back to it, asks "send the form again?". So the page is kept, sealed,
and its person is led to the form's own address, which shows it. Reloading and going back show it
again; who comes by another way finds the form anew. It is gone when the form is sent again, or
when its session ends.

What asks for a piece of a page (htmx), or has no key (`pbc.core.once`), is answered at once.
"""

import secrets

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from pbc.core.kept import keeping, words
from pbc.core.kept.sealing import digest, seal, unseal
from pbc.core.kept.services import keep_what_came_back
from pbc.core.models import KeptForm

LARGEST = 2**20  # bytes of a page


def led(request, answer):
    """The answer to a form: where it is a page, the way to the address that shows it."""
    cookie = request.COOKIES.get(settings.PBC_BACK_COOKIE, "")
    _of(request, cookie).delete()
    if _is_page(request, answer) and len(answer.content) <= LARGEST:
        return _remember(_lead(request), request, _keep(request, answer))
    return _remember(answer, request, "") if cookie else answer


def at_once(request):
    """The page to which somebody was led just now; None for every other request."""
    cookie = _asks(request)
    kept = _of(request, cookie).filter(is_shown=False).first() if cookie else None
    page = kept and unseal(kept.sealed, cookie)
    if not page:
        return None
    KeptForm.objects.filter(pk=kept.pk).update(is_shown=True)
    return HttpResponse(page)


def again(request, answer):
    """The page that came back in place of the form as it stands now, for who reloads it or goes
    back to it and may still see it; else the answer, and what was kept is gone."""
    cookie = _asks(request)
    kept = _of(request, cookie).first() if cookie else None
    if kept is None:
        return answer
    page = unseal(kept.sealed, cookie)
    if page and _is_the_same_visit(request, kept) and _may_be_seen(request, answer):
        return HttpResponse(page)
    kept.delete()
    return _remember(answer, request, "")


def _of(request, cookie):
    """The rows of a page that came back at this address, in this session of this browser."""
    if not cookie or not request.user.is_authenticated:
        return KeptForm.objects.none()
    mine = KeptForm.objects.come_back().fresh().filter(person=request.user, token=digest(cookie))
    return mine.filter(session=request.session.session_key, path=request.get_full_path())


def _asks(request):
    """The cookie, where a page is asked for by somebody who will look at it."""
    ahead = "Sec-Purpose" in request.headers or "HX-Request" in request.headers
    return "" if ahead or request.method != "GET" else request.COOKIES.get(settings.PBC_BACK_COOKIE)


def _is_page(request, answer):
    if "HX-Request" in request.headers or answer.streaming or answer.status_code != 200:
        return False
    return answer.headers.get("Content-Type", "").startswith("text/html")


def _is_the_same_visit(request, kept):
    return keeping.came_from(request) in (kept.page, kept.path)


def _may_be_seen(request, answer):
    """Whether the address shows its person the form as ever, or leads on without a word."""
    return answer.status_code == 200 or (
        answer.status_code == 302 and not request._messages.added_new
    )


def _keep(request, answer):
    cookie = secrets.token_urlsafe(32)
    keep_what_came_back(
        session=request.session.session_key,
        token=digest(cookie),
        path=request.get_full_path(),
        page=keeping.came_from(request),
        sealed=seal(answer.content.decode(), cookie),
        by=request.user,
    )
    return cookie


def _lead(request):
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _remember(answer, request, cookie):
    """Give the browser the cookie of this address alone, or take it away."""
    path = words.address_of(request)
    if not cookie:
        answer.delete_cookie(settings.PBC_BACK_COOKIE, path=path, samesite="Lax")
        return answer
    answer.set_cookie(
        settings.PBC_BACK_COOKIE,
        cookie,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
