from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from activity.forms import AssignForm, TakeBackForm
from activity.models import Submission
from activity.queries import candidates, words
from activity.queries import lines as coded
from activity.queries import source_cell as corners
from activity.queries.line_page import chosen, line_page
from activity.services.assigning import (
    NoSuchLine,
    NotAssigned,
    assign_lines,
    take_back_assignments,
)
from activity.tasks import read_submission
from activity.views.decisions import NotNow, deciding, in_words
from activity.views.submissions import crumbs
from meetings.queries import about
from pbc.core import access, clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.jobs import queue
from pbc.core.once import done, once


@require_safe
@requires("activity.view_line")
def line_detail(request, code):
    return show(request, code)


@require_safe
@requires("activity.view_line")
def source_cell(request, pk, cell):
    with snapshot():
        wanted = corners.wanted(request.user, pk, request.GET.get("sheet", ""), cell)
    if wanted is None:
        raise Http404
    trail = _way_back(request.user, wanted.submission)
    shown = {"wanted": wanted, "corner": corners.corner(wanted, request.user), "crumbs": trail}
    return render(request, "activity/source_cell.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("activity.publish_submission")
@once
def line_assign(request):
    codes = request.GET.getlist("line")
    found = coded.in_force(codes)
    within = [coded.may_open(request.user, one.line, coded.PUBLISHING) for one in found.values()]
    if not found or not all(within):
        raise Http404
    practices = candidates.practices_for(found.values(), known_on=clock.today())
    form = AssignForm(request.POST or None, practices=practices)
    if form.is_valid():
        said = form.cleaned_data
        answer = _done(
            request,
            f"Assigned to {said['practice'].name}",
            lambda: assign_lines(codes=codes, **said, on=clock.today(), by=request.user),
        )
        if answer:
            return answer
    shown = {"form": form, "chosen": chosen(found.values()), "crumbs": crumbs()}
    return render(request, "activity/line_assign.html", shown)


@deciding
@requires("activity.publish_submission")
@once(again="it is refused unless the line is assigned again")
def line_take_back(request, code):
    line = line_page(request.user, code)
    if line is None or not line.is_decided_here:
        raise Http404
    if request.method != "POST":
        return redirect("activity:line-detail", code=code)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return show(request, code, form)
    answer = _done(
        request,
        "Taken back",
        lambda: take_back_assignments(
            codes=[code], **form.cleaned_data, on=clock.today(), by=request.user
        ),
    )
    return answer or redirect("activity:line-detail", code=code)


def show(request, code, form=None):
    """Render the page of one line, with what was typed into its form."""
    with snapshot():
        line = line_page(request.user, code)
        raised = about.section(request.user, line and line.code, clock.today())
    if line is None:
        raise Http404
    form = (form or TakeBackForm()) if line.may_take_back else None
    trail = _way_back(request.user, line.file)
    shown = {"line": line, "form": form, "raised": raised, "crumbs": trail}
    return render(request, "activity/line_detail.html", shown)


def _way_back(user, file):
    """To the file; for who sees no files, to their position."""
    if access.may(user, "activity.view_submission"):
        return crumbs(file)
    return [{"name": "Position", "url": reverse("budgets:position")}]


def _done(request, what, deed):
    """Do it, have the files read again, and go to the first; None where it was refused."""
    try:
        with in_words():
            readings = deed()
    except NoSuchLine as fault:
        raise Http404 from fault
    except (NotAssigned, NotNow) as why:
        messages.warning(request, str(why))
        return None
    for reading in readings:
        queue(read_submission, submission_id=reading.pk)
    said = f"{what}. {_what_next(readings)}"
    seen = Submission.objects.visible_to(request.user)
    for reading in seen.filter(pk__in=[one.pk for one in readings]).order_by("pk")[:1]:
        return done(request, "activity:submission-detail", said, pk=reading.pk)
    return done(request, "activity:submission-list", said)


def _what_next(readings):
    if not readings:
        return "No file in force holds it, so no figure moves"
    if len(readings) == 1:
        return "The file is read again with that: no figure moves until you publish it"
    files = words.sentence_case(words.counted(len(readings), "file"))
    return f"{files} are read again with that: no figure moves until you publish them"
