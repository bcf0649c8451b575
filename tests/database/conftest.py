"""Wrong statements against a small world: each has to fail at the latest when it is committed."""

import json
import re
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from activity.models import Feed
from budgets.models import OtherSpend
from tests import make

SITE, OWNER = "pbc_app", "pbc_owner"
ROLES = pytest.mark.parametrize("role", [SITE, OWNER])
FORBIDDEN = "permission denied|must be owner"


def another(table, where="true", **changes):
    """SQL that adds a copy of a row of the table with some columns changed."""
    changed = json.dumps(changes, default=str)
    number = f"jsonb_build_object('id', nextval(pg_get_serial_sequence('{table}', 'id')))"
    return (
        f"INSERT INTO {table} SELECT copy.* FROM {table} AS one, "
        f"jsonb_populate_record(one, {number} || '{changed}') AS copy "
        f"WHERE one.id = (SELECT min(id) FROM {table} WHERE {where})"
    )


class Statements:
    """Runs statements in a role and settles what the commit would: deferred checks too."""

    def __init__(self, **ids):
        self.ids = ids

    def run(self, statement, role=SITE):
        """Run a statement as that role, which must stand to the end."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(self._with_ids(statement))
            rows = cursor.fetchall() if cursor.description else []
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SET LOCAL ROLE pbc_app")
        return rows

    def refused(self, statement, because, role=SITE):
        """Run a statement that must fail, for the reason given as a pattern."""
        with pytest.raises(DatabaseError) as failed:
            self.run(statement, role)
        assert re.search(because, str(failed.value)), failed.value

    def _with_ids(self, statement):
        return re.sub(r"\b(the_\w+)\b", lambda found: str(self.ids[found[1]]), statement)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The rows that all tests of a file start from, in one transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        stands = small_world()
        stands.run("SELECT 1")  # settles what the commit would, once for all tests
        yield stands
        transaction.set_rollback(True)


@pytest.fixture
def database(world, db):
    """The small world as it was before each test."""
    return world


def small_world():
    """Dacorum has month 6 published and month 7 waiting, a budget and targets.

    Statements name its rows as `the_published`, `the_staged`, `the_entry` and so on.
    """
    dacorum, st_albans = make.locality("Dacorum"), make.locality("St Albans")
    group, other_group = make.group("DacCom"), make.group("STAHCOM")
    fernville = make.practice("Fernville", group=group)
    parkbury = make.practice("Parkbury", in_=st_albans)
    june = [make.line(fernville, cost=1000), make.line(None, cost=200, in_=dacorum)]
    published = make.published_file(june, parked=[50])
    july = [make.line(fernville, month=7, cost=900)]
    staged = make.staged_file(july, parked=[40], stated=1000)
    apart = make.staged_file(
        [make.line(fernville, cost=1100)], covers=[(2006, 6, dacorum, fernville)]
    )
    later = make.staged_file([make.line(fernville, cost=1200), make.line(None, in_=dacorum)])
    again = make.staged_file(
        [make.line(fernville, cost=1050), make.line(None, in_=dacorum)], again=published
    )
    roaming = make.staged_file([make.line(fernville, in_=st_albans), make.line(parkbury)])
    entry = make.budget_entry(fernville, amount=12000)
    targets = make.allocation(dacorum, amount=9), make.control_total(dacorum, amount=5)
    other = OtherSpend.objects.create(
        locality=dacorum,
        amount=3,
        year=2006,
        month=6,
        source="Ledger",
        reason="Not in the report",
        known_from=date(2006, 7, 1),
        author=make.operator(),
    )
    make.list_size(fernville, 12000)
    trust = Feed.objects.create(code="trust", name="The trust's own report")
    return Statements(
        the_published=published.pk,
        the_staged=staged.pk,
        the_roaming=roaming.pk,
        the_apart=apart.pk,
        the_later=later.pk,
        the_again=again.pk,
        the_received=make.submission().pk,
        the_refused=make.submission("REFUSED", sentence="It is empty").pk,
        the_delivery=make.delivery().pk,
        the_person=make.operator().pk,
        the_feed=published.feed_id,
        the_trust=trust.pk,
        the_place=dacorum.pk,
        the_other_place=st_albans.pk,
        the_practice=fernville.pk,
        the_other_practice=parkbury.pk,
        the_group=group.pk,
        the_other_group=other_group.pk,
        the_pct=make.commissioner().pk,
        the_other_pct=make.commissioner("East and North Hertfordshire").pk,
        the_entry=entry.pk,
        the_heading=entry.heading_id,
        the_allocation=targets[0].pk,
        the_control_total=targets[1].pk,
        the_other_spend=other.pk,
    )
