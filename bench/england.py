"""Other counties beside the made one, in the same database: each has its months in copies.

The first county is taken in by the site's own way in. What the others publish is written by sets
of rows from that, with every rule and trigger of the database on: a delivery, its reading, lines,
roll-ups, covered slices, moves and what was stated, so that a commit adds each of them up.
"""

import hashlib
from datetime import date

import pghistory
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from activity import storage
from activity.models import CoveredSlice, Delivery, State, Submission
from bench import county
from pbc.core.models import (
    Appointment,
    Commissioner,
    Group,
    Locality,
    Person,
    Practice,
    Role,
)

LINES = """
INSERT INTO activity_activityline (submission_id, year, first_month, month, locality_id,
  practice_id, practice_given, provider_id, provider_given, point_of_delivery_id, specialty_id,
  specialty_given, plan_activity, actual_activity, budget, savings_plan, actual_cost, sheet, "row",
  cell)
SELECT %(copy)s, year, first_month, month, place.id, who.id, coalesce(who.code, practice_given),
  provider_id, provider_given, point_of_delivery_id, specialty_id, specialty_given, plan_activity,
  actual_activity, budget, savings_plan, actual_cost, sheet, "row", cell
FROM activity_activityline l
JOIN unnest(%(of_locality)s, %(locality)s) place (of, id) ON place.of = l.locality_id
LEFT JOIN unnest(%(of_practice)s, %(practice)s, %(codes)s) who (of, id, code)
  ON who.of = l.practice_id
WHERE l.submission_id = %(of)s AND l.year = %(year)s
ORDER BY l.id
"""
MOVES = """
INSERT INTO activity_inforce (feed_id, year, month, locality_id, submission_id, cause_id, move,
  known_from, by_id, reason)
SELECT s.feed_id, c.year, c.month, c.locality_id, s.id, s.id, 'PUBLISHED', s.known_from,
  s.decided_by_id, s.reason
FROM activity_coveredslice c JOIN activity_submission s ON s.id = c.submission_id
WHERE s.id = ANY (%s)
"""
STATED = """
INSERT INTO budgets_statedposition (submission_id, kind, code, year, month, known_from, overspend,
  outturn, figures)
SELECT %(copy)s, p.kind, m.code, p.year, p.month, p.known_from, p.overspend, p.outturn, p.figures
FROM budgets_statedposition p
JOIN unnest(%(kinds)s, %(of_codes)s, %(all_codes)s) m (kind, of, code)
  ON m.kind = p.kind AND m.of = p.code
WHERE p.submission_id = %(of)s
"""
MODELS = {"pct": Commissioner, "locality": Locality, "group": Group, "practice": Practice}


def ids():
    """{kind: {code: id}} of every organisation."""
    return {kind: dict(m.objects.values_list("code", "pk")) for kind, m in MODELS.items()}


def _alike(number, known):
    """What is what of a county: ids and codes beside those of the first county's, in lists."""
    first, there = _codes(0), _codes(number)
    found = {"codes": there["practice"]}
    for kind in ("locality", "practice"):
        found[f"of_{kind}"] = [known[kind][code] for code in first[kind]]
        found[kind] = [known[kind][code] for code in there[kind]]
    found["kinds"] = [kind for kind, codes in there.items() for _ in codes]
    found["of_codes"] = [code for codes in first.values() for code in codes]
    return found | {"all_codes": [code for codes in there.values() for code in codes]}


def _codes(number):
    """The codes of a county by kind, each in the order of the first county's."""
    there = list(county.practices([number]))
    places = sorted({(int(place[1:]), place) for *_, place, _ in there})
    places = [place for _, place in places]
    return {
        "pct": list(county.pcts(number)),
        "locality": places,
        "group": [f"{place}{half}" for place in places for half in "AB"],
        "practice": [code for code, *_ in there],
    }


def copy_month(submission, counties, known, by):
    """Publish for each of these counties what the first one published as `submission`; `known`
    are all ids."""
    with pghistory.context(user=by.pk, deed="copy_month"), transaction.atomic():
        copies = _readings(submission, counties, by)
        with connection.cursor() as cursor:
            for number, copy in copies.items():
                of = {"copy": copy.pk, "of": submission.pk, "year": submission.year}
                of |= _alike(number, known)
                cursor.execute(LINES, of)
                cursor.execute("SELECT roll_up(%s)", [copy.pk])
                cursor.execute(STATED, of)
        _cover(submission, copies, known)
        ids = [copy.pk for copy in copies.values()]
        Submission.objects.filter(pk__in=ids).update(
            state=State.PUBLISHED,
            known_from=submission.known_from,
            decided_by=by,
            decided_at=timezone.now(),
        )
        with connection.cursor() as cursor:
            cursor.execute(MOVES, [ids])


def _readings(submission, counties, by):
    """A delivery and a reading of it for each county: {county: reading}."""
    deliveries = []
    for number in counties:
        words = f"County {number}: {submission.delivery.file_name}".encode()
        sha256 = hashlib.sha256(words).hexdigest()
        place = storage.place(storage.ACCEPTED, sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(words)
        deliveries.append(
            Delivery(
                file_name=f"{number:02}-{submission.delivery.file_name}",
                sha256=sha256,
                size=len(words),
                stored_as=f"{sha256[:2]}/{sha256}",
                feed=submission.feed,
                sent_by=by,
                received_on=submission.delivery.received_on,
            )
        )
    same = ("feed", "layout", "unit", "year", "months", "headings", "reason", "read_at")
    parts = ("read", "staged", "unassigned", "parked", "ignored")
    same += tuple(f"rows_{part}" for part in parts)
    same += tuple(f"money_{part}" for part in parts if part != "ignored")
    made = Submission.objects.bulk_create(
        Submission(delivery=one, **{name: getattr(submission, name) for name in same})
        for one in Delivery.objects.bulk_create(deliveries)
    )
    return dict(zip(counties, made, strict=True))


def _cover(submission, copies, known):
    """What each copy covers: the same months of its own localities."""
    place = {
        (number, known["locality"][of]): known["locality"][code]
        for number in copies
        for of, code in zip(_codes(0)["locality"], _codes(number)["locality"], strict=True)
    }
    CoveredSlice.objects.bulk_create(
        CoveredSlice(
            submission=copy,
            year=one.year,
            month=one.month,
            locality_id=place[number, one.locality_id],
        )
        for one in CoveredSlice.objects.filter(submission=submission)
        for number, copy in copies.items()
    )


def people(counties):
    """Two of finance for each PCT, a lead for each group, a manager for each practice."""
    since, nobody = date(2005, 4, 1), make_password(None)
    wanted = []
    for number in counties:
        codes = _codes(number)
        wanted += [(Role.FINANCE, "commissioner", codes["pct"][1])] * 2
        wanted += [(Role.GP_LEAD, "group", code) for code in codes["group"]]
        wanted += [(Role.PRACTICE_MANAGER, "practice", code) for code in codes["practice"]]
    known = ids()
    known["commissioner"] = known["pct"]
    made = Person.objects.bulk_create(
        (
            Person(username=f"p{n}", first_name="Person", last_name=f"Of {code}", password=nobody)
            for n, (_, _, code) in enumerate(wanted)
        ),
        batch_size=2000,
    )
    Appointment.objects.bulk_create(
        (
            Appointment(person=one, role=role, from_date=since, **{f"{kind}_id": known[kind][code]})
            for one, (role, kind, code) in zip(made, wanted, strict=True)
        ),
        batch_size=2000,
    )
