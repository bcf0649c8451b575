"""A form that comes back with something to put right stands at an address that is asked for.

Answered at once, it would be a page that the browser can only have again by sending the form
again: reloading it, or going back to it, asks "send the form again?". So the page is kept, sealed,
and its person is led to the form's own address, which shows it. Reloading and going back show it
again, where that address would still show its person the form; who comes by another way finds
the form anew. It is gone when the form is sent again, or when its session ends.

What asks for a piece of a page (htmx), or has no key (`pbc.core.once`), is answered at once.
"""

import secrets

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from pbc.core.kept import keeping, words
from pbc.core.kept.sealing import PAGE, digest, seal, unseal
from pbc.core.kept.services import keep_what_came_back
from pbc.core.models import KeptForm

LARGEST = 2**20  # bytes of a page
NOT_NOW = 429  # from here on an answer says nothing of the page: it is asked for again later
SIGN_IN = "/accounts/"  # all of the sign-in and of its second step


def led(request, answer):
    """The answer to a form: where it is a page, the way to the address that shows it."""
    cookie = request.COOKIES.get(_name(request), "")
    _of(request, cookie).delete()
    if _is_page(request, answer) and len(answer.content) <= LARGEST:
        return _remember(_lead(request), request, _keep(request, answer))
    return _remember(answer, request, "") if cookie else answer


def again(request, answer):
    """The page that came back in place of the form as it stands now: for who was led to it, reloads
    it or goes back to it. The `answer` of the address decides whether they may still see it."""
    cookie = _asks(request)
    if not cookie:
        return answer
    kept = _of(request, cookie).first()
    if kept and (answer.status_code >= NOT_NOW or not _is_the_same_visit(request, kept)):
        return answer
    page = kept and _may_be_seen(request, answer, kept) and unseal(kept, cookie, PAGE)
    if page:
        return _shown(request, kept, page)
    _of(request, cookie).delete()
    return _remember(answer, request, "")


def _name(request):
    """What the cookie of this address is called: an address below it is sent this one as well."""
    return f"{settings.PBC_BACK_COOKIE}_{digest(request.get_full_path())[:16]}"


def _of(request, cookie):
    """The rows of a page that came back at this address, in this session of this browser."""
    if not cookie or not request.user.is_authenticated:
        return KeptForm.objects.none()
    mine = KeptForm.objects.come_back().fresh().filter(person=request.user, token=digest(cookie))
    return mine.filter(session=request.session.session_key, path=request.get_full_path())


def _asks(request):
    """The cookie, where a page is asked for by somebody who will look at it."""
    ahead = "Sec-Purpose" in request.headers or "HX-Request" in request.headers
    return "" if ahead or request.method != "GET" else request.COOKIES.get(_name(request))


def _is_page(request, answer):
    if "HX-Request" in request.headers or answer.streaming or answer.status_code != 200:
        return False
    return answer.headers.get("Content-Type", "").startswith("text/html")


def _is_the_same_visit(request, kept):
    return keeping.came_from(request) in (kept.page, kept.path)


def _may_be_seen(request, answer, kept):
    """Whether the address shows its person the form as ever, or leads on without a word: what was
    said since is news, and the page older than it. Who was led here just now is shown it where
    the address cannot be asked for, too."""
    if kept.is_shown and len(request._messages):
        return False
    if answer.status_code == 302:
        return not answer.url.startswith(SIGN_IN)
    return answer.status_code == 200 or (answer.status_code == 405 and not kept.is_shown)


def _shown(request, kept, page):
    """The page, in which nothing is said of what waits to be said: that waits for the next."""
    request._messages.used = request._messages.added_new = False
    KeptForm.objects.filter(pk=kept.pk, is_shown=False).update(is_shown=True)
    return HttpResponse(page)


def _keep(request, answer):
    cookie, path = secrets.token_urlsafe(32), request.get_full_path()
    keep_what_came_back(
        session=request.session.session_key,
        token=digest(cookie),
        path=path,
        page=keeping.came_from(request),
        sealed=seal(answer.content.decode(), cookie, PAGE, person=request.user.pk, path=path),
        by=request.user,
    )
    return cookie


def _lead(request):
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _remember(answer, request, cookie):
    """Give the browser the cookie of this address alone, or take it away."""
    path = words.address_of(request)
    if not cookie:
        answer.delete_cookie(_name(request), path=path, samesite="Lax")
        return answer
    answer.set_cookie(
        _name(request),
        cookie,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
