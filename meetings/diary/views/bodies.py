from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from meetings.diary import forms, tables
from meetings.diary.queries import people
from meetings.diary.queries.bodies import body_page
from meetings.diary.queries.groups import practices_of
from meetings.diary.queries.lists import EDIT, VIEW, meetings_page
from meetings.diary.services import bodies
from meetings.diary.views.frame import GET, GET_AND_POST, ask, body_to_edit, crumbs
from meetings.models import Seat
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import once
from pbc.core.pages.tables import facts_of

BODY = "diary:body-detail"


@require_http_methods(GET)
@requires(VIEW)
def meeting_list(request):
    with snapshot():
        asked = {"show": request.GET.get("show"), "number": request.GET.get("page")}
        found = meetings_page(request.user, clock.today(), **asked)
    return render(request, "diary/meeting_list.html", {"list": found, "page": found.page})


@require_http_methods(GET)
@requires(VIEW)
def body_detail(request, pk):
    with snapshot():
        found = body_page(request.user, pk, clock.today(), request.GET.get("page"))
    if found is None:
        raise Http404
    return render(request, "diary/body_detail.html", {"page": found, "crumbs": crumbs()})


@require_http_methods(GET)
@requires(VIEW)
def body_detail_table(request, pk):
    today = clock.today()
    with snapshot():
        page = body_page(request.user, pk, today)
    if page is None:
        raise Http404
    called = f"{page.body.name}, {page.caption}"
    facts = facts_of(called, [f"{page.series}.", f"{page.quorum}."], today)
    seats, form = [tables.of_seats(page.seats)], request.GET.get("form")
    return exports.answer(seats, facts, called=called, form=form)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def body_new(request):
    form = forms.NewBodyForm(request.POST or None, places=people.organisations(request.user))
    return ask(
        request,
        form,
        lambda said: bodies.set_up_body(
            organisation=said["of"],
            name=said["name"],
            kind=said["kind"],
            quorum=said["quorum"],
            by=request.user,
        ),
        to=BODY,
        said="The body is set up: say next who sits on it",
        heading="Set up a body",
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def body_change(request, pk):
    body = body_to_edit(request, pk)
    now = {name: getattr(body, name) for name in ("version", "name", "kind", "quorum")}
    return ask(
        request,
        forms.ChangeBodyForm(request.POST or None, initial=now),
        lambda said: bodies.change_body(body=body, **said, by=request.user),
        to=BODY,
        said="Changed",
        heading=f"Change {body.name}",
        crumbs=crumbs(body=body),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def seat_new(request, pk):
    body, today = body_to_edit(request, pk), clock.today()
    form = forms.SeatForm(
        request.POST or None,
        people=people.with_accounts(today),
        practices=practices_of(body, today),
        initial={"from_date": today},
    )
    return ask(
        request,
        form,
        lambda said: bodies.give_seat(body=body, **said, by=request.user),
        to=BODY,
        pk=pk,
        said="The seat is given",
        heading=f"Give a seat on {body.name}",
        lead="A seat shows the body to who may look at meetings. It gives no right to write.",
        crumbs=crumbs(body=body),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def seat_end(request, pk):
    seen = Seat.objects.visible_to(request.user, to=EDIT).select_related("body")
    seat = get_object_or_404(seen, pk=pk)
    initial = {"version": seat.version, "last_day": seat.to_date or clock.today()}
    return ask(
        request,
        forms.SeatEndForm(request.POST or None, initial=initial),
        lambda said: bodies.end_seat(seat=seat, **said, by=request.user),
        to=BODY,
        pk=seat.body_id,
        said=f"The seat of {seat.name} ends",
        heading=f"End the seat of {seat.name}",
        crumbs=crumbs(body=seat.body),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def series_new(request, pk):
    body = body_to_edit(request, pk)
    return ask(
        request,
        forms.SeriesForm(request.POST or None),
        lambda said: bodies.arrange_series(body=body, **said, on=clock.today(), by=request.user),
        to=BODY,
        pk=pk,
        said="Arranged: the next days are proposed as soon as one meeting has a day",
        heading=f"Say how often {body.name} meets",
        crumbs=crumbs(body=body),
    )
