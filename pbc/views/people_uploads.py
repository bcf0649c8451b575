"""People by a template: out, filled in, checked by cell, looked at, and entered once."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from activity.ingest.child import Refused
from activity.services.deliveries import legible
from budgets.sending import cells_of
from pbc import patience, people_sheet
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.exports.answer import XLSX
from pbc.core.forms import SentFile, form_helper
from pbc.core.models import HELD_OVER
from pbc.core.once import done, once
from pbc.core.pages.frame import counted
from pbc.core.people import joining, uploads
from pbc.core.people.forms import ROLES
from pbc.core.people.rules import NotAppointed
from pbc.core.people.scopes import scopes
from pbc.core.people.services.uploads import enter_people, keep_people
from pbc.core.people.views.people import up
from pbc.people_sheet import NotTheTemplate

LARGEST = 5 * 1024 * 1024  # bytes
A_LINE = 0.1  # seconds that the database may take for a line, beside what any page may wait


class UploadForm(forms.Form):
    """A filled-in template of people."""

    helper = form_helper("Send in")
    file = SentFile(
        label="The filled-in template",
        largest=LARGEST,  # some hundred lines: what is larger is something else
        too_large="This file is larger than 5 MB: it is not the template",
        help_text="An Excel workbook (.xlsx), up to 5 MB",
        error_messages={"required": "Choose the template that you filled in"},
    )


@require_safe
@requires("core.edit_people")
def template(request):
    places = sorted((one.code, one.name) for _, _, found in scopes() for one in found)
    content = people_sheet.written(roles=[name for _, name in ROLES], places=places)
    head = {"Content-Disposition": 'attachment; filename="people.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=head)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def upload_new(request):
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    shown = {"form": form} | up()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheets, sha256 = cells_of(file)
            filled, problems = _read(sheets, request.user)
        except (Refused, NotTheTemplate) as why:
            form.add_error("file", str(why))
            return render(request, "people/upload_new.html", shown)
        if not problems:
            about = {"file_name": legible(file.name), "sha256": sha256}
            kept = keep_people(lines=filled.lines, **about, by=request.user)
            text = "The file is read. Look at whom it would add and appoint"
            return done(request, "people-upload", text, pk=kept.pk)
        cells = counted(len(problems), "cell has", "cells have")
        form.add_error("file", f"{cells} to be put right first. Nothing was kept")
        shown["problems"] = problems
    return render(request, "people/upload_new.html", shown)


def _read(sheets, by):
    """The lines of a template, and everything that is wrong with them, row by row."""
    filled = people_sheet.read(
        sheets, roles={str(name): code for code, name in ROLES}, places=_places()
    )
    bad = {problem.row for problem in filled.problems}
    patience.longer(A_LINE * len(filled.lines))
    faults = joining.faults_of(filled.lines, by=by, but=bad)
    found = [filled.problem(f.row, f.field, f.message, f.fix) for f in faults]
    return filled, sorted([*filled.problems, *found], key=lambda one: (one.row, one.column))


def _places():
    """{role: {kind: {code: name}}} of what each role can be held over; under None of all."""
    by_kind = {kind: {one.code: one.name for one in found} for kind, _, found in scopes()}
    held = {code: {kind: by_kind[kind] for kind in HELD_OVER.get(code, ())} for code, _ in ROLES}
    return held | {None: by_kind}


@require_safe
@requires("core.edit_people")
def upload_detail(request, pk):
    with snapshot():
        page = uploads.upload_page(get_object_or_404(uploads.uploads(), pk=pk))
    return render(request, "people/upload.html", {"upload": page} | up())


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def upload_enter(request, pk):
    upload = get_object_or_404(uploads.uploads(), pk=pk)
    if request.method != "POST":
        return redirect("people-upload", pk=pk)
    patience.longer(A_LINE * len(upload.lines))
    try:
        steps = enter_people(upload=upload, seen=request.POST.get("seen", ""), by=request.user)
    except NotAppointed as why:
        messages.warning(request, str(why))
        return redirect("people-upload", pk=pk)
    made = sum(step.what != joining.SAME for step in steps)
    text = counted(made, "appointment is made", "appointments are made")
    return done(request, "people-upload", text, pk=pk)
