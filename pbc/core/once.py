"""A form does its deed once: a double click, a reload or the back button shows the same result.

Every form that changes something carries a key ({% once %}, or {% crispy form %}), and its view
is `@once` and ends with `done`:

    @require_http_methods(["GET", "POST"])
    @requires("budgets.set_plan")
    @once
    def entry_new(request):
        ...
            services.enter(..., by=request.user)
            return done(request, "budgets:ledger", "Entered: £1,200")

The view runs in one transaction with the row that keeps its outcome, so a process that dies in
between leaves neither. **What is not `done` is rolled back.** The key is signed, the person's own,
and lasts twelve hours.

A form that came after its session had ended is sent again from the page that kept it
(`pbc.core.kept`), and says so in `kept`: it is thrown away as soon as its view has answered.
"""

import hashlib
from datetime import timedelta
from functools import wraps
from uuid import UUID, uuid4

from django.contrib import messages
from django.core import signing
from django.db import OperationalError, transaction
from django.db.models.functions import Now
from django.shortcuts import redirect

from pbc.core.models import DoneOnce, KeptForm

FIELD = "once"
AGAIN = "kept"  # the field of what is sent again
SALT = "pbc.core.once"
LASTS = 12 * 60 * 60  # seconds: as long as somebody stays signed in
KEPT = timedelta(days=2)
TOO_OLD = "This form was opened too long ago, or by somebody else. Nothing was changed"
UNDER_WAY = "What you sent is still being done, and is done once. Look again in a minute"
OTHERWISE = "This form was sent before, and done once. What you changed in it since was not sent in"


def new_key(user):
    """A key for one form of one person."""
    return signing.dumps([uuid4().hex, user.pk], salt=SALT)


def once(view):
    """Do what a form asks once, however often it is sent. Goes right above the view."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method != "POST" or FIELD not in request.POST:
            return view(request, *args, **kwargs)
        try:
            key = _key_of(request)
        except (signing.BadSignature, ValueError):
            return _look_again(request, TOO_OLD)
        answer = _asked_with(key, view, request, args, kwargs)
        _used(request)
        return answer

    asked.does_once = True
    return asked


def person_of(text, *, max_age):
    """The id of whose form carries this key; None where it is none of ours, or too old."""
    try:
        _, person = signing.loads(text, salt=SALT, max_age=max_age)
    except (signing.BadSignature, ValueError):
        return None
    return person


def done(request, to, *said, **parts):
    """The deed is done: say so, and go to an address (as for `redirect`, with its parts).

    `said` are texts, or pairs of a level of `messages` and a text.
    """
    told = [[messages.SUCCESS, one] if isinstance(one, str) else list(one) for one in said]
    answer = redirect(to, **parts)
    request.outcome = answer.url, told
    return _tell(request, answer, told)


class _UnderWay(Exception):
    """The same form is being done in another process at this moment."""


def _key_of(request):
    text, person = signing.loads(request.POST[FIELD], salt=SALT, max_age=LASTS)
    if person != request.user.pk:
        raise signing.BadSignature("The key is somebody else's")
    return UUID(text)


def _asked_with(key, view, request, args, kwargs):
    with transaction.atomic():
        try:
            held, is_new = _claim(key, request)
        except _UnderWay:
            return _look_again(request, UNDER_WAY)
        if not is_new:
            return _the_same(request, held)
        return _do(held, view, request, args, kwargs)


def _used(request):
    """What was kept of a form has been sent by its person, and stands in the answer."""
    if request.POST.get(AGAIN, "").isdecimal():
        KeptForm.objects.filter(person=request.user, pk=request.POST[AGAIN][:15]).delete()


def _claim(key, request):
    """The row of the form and whether it is new. The same form, sent at once, waits here."""
    DoneOnce.objects.filter(person=request.user, sent_at__lt=Now() - KEPT).delete()
    new = {"person": request.user, "sent": _digest(request)}
    try:
        return DoneOnce.objects.get_or_create(key=key, defaults=new)
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", None) != "55P03":  # the lock was not given in time
            raise
        raise _UnderWay from fault


def _do(held, view, request, args, kwargs):
    answer = view(request, *args, **kwargs)
    outcome = getattr(request, "outcome", None)
    if outcome is None:
        transaction.set_rollback(True)
        return answer
    held.address, held.said = outcome
    held.save()
    return answer


def _the_same(request, held):
    if held.sent != _digest(request):
        return _look_again(request, OTHERWISE)
    return _tell(request, redirect(held.address), held.said)


def _look_again(request, why):
    messages.warning(request, why)
    return redirect(request.get_full_path())


def _tell(request, answer, said):
    for level, text in said:
        messages.add_message(request, level, text)
    return answer


def _digest(request):
    """What stood in the form: where, its fields, the names and sizes of its files."""
    fields = [
        (name, values)
        for name, values in sorted(request.POST.lists())
        if name not in (FIELD, AGAIN, "csrfmiddlewaretoken")
    ]
    files = [
        (name, one.name, one.size) for name, sent in sorted(request.FILES.lists()) for one in sent
    ]
    return hashlib.sha256(repr((request.path, fields, files)).encode()).hexdigest()
