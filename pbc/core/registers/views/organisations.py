"""Groups, providers and localities: their lists, adding one, how it is called."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pbc.core import clock, exports
from pbc.core.access import may, requires
from pbc.core.deeds import snapshot
from pbc.core.forms import DayForm
from pbc.core.models import Group, Locality
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb, locality_url, panels
from pbc.core.pages.tables import facts_of
from pbc.core.paging import paged
from pbc.core.registers import forms, queries, services, tables
from pbc.core.registers.views.practices import DONE, METHODS, at, attempt, change, up


@require_safe
@requires("core.view_register")
def organisation_list(request, kind):
    model_of(kind)
    shown = {
        "kind": kind,
        "one": queries.ONE[kind],
        "many": queries.MANY[kind],
        "page": paged(queries.named(kind, request.user), request.GET.get("page")),
        "may_keep": may(request.user, queries.KEEPING),
        "crumbs": up(),
    }
    return render(request, "registers/organisation_list.html", shown)


@require_safe
@requires("core.view_register")
def organisation_list_table(request, kind):
    model_of(kind)
    called = queries.MANY[kind].capitalize() if kind != "pcts" else queries.MANY[kind]
    with snapshot():
        rows = queries.named(kind, request.user)
    facts, form = facts_of(called, [], clock.today()), request.GET.get("form")
    return exports.answer([tables.of_named(called, rows)], facts, called=called, form=form)


@require_safe
@requires("core.view_register")
def group_detail(request, code):
    form = DayForm(request.GET, today=clock.today())
    with snapshot():
        group = get_object_or_404(Group, code=code)
        page = queries.group_page(group, day=form.chosen, today=clock.today())
        shown = panels(request.user, group)
    members = paged(page.members, request.GET.get("page"))
    shown = {"group": page, "chooser": form, "panels": shown, "crumbs": up_to("groups")}
    shown["page"] = members
    return render(request, "registers/group_detail.html", shown)


@require_safe
@requires("core.view_register")
def group_detail_table(request, code):
    day = DayForm(request.GET, today=clock.today()).chosen
    with snapshot():
        page = queries.group_page(get_object_or_404(Group, code=code), day=day, today=clock.today())
    facts = facts_of(f"{page.name}, {page.code}", [page.heading], day)
    form = request.GET.get("form")
    return exports.answer(tables.of_group(page), facts, called=f"{page.name} {day}", form=form)


@METHODS
@requires(queries.KEEPING)
@once
def organisation_new(request, kind):
    model = model_of(kind)
    form = _new_form(request, model)
    if form.is_valid():
        said = form.cleaned_data | {"model": model, "by": request.user}
        deed = services.add_organisation
        if model is Locality:
            deed, said = services.add_locality, said | at(request)
        if attempt(form, partial(deed, **said)):
            return done(request, "registers:organisation-list", DONE, kind=kind)
    shown = {"form": form, "heading": f"Add a {queries.ONE[kind]}", "crumbs": up_to(kind)}
    return render(request, "registers/organisation_form.html", shown)


def _new_form(request, model):
    if model is Locality:
        return forms.LocalityForm(
            request.POST or None, commissioners=queries.commissioners(request.user)
        )
    return forms.OrganisationForm(request.POST or None)


@METHODS
@requires(queries.KEEPING)
@once(again="it sets what it says: twice is as good as once")
def organisation_edit(request, kind, code):
    organisation = get_object_or_404(model_of(kind), code=code)
    if kind == "localities" and organisation not in queries.localities(request.user):
        raise Http404
    form = forms.NameForm(request.POST or None, initial={"name": organisation.name})
    if form.is_valid():
        services.rename_organisation(
            organisation=organisation, **form.cleaned_data, by=request.user
        )
        return done(request, "registers:organisation-list", DONE, kind=kind)
    shown = {"form": form, "heading": f"What is {organisation} called?", "crumbs": up_to(kind)}
    return render(request, "registers/organisation_form.html", shown)


@METHODS
@requires(queries.KEEPING)
@once
def locality_move(request, code):
    """Put a locality under another PCT from a day on."""
    locality = get_object_or_404(queries.localities(request.user), code=code)
    others = queries.commissioners(request.user)
    return change(
        request,
        locality,
        forms.UnderForm(request.POST or None, commissioner=others),
        partial(services.move_locality, locality=locality),
        heading=f"Put {locality} under another PCT",
        look=partial(queries.touched_by_move, locality),
        after=(locality_url(locality), [*up(), Crumb(str(locality), locality_url(locality))]),
    )


def model_of(kind):
    """The model of a register, by the word in its address."""
    if kind not in queries.NAMED:
        raise Http404
    return queries.NAMED[kind]


def up_to(kind):
    url = reverse("registers:organisation-list", kwargs={"kind": kind})
    return [*up(), Crumb(kind.capitalize(), url)]
