from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

import pbc.search as searches
from pbc.core.access import for_anybody
from pbc.core.deeds import snapshot
from pbc.core.finding import Looked

PAGE = 50


@require_safe
@for_anybody
def search(request):
    text, who = (searches.cleaned(request.GET.get(name, "")) for name in ("q", "who"))
    at = searches.address_of(request.user, text)
    if at:
        return redirect(at)
    shown = {"looked_for": text, "who": who, "too_short": searches.is_too_short(text, who)}
    if not shown["too_short"]:
        with snapshot():
            hits = searches.Hits(Looked(request.user, text, who), request.GET.get("kind", ""))
            found = Paginator(hits, PAGE)
            shown["page"] = found.get_page(request.GET.get("page"))
            shown["views"], shown["many"] = hits.views(), found.count
    return render(request, "pbc/search.html", shown)
