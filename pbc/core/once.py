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
between leaves neither. **What is not `done` is rolled back.** The key is the person's own, and
lasts twelve hours. What is signed of it is the page and its person; the number behind that only
tells forms of theirs apart, and one that is made up is one more form of their own.

Who goes back finds the form anew, with a new key and what they typed. **The same sent again within
PBC_SAME_AGAIN_MINUTES is asked about before it is done a second time** (`pbc.core.twice`), if it
would be done: what is refused, or has a fault, says so itself. A view that may rightly do the same
again says why: `@once(again="it sets what it says: twice is as good as once")`.

A form that comes back with something to put right, or to look at, is shown at its own address,
which can be reloaded and gone back to (`pbc.core.kept.coming_back`).

A form that came after its session had ended is sent again from the page that kept it
(`pbc.core.kept`), and says so in `kept`: it is thrown away as soon as its view has answered,
and not while its person is asked.
"""

import hashlib
import logging
import re
from datetime import timedelta
from functools import partial, wraps
from itertools import count
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db import OperationalError, transaction
from django.db.models.functions import Now
from django.shortcuts import redirect

from pbc.core import leases, twice
from pbc.core.kept import coming_back, keeping
from pbc.core.models import DoneOnce, KeptForm

log = logging.getLogger(__name__)
FIELD = "once"
AGAIN = twice.KEPT
# What is no content of a form: `seen` is what its page showed, which the deed changes.
NO_CONTENT = (*twice.NOT_TYPED, "seen")
SALT = "pbc.core.once"
OF_PAGE, NUMBER = ".", re.compile("([1-9][0-9]{0,4})?")  # after what is signed, the form's number
ALL_BITS = 2**128 - 1  # of a UUID
LASTS = 12 * 60 * 60  # seconds: as long as somebody stays signed in
KEPT = timedelta(days=2)
TOO_OLD = "This form was opened too long ago, or by somebody else. Nothing was changed"
UNDER_WAY = "What you sent is still being done, and is done once. Look again in a minute"
NONE_OF_OURS = "A form came with a key that is none of ours: no page of the site sends one"
OTHERWISE = "This form was sent before, and done once. What you changed in it since was not sent in"


class Keys:
    """Keys for the forms of one page of one person: signed once, and counted."""

    def __init__(self, user):
        self.signed = signing.dumps([uuid4().hex, user.pk], salt=SALT)
        self.numbers = count(1)

    def new(self):
        """A key for one more form."""
        return f"{self.signed}{OF_PAGE}{next(self.numbers)}"


def new_key(user):
    """A key for one form of one person."""
    return Keys(user).new()


def page_keys(user):
    """The keys of the page that is made for somebody, whose row is read for each page."""
    if not hasattr(user, "_form_keys"):
        user._form_keys = Keys(user)
    return user._form_keys


def once(view=None, *, again=""):
    """Do what a form asks once, however often it is sent. Goes right above the view.

    `again` is the reason why the same may be done again without a question.
    """
    if view is None:
        return partial(once, again=again)

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method != "POST" or FIELD not in request.POST:
            return _tell(request, view(request, *args, **kwargs))
        try:
            key = _key_of(request)
        except (signing.BadSignature, ValueError) as why:
            if not isinstance(why, signing.SignatureExpired):
                log.warning(NONE_OF_OURS, extra={"request": request})
            return _look_again(request, TOO_OLD)
        deed = partial(view, request, *args, **kwargs)
        answer, before = _asked_with(key, deed, request, again)
        if before:
            return coming_back.led(request, twice.ask(request, before))
        _used(request)
        return coming_back.led(request, answer)

    asked.does_once, asked.again = True, again
    return asked


def person_of(text, *, max_age):
    """The id of whose form carries this key; None where it is none of ours, or too old."""
    try:
        _, person = _read(text, max_age)
    except (signing.BadSignature, ValueError):
        return None
    return person


def _read(text, max_age):
    """(what the deed is known by, the person) of a key. A page that was made before its keys were
    counted has one without a number."""
    signed, _, number = text.partition(OF_PAGE)
    page, person = signing.loads(signed, salt=SALT, max_age=max_age)
    if not NUMBER.fullmatch(number):
        raise signing.BadSignature("No page has such a form")
    return UUID(int=(UUID(page).int + int(number or 0)) & ALL_BITS), person


def done(request, to, *said, **parts):
    """The deed is done: say so, and go to an address (as for `redirect`, with its parts).

    `said` are texts, or pairs of a level of `messages` and a text.
    """
    answer = redirect(to, **parts)
    told = [[messages.SUCCESS, one] if isinstance(one, str) else list(one) for one in said]
    request.outcome = answer.url, told
    return answer


class _UnderWay(Exception):
    """The same form is being done in another process at this moment."""


def _key_of(request):
    key, person = _read(request.POST[FIELD], LASTS)
    if person != request.user.pk:
        raise signing.BadSignature("The key is somebody else's")
    return key


def _asked_with(key, deed, request, again):
    """(the answer, None), or (None, the DoneOnce of the same): nothing was done then."""
    try:
        with transaction.atomic():
            held, is_new = _claim(key, request)
            if not is_new:
                return _the_same(request, held), None
            answer = deed()
            before = None if again else _before(request, held)
            if before is None:
                return _tell(request, _keep(held, request, answer)), None
            transaction.set_rollback(True)
            return None, before
    except _UnderWay:
        return _look_again(request, UNDER_WAY), None


def _used(request):
    """What was kept of a form has been sent by its person, from the page that shows it or from its
    own, and stands in the answer."""
    keeping.of_this_page(request).delete()
    if request.POST.get(AGAIN, "").isdecimal():
        KeptForm.objects.filter(person=request.user, pk=request.POST[AGAIN][:15]).delete()


def _claim(key, request):
    """The row of the form and whether it is new. The same form, or another in which the same
    stands, sent at once, waits here."""
    DoneOnce.objects.filter(person=request.user, sent_at__lt=Now() - KEPT).delete()
    sent = _digest(request)
    try:
        with transaction.atomic():
            leases.alone(f"{request.user.pk} {sent}")
            return DoneOnce.objects.get_or_create(
                key=key, defaults={"person": request.user, "sent": sent}
            )
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", None) != "55P03":  # the lock was not given in time
            raise
        raise _UnderWay from fault


def _before(request, held):
    """The row of the same that was done not long ago, of a deed that is done now as well."""
    if not hasattr(request, "outcome") or twice.is_meant(request, held.sent):
        return None
    return DoneOnce.objects.same_as(held, within=settings.PBC_SAME_AGAIN_MINUTES).first()


def _keep(held, request, answer):
    """Keep the outcome with the deed; what has none is taken back."""
    if not hasattr(request, "outcome"):
        transaction.set_rollback(True)
        return answer
    held.address, held.said = request.outcome
    held.save()
    return answer


def _the_same(request, held):
    if held.sent != _digest(request):
        return _look_again(request, OTHERWISE)
    request.outcome = held.address, held.said
    return _tell(request, redirect(held.address))


def _look_again(request, why):
    messages.warning(request, why)
    return redirect(request.get_full_path())


def _tell(request, answer):
    """Say what was done, if something was."""
    _, said = getattr(request, "outcome", ("", []))
    for level, text in said:
        messages.add_message(request, level, text)
    return answer


def _digest(request):
    """What stood in the form: where, its fields, the names and the content of its files."""
    fields = [
        (name, values) for name, values in sorted(request.POST.lists()) if name not in NO_CONTENT
    ]
    files = [
        (name, one.name, _content(one))
        for name, sent in sorted(request.FILES.lists())
        for one in sent
    ]
    return hashlib.sha256(repr((request.get_full_path(), fields, files)).encode()).hexdigest()


def _content(file):
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return content.hexdigest()
