from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from pbc.core import clock, exports
from pbc.core.access import for_anybody, requires
from pbc.core.deeds import snapshot
from pbc.core.factors.again import known_again
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb
from pbc.core.paging import paged
from pbc.core.people import tables
from pbc.core.people.views.people import up
from pbc.core.sign_ins import places, queries, services, sessions

DIGITS = 18  # of a number that a row may have


@require_safe
@for_anybody
def mine(request):
    """Where somebody is signed in, and what happened to their own sign-in."""
    page = paged(queries.of(request.user), request.GET.get("page"))
    page.object_list = queries.lines(page.object_list)
    opened = sessions.of(request.user, request.session.session_key)
    crumbs = [Crumb("How you sign in", "/accounts/steps/")]
    shown = {"page": page, "opened": opened, "others": len(opened) - 1, "crumbs": crumbs}
    return render(request, "sign_ins/mine.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again="what has ended has ended")
def end(request):
    """End one of one's own sessions, or all others."""
    chosen = request.POST.get("session", "")
    where = {"where": places.of(request), "by": request.user}
    if request.method != "POST":
        return done(request, "sign-ins:mine")
    ended = 0
    if chosen == "all":
        ended = services.end_others(keep=request.session.session_key, **where)
    elif chosen.isdecimal() and len(chosen) <= DIGITS:
        ended = services.end_session(pk=int(chosen), **where)
    said = f"You are signed out there: {ended} ended" if ended else "It had ended already"
    return done(request, "sign-ins:mine", said)


@require_safe
@requires("core.view_people")
def sign_in_list(request):
    """Who signed in, and who was not let in."""
    with snapshot():
        page = paged(queries.everybody(), request.GET.get("page"))
        page.object_list = queries.lines(page.object_list)
    shown = {"page": page, "kept": settings.PBC_SIGN_INS_KEPT_DAYS}
    return render(request, "people/sign_in_list.html", shown | up())


@require_safe
@requires("core.view_people")
def sign_in_list_table(request):
    with snapshot():
        table = queries.table(queries.everybody())
        facts = tables.facts_of(clock.today())
        return exports.answer([table], facts, called=table.name, form=request.GET.get("form"))
