from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary.queries.lists import EDIT, VIEW
from meetings.diary.rules import NotKept
from meetings.diary.views.agenda import as_file
from meetings.diary.views.frame import GET, GET_AND_POST, ask
from meetings.events import booking, choices, forms, queries, services, tables
from meetings.events.places import invitation
from meetings.models import Event, Paper
from meetings.models.event import BOOK
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
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
        lambda said: services.arrange_event(**said, on=clock.today(), by=request.user),
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
    now = {
        "version": event.version,
        "kind": event.kind,
        "places": event.places,
        "audience": event.audience_id or "",
        "practices": invited,
    }
    return ask(
        request,
        forms.ChangeEventForm(request.POST or None, initial=now, **given_to(request, event)),
        lambda said: services.change_event(event=event, **said, on=clock.today(), by=request.user),
        to=DETAIL,
        pk=pk,
        said="Saved",
        heading=f"Who is invited to {event}",
        lead="Who came stays in the list, whoever is invited.",
        crumbs=[*crumbs(), Crumb(str(event), reverse(DETAIL, args=[pk]))],
    )


@require_http_methods(GET_AND_POST)
@requires(BOOK)
@once(again="a practice has one place: booked twice it is once")
def place_book(request, pk):
    """A button: it books a place, takes one that is kept, or goes on the waiting list."""
    return _change_place(request, pk, booking.book_place)


@require_http_methods(GET_AND_POST)
@requires(BOOK)
@once(again="given up twice it is given up once")
def place_give_up(request, pk):
    """A button: it gives the place up, or the turn on the waiting list."""
    return _change_place(request, pk, booking.give_up_place)


def _change_place(request, pk, deed):
    """Do it for a practice for which the user may book, and say how it stands; a GET does
    nothing."""
    found = invitation(request.user, pk)
    if found is None:
        raise Http404
    if request.method != "POST":
        return redirect(DETAIL, pk=found.event_id)
    whose = {"event": found.event, "practice": found.practice}
    try:
        deed(**whose, on=clock.today(), by=request.user)
    except NotKept as refusal:
        messages.warning(request, str(refusal))
        return redirect(DETAIL, pk=found.event_id)
    return done(request, DETAIL, queries.stand_of(**whose), pk=found.event_id)


@require_http_methods(GET)
@requires(VIEW)
def paper(request, pk):
    """The bytes of a paper of the event: always a file to keep, never a page of this site."""
    seen = Paper.objects.filter(item__meeting__event__in=Event.objects.visible_to(request.user))
    return as_file(get_object_or_404(seen.handed_out(), pk=pk))


def page_of(request, pk):
    """The page of an event; 404 for who may not see it, as for none."""
    with snapshot():
        page = queries.event_page(request.user, pk, clock.today())
    if page is None:
        raise Http404
    return page


def given_to(request, event=None):
    """The practices that can be invited, their groups, and the lists of people."""
    practices = choices.invitable(request.user, event)
    return {
        "practices": practices,
        "groups": choices.groups(practices, clock.today()),
        "audiences": choices.audiences(request.user, event),
    }


def crumbs():
    """The way up: the meetings, the events."""
    return [
        Crumb("Meetings", reverse("diary:meeting-list")),
        Crumb("Events", reverse("events:event-list")),
    ]
