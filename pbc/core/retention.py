"""What goes after a time: traces of work that is done. Nothing of money, and nothing decided.

A ledger, a history and what people were told stay for as long as the site runs: they are the proof.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from pbc.core.deeds import deed
from pbc.core.models import Errand, ErrandState, Look

AT_MOST = 10_000  # rows of a kind in one night: the next night goes on


@deed
def forget(*, by):
    """Remove what was kept for PBC_TRACES_KEPT_DAYS: work that was done, and when somebody saw
    their desk.

    Of each person the last look at the desk stays: what changed is told from there. So does work
    that was given up, and what was done of it when it was tried again.
    """
    before = Now() - timedelta(days=settings.PBC_TRACES_KEPT_DAYS)
    done = Errand.objects.filter(state=ErrandState.DONE, finished_at__lt=before)
    same = Errand.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"))
    given_up_before = same.filter(state=ErrandState.SET_ASIDE, pk__lt=OuterRef("pk"))
    done = done.exclude(Exists(given_up_before))
    later = Look.objects.filter(person=OuterRef("person"), looked_at__gt=OuterRef("looked_at"))
    looks = Look.objects.filter(Exists(later), looked_at__lt=before)
    for rows, day in ((done, "finished_at"), (looks, "looked_at")):
        oldest = list(rows.order_by(day).values_list("pk", flat=True)[:AT_MOST])
        rows.filter(pk__in=oldest).delete()
