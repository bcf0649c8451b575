from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from meetings.diary import days
from meetings.diary.listing import AttendanceForm
from meetings.diary.queries import people
from meetings.diary.queries.groups import spoken_for
from meetings.diary.queries.lists import EDIT
from meetings.diary.services.attendance import write_attendance
from meetings.diary.views.frame import GET_AND_POST, attempt, crumbs, meeting_to_edit
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.once import done, once


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def attendance(request, pk):
    """Write down the list of a meeting, on one page."""
    meeting = meeting_to_edit(request, pk)
    form = _form(request, meeting)
    if form.is_valid() and attempt(form, lambda said: _write(meeting, said, request.user)):
        return done(request, "diary:meeting-detail", "The list is written down", pk=pk)
    shown = {
        "form": form,
        "meeting": meeting,
        "heading": f"Who came on {days.day_said(meeting)}",
        "last": people.last_list(meeting),
        "crumbs": crumbs(meeting=meeting),
    }
    return render(request, "diary/attendance.html", shown)


def _form(request, meeting):
    today = clock.today()
    return AttendanceForm(
        request.POST or None,
        usual=people.usual(meeting, today),
        practices=spoken_for(meeting, meeting.day or today),
        people=people.with_accounts(today),
        initial={"version": meeting.version},
    )


def _write(meeting, said, by):
    listed = {"version": said["version"], "listed": said["listed"]}
    return write_attendance(meeting=meeting, **listed, on=clock.today(), by=by)
