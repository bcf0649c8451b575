from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.drafts import NotEntered, drafted, reversal
from budgets.plans import tables
from budgets.plans.entry_form import EntryForm
from budgets.plans.forms import ReverseForm
from budgets.plans.views.frame import CHANGED, crumbs, mark, of_a_holder, parts, the_year
from budgets.queries import holders, planned
from budgets.queries import ledger as ledgers
from budgets.services.entries import enter_budget, reverse_entry
from pbc.core import clock, exports, money, periods
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.paging import paged
from pbc.core.queries import NotOpened
from pbc.core.years import written_to


@require_safe
@requires("budgets.view_practice")
@of_a_holder()
def ledger(request, year, holder):
    with snapshot():
        page = paged(ledgers.entries(holder, year.year), request.GET.get("page"))
        page.object_list = list(page.object_list)
        shown = ledgers.ledger(
            request.user, holder, year.year, closed_on=year.closed_on, page=page.object_list
        )
    shown = {"ledger": shown, "page": page, "crumbs": crumbs(year)}
    return render(request, "plans/ledger.html", shown)


@require_safe
@requires("budgets.view_practice")
@of_a_holder()
def ledger_table(request, year, holder):
    with snapshot():
        shown = ledgers.ledger(request.user, holder, year.year, closed_on=year.closed_on, page=[])
        table = tables.of_entries(ledgers.entries(holder, year.year), shown)
        facts, form = tables.facts_of(shown, clock.today()), request.GET.get("form")
        return exports.answer([table], facts, called=shown.caption, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@of_a_holder(to=holders.SETS)
@once
def entry_new(request, year, holder):
    today = clock.today()
    form = EntryForm(request.POST or None, today=today)
    shown = {"form": form, "year": year, "holder": holder, "crumbs": crumbs(year, holder)}
    if "spread" in request.POST:
        begins = form.spread()
        shown["form"] = EntryForm(today=today, initial=begins) if begins else form
        return render(request, "plans/entry_new.html", shown)
    if not form.is_valid() or "change" in request.POST:
        return render(request, "plans/entry_new.html", shown)
    asked = {"holder": holder.of_an_entry, "wanted": form.wanted, "on": today, "by": request.user}
    try:
        draft = drafted(**asked, year=written_to(year.year))
        said = planned.of_entering([draft], year=year.year, today=today)
        if request.POST.get("seen") == mark(said):
            entry = enter_budget(**asked, year=year.year)
            return done(request, "plans:ledger", _entered(entry, holder), **parts(year, holder))
    except (NotEntered, NotOpened) as why:
        form.add_error(None, str(why))
        return render(request, "plans/entry_new.html", shown)
    shown |= {
        "entry": ledgers.line(draft),
        "months": list(zip(periods.MONTHS, draft.months, strict=True)),
        "takes_out": _takes_out(draft),
        "sentences": said,
        "seen": mark(said),
        "has_changed": CHANGED if "seen" in request.POST else "",
        "typed": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return render(request, "plans/entry_check.html", shown)


def _takes_out(draft):
    """Beside a sum that is put in, the months in which it takes money out, in words."""
    months = [m for m, amount in zip(periods.MONTHS, draft.months, strict=True) if amount < 0]
    return ", ".join(map(periods.month_name, months)) if draft.amount > 0 else ""


def _entered(entry, holder):
    kind = entry.get_kind_display().lower()
    known = periods.day(entry.known_from)
    return f"Entered: {money.pence(entry.amount)}, {kind}, for {holder.name}, known from {known}"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def entry_reverse(request, pk):
    entry = ledgers.entry_within(request.user, pk, to=holders.SETS)
    if entry is None:
        raise Http404
    holder, year, today = holders.of_entry(entry), the_year(entry.year), clock.today()
    if entry.reverses_id or hasattr(entry, "reversed_by"):
        messages.warning(request, "This entry was taken back, or takes another back")
        return redirect("plans:ledger", **parts(year, holder))
    form = ReverseForm(request.POST or None)
    if form.is_valid():
        try:
            reverse_entry(
                entry=entry, reason=form.cleaned_data["reason"], on=today, by=request.user
            )
        except (NotEntered, NotOpened) as why:
            form.add_error(None, str(why))
        else:
            said = f"Taken back: {money.pence(entry.amount)}, {entry.reason}"
            return done(request, "plans:ledger", said, **parts(year, holder))
    opposite = reversal(entry, today, request.user, "")
    shown = {
        "form": form,
        "entry": ledgers.line(entry),
        "holder": holder,
        "sentences": planned.of_entering([opposite], year=entry.year, today=today),
        "crumbs": crumbs(year, holder),
    }
    return render(request, "plans/entry_reverse.html", shown)
