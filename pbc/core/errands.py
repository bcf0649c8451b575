"""Running errands: the other work for later, each a job under a lease as a reading is."""

from contextlib import suppress

import pghistory
from django.db import transaction

from pbc.core import leases, registry
from pbc.core.models import Errand, ErrandLease, ErrandState
from pbc.core.services import end_errand


def waiting():
    """Ids of the errands that are for a worker and that nobody holds."""
    return leases.waiting(Errand, ErrandLease)


def run(errand_id):
    """Run one errand, if nobody else is at it. A late or doubled call does nothing."""
    with pghistory.context(job="run_errand", errand=errand_id):
        if held := _claim(errand_id):
            with suppress(leases.TakenOver), leases.at_work(held):
                _do(held)


@transaction.atomic
def _claim(errand_id):
    """Take an errand; who has asked for it so far is served by what is now done."""
    held = leases.claim(Errand, ErrandLease, errand_id)
    if held:
        ErrandLease.objects.filter(pk=errand_id).update(again_by=None)
    return held


def _do(held):
    """Do the work in the transaction that says so: what it writes counts once. What it does
    beside the database (a file that it removes) must bear being done twice."""
    is_wanted = _begin(held)
    with transaction.atomic():
        errand = Errand.objects.select_for_update().get(pk=held.pk)
        if errand.state != ErrandState.WAITING:
            raise leases.TakenOver
        if is_wanted:
            work = registry.work[errand.kind]
            work(key=errand.key, by=errand.by)
        end_errand(errand=errand, state=ErrandState.DONE, by=errand.by)
        held.insist()
    held.give_back()


@transaction.atomic
def _begin(held):
    """Do what goes before the work in a commit of its own; whether there is still work to do."""
    errand = Errand.objects.get(pk=held.pk)
    if errand.kind not in registry.first or errand.state != ErrandState.WAITING:
        return True
    before = registry.first[errand.kind]
    return before(errand.key)
