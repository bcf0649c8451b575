from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.people import tables
from pbc.core.seals import exported, queries, work

PAGE = 50


@require_safe
@requires("core.view_seals")
def overview(request):
    """What was sealed, and what came of comparing it."""
    with snapshot():
        seals = queries.page()
        page = Paginator(queries.lines(), PAGE).get_page(request.GET.get("page"))
    return render(request, "seals/overview.html", {"seals": seals, "page": page})


@require_safe
@requires("core.view_seals")
def overview_table(request):
    with snapshot():
        facts = tables.facts_of(clock.today())
        form = request.GET.get("form")
        return exports.answer(queries.tables(), facts, called="Seals", form=form)


@require_safe
@requires("core.view_seals")
def heads(request):
    """The heads as `manage.py verify_seals --head` takes them."""
    file = exported.as_file()
    kind = "text/plain; charset=utf-8"
    return FileResponse(file, as_attachment=True, filename="heads.txt", content_type=kind)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.view_seals")
@once(again="comparing again says what is so by then")
def check(request):
    """Have everything compared. A GET comes here when somebody had to sign in again."""
    if request.method == "POST":
        work.ask_to_check(by=request.user)
        return done(
            request, "seals:overview", "It is being compared. This page says what comes of it"
        )
    return done(request, "seals:overview")
