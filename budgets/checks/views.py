from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from budgets.checks import first, queries, services, tables
from budgets.checks.forms import AgreedForm, AgreeForm
from budgets.models import AgreedCheck
from budgets.models.check import EDIT, VIEW
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb
from pbc.core.versions import ChangedMeanwhile

GET, GET_AND_POST = ["GET", "HEAD"], ["GET", "HEAD", "POST"]


@require_http_methods(GET)
@requires(VIEW)
def grid(request, code):
    with snapshot():
        return render(request, "checks/grid.html", {"grid": grid_of(request, code)})


@require_http_methods(GET)
@requires(VIEW)
def grid_table(request, code):
    with snapshot():
        found = grid_of(request, code)
    called, form = f"Checks of {code} {found.caption}", request.GET.get("form")
    return exports.answer(tables.of_grid(found), tables.facts_of(found), called=called, form=form)


def grid_of(request, code):
    """The grid of a group, of the month that the address names or the newest; 404 for a group
    that the person may not see, and for a month of which nothing was asked."""
    asked = [request.GET[name] for name in ("year", "month") if name in request.GET]
    try:
        group = queries.group_of(request.user, code)
        at = tuple(map(int, asked)) or None
        return queries.grid(request.user, group, today=clock.today(), at=at)
    except (queries.NoSuchGroup, queries.NoSuchMonth, ValueError) as fault:
        raise Http404 from fault


@require_http_methods(GET)
@requires(VIEW)
def agreed_list(request, code):
    with snapshot():
        group = or_404(queries.reader_of, request.user, code)
        page = queries.agreed_page(request.user, group, today=clock.today())
    sees = may_see_grid(request.user, code)
    shown = {"page": page, "crumbs": crumbs(group) if sees else []}
    return render(request, "checks/agreed.html", shown)


def may_see_grid(user, code):
    try:
        return bool(queries.group_of(user, code))
    except queries.NoSuchGroup:
        return False


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def agreed_new(request, code):
    group = or_404(queries.group_of, request.user, code, EDIT)
    given = {"today": clock.today(), "first": first.to_come(), "headings": first.headings()}
    form = AgreeForm(request.POST or None, **given)
    if form.is_valid():
        services.agree_check(group=group, **form.cleaned_data, by=request.user)
        said = "Agreed: each practice is asked for it when a month is published"
        return done(request, "checks:agreed-list", said, code=code)
    shown = {"form": form, "crumbs": crumbs(group, agreed=True)}
    return render(request, "checks/agreed_new.html", shown | {"group": group})


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def agreed_change(request, pk):
    seen = AgreedCheck.objects.visible_to(request.user, to=EDIT)
    agreed = get_object_or_404(seen.select_related("group", "heading"), pk=pk)
    form = AgreedForm(request.POST or None, agreed=agreed, today=clock.today())
    if form.is_valid():
        try:
            services.change_check(agreed=agreed, **form.cleaned_data, by=request.user)
        except services.NotAgreed as refusal:
            form.add_error("to_date", str(refusal))
        except ChangedMeanwhile as changed:
            form.show_change(changed)
        else:
            said = "Kept. What was asked already stays as it is"
            return done(request, "checks:agreed-list", said, code=agreed.group.code)
    shown = {"form": form, "agreed": agreed, "crumbs": crumbs(agreed.group, agreed=True)}
    return render(request, "checks/agreed_change.html", shown)


def or_404(find, *asked):
    """What is found; 404 where it is not there or not the person's."""
    try:
        return find(*asked)
    except queries.NoSuchGroup as fault:
        raise Http404 from fault


def crumbs(group, *, agreed=False):
    """The way up: the grid, and what was agreed."""
    way = [Crumb(f"Checks of {group}", reverse("checks:grid", args=[group.code]))]
    if agreed:
        way.append(Crumb("What was agreed", reverse("checks:agreed-list", args=[group.code])))
    return way
