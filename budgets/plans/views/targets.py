from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.drafts import NotEntered
from budgets.plans import tables
from budgets.plans.forms import OtherSpendForm, TargetForm
from budgets.plans.views.frame import CHANGED, crumbs, holder_of, mark, of_a_holder, parts, the_year
from budgets.queries import holders
from budgets.queries import targets as asked
from budgets.services.targets import enter_other_spend, set_allocation, set_control_total
from pbc.core import clock, exports, money
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once

DEEDS = {
    "allocation": set_allocation,
    "control-total": set_control_total,
    "other-spend": enter_other_spend,
}


@require_safe
@requires("budgets.view_practice")
@of_a_holder()
def targets(request, year, holder):
    page = shown_of(request, year, holder)
    shown = {"page": page, "crumbs": crumbs(year, holder), "parts": parts(year, holder)}
    return render(request, "plans/targets.html", shown)


@require_safe
@requires("budgets.view_practice")
@of_a_holder()
def targets_table(request, year, holder):
    page = shown_of(request, year, holder)
    facts, form = tables.facts_of_targets(page, clock.today()), request.GET.get("form")
    return exports.answer(tables.of_targets(page), facts, called=page.caption, form=form)


def shown_of(request, year, holder):
    """The targets of a holder of a kind that has some; else it is not found."""
    _has_targets(holder)
    with snapshot():
        return asked.targets_page(
            request.user, holder, year.year, closed_on=year.closed_on, today=clock.today()
        )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def target_new(request, year, kind, code, what):
    year, holder = the_year(year), holder_of(request.user, kind, code, to=holders.SETS)
    _has_targets(holder)
    if what not in DEEDS:
        raise Http404
    today = clock.today()
    form = (OtherSpendForm if what == "other-spend" else TargetForm)(
        request.POST or None, initial={"known_from": today}
    )
    shown = {"form": form, "year": year, "holder": holder, "crumbs": crumbs(year, holder)}
    shown |= {"name": asked.NAMES[what], "means": asked.MEANS[what]}
    if not form.is_valid() or "change" in request.POST:
        return render(request, "plans/target_new.html", shown)
    said = form.cleaned_data
    consequences = partial(asked.of_entering, holder, year.year, what, today=today)
    makes = consequences(amount=said["amount"], known_from=said["known_from"])
    if request.POST.get("seen") == mark(makes):
        try:
            enter = {"scope": holder.scope, "year": year.year, "on": today, "by": request.user}
            entered = DEEDS[what](**enter, **said)
        except (NotEntered, ValueError) as why:
            form.add_error(None, str(why))
            return render(request, "plans/target_new.html", shown)
        text = f"{asked.NAMES[what]} of {holder.name}: {money.pence(entered.amount)}"
        return done(request, "plans:targets", text, **parts(year, holder))
    shown |= {
        "amount": said["amount"],
        "sentences": makes,
        "seen": mark(makes),
        "has_changed": CHANGED if "seen" in request.POST else "",
        "typed": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return render(request, "plans/target_check.html", shown)


def _has_targets(holder):
    if holder.kind not in ("pct", "locality"):
        raise Http404
