from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from activity.forms import CoverageForm
from activity.queries.coverage import chosen, coverage
from activity.services.coverage import NotCorrected, correct_and_queue
from activity.views.decisions import NotNow, decided_by, in_words
from activity.views.submissions import crumbs
from pbc.core.access import requires
from pbc.core.once import done, once


@require_http_methods(["GET", "HEAD", "POST"])
@requires("activity.publish_submission")
@once
def submission_coverage(request, pk):
    submission = decided_by(request.user, pk)
    choices = coverage(submission, request.user) if submission.is_for_a_person else None
    if choices is None:
        return _too_late(request, pk)
    form = CoverageForm(request.POST or None, coverage=choices)
    if request.method == "POST" and form.is_valid():
        try:
            with in_words():
                corrected = correct_and_queue(
                    submission=submission,
                    slices=chosen(submission, *form.chosen),
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                )
        except (NotCorrected, NotNow) as why:
            form.add_error(None, str(why))
        else:
            said = "What the file covers is noted, and it is read again now"
            return done(request, "activity:submission-detail", said, pk=corrected.pk)
    shown = {"crumbs": crumbs(submission), "form": form, "submission": submission}
    return render(request, "activity/submission_coverage.html", shown)


def _too_late(request, pk):
    messages.warning(request, "What a file covers is corrected while it waits to be published")
    return redirect("activity:submission-detail", pk=pk)
