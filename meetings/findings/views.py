from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings import services
from meetings.findings.forms import FindingForm
from meetings.models import State
from meetings.queries import about, words
from meetings.queries.rows import EDIT
from meetings.views import GET_AND_POST, crumbs, editable, way_back
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def action_check(request, pk):
    action, page = editable(request, pk), reverse("meetings:action-detail", args=[pk])
    if not action.asks_finding:
        raise Http404
    if request.method != "POST" and action.state != State.OPEN:
        return redirect(page)
    form = FindingForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        given = form.cleaned_data
        what = {"finding": given["finding"], "said": given["note"]}
        try:
            services.close_check(action=action, **what, on=clock.today(), by=request.user)
        except services.NotDone as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, way_back(request) or page, f"Closed: {action.text}")
    today = clock.today()
    shown = {
        "form": form,
        "action": action,
        "late": words.late(action, today),
        "due": words.due(action, today),
        "figure": about.find(request.user, action.about),
        "crumbs": [*crumbs(), Crumb(action.text, page)],
    }
    return render(request, "meetings/action_check.html", shown)
