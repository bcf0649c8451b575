from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from meetings.diary.views.frame import GET, GET_AND_POST
from meetings.newsletters import audiences, links
from meetings.newsletters.services import audiences as services
from pbc.core import clock
from pbc.core.access import for_anybody
from pbc.core.deeds import snapshot
from pbc.core.once import done, once

MINE = "newsletters:mine"


@require_http_methods(GET)
@for_anybody
def mine(request):
    """The lists in which somebody is, and those that they left."""
    with snapshot():
        rows = audiences.own_rows(request.user, clock.today())
    return render(request, "newsletters/mine.html", {"rows": rows})


@require_http_methods(GET_AND_POST)
@for_anybody
@once(again="it sets what it says: leaving twice is leaving")
def leave(request, pk):
    audience = own(request, pk)
    if request.method != "POST":
        return redirect(MINE)
    services.leave_audience(audience=audience, by=request.user)
    return done(request, MINE, f"You get no more mail to {audience}")


@require_http_methods(GET_AND_POST)
@for_anybody
@once(again="it sets what it says: coming back twice is coming back")
def rejoin(request, pk):
    audience = own(request, pk)
    if request.method != "POST":
        return redirect(MINE)
    services.rejoin_audience(audience=audience, by=request.user)
    return done(request, MINE, f"You get the mail to {audience} again")


def own(request, pk):
    """An audience in which the person is, or which they left; 404 for any other."""
    audience = audiences.own_audience(request.user, pk, clock.today())
    if audience is None:
        raise Http404
    return audience


# A mail program sends it, without a page of ours before it: the link is the secret.
@csrf_exempt  # nosemgrep
@require_http_methods(GET_AND_POST)
@login_not_required
def leave_link(request, token):
    """Leave a list by the link of a mail, without signing in: a page with one button, or the POST
    of a mail program (RFC 8058). It shows nothing but the name of the list."""
    found = links.read(token)
    if found is None:
        raise Http404
    audience, person = found
    is_done = request.method == "POST"
    if is_done:
        services.leave_audience(audience=audience, by=person)
    shown = {"audience": audience, "is_done": is_done}
    return render(request, "newsletters/leave.html", shown)
