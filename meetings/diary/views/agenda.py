import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from meetings.diary import forms
from meetings.diary.queries.lists import EDIT, VIEW
from meetings.diary.queries.one import last_said
from meetings.diary.rules import NotKept
from meetings.diary.services import agenda, papers
from meetings.diary.views.frame import (
    GET,
    GET_AND_POST,
    ask,
    crumbs,
    item_to_edit,
    meeting_to_edit,
)
from meetings.models import Paper
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.once import done, once
from pbc.core.versions import ChangedMeanwhile

MEETING = "diary:meeting-detail"


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def item_new(request, pk):
    meeting = meeting_to_edit(request, pk)
    return ask(
        request,
        forms.ItemForm(request.POST or None),
        lambda said: agenda.add_item(meeting=meeting, **said, by=request.user),
        to=MEETING,
        pk=pk,
        said="Added to the agenda",
        heading="Add an item to the agenda",
        crumbs=crumbs(meeting=meeting),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def item_change(request, pk):
    item = item_to_edit(request, pk)
    now = {name: getattr(item, name) for name in ("version", "heading", "number")}
    return ask(
        request,
        forms.ItemChangeForm(request.POST or None, initial=now),
        lambda said: agenda.change_item(item=item, **said, by=request.user),
        to=MEETING,
        pk=item.meeting_id,
        said="Changed",
        heading=f"Change “{item.heading}”",
        crumbs=crumbs(meeting=item.meeting),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def item_off(request, pk):
    """A button: it takes the item off. A GET does nothing."""
    item = item_to_edit(request, pk)
    if request.method != "POST":
        return redirect(MEETING, pk=item.meeting_id)
    try:
        agenda.take_off(item=item, version=_version(request), by=request.user)
    except (NotKept, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect(MEETING, pk=item.meeting_id)
    return done(request, MEETING, f"Taken off the agenda: {item.heading}", pk=item.meeting_id)


def _version(request):
    typed = request.POST.get("version", "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else 0


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def item_reports(request, pk):
    """What each group says round the table, with what it said last time beside it."""
    item = item_to_edit(request, pk)
    reports = item.reports.select_related("group").order_by("group__name", "pk")
    last = last_said(request.user, item.meeting)
    form = forms.ReportsForm(request.POST or None, reports=list(reports), last=last)
    return ask(
        request,
        form,
        lambda _: _write(item, form, request.user),
        to=MEETING,
        pk=item.meeting_id,
        said="Saved",
        heading=item.heading,
        crumbs=crumbs(meeting=item.meeting),
    )


def _write(item, form, by):
    """A row that somebody else wrote meanwhile is said; what was typed stays in the form."""
    try:
        return agenda.write_reports(item=item, said=form.said(), by=by)
    except ChangedMeanwhile as changed:
        form.data = form.data.copy()
        form.data[f"version-{changed.row.pk}"] = changed.row.version
        name = f"text-{changed.row.pk}"
        raise NotKept(f"{changed}. It is now: {changed.row.text or 'empty'}", name) from changed


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def paper_new(request, pk):
    item = item_to_edit(request, pk)
    return ask(
        request,
        forms.PaperForm(request.POST or None, request.FILES or None),
        lambda said: papers.attach_paper(item=item, **said, on=clock.today(), by=request.user),
        to=MEETING,
        pk=item.meeting_id,
        said="Attached",
        heading=f"Attach a paper to “{item.heading}”",
        crumbs=crumbs(meeting=item.meeting),
    )


@require_http_methods(GET)
@requires(VIEW)
def paper(request, pk):
    """The bytes as they came: always a file to keep, never a page of this site."""
    return as_file(get_object_or_404(Paper.objects.visible_to(request.user).handed_out(), pk=pk))


def as_file(found):
    """The bytes of a paper as they came, to keep."""
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    header = content_disposition_header(as_attachment=True, filename=found.name)
    answer["Content-Disposition"] = header
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def paper_off(request, pk):
    """A button: it takes the paper off. A GET does nothing."""
    seen = Paper.objects.visible_to(request.user, to=EDIT).filter(taken_off_on=None)
    found = get_object_or_404(seen.select_related("item__meeting").defer("content"), pk=pk)
    meeting = found.item.meeting_id
    if request.method != "POST":
        return redirect(MEETING, pk=meeting)
    try:
        papers.take_paper_off(paper=found, on=clock.today(), by=request.user)
    except NotKept as refusal:
        messages.warning(request, str(refusal))
        return redirect(MEETING, pk=meeting)
    return done(request, MEETING, f"Taken off: {found.name}", pk=meeting)
