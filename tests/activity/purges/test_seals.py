"""The seals and the guards of the database tell a purge from a tampering."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from activity.models import PurgeAnswer
from activity.services import purging
from pbc.core.models import Errand, PurgedRow
from pbc.core.seals import checking, services
from pbc.core.seals import purging as seal_purging
from tests import make
from tests.activity.purges.purge import as_owner, asked, carried_out
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE activity_parkedrow SET sheet = 'x'",
        "UPDATE activity_activityline SET sheet = 'x'",
        "UPDATE activity_detailrollup SET provider_given = 'x'",
        "UPDATE activity_delivery SET file_name = 'x'",
    ],
)
def test_saying_that_a_purge_is_under_way_opens_nothing_to_the_application(file, two, change):
    ann, ben, *_ = two
    purge = asked(file, ann)
    PurgeAnswer.objects.create(purge=purge, confirms=True, by=ben)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pbc.purging', %s, false)", [str(purge.pk)])
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(change)
        cursor.execute("SELECT set_config('pbc.purging', '', false)")


def test_the_owner_himself_changes_no_amount_under_a_purge(file, two):
    ann, ben, *_ = two
    purge = asked(file, ann)
    PurgeAnswer.objects.create(purge=purge, confirms=True, by=ben)

    with pytest.raises(IntegrityError, match="takes no UPDATE"), transaction.atomic():
        as_owner(
            f"SELECT set_config('pbc.purging', '{purge.pk}', true);"
            "UPDATE activity_activityline SET actual_cost = actual_cost + 1"
        )


def test_only_the_site_and_the_owner_may_call_what_carries_a_purge_out():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig, proacl::text FROM pg_proc "
            "WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        found = {name: (settings, rights) for name, settings, rights in cursor.fetchall()}

    settings, rights = found["carry_out_purge"]
    assert settings == ["search_path=public, pg_temp"]
    assert "pbc_app=X" in rights
    assert [name for name, (_, held) in found.items() if held is None or "{=X" in held] == []


def test_the_seals_tell_a_purge_from_a_tampering(file, two):
    ann, ben, *_ = two
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()

    with connection.cursor() as cursor, transaction.atomic():
        after_the_purge = checking.check(cursor).findings
    as_owner(
        "ALTER TABLE activity_parkedrow DISABLE TRIGGER insert_only;"
        "UPDATE activity_parkedrow SET practice_given = 'somebody else';"
        "ALTER TABLE activity_parkedrow ENABLE TRIGGER insert_only"
    )
    with connection.cursor() as cursor, transaction.atomic():
        [tampered] = checking.check(cursor).findings

    assert PurgedRow.objects.filter(table_name="activity_parkedrow").count() == 1
    assert after_the_purge == []
    assert "activity_parkedrow" in tampered.sentence


def test_no_purge_explains_a_change_of_a_ledger_of_money(two):
    """Whoever owns the database can write down that a row was changed on purpose: of these not."""
    entry = make.budget_entry(make.practice("Fernville"), amount=1000)
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    [before] = seal_purging._marks("budgets_budgetentry", [entry.pk]).values()
    as_owner(
        "ALTER TABLE budgets_budgetentry DISABLE TRIGGER USER;"
        "UPDATE budgets_budgetentry SET reason = 'Another';"
        "ALTER TABLE budgets_budgetentry ENABLE TRIGGER USER"
    )
    [after] = seal_purging._marks("budgets_budgetentry", [entry.pk]).values()
    PurgedRow.objects.create(
        table_name="budgets_budgetentry", row=entry.pk, before=before, after=after, why="Purge 1"
    )

    with connection.cursor() as cursor, transaction.atomic():
        [found] = checking.check(cursor).findings

    assert f"row {entry.pk} was changed" in found.sentence


def test_nothing_is_sealed_as_it_was_while_its_words_go(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    [errand] = Errand.objects.filter(kind=purging.CARRY_OUT)

    def seal():
        with pytest.raises(services.UnderWay):
            services.seal_tables(by=make.operator(), quiet="0 seconds")

    at_once(lambda: purging.carry_out_purge(key=errand.key, by=ben), seal)
    services.seal_tables(by=make.operator(), quiet="0 seconds")

    with connection.cursor() as cursor, transaction.atomic():
        assert checking.check(cursor).findings == []
