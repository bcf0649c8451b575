"""Hand work in both sets of books: lines of nobody are given to a practice, or taken back (B06)."""

import pytest

from activity.models import Feed, HandAssignment, PointOfDelivery, State
from activity.queries import lines
from activity.services import sending
from activity.services.assigning import NotAssigned, assign_lines, take_back_assignments
from pbc.core.models import Locality, Practice
from tests import make
from tests.money import county

SAID = "The trust says so"


def assign(world, recount, chance, practice, day):
    """Give one of the unassigned lines in force to a practice: mostly to one that was there, else
    to the one named. Returns the readings that it makes."""
    found = lines.unassigned(make.operator())
    if not found:
        return []
    one = chance.choice(found)
    key, said = _key(one.line, one.feed), {"codes": [one.code], "reason": SAID, "on": day}
    there = [code for code in county.PRACTICES if recount.was_there(code, key)]
    if there and chance.random() < 0.8:
        practice = chance.choice(there)
    said |= {"practice": Practice.objects.get(code=practice), "by": make.operator()}
    if not recount.was_there(practice, key):
        with pytest.raises(NotAssigned):
            assign_lines(**said)
        return []
    world.hand[key] = practice
    return assign_lines(**said)


def take_back(world, chance, day):
    """Take one of the assignments that stand back; returns the readings that it makes."""
    standing = [w for w in HandAssignment.objects.known_on(day) if w.practice_id]
    if not standing:
        return []
    word = chance.choice(sorted(standing, key=lambda word: word.pk))
    del world.hand[_key(word, word.feed_id)]
    return take_back_assignments(
        codes=[make.line_code(word)], reason=SAID, on=day, by=make.operator()
    )


def _key(row, feed):
    """A line as the second set of books calls it."""
    return (
        Feed.objects.get(pk=feed).code,
        row.first_month,
        row.month,
        Locality.objects.get(pk=row.locality_id).code,
        PointOfDelivery.objects.get(pk=row.point_of_delivery_id).code,
        int(row.actual_cost * 100),
    )


def read_and_publish(reading, day):
    """Read a file again and publish it, whatever it is asked."""
    county.read_here(reading.pk, day)
    reading.refresh_from_db()
    if reading.state == State.STAGED:
        wanted = sending.Wanted(received_on=day, today=day, publish=True, reason=SAID)
        sending.publish(submission=reading, wanted=wanted, by=make.operator())
        reading.refresh_from_db()
