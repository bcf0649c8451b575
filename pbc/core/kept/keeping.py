"""What was typed in a form that came after its session had ended: kept, and found again.

Whose it is says the form's own one-time key, which the site has signed: so a form is kept for the
person whose page it was, however that session ended, and nobody can have one kept for another.
A form without such a key (sign-in, passwords) is never kept.
"""

import json
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from pbc.core import once, twice
from pbc.core.kept import words
from pbc.core.kept.sealing import TYPED, digest, seal, unseal
from pbc.core.kept.services import keep_form
from pbc.core.models import KeptForm, Person
from pbc.core.models.kept_form import KEPT_FOR

LARGEST = 64 * 1024  # bytes of one form
LONGEST = 2000  # letters of an address


@dataclass(frozen=True)
class Opened:
    """A form that was not sent, as its browser reads it: `fields` are [[name, [values]]], `key`
    is the one-time key of the page on which it stood."""

    pk: int
    path: str
    page: str
    fields: list[list]
    files: list[str]
    key: str


def keep(request):
    """Keep the form that was sent, if it is one of ours; the answer's cookie, or None."""
    person = whose(request)
    if person is None or not _may_be_kept(request):
        return None
    cookie = _cookie_of(request, person)
    if _is_kept(request, person, cookie):
        return cookie
    path, key = request.get_full_path(), request.POST[once.FIELD]
    text = json.dumps([_typed(request), _names_of_files(request), key])
    keep_form(
        token=digest(cookie),
        path=path,
        page=came_from(request),
        sealed=seal(text, cookie, TYPED, person=person.pk, path=path),
        by=person,
    )
    return cookie


def remember(answer, cookie):
    """Have the browser keep the cookie by which what was typed is found again."""
    answer.set_cookie(
        settings.PBC_KEPT_COOKIE,
        cookie,
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def of(request):
    """The rows of what the signed-in person did not send in this browser, oldest first."""
    cookie = request.COOKIES.get(settings.PBC_KEPT_COOKIE)
    if not cookie or not request.user.is_authenticated:
        return KeptForm.objects.none()
    found = KeptForm.objects.not_sent().filter(person=request.user, token=digest(cookie))
    return found.fresh().order_by("pk")


def opened(request):
    """The same, as Opened. What nothing opens any more, since SECRET_KEY is another, is gone."""
    cookie = request.COOKIES.get(settings.PBC_KEPT_COOKIE)
    texts = {kept: unseal(kept, cookie, TYPED) for kept in of(request)}
    lost = [kept.pk for kept, text in texts.items() if text is None]
    if lost:
        of(request).filter(pk__in=lost).delete()
    return [_opened(kept, text) for kept, text in texts.items() if text is not None]


def is_kept_of(request):
    """Whether the form that was sent is kept already in this browser, with the same in it."""
    fields, path = _typed(request), request.get_full_path()
    return any((one.path, one.fields) == (path, fields) for one in opened(request))


def of_this_page(request):
    """The rows that were kept in this browser of the page whose form is sent now, by its key."""
    key = request.POST.get(once.FIELD)
    return of(request).filter(pk__in=[one.pk for one in opened(request) if key and one.key == key])


def came_from(request):
    """The page on which a form stood, as it is kept with it."""
    return _plain(words.came_from(request))[:LONGEST]


def whose(request):
    """The person whose page the form was on, while they may sign in."""
    pk = once.person_of(request.POST.get(once.FIELD, ""), max_age=int(KEPT_FOR.total_seconds()))
    return Person.objects.filter(pk=pk, is_active=True).first() if pk else None


def _opened(kept, text):
    fields, files, *key = json.loads(text)
    return Opened(kept.pk, kept.path, kept.page, fields, files, *(key or [""]))


def _is_kept(request, person, cookie):
    """Whether it was sent from the page that shows what is kept: that stays as it is."""
    kept = request.POST.get(once.AGAIN, "")
    mine = KeptForm.objects.fresh().filter(person=person, token=digest(cookie))
    return kept.isdecimal() and mine.filter(pk=kept[:15]).exists()


def _may_be_kept(request):
    if request.path == reverse("kept-form"):
        return False  # its form throws away what is kept, and is nothing that was typed
    if any("password" in name.lower() for name in request.POST):
        return False
    size = len(json.dumps([_typed(request), request.get_full_path()]))
    return size <= LARGEST and len(request.get_full_path()) <= LONGEST


def _typed(request):
    """[[name, [values]]] of the fields, in the order in which they stood in the form."""
    sent = [(name, said) for name, said in request.POST.lists() if name not in twice.NOT_TYPED]
    return [[_plain(name), [_plain(one) for one in said]] for name, said in sent]


def _names_of_files(request):
    return [_plain(one.name) for _, sent in request.FILES.lists() for one in sent]


def _plain(text):
    """Without NUL, which the database does not take."""
    return text.replace("\0", "")


def _cookie_of(request, person):
    """The browser's own, where it is one that we gave for this person; else a new one."""
    held = request.COOKIES.get(settings.PBC_KEPT_COOKIE, "")
    ours = KeptForm.objects.fresh().filter(person=person, token=digest(held)).exists()
    return held if held and ours else secrets.token_urlsafe(32)
