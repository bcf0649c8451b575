"""What the pages of plans share: their year, their holder, the way back."""

from functools import wraps
from hashlib import sha256

from django.http import Http404
from django.urls import reverse

from budgets.queries import holders
from budgets.queries.territory import NoSuchScope
from pbc.core.models import FinancialYear

CHANGED = "The plans have changed since you looked. This is what it makes now"


def of_a_holder(to=holders.SEES):
    """Hand the view its year and holder. What is not there, or not the person's, is not found."""

    def wrap(view):
        @wraps(view)
        def shown(request, year, kind, code):
            return view(request, the_year(year), holder_of(request.user, kind, code, to=to))

        return shown

    return wrap


def holder_of(user, kind, code, *, to):
    """The holder of an address; else it is not found."""
    try:
        return holders.holder(user, kind, code, to=to)
    except NoSuchScope as fault:
        raise Http404 from fault


def the_year(year):
    """A financial year that finance has opened; else it is not found."""
    found = FinancialYear.objects.filter(year=year).first()
    if found is None:
        raise Http404
    return found


def mark(sentences):
    """A short word for what a page said, so that the next can tell whether it still holds."""
    return sha256(" ".join(sentences).encode()).hexdigest()[:16]


def parts(year, holder):
    """The parts of an address of a holder's year."""
    return {"year": year.year, "kind": holder.kind, "code": holder.organisation.code}


def crumbs(year, holder=None):
    """The way back: to the year, and to the budget of one holder."""
    url = reverse("plans:year-detail", kwargs={"year": year.year})
    trail = [{"name": f"Budgets {year}", "url": url}]
    if holder:
        trail.append(
            {"name": holder.name, "url": reverse("plans:ledger", kwargs=parts(year, holder))}
        )
    return trail
