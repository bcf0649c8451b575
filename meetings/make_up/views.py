from django.views.decorators.http import require_http_methods

from meetings.diary.queries.lists import EDIT
from meetings.diary.views.frame import GET_AND_POST, ask, body_to_edit, crumbs
from meetings.make_up import services
from meetings.make_up.forms import MakeUpForm
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.once import once


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def body_make_up(request, pk):
    body = body_to_edit(request, pk)
    form = MakeUpForm(
        request.POST if request.method == "POST" else None,
        seats=body.seats.in_force(clock.today()).order_by("name", "pk"),
        rules={one.kind: one for one in body.seat_rules.all()},
        initial={"version": body.version, "side": body.side},
    )
    return ask(
        request,
        form,
        lambda _: services.say_make_up(body=body, **form.said(), by=request.user),
        to="diary:body-detail",
        pk=pk,
        said="Kept: the page says how it is made up",
        heading=f"How is {body} to be made up?",
        lead="Leave a kind empty for which there is no rule.",
        crumbs=crumbs(body=body),
    )
