from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary.queries.lists import EDIT, VIEW
from meetings.diary.views.frame import GET, GET_AND_POST, ask
from meetings.events import choices, forms, queries, services, tables
from meetings.models import Event
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import once
from pbc.core.pages.frame import Crumb
from pbc.core.pages.tables import facts_of

DETAIL = "events:event-detail"


@require_http_methods(GET)
@requires(VIEW)
def event_list(request):
    with snapshot():
        found = queries.event_list(request.user, request.GET.get("page"))
    shown = {"list": found, "page": found.page, "crumbs": crumbs()[:1]}
    return render(request, "events/event_list.html", shown)


@require_http_methods(GET)
@requires(VIEW)
def event_detail(request, pk):
    page = page_of(request, pk)
    return render(request, "events/event_detail.html", {"page": page, "crumbs": crumbs()})


@require_http_methods(GET)
@requires(VIEW)
def event_detail_table(request, pk):
    page = page_of(request, pk)
    called, said = str(page.event), [page.lead, f"{page.sentence}."]
    facts = facts_of(page.caption, said, clock.today())
    form = request.GET.get("form")
    return exports.answer([tables.of_event(page)], facts, called=called, form=form)


@require_http_methods(GET)
@requires(VIEW)
def matrix(request):
    with snapshot():
        found = queries.matrix(request.user, request.GET.get("page", "1"))
    shown = {"matrix": found, "page": found.page, "crumbs": crumbs()}
    return render(request, "events/matrix.html", shown)


@require_http_methods(GET)
@requires(VIEW)
def matrix_table(request):
    with snapshot():
        found = queries.matrix(request.user)
    called, form = "Practices and events", request.GET.get("form")
    facts = facts_of(called, [f"{found.heading}."], clock.today())
    return exports.answer([tables.of_matrix(found)], facts, called=called, form=form)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def event_new(request):
    given = given_to(request) | {"bodies": choices.bodies(request.user)}
    return ask(
        request,
        forms.NewEventForm(request.POST or None, **given),
        lambda said: services.arrange_event(**said, by=request.user),
        to=DETAIL,
        said="The event is arranged",
        heading="Arrange an event",
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def event_change(request, pk):
    seen = Event.objects.visible_to(request.user, to=EDIT)
    event = get_object_or_404(seen.with_names(), pk=pk)
    invited = [str(one) for one in event.invitations.values_list("practice", flat=True)]
    now = {"version": event.version, "kind": event.kind, "practices": invited}
    return ask(
        request,
        forms.ChangeEventForm(request.POST or None, initial=now, **given_to(request, event)),
        lambda said: services.change_event(event=event, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Saved",
        heading=f"Who is invited to {event}",
        lead="Who came stays in the list, whoever is invited.",
        crumbs=[*crumbs(), Crumb(str(event), reverse(DETAIL, args=[pk]))],
    )


def page_of(request, pk):
    """The page of an event; 404 for who may not see it, as for none."""
    with snapshot():
        page = queries.event_page(request.user, pk)
    if page is None:
        raise Http404
    return page


def given_to(request, event=None):
    """The practices that can be invited, and their groups."""
    practices = choices.invitable(request.user, event)
    return {"practices": practices, "groups": choices.groups(practices, clock.today())}


def crumbs():
    """The way up: the meetings, the events."""
    return [
        Crumb("Meetings", reverse("diary:meeting-list")),
        Crumb("Events", reverse("events:event-list")),
    ]
