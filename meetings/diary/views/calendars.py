from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary import forms
from meetings.diary.queries import calendars
from meetings.diary.queries.lists import VIEW
from meetings.diary.services.calendars import renew_calendar
from meetings.diary.views.frame import GET, GET_AND_POST, crumbs
from meetings.diary.views.meetings import as_calendar
from pbc.core import access, clock
from pbc.core.access import requires
from pbc.core.once import done, once

ADDRESS = "calendar address"  # its key in the session: it is shown once


@require_http_methods(GET_AND_POST)
@requires(VIEW)
@once(again="of several addresses the last is good")
def calendar(request):
    """The private address of the person's calendar: made here, and shown once."""
    form = forms.RenewForm(request.POST or None)
    if request.method == "POST":
        token = renew_calendar(by=request.user)
        path = reverse("diary:feed", args=[token])
        request.session[ADDRESS] = request.build_absolute_uri(path)
        return done(request, "diary:calendar", "The address is made. An older one leads nowhere")
    shown = {
        "form": form,
        "address": request.session.pop(ADDRESS, ""),
        "feed": calendars.feed_of(request.user),
        "crumbs": crumbs(),
    }
    return render(request, "diary/calendar.html", shown)


@require_http_methods(GET)
@login_not_required
def feed(request, token):
    """What a calendar reads at its private address, without signing in. It has no address of
    anybody in it; whoever may look at no meetings any more gets none. Asked for without TLS it is
    not there: led on, a program that was told the wrong address would give it away for ever."""
    person = calendars.whose(token)
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        raise Http404
    if person is None or not access.may(person, VIEW):
        raise Http404
    shown = calendars.meetings_of(person, clock.today())
    return as_calendar(request, shown, name="meetings.ics")
