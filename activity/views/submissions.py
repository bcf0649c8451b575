from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from activity import tables
from activity.forms import PublishForm, RedoForm, UndoForm
from activity.models import Submission
from activity.queries import changes as compared
from activity.queries import review as reviewed
from activity.queries import submissions as listed
from pbc.core import access, clock, exports, periods
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.exports import Fact
from pbc.core.paging import paged


@require_safe
@requires("activity.view_submission")
def submission_list(request):
    with snapshot():
        needing = listed.needing(request.user)
        page = paged(listed.submissions(request.user), request.GET.get("page"))
        page.object_list = listed.rows(page.object_list)
    shown = {
        "heading": listed.waiting_in_words(len(needing)),
        "may_send": access.may(request.user, "activity.add_delivery"),
        "needing": needing,
        "page": page,
    }
    return render(request, "activity/submission_list.html", shown)


@require_safe
@requires("activity.view_submission")
def submission_list_table(request):
    with snapshot():
        table = tables.of_files(listed.submissions(request.user))
        facts = [Fact("As it was on", periods.day(clock.today()))]
        return exports.answer([table], facts, called="Files", form=request.GET.get("form"))


@require_safe
@requires("activity.view_submission")
def submission_detail(request, pk):
    return show(request, pk)


@require_safe
@requires("activity.view_submission")
def submission_changes(request, pk):
    with snapshot():
        submission = visible(request.user, pk)
        found = compared.changes(submission)
        if found is None:
            raise Http404
        changes, lines = found
        page = paged(lines, request.GET.get("page"))
        page.object_list = compared.named_lines(page.object_list)
    shown = {"crumbs": crumbs(submission), "page": page, "changes": changes}
    return render(request, "activity/submission_changes.html", shown)


@require_safe
@requires("activity.view_submission")
def submission_changes_table(request, pk):
    with snapshot():
        found = compared.changes(visible(request.user, pk))
        if found is None:
            raise Http404
        table, facts = tables.of_changes(*found), tables.facts_of_changes(found[0])
        called = f"What submission {pk} changes"
        return exports.answer([table], facts, called=called, form=request.GET.get("form"))


def visible(user, pk):
    """The submission, if the user may see it; what is not there and what is another's are one."""
    return get_object_or_404(
        Submission.objects.visible_to(user).select_related("delivery__sent_by", "feed"), pk=pk
    )


def may_decide(user, submission):
    """Whether the user may publish, discard or take back this submission."""
    within = Submission.objects.visible_to(user, to="activity.publish_submission")
    return within.filter(pk=submission.pk).exists()


def show(request, pk, typed=None, error=""):
    """Render the page of one submission, with what was typed into its form and what was wrong."""
    with snapshot():
        submission = visible(request.user, pk)
        review = reviewed.review(
            submission,
            user=request.user,
            may_decide=may_decide(request.user, submission),
            may_send=access.may(request.user, "activity.add_delivery"),
            today=clock.today(),
        )
    if request.htmx and not review.is_being_read:
        return HttpResponseClientRefresh()
    if request.htmx and request.GET.get("seen") == review.reading.mark:
        return HttpResponse(status=204)  # nothing new: the page stays as it is
    form = form_for(review, typed)
    if form and error:
        form.add_error(None, error)
    shown = {"crumbs": crumbs(), "review": review, "form": form}
    return render(request, "activity/submission_detail.html", shown)


def form_for(review, typed=None):
    """The one form that the page has; None where nothing is to be decided.

    What was typed is kept, but `basis` is always what the page shows now.
    """
    data = None if typed is None else {"reason": typed.get("reason", "")}
    if review.may_publish:
        seen = {"basis": ",".join(map(str, review.basis))}
        return PublishForm(data and data | seen, initial=seen, needs_reason=bool(review.asks))
    if review.may_undo:
        return UndoForm(data)
    return RedoForm(data) if review.may_redo else None


def crumbs(submission=None):
    """The way back: to the list of files, and to one file."""
    trail = [{"name": "Files", "url": reverse("activity:submission-list")}]
    if submission:
        url = reverse("activity:submission-detail", args=[submission.pk])
        trail.append({"name": f"Submission {submission.pk}", "url": url})
    return trail
