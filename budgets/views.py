from dataclasses import replace
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets import tables
from budgets.addresses import KINDS, address, figure_address
from budgets.forms import Chooser, PositionForm
from budgets.queries import visible
from budgets.queries.page import position_page
from budgets.queries.rows import rows_page
from budgets.queries.stated import stated_page
from budgets.queries.statement import statement as statement_of
from budgets.queries.territory import NoSuchScope, as_registered
from meetings.queries import about
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.paging import paged
from pbc.core.values import Figure, Scope


def of_a_scope(view):
    """Hand the view its scope. What may not be seen is answered as what does not exist."""

    @wraps(view)
    def shown(request, kind, code):
        if kind not in KINDS and (kind, code) != ("county", None):
            raise Http404
        try:
            return view(request, Scope(kind, code))
        except NoSuchScope as fault:
            raise Http404 from fault

    return shown


def asked_by(request):
    """What says which position is asked for."""
    return Chooser(request.GET, today=clock.today())


@require_http_methods(["GET"])
@requires("budgets.view_position")
def position_own(request):
    return redirect(address(visible.widest(request.user)))


@require_http_methods(["GET"])
@requires("budgets.view_position")
def figure(request, code):
    try:
        meant = Figure.of(code)
    except ValueError as fault:
        raise Http404 from fault
    return redirect(figure_address(replace(meant, scope=as_registered(meant.scope))))


@require_http_methods(["GET"])
@requires("budgets.view_position")
@of_a_scope
def position(request, scope):
    elsewhere = chosen(request, scope)
    if elsewhere:
        return redirect(elsewhere)
    with snapshot(may_lag=True):
        chooser = asked_by(request)
        page = position_page(request.user, chooser.asked(scope))
        raised = about.section(request.user, getattr(page, "figure", ""), clock.today())
        chooser.offer(page.scopes, scope)
    shown = {page.called: page, "chooser": chooser, "raised": raised}
    return render(request, page.template, shown)


def chosen(request, scope):
    """Where to go if another scope was chosen on the page: its address, the rest as it was.

    Raises NoSuchScope for a code that no address can hold.
    """
    kind, _, code = request.GET.get("scope", "").partition(":")
    wanted = Scope(kind, code or None)
    if kind not in ("county", *KINDS) or wanted == scope or (kind != "county") != bool(code):
        return ""
    if "/" in code:
        raise NoSuchScope(f"There is no {kind} {code}")
    rest = {name: request.GET.get(name) for name in PositionForm.base_fields if name != "scope"}
    return address(wanted, **rest)


def which(request):
    """The figure whose rows are wanted, as the address says it."""
    figure = {name: request.GET.get(name, "") for name in ("heading", "practice", "part")}
    return figure | {name: request.GET.get(name) for name in ("pod", "provider", "specialty")}


@require_http_methods(["GET"])
@requires("activity.view_line")
@of_a_scope
def position_rows(request, scope):
    with snapshot(may_lag=True):
        rows, lines = rows_page(request.user, asked_by(request).asked(scope), **which(request))
        page = paged(lines, request.GET.get("page"))
        page.object_list = list(page.object_list)
        raised = about.section(request.user, rows.figure, clock.today())
    return render(
        request, "budgets/position_rows.html", {"rows": rows, "page": page, "raised": raised}
    )


@require_http_methods(["GET"])
@requires("activity.view_line")
@of_a_scope
def position_rows_table(request, scope):
    with snapshot(may_lag=True):
        rows, lines = rows_page(request.user, asked_by(request).asked(scope), **which(request))
        table, facts = tables.of_rows(rows, lines), tables.facts_of_rows(rows)
        return exports.answer([table], facts, called=rows.caption, form=request.GET.get("form"))


@require_http_methods(["GET"])
@requires("budgets.view_position")
@of_a_scope
def position_table(request, scope):
    with snapshot(may_lag=True):
        page = position_page(request.user, asked_by(request).asked(scope))
    only, form = request.GET.get("of", ""), request.GET.get("form")
    found = tables.of_position(page, only) if page.called == "position" else []
    if page.called != "position" or (only and not found):
        raise Http404
    called = f"{page.title} {found[0].name if only else ''}"
    return exports.answer(found, tables.facts_of(page), called=called, form=form)


@require_http_methods(["GET"])
@requires("budgets.view_position")
@of_a_scope
def position_stated(request, scope):
    with snapshot(may_lag=True):
        page = stated_page(request.user, asked_by(request).asked(scope))
    return render(request, "budgets/position_stated.html", {"stated": page})


@require_http_methods(["GET"])
@requires("budgets.view_position")
@of_a_scope
def position_stated_table(request, scope):
    with snapshot(may_lag=True):
        page = stated_page(request.user, asked_by(request).asked(scope))
    table, facts = tables.of_stated(page), tables.facts_of_stated(page)
    return exports.answer([table], facts, called=page.title, form=request.GET.get("form"))


@require_http_methods(["GET"])
@requires("budgets.view_position")
@of_a_scope
def statement(request, scope):
    with snapshot(may_lag=True):
        page = statement_of(request.user, asked_by(request).asked(scope))
    return render(request, "budgets/statement.html", {"statement": page})
