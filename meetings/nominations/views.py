from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.decisions import tables
from meetings.decisions.views import crumbs, known, take, today
from meetings.matters.forms import DayOnlyForm
from meetings.models import Body, Nomination
from meetings.nominations import queries, services
from meetings.nominations.forms import NominateForm
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.forms import DayForm
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb

GET_AND_POST = ["GET", "HEAD", "POST"]
PAGE = "decisions:representation"


@require_http_methods(["GET"])
@requires(queries.VIEW)
def representative_list(request):
    with snapshot():
        found = queries.bodies(request.user, clock.today())
    shown = {"bodies": found, "crumbs": crumbs()}
    return render(request, "decisions/representative_list.html", shown)


@require_http_methods(["GET"])
@requires(queries.VIEW)
def representation(request, pk):
    form = DayForm(request.GET, today=clock.today())
    with snapshot():
        page = queries.representation(request.user, pk, day=form.chosen)
    if page is None:
        raise Http404
    shown = {"page": page, "chooser": form, "crumbs": way()}
    return render(request, "decisions/representation.html", shown)


@require_http_methods(["GET"])
@requires(queries.VIEW)
def representation_table(request, pk):
    day = DayForm(request.GET, today=clock.today()).chosen
    with snapshot():
        page = queries.representation(request.user, pk, day=day)
    if page is None:
        raise Http404
    of = f"Representatives, {page.name}"
    said = [page.caption, page.heading]
    return take(request, [tables.of_representation(page)], of, said, day=day)


@require_http_methods(GET_AND_POST)
@requires(queries.EDIT)
@once
def nominate(request, pk):
    body = get_object_or_404(Body.objects.visible_to(request.user, to=queries.EDIT), pk=pk)
    day = clock.today()
    begin = {"from_date": day, "group": request.GET.get("group", "")}
    given = {"groups": queries.groups_of(body, day), **known(request)}
    form = NominateForm(request.POST or None, initial=begin, **given)
    if form.is_valid():
        said = form.cleaned_data | {"body": body, "by": request.user}
        if attempt(form, partial(services.nominate, **said)):
            return done(request, PAGE, f"Nominated for {said['group']}", pk=pk)
    return show_form(request, form, "Who speaks for a group?", body)


@require_http_methods(GET_AND_POST)
@requires(queries.EDIT)
@once
def nomination_end(request, pk):
    seen = Nomination.objects.visible_to(request.user, to=queries.EDIT)
    nomination = get_object_or_404(seen.select_related("body", "group", "person"), pk=pk)
    label = {"label": "The last day of the term"}
    form = DayOnlyForm(request.POST or None, initial=today(), **label, **known(request))
    if form.is_valid():
        said = form.cleaned_data | {"nomination": nomination, "by": request.user}
        if attempt(form, partial(services.end_nomination, **said)):
            return done(request, PAGE, "Ended", pk=nomination.body_id)
    return show_form(request, form, str(nomination), nomination.body)


def attempt(form, deed):
    """Whether a deed was done; where it is refused, the form says why."""
    try:
        deed()
    except services.NotNominated as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def show_form(request, form, heading, body):
    """Render a page that asks one thing of a body."""
    up = [*way(), Crumb(body.name, reverse(PAGE, args=[body.pk]))]
    shown = {"form": form, "heading": heading, "caption": body.name, "crumbs": up}
    return render(request, "decisions/form.html", shown)


def way():
    """The way up from the representatives on a body."""
    return [*crumbs(), Crumb("Representatives", reverse("decisions:representative-list"))]
