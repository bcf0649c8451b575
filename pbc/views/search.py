from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

import pbc.search as searches
from pbc.core.access import for_anybody
from pbc.core.deeds import snapshot
from pbc.core.finding import Looked
from pbc.core.paging import paged


@require_safe
@for_anybody
def search(request):
    text, who = (searches.cleaned(request.GET.get(name, "")) for name in ("q", "who"))
    at = searches.address_of(request.user, text)
    if at:
        return redirect(at)
    shown = {"looked_for": text, "who": who, "too_short": searches.is_too_short(text, who)}
    shown["leaves_out"] = who and searches.leaves_out(text)
    if not shown["too_short"]:
        with snapshot(may_lag=True):
            hits = searches.Hits(Looked(request.user, text, who), request.GET.get("kind", ""))
            shown["page"] = paged(hits, request.GET.get("page", "1"))
            shown["views"], shown["many"] = hits.views(), len(hits)
    return render(request, "pbc/search.html", shown)
