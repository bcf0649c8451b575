from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pbc.core import clock, exports
from pbc.core.access import may, requires
from pbc.core.deeds import snapshot
from pbc.core.forms import DayForm
from pbc.core.models import Locality, Practice
from pbc.core.once import done, once
from pbc.core.pages import errands, tables
from pbc.core.pages.frame import Crumb, panels
from pbc.core.pages.locality import locality_page
from pbc.core.pages.locality import one_page as participants
from pbc.core.pages.practice import practice_page
from pbc.core.pages.register import one_page, register_page
from pbc.core.paging import paged
from pbc.core.registers import queries as registers
from pbc.core.registers.history import of_practice
from pbc.core.services import retry_errand


@require_http_methods(["GET"])
@requires("core.view_register")
def register(request):
    form = DayForm(request.GET, today=clock.today())
    with snapshot():
        found, page = one_page(day=form.chosen, today=clock.today(), number=request.GET.get("page"))
    keeps = may(request.user, registers.KEEPING)
    shown = {"register": found, "page": page, "chooser": form, "may_keep": keeps}
    return render(request, "core/register.html", shown)


@require_http_methods(["GET"])
@requires("core.view_register")
def register_table(request):
    day = DayForm(request.GET, today=clock.today()).chosen
    with snapshot():
        page = register_page(day=day, today=clock.today())
    facts = tables.facts_of("all practices", [page.heading], day)
    return take(request, tables.of_register(page), facts, called=f"Practices {day}")


@require_http_methods(["GET"])
@requires("core.view_register")
def locality_detail(request, code):
    form = DayForm(request.GET, today=clock.today())
    with snapshot():
        locality = get_object_or_404(Locality, code=code)
        whole = locality_page(locality, day=form.chosen, today=clock.today())
        shown = panels(request.user, locality)
    found, page = participants(whole, request.GET.get("page"))
    context = {"locality": found, "page": page, "chooser": form, "panels": shown, "crumbs": up()}
    context["move_url"] = ""
    if may(request.user, registers.KEEPING) and registers.may_move(request.user, locality):
        context["move_url"] = reverse("registers:locality-move", kwargs={"code": code})
    return render(request, "core/locality_detail.html", context)


@require_http_methods(["GET"])
@requires("core.view_register")
def locality_detail_table(request, code):
    day = DayForm(request.GET, today=clock.today()).chosen
    with snapshot():
        page = locality_page(get_object_or_404(Locality, code=code), day=day, today=clock.today())
    facts = tables.facts_of(page.name, [page.heading], day)
    return take(request, tables.of_locality(page), facts, called=f"{page.name} {day}")


@require_http_methods(["GET"])
@requires("core.view_register")
def practice_detail(request, code):
    with snapshot():
        practice = get_object_or_404(Practice, code=code)
        page = practice_page(practice, user=request.user, today=clock.today())
        shown = panels(request.user, practice)
        history = of_practice(practice)
    context = {"practice": page, "panels": shown, "crumbs": up()}
    context["history"] = paged(history, request.GET.get("page"))
    context["may_keep"] = practice in registers.practices(request.user)
    return render(request, "core/practice_detail.html", context)


@require_http_methods(["GET"])
@requires("core.view_register")
def practice_detail_table(request, code):
    today = clock.today()
    with snapshot():
        practice = get_object_or_404(Practice, code=code)
        page = practice_page(practice, user=request.user, today=today)
        found = tables.of_practice(page, of_practice(practice))
    facts = tables.facts_of(f"{page.name}, {page.code}", page.sentences, today)
    return take(request, found, facts, called=page.name)


def take(request, found, facts, *, called):
    """The tables of a page as a file."""
    return exports.answer(found, facts, called=called, form=request.GET.get("form"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.retry_errand")
@once(again="it is refused unless the errand was given up again")
def errand_retry(request, pk):
    """A GET comes here when somebody had to sign in again."""
    errand = get_object_or_404(errands.concerning(request.user), pk=pk)
    if request.method != "POST":
        return redirect("home")
    what = errands.in_words(errand)
    if retry_errand(errand=errand, by=request.user):
        return done(request, "home", f"This is tried again now: {what}")
    return done(request, "home", (messages.INFO, f"This is not left undone any more: {what}"))


def up():
    """The way up from an organisation: the register."""
    return [Crumb("Practices", reverse("core:register"))]
