"""Bodies: set up, changed, who sits on them, and how often they meet."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from meetings.diary.rules import NotKept
from meetings.models import Body, Seat, Series
from pbc.core import versions
from pbc.core.deeds import deed

LONGEST = 100  # letters of a name


@deed
def set_up_body(*, organisation, name, kind, quorum, by):
    """Set up a body of an organisation. Raises NotKept where it has one of that name."""
    holder = {type(organisation).__name__.lower(): organisation}
    body = Body(name=name, kind=kind, quorum=quorum, **holder)
    _save(body, f"{organisation} has a body of that name already")
    return body


@deed
def change_body(*, body, version, name, kind, quorum, by):
    """Call a body otherwise, or give it another quorum. Raises ChangedMeanwhile and NotKept."""
    held = versions.held(body, version=version)
    held.name, held.kind, held.quorum = name, kind, quorum
    try:
        with transaction.atomic():
            versions.keep(held, by=by)
    except IntegrityError as fault:
        raise NotKept(f"{held.organisation} has a body of that name already", "name") from fault
    return held


def _alone(body):
    """Keep the body's row until the deed ends: whoever else gives it something waits."""
    Body.objects.select_for_update().get(pk=body.pk)


def _save(body, refusal):
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError as fault:
        raise NotKept(refusal, "name") from fault


@deed
def give_seat(*, body, post, person, name, affiliation, practice, from_date, by):
    """Give somebody a seat: a person, or a name where `person` is None.

    Raises NotKept where the person has a seat on it already.
    """
    _alone(body)
    if person and body.seats.filter(person=person, to_date=None).exists():
        raise NotKept(f"{person} has a seat already: end that one first", "person")
    return Seat.objects.create(
        body=body,
        post=post,
        person=person,
        name=str(person)[:LONGEST] if person else name,
        affiliation=affiliation,
        practice=practice,
        from_date=from_date,
    )


@deed
def end_seat(*, seat, version, last_day, by):
    """Say until when somebody had the seat. Raises ChangedMeanwhile and NotKept."""
    held = versions.held(seat, version=version)
    if last_day < held.from_date:
        raise NotKept("They had it from a later day", "last_day")
    held.to_date = last_day
    versions.keep(held, by=by)
    return held


@deed
def arrange_series(*, body, every, starts, ends, place, lunch, on, by):
    """Say how often a body meets, from a day on; what held before ends on the day before."""
    _alone(body)
    for earlier in body.series.select_for_update().filter(until=None):
        earlier.until = on - timedelta(days=1)
        versions.keep(earlier, by=by)
    return Series.objects.create(
        body=body, every=every, starts=starts, ends=ends, place=place, lunch=lunch
    )
