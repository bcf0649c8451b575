"""What was written down is sealed every night, whoever writes meanwhile (H01, S11)."""

import threading
from datetime import timedelta

import pghistory.models
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from budgets.models import BudgetEntry
from pbc.core import grants
from pbc.core.models import Errand, Seal, SealCheck, Sealing
from pbc.core.seals import checking, exported, queries, services, tables
from pbc.core.tasks import run_errand, sweep_seal_checks, sweep_seals
from tests import make
from tests.core.seals.conftest import entries, renamed, rolled_back, seal
from tests.core.seals.meanwhile import HISTORY, LEDGER, checked, other

HOUSE = ("pbc", "meetings", "activity", "budgets")
GUARDED = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND (c.relname LIKE '%%event' OR EXISTS (
  SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'insert_only'))
"""


# ---- What is sealed --------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_history_and_every_ledger_is_sealed_or_says_why_not_s11(owner):
    """A table that takes no change by its guards is in the chain, a new one too."""
    guarded = {name for (name,) in owner.execute(GUARDED, []).fetchall()}

    only_added = guarded | set(grants.INSERT_ONLY)
    assert only_added - set(tables.sealed_tables()) == set(tables.NOT_SEALED)
    assert set(tables.sealed_tables()) <= only_added
    assert all(len(reason.split()) > 2 for reason in tables.NOT_SEALED.values())


@pytest.mark.django_db
def test_what_was_written_down_since_is_sealed_once_h01():
    practice = make.practice("Fernville")
    entries(practice, 3)
    first = seal()
    entries(practice, 2)
    second = seal()

    ledger = Seal.objects.filter(table_name=LEDGER).order_by("number")
    assert [(one.number, one.count) for one in ledger] == [(1, 3), (2, 2)]
    assert (first.number, second.number) == (1, 2)
    assert not second.seals.filter(table_name=HISTORY).exists()
    assert checked().is_whole


@pytest.mark.django_db
def test_a_night_in_which_nothing_happened_is_sealed_too():
    seal()
    quiet = seal()

    assert (quiet.number, quiet.said) == (2, "")
    assert checked().is_whole


@pytest.mark.django_db
def test_many_rows_are_sealed_in_several_seals_and_sealings(monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 4)
    entries(make.practice(), 10)
    seal()
    monkeypatch.setattr(services, "OF_A_SEALING", 5)
    entries(make.practice(), 10)

    _, is_left = services.seal_tables(by=make.operator())

    counts = (
        Seal.objects.filter(table_name=LEDGER).order_by("number").values_list("count", flat=True)
    )
    assert list(counts)[:3] == [4, 4, 2]
    assert is_left
    assert checked().is_whole


@pytest.mark.django_db
def test_what_was_done_within_the_hour_waits_because_its_context_may_grow():
    renamed(make.practice("Fernville"), "Fernville Surgery")

    sealing, _ = services.seal_tables(by=make.operator())

    assert not sealing.seals.filter(table_name=HISTORY).exists()


@pytest.mark.django_db
def test_the_site_can_neither_change_nor_remove_a_seal_s11():
    entries(make.practice(), 1)
    seal()

    for table in ("core_seal", "core_sealing", "core_sealcheck"):
        for statement in (f"UPDATE {table} SET number = number", f"DELETE FROM {table}"):
            wrong = statement.replace("number", "rows") if "check" in table else statement
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(wrong)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_neither_can_the_owner_while_the_guards_stand_s11(owner):
    entries(make.practice(), 1)
    seal()

    for statement in ("UPDATE core_seal SET head = ''", "DELETE FROM core_sealing"):
        with pytest.raises(DatabaseError, match="takes no"):
            owner.execute(statement)


# What is changed and has no history, and what stands in its place.
KEPT_OTHERWISE = {
    "core_mail": "written once; after that only what a mail server said of it",
    "core_peopleupload": "who sent it in when; what came of it is history of the people",
    "core_signinrecord": "it is itself the record, and is removed after a time",
    "core_signinbinding": "made and deleted, never changed; a line of the sign-ins stays of each",
    "budgets_budgetupload": "who sent it in when; what came of it is the ledger",
    "meetings_initials": "who is meant by letters: kept with by whom and when, never removed",
    "core_backuprun": "what came of a backup, which is filled in when it ends",
    "core_errand": "the work of the site, with who asked for it",
    "core_doneonce": "keys of forms that were sent, for two days",
    "core_keptform": "what was typed and not sent yet",
    "core_look": "what somebody saw of their own desk",
    "core_opensession": "where somebody is signed in at this moment",
    "core_guess": "tries of passwords, for an hour",
    "core_refusedsignins": "a count of a day",
    "core_sweep": "when the site last looked after itself",
    "core_errandlease": "which worker is at it",
    "activity_submissionlease": "which worker is at it",
}


@pytest.mark.django_db
def test_whatever_a_person_edits_has_a_history_or_is_only_added_to_h01_s11():
    """Who, what, when and which deed of every write: a model that is new is in it, or says why."""
    ours = [one for one in apps.get_models() if one.__module__.split(".")[0] in HOUSE]
    edited = {one._meta.db_table for one in ours if one._meta.managed}
    tracked = {
        one.pgh_tracked_model._meta.db_table
        for one in apps.get_models()
        if issubclass(one, pghistory.models.Event) and one.pgh_tracked_model
    }

    without = edited - tracked - set(tables.sealed_tables()) - set(tables.NOT_SEALED)
    assert without == set(KEPT_OTHERWISE)


# ---- Whoever asks, and whatever is added -----------------------------------------------------


@pytest.mark.django_db
def test_a_seal_is_the_same_whatever_the_session_says(owner):
    entries(make.practice(), 2)
    renamed(make.practice(), "Fernville Surgery")
    seal()
    with connection.cursor() as cursor:
        for setting in (
            "TIME ZONE 'Asia/Tokyo'",
            "DATESTYLE TO 'German'",
            "extra_float_digits TO -10",
            "bytea_output TO 'escape'",
            "IntervalStyle TO 'iso_8601'",
        ):
            cursor.execute(f"SET LOCAL {setting}")

        assert checking.check(cursor).is_whole
        cursor.execute("SHOW datestyle")
        assert cursor.fetchone()[0].startswith("German")


@pytest.mark.django_db
def test_a_column_that_is_added_later_breaks_no_seal_and_is_in_the_next(superuser):
    practice = make.practice()
    entries(practice, 2)
    seal()
    superuser.execute(f"ALTER TABLE {LEDGER} ADD COLUMN agreed_by text DEFAULT 'the board'")

    assert checking.check(superuser).is_whole
    superuser.execute(f"ALTER TABLE {LEDGER} DROP COLUMN reason CASCADE")
    [found] = checking.check(superuser).findings
    assert (found.table, found.what) == (
        LEDGER,
        "the column reason, which it holds, is there no more",
    )


# ---- Rows that come late ---------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_row_that_commits_late_with_a_lower_number_neither_breaks_nor_escapes_s11():
    practice = make.practice()
    entries(practice, 1)
    seal()
    entries(practice, 3)
    commit = other(entries, practice, 1)
    entries(practice, 2)  # numbers after that of the row that is not committed

    before = seal(patience=0)
    commit()
    after = seal()

    assert [one.count for one in before.seals.filter(table_name=LEDGER)] == [3]
    assert [one.count for one in after.seals.filter(table_name=LEDGER)] == [3]
    assert checked().is_whole


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_who_writes_and_stops_nobody():
    practice = make.practice()
    entries(practice, 3)
    commit = other(entries, practice, 1)
    entries(practice, 2)
    threading.Timer(0.3, commit).start()

    sealing = seal(patience=20)

    assert [one.count for one in sealing.seals.filter(table_name=LEDGER)] == [6]
    assert checked().is_whole


@pytest.mark.django_db(transaction=True)
def test_a_number_that_was_never_used_is_sealed_over_and_cannot_be_used_later_s11(superuser):
    practice = make.practice()
    entries(practice, 2)
    rolled_back(practice)
    entries(practice, 2)
    seal()
    first, *_, last = BudgetEntry.objects.order_by("pk").values_list("pk", flat=True)
    [unused] = set(range(first, last)) - set(BudgetEntry.objects.values_list("pk", flat=True))
    superuser.execute(
        f"INSERT INTO {LEDGER} SELECT c.* FROM {LEDGER} o, jsonb_populate_record(o, "
        f"jsonb_build_object('id', {unused})) c WHERE o.id = {first}"
    )

    [found] = checking.check(superuser).findings
    assert (found.table, found.row, found.what) == (LEDGER, unused, f"row {unused} was put in")


# ---- By night, by hand -----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_night_seals_once_and_the_week_compares_h01():
    entries(make.practice(), 2)
    for _ in range(2):
        sweep_seals()
        for errand in Errand.objects.filter(state="WAITING"):
            run_errand(errand_id=errand.pk)
    exported.bring_up_to_date()  # which the commit brings about
    sweep_seal_checks()
    run_errand(errand_id=Errand.objects.get(state="WAITING").pk)

    assert Sealing.objects.count() == 1
    [check] = SealCheck.objects.all()
    assert (check.rows > 0, check.found) == (True, [])


@pytest.mark.django_db(transaction=True)
def test_commands_seal_and_verify_and_name_what_was_changed_h01(capsys, outside, owner):
    entries(make.practice(), 2)
    call_command("seal")
    call_command("verify_seals")
    said = capsys.readouterr().out
    row = BudgetEntry.objects.order_by("pk").first().pk
    owner.execute(f"ALTER TABLE {LEDGER} DISABLE TRIGGER USER")
    owner.execute(f"UPDATE {LEDGER} SET reason = 'Never agreed' WHERE id = {row}")
    owner.execute(f"ALTER TABLE {LEDGER} ENABLE TRIGGER USER")

    with pytest.raises(SystemExit) as end:
        call_command("verify_seals", head=outside)

    assert "Sealing 1: " in said
    assert "Everything is as it was sealed: " in said
    assert f"compared with {outside}" in said
    assert end.value.code == 1
    assert f"{LEDGER}, seal 1 of " in (found := capsys.readouterr().out)
    assert f": row {row} was changed\n" in found


@pytest.mark.django_db
def test_who_else_is_sealing_is_not_disturbed(monkeypatch):
    monkeypatch.setattr(services.leases, "only_one", lambda name: False)

    with pytest.raises(services.UnderWay, match="sealing at this moment"):
        services.seal_tables(by=make.operator())


def test_a_sealing_of_long_ago_is_late():
    fresh, old = (Sealing(sealed_at=timezone.now() - timedelta(days=days)) for days in (1, 3))

    assert (queries.is_late(fresh), queries.is_late(old), queries.is_late(None)) == (
        False,
        True,
        False,
    )
