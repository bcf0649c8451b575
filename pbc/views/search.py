from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

import pbc.search as searches
from pbc.core.access import for_anybody
from pbc.core.deeds import snapshot

PAGE = 50


@require_safe
@for_anybody
def search(request):
    text = searches.cleaned(request.GET.get("q", ""))
    at = searches.address_of(request.user, text)
    if at:
        return redirect(at)
    shown = {"looked_for": text, "too_short": searches.is_too_short(text)}
    if not shown["too_short"]:
        with snapshot():
            found = Paginator(searches.Hits(request.user, text), PAGE)
            shown["page"] = found.get_page(request.GET.get("page"))
            shown["many"] = found.count
    return render(request, "pbc/search.html", shown)
