from contextlib import contextmanager

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from activity.forms import PublishForm, RedoForm, UndoForm
from activity.queries import left, versions, words
from activity.services.deliveries import NotToBeDiscarded, discard_submission
from activity.services.publication import (
    NeedsReason,
    NotPublished,
    NotTakenBack,
    publish_submission,
    redo_submission,
    withdraw_submission,
)
from activity.views.submissions import may_decide, show, visible
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.once import done, once
from pbc.core.pages.frame import counted

# A GET comes here when somebody had to sign in again, or asks for the address by hand.
deciding = require_http_methods(["GET", "HEAD", "POST"])


class NotNow(Exception):
    """Why nothing was changed just now: another deed is under way, or forbids this one."""


@deciding
@requires("activity.publish_submission")
@once
def submission_publish(request, pk):
    submission = decided_by(request.user, pk)
    if request.method != "POST":
        return redirect("activity:submission-detail", pk=pk)
    form = PublishForm(request.POST, needs_reason="reason" in request.POST)
    if not form.is_valid():
        return show(request, pk, typed=request.POST)
    try:
        with in_words():
            submission = publish_submission(
                submission=submission,
                known_from=clock.today(),
                reason=form.cleaned_data.get("reason", ""),
                reviewed=form.cleaned_data["basis"],
                by=request.user,
            )
    except NeedsReason as asks:
        error = f"{asks} Nothing is published yet: look at it again, as it is now."
        return show(request, pk, typed=request.POST, error=error)
    except (NotPublished, NotNow) as why:
        messages.warning(request, str(why))
        return redirect("activity:submission-detail", pk=pk)
    told = published_in_words(submission)
    return done(request, "activity:submission-detail", told, pk=pk)


def published_in_words(submission):
    """What was published, and what of it was left as later files have it."""
    months = words.slices_in_words(versions.brings(submission))
    return ". ".join([f"Published: {months}", *left.in_words(submission)])


@deciding
@requires("activity.publish_submission")
@once
def submission_discard(request, pk):
    submission = decided_by(request.user, pk)
    if request.method != "POST":
        return redirect("activity:submission-detail", pk=pk)
    try:
        with in_words():
            discard_submission(submission=submission, by=request.user)
    except (NotToBeDiscarded, NotNow) as why:
        messages.warning(request, str(why))
        return redirect("activity:submission-detail", pk=pk)
    days = counted(settings.PBC_DISCARDED_KEPT_DAYS, "day", "days")
    said = f"{submission.delivery.file_name} is discarded; what was sent is kept for {days}"
    return done(request, "activity:submission-list", said)


@deciding
@requires("activity.publish_submission")
@once(again="it is refused unless the file stands published again")
def submission_undo(request, pk):
    return taken_back(request, pk, UndoForm, withdraw_submission, "Withdrawn")


@deciding
@requires("activity.publish_submission")
@once(again="it is refused unless the file is withdrawn again")
def submission_redo(request, pk):
    return taken_back(request, pk, RedoForm, redo_submission, "Published again")


def taken_back(request, pk, form_class, deed, what):
    """Undo a publication, or take its withdrawal back, with the reason that was given."""
    submission = decided_by(request.user, pk)
    if request.method != "POST":
        return redirect("activity:submission-detail", pk=pk)
    form = form_class(request.POST)
    if not form.is_valid():
        return show(request, pk, typed=request.POST)
    try:
        with in_words():
            _, moved = deed(
                submission=submission,
                reason=form.cleaned_data["reason"],
                on=clock.today(),
                by=request.user,
            )
    except (NotTakenBack, NotNow) as why:
        messages.warning(request, str(why))
        return redirect("activity:submission-detail", pk=pk)
    months = words.counted(moved, "month moved", "months moved") if moved else "no figure moved"
    return done(request, "activity:submission-detail", f"{what}: {months}", pk=pk)


def decided_by(user, pk):
    """The submission that a person decides about: 404 where they may not see it, else 403."""
    submission = visible(user, pk)
    if not may_decide(user, submission):
        raise PermissionDenied
    return submission


@contextmanager
def in_words():
    """Say in a sentence what the database refuses when two people decide at once."""
    try:
        yield
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", None) != "55P03":  # the lock was not given in time
            raise
        raise NotNow(
            "Somebody else is deciding about the same months at this moment: nothing was changed. "
            "Look again in a minute"
        ) from fault
