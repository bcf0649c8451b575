from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from meetings.diary import days, forms
from meetings.diary.queries.calendars import path_of
from meetings.diary.queries.invited import invited
from meetings.diary.queries.lists import EDIT, VIEW
from meetings.diary.queries.one import meeting_page
from meetings.diary.rules import NotKept
from meetings.diary.services import meetings
from meetings.diary.services.invitations import invite
from meetings.diary.views.frame import (
    GET,
    GET_AND_POST,
    ask,
    body_to_edit,
    crumbs,
    meeting_to_edit,
)
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once

MEETING = "diary:meeting-detail"


@require_http_methods(GET)
@requires(VIEW)
def meeting_detail(request, pk):
    page = _page(request, pk)
    way = crumbs(body=page.meeting.body) if page.may_see_body else crumbs()
    return render(request, "diary/meeting_detail.html", {"page": page, "crumbs": way})


def _page(request, pk):
    with snapshot():
        page = meeting_page(request.user, pk, clock.today())
    if page is None:
        raise Http404
    return page


@require_http_methods(GET)
@requires(VIEW)
def meeting_calendar(request, pk):
    """A meeting as a file for a calendar; 404 where its day is not known."""
    meeting = _page(request, pk).meeting
    if meeting.day is None:
        raise Http404
    return as_calendar(request, [meeting], name="meeting.ics")


def as_calendar(request, shown, *, name):
    """Meetings as iCalendar: a file to keep."""
    from meetings.diary import ical  # its library is loaded by who asks for a calendar

    def address(meeting):
        return request.build_absolute_uri(path_of(meeting))

    made = ical.calendar(shown, address, now=clock.now())
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def meeting_new(request, pk):
    body = body_to_edit(request, pk)
    return ask(
        request,
        forms.MeetingForm(request.POST or None, initial=_usual(body, request.GET.get("day", ""))),
        lambda said: meetings.arrange_meeting(body=body, **said, by=request.user),
        to=MEETING,
        said="The meeting is arranged: put its agenda together next",
        heading=f"Arrange a meeting of {body.name}",
        crumbs=crumbs(body=body),
    )


def _usual(body, day):
    """What is usual for the body, and the day that was proposed."""
    series = body.series.filter(until=None).order_by("pk").last()
    names = ("starts", "ends", "place", "lunch")
    usual = {name: getattr(series, name) for name in names} if series else {}
    try:
        return usual | {"day": date.fromisoformat(day)}
    except ValueError:
        return usual


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def meeting_move(request, pk):
    meeting = meeting_to_edit(request, pk)
    names = ("version", "day", "starts", "ends", "place", "lunch")
    now = {name: getattr(meeting, name) for name in names}
    if meeting.day is None:
        now["month"] = days.month_said(meeting.month)
    return ask(
        request,
        forms.MoveForm(request.POST or None, initial=now),
        lambda said: meetings.move_meeting(meeting=meeting, **said, by=request.user),
        to=MEETING,
        pk=pk,
        said="Moved: calendars that read it here are told",
        heading=f"Move the meeting of {days.day_said(meeting)}",
        crumbs=crumbs(meeting=meeting),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def meeting_cancel(request, pk):
    meeting = meeting_to_edit(request, pk)
    return ask(
        request,
        forms.CancelForm(request.POST or None, initial={"version": meeting.version}),
        lambda said: meetings.cancel_meeting(meeting=meeting, **said, by=request.user),
        to=MEETING,
        pk=pk,
        said="Cancelled",
        heading=f"Cancel the meeting of {days.day_said(meeting)}",
        lead="It stays in the list as cancelled, and calendars that read it here strike it out.",
        crumbs=crumbs(meeting=meeting),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def meeting_invite(request, pk):
    """Who gets a mail about it, who has to be told otherwise; a button sends it."""
    meeting, today = meeting_to_edit(request, pk), clock.today()
    if request.method == "POST":
        try:
            sent = invite(meeting=meeting, on=today, by=request.user)
        except NotKept as refusal:
            messages.warning(request, str(refusal))
            return redirect(MEETING, pk=pk)
        said = f"{sent} {'mail is' if sent == 1 else 'mails are'} on the way"
        return done(request, MEETING, said, pk=pk)
    shown = {
        "invited": invited(meeting, today),
        "heading": f"Tell those who are invited to the meeting of {days.day_said(meeting)}",
        "crumbs": crumbs(meeting=meeting),
    }
    return render(request, "diary/invite.html", shown)
