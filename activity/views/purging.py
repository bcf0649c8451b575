from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from activity.forms import PurgeForm
from activity.models import Submission
from activity.queries import purges
from activity.services import purging
from pbc.core.access import requires
from pbc.core.factors.again import known_again
from pbc.core.once import done, once

OTHERWISE = "Something else was asked for meanwhile: read it, and answer then"
CONFIRMED = {
    False: "It is confirmed. The words of the file are removed within a minute",
    True: "It is confirmed. The name of the file is removed within a minute",
}
REFUSED = dict.fromkeys(CONFIRMED, "Nothing is removed")
deciding = require_http_methods(["GET", "HEAD", "POST"])


@deciding
@requires(purges.PERMISSION)
@once
def submission_purge(request, pk):
    submission = _within(request.user, pk)
    may_ask = purges.may_ask(request.user, submission.delivery)
    if request.method == "POST" and not may_ask:
        raise PermissionDenied
    told = purges.told(submission.delivery, request.user)
    form = PurgeForm(request.POST or None, of_the_name=bool(told and told.is_done))
    if request.method == "POST" and form.is_valid():
        try:
            purging.ask_for_purge(submission=submission, **form.cleaned_data, by=request.user)
        except purging.NotPurged as why:
            form.add_error(None, str(why))
        else:
            said = "Another person has to confirm it now; nothing is removed yet"
            return done(request, "activity:submission-purge", said, pk=pk)
    shown = {"submission": submission, "told": told, "may_ask": may_ask, "form": form}
    if told and told.purge:
        shown["own"] = told.purge.asked_by_id == request.user.pk
        shown["why_not"] = purges.why_not(told.purge, request.user)
    shown["consequences"] = purges.consequences(submission, told)
    if may_ask:
        shown["others"], shown["more"] = purges.others(submission, request.user)
    return render(request, "activity/submission_purge.html", shown)


@deciding
@requires(purges.PERMISSION)
@known_again
@once(again="what was answered is not answered again")
def submission_purge_confirm(request, pk):
    return _answered(request, pk, purging.confirm_purge, CONFIRMED)


@deciding
@requires(purges.PERMISSION)
@once(again="what was answered is not answered again")
def submission_purge_refuse(request, pk):
    return _answered(request, pk, purging.refuse_purge, REFUSED)


def _answered(request, pk, deed, said):
    """Answer what waits about a file and was shown, unless somebody did meanwhile; `said` of its
    words, and of its name alone."""
    submission = _within(request.user, pk)
    told = purges.told(submission.delivery, request.user)
    if request.method != "POST" or not told or not told.purge:
        return redirect("activity:submission-purge", pk=pk)
    if request.POST.get("seen") != str(told.purge.pk):
        messages.warning(request, OTHERWISE)
        return redirect("activity:submission-purge", pk=pk)
    try:
        deed(purge=told.purge, by=request.user)
    except purging.NotPurged as why:
        messages.warning(request, str(why))
        return redirect("activity:submission-purge", pk=pk)
    return done(request, "activity:submission-purge", said[told.is_done], pk=pk)


def _within(user, pk):
    rows = Submission.objects.visible_to(user, to=purges.PERMISSION)
    return get_object_or_404(rows.select_related("delivery"), pk=pk)
