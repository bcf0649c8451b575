from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from meetings.diary.views import frame
from meetings.minutes.refused import Refused
from meetings.models import Body, Meeting, MeetingState, MinutesCopy, OldMinutes, Sent
from meetings.records import as_pdf, as_word
from meetings.records import page as pages
from meetings.records.forms import AmendForm, ReadForm, VersionForm
from meetings.records.paper import paper
from meetings.records.reading import ReviewForm, digest_of, found
from meetings.records.services import keeping, sending
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb, counted
from pbc.core.versions import ChangedMeanwhile

WRITTEN = {"word": as_word.written, "pdf": as_pdf.written}
ENDINGS = {"word": "docx", "pdf": "pdf"}
KINDS = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
GET_AND_POST = ["GET", "HEAD", "POST"]
VIEW, EDIT = "meetings.view_meeting", "meetings.edit_meeting"


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def read(request):
    """Take old minutes, and show what is found in them. Nothing is kept."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReadForm(*sent)
    if form.is_valid():
        try:
            text, file = form.cleaned_data["text"], form.cleaned_data["file"]
            return review(request, text, file.name[-150:] if file else "")
        except Refused as refusal:
            form.add_error("pasted", str(refusal))
    return render(request, "minutes/read.html", {"form": form})


def review(request, text, file_name):
    """The page with what was found in a text. Raises Refused."""
    given = {"minutes": found(text), "bodies": bodies(request)}
    form = ReviewForm(initial={"text": text, "file_name": file_name}, **given)
    return show_review(request, form, text)


def show_review(request, form, text):
    digest = digest_of(text)
    before = OldMinutes.objects.visible_to(request.user).filter(sha256=digest).first()
    shown = {"form": form, "before": before, "crumbs": crumbs()}
    return render(request, "minutes/review.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def keep(request):
    """Keep what somebody has looked at."""
    text = request.POST.get("text", "")
    try:
        minutes = found(text)
    except Refused:
        return redirect("minutes:read")
    form = ReviewForm(request.POST, minutes=minutes, bodies=bodies(request))
    if form.is_valid():
        try:
            meeting = kept(form, request.user)
        except keeping.NotKept as refusal:
            form.add_error(None, str(refusal))
        else:
            actions = counted(len(form.kept_actions()), "action", "actions")
            decisions = counted(len(form.kept_decisions()), "decision", "decisions")
            said = f"Kept: {meeting}, with {actions} and {decisions}"
            return done(request, "minutes:detail", said, pk=meeting.pk)
    return show_review(request, form, text)


def kept(form, user):
    """The meeting made of what was reviewed."""
    given = form.cleaned_data
    return keeping.keep_old_minutes(
        body=form.bodies[given["body"]],
        **{name: given[name] for name in ("day", "place", "text", "file_name")},
        listed=form.kept_people(),
        actions=form.kept_actions(),
        decisions=form.kept_decisions(),
        sections=form.minutes.sections,
        on=clock.today(),
        by=user,
    )


def bodies(request):
    """The bodies whose meetings the person keeps."""
    return Body.objects.visible_to(request.user, to=EDIT).with_names().order_by("name", "pk")


@require_http_methods(["GET"])
@requires(VIEW)
def detail(request, pk):
    return show(request, pk)


def show(request, pk, **forms):
    """Render the minutes of a meeting, with what was typed into a form of the page."""
    with snapshot():
        meeting = seen(request, pk)
        page = pages.minutes_page(request.user, meeting, today=clock.today())
        shown = {
            "page": page,
            "amend_form": forms.get("form") or AmendForm(),
            "crumbs": frame.crumbs(meeting=meeting, may_see_body=page.may_see_body),
            **forms,
        }
        return render(request, "minutes/detail.html", shown)


def seen(request, pk, to=VIEW):
    """A meeting of which there are minutes: 404 for what the person may not see."""
    rows = Meeting.objects.visible_to(request.user, to=to).with_names()
    return get_object_or_404(rows, pk=pk, state=MeetingState.HELD)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def circulate(request, pk):
    return do(request, pk, "Sent round", sending.circulate_minutes)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def approve(request, pk):
    return do(request, pk, "Approved, and locked", sending.approve_minutes)


def do(request, pk, said, service):
    """Do one deed to the minutes of a meeting. A GET does nothing."""
    meeting = seen(request, pk, to=EDIT)
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("minutes:detail", pk=pk)
    version = form.cleaned_data["version"]
    try:
        service(meeting=meeting, version=version, on=clock.today(), by=request.user)
    except (sending.NotSent, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect("minutes:detail", pk=pk)
    return done(request, "minutes:detail", f"{said}: {meeting}", pk=pk)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def amend(request, pk):
    meeting = seen(request, pk, to=EDIT)
    if request.method != "POST":
        return redirect("minutes:detail", pk=pk)
    form = AmendForm(request.POST)
    if not form.is_valid():
        return show(request, pk, form=form)
    try:
        sending.amend_minutes(
            meeting=meeting, **form.cleaned_data, on=clock.today(), by=request.user
        )
    except sending.NotSent as refusal:
        messages.warning(request, str(refusal))
        return redirect("minutes:detail", pk=pk)
    return done(request, "minutes:detail", "Added beside the minutes", pk=pk)


@require_http_methods(["GET"])
@requires(VIEW)
def taken(request, pk, form):
    """The minutes as Word or PDF: as they were approved, or as they are now."""
    meeting = seen(request, pk)
    kept = meeting.copies.filter(kind=Sent.APPROVED).first()
    if form not in WRITTEN:
        raise Http404
    content = bytes(getattr(kept, form)) if kept else WRITTEN[form](paper(meeting))
    return as_file(content, str(meeting), form)


@require_http_methods(["GET"])
@requires(VIEW)
def copy(request, pk, form):
    """A copy of minutes as it was sent or approved, byte for byte."""
    kept = get_object_or_404(MinutesCopy.objects.visible_to(request.user), pk=pk)
    if form not in WRITTEN:
        raise Http404
    called = f"{kept.meeting} {kept.get_kind_display()}"
    return as_file(bytes(getattr(kept, form)), called, form)


def as_file(content, called, form):
    """Bytes to take away."""
    name = f"{slugify(called)[:100] or 'minutes'}.{ENDINGS[form]}"
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=name, content_type=KINDS[form]
    )


def crumbs():
    """The way up from what is found in old minutes."""
    return [Crumb("Read old minutes", reverse("minutes:read"))]
