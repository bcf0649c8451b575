"""The errand that writes a sent newsletter for its readers, some at a time.

Each part is an errand of its own with a transaction of its own: a worker that dies loses that part
alone, which is done again, and a large audience takes no errand longer than it may.
"""

from django.db.models import Exists, OuterRef, Q

from meetings.models import Newsletter
from meetings.newsletters.services.newsletters import SPREAD, spread_newsletter
from pbc.core.models import Errand, ErrandState
from pbc.core.services import ask_for_errand
from pbc.core.statements import kept_for_anybody

AT_ONCE = 50  # readers; each has a letter with figures of their own


def spread(*, key, by):
    """The work of the errand; `key` is the number of the newsletter, and how many were left."""
    newsletter = _newsletter(key)
    left = spread_newsletter(newsletter=newsletter, by=by, most=AT_ONCE)
    if left:
        ask_for_errand(kind=SPREAD, key=f"{newsletter.pk} {left}", by=by)


def unfinished():
    """The ids of newsletters that are not written for everybody yet: a part of them waits, or was
    set aside and not tried again."""
    return {_number(key) for (key,) in _parts_that_wait()}


@kept_for_anybody
def _parts_that_wait():
    again = Errand.objects.filter(kind=SPREAD, key=OuterRef("key"), pk__gt=OuterRef("pk"))
    aside = Q(state=ErrandState.SET_ASIDE) & ~Exists(again)
    parts = Errand.objects.filter(Q(state=ErrandState.WAITING) | aside, kind=SPREAD)
    return parts.values_list("key")


def about(key):
    """What such an errand is about."""
    newsletter = _newsletter(key)
    return f"“{newsletter}” to {newsletter.audience}"


def _newsletter(key):
    return Newsletter.objects.with_names().get(pk=_number(key))


def _number(key):
    """The number of the newsletter of an errand."""
    return int(key.split()[0])
