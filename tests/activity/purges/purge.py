"""A purge as tests ask for it, and what they look for after it."""

import re

from django.db import connection

from activity.models import ActivityLine, DetailRollUp, ParkedRow, PositionRollUp
from activity.services import purging
from activity.services.assigning import assign_lines
from pbc.core import clock, errands
from tests import make

CANARY = "Wilhelmina Osgathorpe"


WHY = "Names of patients in the column of specialties"


def as_owner(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")


def asked(file, by, **more):
    said_ = {"reason": WHY, "with_name": True} | more
    return purging.ask_for_purge(submission=file, **said_, by=by)


def from_its_page(client, file, **typed):
    """What is sent from the page of a purge: what is hidden in its form, and what is typed."""
    page = client.get(f"/files/{file.pk}/purge/").content.decode()
    hidden = re.findall(r'type="hidden" name="(once|seen|with_name)" value="([^"]+)"', page)
    return {**dict(hidden), **typed}


def carried_out():
    for errand_id in errands.waiting():
        errands.run(errand_id)


def tables_with(word):
    """The tables of the database in which a word stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE strpos(t::text, %s) > 0', [word])
            found += [name] * bool(cursor.fetchone()[0])
    return set(found)


def figures():
    """Everything that is money, by its row."""
    money = ("budget", "savings_plan", "actual_cost")
    return [
        sorted(ActivityLine.objects.values_list("pk", "practice_id", "month", *money)),
        sorted(PositionRollUp.objects.values_list("practice_id", "month", *money)),
        sorted(DetailRollUp.objects.values_list("practice_id", "month", *money)),
        sorted(ParkedRow.objects.values_list("pk", "money")),
    ]


def with_a_line_of_nobody(by):
    """A practice with a published file that has a line of nobody too, and what assigns it."""
    fernville = make.practice("Fernville")
    make.nobodys_code()
    make.published_file([make.line(fernville), make.line(None, cost=200)])
    codes = [make.line_code(ActivityLine.objects.get(practice_id=None))]
    told = {"codes": codes, "reason": "Theirs", "on": clock.today(), "by": by}
    return fernville, lambda practice: assign_lines(practice=practice, **told)
