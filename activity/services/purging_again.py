"""Purges done again after an older backup was put back: from the list that is kept outside."""

from datetime import datetime

from activity import purge_list, storage
from activity.models import Delivery, Purge, PurgeAnswer, State, Submission
from activity.models.submission import FOR_A_WORKER
from activity.services import purging
from pbc.core import clock, periods
from pbc.core.deeds import deed
from pbc.core.models import Person
from pbc.core.services import ask_for_errand


@deed
def ask_for_lost_purges(*, by, lists=()):
    """Ask for each purge of the site's own list, and of others, that the database knows no more
    although it has the file; return them, in the order in which they were agreed: words that went
    first, and a name after them. Two persons agreed it: nobody is asked again."""
    entries = [one for path in (purge_list.place(), *lists) for one in purge_list.read(path)]
    wanted = {one.what: one for one in sorted(entries, key=lambda one: one.agreed_at)}
    known = set(Purge.objects.agreed().values_list("sha256", "with_name"))
    known |= {(sha256, False) for sha256, _ in known}  # with the name the words went
    lost = [one for what, one in wanted.items() if what not in known]
    found = Delivery.objects.filter(sha256__in={one.sha256 for one in lost})
    there = {one.sha256: one for one in found.order_by("-pk")}
    return [_agreed_again(one, there[one.sha256], by) for one in lost if one.sha256 in there]


def _agreed_again(entry, delivery, by):
    """The purge with the two consents as they were, and its errand. Whoever has no account in the
    backup gets one that nobody can sign in to: their name stands on the page of the file."""
    storage.lock(entry.sha256)
    for asked in Purge.objects.waiting().filter(sha256=entry.sha256):
        PurgeAnswer.objects.create(purge=asked, confirms=False, by=by)  # this one takes its place
    readings = Submission.objects.filter(delivery__sha256=entry.sha256)
    undecided = readings.filter(state__in=(*FOR_A_WORKER, *purging.WAITS))
    undecided.update(state=State.DISCARDED, decided_by=by, decided_at=clock.now())
    purge = Purge.objects.create(
        delivery=delivery,
        sha256=entry.sha256,
        with_name=entry.with_name,
        reason=_reason(entry),
        asked_by=_person(entry.asked_by),
    )
    answer = PurgeAnswer.objects.create(purge=purge, confirms=True, by=_person(entry.confirmed_by))
    ask_for_errand(kind=purging.CARRY_OUT, key=str(purge.pk), by=answer.by)
    return purge


def _reason(entry):
    """Why, and that it is no new consent: both persons gave theirs before."""
    on = datetime.fromisoformat(entry.agreed_at).astimezone(clock.LONDON).date()
    again = f" (both said so on {periods.day(on)}; done again after an older backup was put back)"
    return entry.reason[: 500 - len(again)] + again


def _person(said):
    names = {"first_name": said.first_name, "last_name": said.last_name, "is_active": False}
    person, made = Person.objects.get_or_create(username=said.username, defaults=names)
    if made:
        person.set_unusable_password()
        person.save()
    return person
