from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.plans import tables
from budgets.plans.forms import MoveYearForm, OpenYearForm
from budgets.plans.views.frame import crumbs, the_year
from budgets.queries import closing
from budgets.queries import years as asked
from pbc.core import access, clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.paging import paged
from pbc.core.services import NotMoved, close_year, open_year, reopen_year
from pbc.core.versions import ChangedMeanwhile


@require_safe
@requires("budgets.view_practice")
def newest(request):
    found = asked.years()
    if found:
        return redirect("plans:year-detail", year=found[0].year)
    may_set = access.may(request.user, "budgets.set_plan")
    return render(request, "plans/none.html", {"may_set": may_set})


@require_safe
@requires("budgets.view_practice")
def year_detail(request, year):
    found = the_year(year)
    with snapshot():
        shown = asked.year_page(request.user, found, today=clock.today())
    page = paged(shown.practices, request.GET.get("page"))
    return render(request, "plans/year.html", {"shown": shown, "page": page})


@require_safe
@requires("budgets.view_practice")
def year_detail_table(request, year):
    today, found = clock.today(), the_year(year)
    with snapshot():
        shown = asked.year_page(request.user, found, today=today)
    facts, form = tables.facts_of_year(shown, today), request.GET.get("form")
    return exports.answer(tables.of_year(shown), facts, called=f"Budgets {found}", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def year_new(request):
    today = clock.today()
    form = OpenYearForm(request.POST or None, held=asked.years(), today=today)
    if form.is_valid():
        year = open_year(year=form.cleaned_data["year"], on=today, by=request.user)
        return done(request, "plans:year-detail", f"{year} is open", year=year.year)
    return render(request, "plans/year_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def year_close(request, year):
    return moved(request, the_year(year), close_year, "closed", on=clock.today())


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def year_reopen(request, year):
    return moved(request, the_year(year), reopen_year, "open again")


def moved(request, year, deed, what, **parts):
    """Close a year or open it again, unless somebody moved it since the person looked."""
    form = MoveYearForm(request.POST or None, initial={"version": year.version})
    if form.is_valid():
        try:
            deed(year=year, **form.cleaned_data, **parts, by=request.user)
        except ChangedMeanwhile as changed:
            form.show_change(changed)
        except NotMoved as why:
            form.add_error(None, str(why))
        else:
            return done(request, "plans:year-detail", f"{year} is {what}", year=year.year)
    is_open = closing.matters(year, request.user, today=clock.today())
    closes = deed is close_year
    if closes and is_open:
        form.fields["reason"].label = "Why is it closed although this is open?"
    shown = {
        "form": form,
        "year": the_year(year.year),
        "closes": closes,
        "stands": request.method != "POST" and closes == bool(year.closed_on),
        "open": is_open if closes else [],
        "refuses": closes and any(matter.refuses for matter in is_open),
        "history": closing.history(year),
        "consequences": asked.of_closing(year, today=clock.today()),
        "crumbs": crumbs(year),
    }
    return render(request, "plans/year_move.html", shown)
