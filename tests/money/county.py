"""A county small enough to be counted by hand, in the database and in the second set of books."""

import io
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import connection

from activity import storage
from activity.ingest import child, job, work, writer
from activity.ingest.refused import Refused
from activity.models import DefaultPracticeCode, Feed, PointOfDelivery, State, Submission
from activity.queries import reading
from activity.services import deliveries, sending
from pbc.core.models import Commissioner, Group, Locality
from tests import make
from tests.money.recount import YEAR, Counting, Entry, Span, World

PCTS = {"AMB": "West", "BAR": "West", "COL": "East"}
PRACTICES = {
    "E82001": ("AMB", "ALL"),
    "E82002": ("AMB", "ALL"),
    "E82003": ("AMB", "ALL"),
    "E82004": ("BAR", "MIX"),
    "E82005": ("BAR", None),
    "E82006": ("COL", "MIX"),
    "E82007": ("COL", None),
}
GROUPS = ("ALL", "MIX")
HEADING_OF = {"EL": "Elective", "DC": "Elective", "OPFA": "Outpatients", "OPFU": "Outpatients"}
NOBODY, UNKNOWN = "V81999", "E82999"
STRANGE = "XX"  # a point of delivery that nobody has heard of, until it is mapped


def build():
    """Make the county in the database; known from ever, with a budget for most practices."""
    localities = {
        code: make.locality(code.title(), pct=make.commissioner(pct), code=code)
        for code, pct in PCTS.items()
    }
    for code, (place, group) in PRACTICES.items():
        practice = make.practice(f"Surgery {code}", in_=localities[place], code=code)
        make.membership(practice, group and make.group(group))
    for code, name in HEADING_OF.items():
        PointOfDelivery.objects.create(code=code, name=code, heading=make.heading(name))
    DefaultPracticeCode.objects.create(code=NOBODY, name="Nobody")
    Feed.objects.create(code="trust", name="The trust's own report")
    make.provider()
    make.specialty()
    make.year(YEAR)


def new_world():
    """The same county in the second set of books."""
    world = World(pcts=dict(PCTS), headings=dict(HEADING_OF))
    for code, (place, group) in PRACTICES.items():
        world.places.append(Span(code, place, make.SINCE_EVER, None, make.SINCE_EVER))
        world.groups.append(Span(code, group, make.SINCE_EVER, None, make.SINCE_EVER))
    world.counting.append(Counting("pct-acute", range(1, 14), date(YEAR, 4, 1)))
    return world


def entered(world, holder, heading, pence, known_from):
    """Enter a budget of twelve unequal months, in both sets of books."""
    kind, one = holder
    entry = make.budget_entry(
        one,
        amount=Decimal(pence) / 100,
        phasing=range(1, 13),
        heading=make.heading(heading),
        known_from=known_from,
    )
    months = tuple(int(amount * 100) for amount in entry.months)
    code = one.name if kind in ("pct", "group") else one.code
    world.entries.append(Entry((kind, code), heading, months, known_from))
    return entry


def organisation(kind, name):
    """An organisation by what the second set of books calls it."""
    models = {
        "pct": (Commissioner, "name"),
        "group": (Group, "name"),
        "locality": (Locality, "code"),
    }
    model, key = models[kind]
    return model.objects.get(**{key: name})


def set_target(world, kind, holder, pence, known_from):
    """Say what there is to spend, or what is planned over it, in both sets of books."""
    setter = {"allocation": make.allocation, "control_total": make.control_total}[kind]
    amount = Decimal(pence) / 100
    setter(organisation(*holder), amount=amount, known_from=known_from)
    world.targets.append((kind, holder, known_from, pence))


def add_other_spend(world, holder, month, pence, known_from):
    """Enter what was spent in a month and no file brings, in both sets of books."""
    amount = Decimal(pence) / 100
    make.other_spend(organisation(*holder), amount=amount, month=month, known_from=known_from)
    world.other_spend.append((holder, known_from, pence))


def regroup(world, code, heading):
    """Give a point of delivery another heading, for readings from now on."""
    PointOfDelivery.objects.filter(code=code).update(heading=make.heading(heading))
    world.headings[code] = heading


def map_alias(world, alias, code):
    """Say which point of delivery a strange code means, for readings from now on."""
    PointOfDelivery.objects.update(aliases=[])
    PointOfDelivery.objects.filter(code=code).update(aliases=[alias])
    world.aliases[alias] = code


def sent(content, *, known_from, day, feed="pct-acute", reason="", through_child=False):
    """Send a file the whole way; its reading runs in this process unless told otherwise."""
    wanted = sending.Wanted(received_on=known_from, today=day, publish=True, reason=reason)
    submission, is_new = deliveries.receive_delivery(
        file=io.BytesIO(content),
        file_name="file.csv",
        received_on=known_from,
        feed=Feed.objects.get(code=feed),
        by=make.operator(),
    )
    if is_new:
        (job.read if through_child else read_here)(submission.pk, day)
        submission.refresh_from_db()
        if submission.state == State.STAGED:
            sending.publish(submission=submission, wanted=wanted, by=make.operator())
            submission.refresh_from_db()
    return submission, is_new


def read_here(submission_id, day):
    """What the job does, with the steps of the child in this process."""
    held = job.claim(submission_id)
    submission = Submission.objects.select_related("delivery").get(pk=submission_id)
    known = reading.needed_to_read(submission, day)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        try:
            work.read(storage.stored_at(submission.delivery), known, folder)
        except Refused as refusal:
            return writer.refuse(held, sentence=str(refusal))
        result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        return writer.stage(held, child.Reading(folder=folder, **result))


def settle():
    """Have the database check at once what it would at a commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
