"""Removing the words of a file that turned out to hold details of patients: two persons say so.

One asks, another confirms, and an errand carries it out: the content of the file first, then, by
the database itself, whatever words of it are in rows. Every amount stays where it is. A worker that
dies on the way leaves an errand, which begins again.
"""

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from activity import purge_list, storage
from activity.ingest.nhs_numbers import masked
from activity.models import (
    Delivery,
    HandAssignment,
    Notice,
    ParkedRow,
    Problem,
    Purge,
    PurgeAnswer,
    Purged,
    State,
    Submission,
)
from activity.models.submission import FOR_A_WORKER
from activity.queries.purges import asked_already, may_answer, may_ask, why_not
from pbc.core import leases
from pbc.core.deeds import deed, reason_given
from pbc.core.models import Person
from pbc.core.seals.purging import on_purpose
from pbc.core.services import ask_for_errand

CARRY_OUT = "remove the words of a file that holds details of patients"
WAITS = (State.STAGED, State.NEEDS_REASON, State.MAPPING_NEEDED)


class NotPurged(Exception):
    """Why nothing is removed, or not by this person; fit to show."""


@deed
def ask_for_purge(*, submission, reason, with_name, by):
    """Ask for the removal of what a delivery holds in words, or of its name alone where they went
    without it. Raises NotPurged."""
    delivery = submission.delivery
    storage.lock(delivery.sha256)
    asker = Person.objects.get(pk=by.pk)
    if not may_ask(asker, delivery):
        raise NotPurged("Finance asks for it; you may confirm it, or say no")
    if asked_already(asker, delivery.sha256, with_name=with_name):
        raise NotPurged("It was asked for already")
    return Purge.objects.create(
        delivery=delivery,
        sha256=delivery.sha256,
        reason=masked(reason_given(reason, NotPurged)),
        with_name=with_name,
        asked_by=by,
    )


@deed
def confirm_purge(*, purge, by):
    """Confirm as a second person that it goes; return the errand. What waits to be published is
    discarded, for it could not be read again. Raises NotPurged, also where whoever asked may not
    any more, or one of the two may have made the other: two persons have to say so who may."""
    purge = _to_be_answered(purge)
    asked_by, by = purge.asked_by, Person.objects.get(pk=by.pk)
    if not (asked_by.is_active and may_ask(asked_by, purge.delivery)):
        raise NotPurged(f"{asked_by}, who asked, may not any more: say no, and ask anew")
    if not (by.is_active and may_answer(by, purge.delivery)):
        raise NotPurged("You may not say so any more")
    if why := why_not(purge, by):
        raise NotPurged(why)
    readings = Submission.objects.filter(delivery__sha256=purge.sha256)
    if readings.filter(state__in=FOR_A_WORKER).exists():
        raise NotPurged("The file is being read just now. Come back in a minute")
    PurgeAnswer.objects.create(purge=purge, confirms=True, by=by)
    decided = {"decided_by": by, "decided_at": timezone.now()}
    readings.filter(state__in=WAITS).update(state=State.DISCARDED, **decided)
    return ask_for_errand(kind=CARRY_OUT, key=str(purge.pk), by=by)


@deed
def refuse_purge(*, purge, by):
    """Say that nothing is to go, as whoever asked or as another. Raises NotPurged."""
    PurgeAnswer.objects.create(purge=_to_be_answered(purge), confirms=False, by=by)


def _to_be_answered(purge):
    """The same as it is now, which nobody else answers meanwhile."""
    storage.lock(purge.sha256)
    found = Purge.objects.waiting().select_related("asked_by", "delivery").filter(pk=purge.pk)
    if not found:
        raise NotPurged("It was answered already, or the words are gone")
    return found[0]


@deed
def carry_out_purge(*, key, by):
    """Remove the content of a file, and its words from all rows. The content goes first: where a
    worker dies after that, nothing is said to be done, and the errand begins again. Before anything
    goes it stands in the list outside, so that no older backup brings it back for good.

    Nothing is sealed meanwhile: a seal would hold rows as they were before."""
    purge = Purge.objects.get(pk=int(key))
    leases.alone("seals")
    storage.lock(purge.sha256)
    if Purged.objects.filter(purge=purge).exists():
        storage.remove(purge.sha256)  # as it says, whoever wrote that down
        return
    purge_list.write([purge])
    with on_purpose(str(purge), _sealed_rows(purge)), connection.cursor() as cursor:
        storage.remove(purge.sha256)
        cursor.execute("SELECT carry_out_purge(%s)", [purge.pk])


@deed
def ask_for_purges_again(*, by):
    """Have what two persons agreed and nobody finished carried out: its errand was given up."""
    for purge in Purge.objects.agreed().filter(purged=None).select_related("answer__by"):
        ask_for_errand(kind=CARRY_OUT, key=str(purge.pk), by=purge.answer.by)


def _sealed_rows(purge):
    """{table: numbers of its rows} of what is sealed and may change."""
    readings = Submission.objects.filter(delivery__sha256=purge.sha256)
    of_readings = {"submission__in": readings}
    events = Submission.pgh_event_model.objects.filter(pgh_obj__in=readings)
    deliveries = Delivery.objects.filter(sha256=purge.sha256)
    return {
        "activity_delivery": _numbers(deliveries) if purge.with_name else [],
        "activity_handassignment": _numbers(_words_on_lines(readings)),
        "activity_notice": _numbers(_notices(deliveries)) if purge.with_name else [],
        "activity_parkedrow": _numbers(ParkedRow.objects.filter(**of_readings)),
        "activity_problem": _numbers(Problem.objects.filter(**of_readings)),
        "activity_submissionevent": _numbers(events),
    }


def _words_on_lines(readings):
    """What somebody said by hand whose the lines of these are; each names its line in full."""
    numbers = list(readings.values_list("pk", flat=True))
    return HandAssignment.objects.filter(pk__in=RawSQL("SELECT words_on_lines_of(%s)", [numbers]))


def _notices(deliveries):
    """What people were told of one of these, with its name in it."""
    named = Q(pk__in=())
    for name in set(deliveries.values_list("file_name", flat=True)):
        named |= Q(sentence__contains=name)
    return Notice.objects.filter(named, submission__delivery__in=deliveries)


def _numbers(rows):
    return list(rows.values_list("pk", flat=True))
