"""Auditor and administrator see what is sealed, compare it, and are told what was changed (H01)."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from pbc import system
from pbc.core.models import Errand, Seal, SealCheck, Sealing
from pbc.core.once import new_key
from pbc.core.seals import exported, heads
from pbc.core.seals.work import ALL, CHECK
from pbc.core.tasks import run_errand
from tests import make
from tests.core.seals.conftest import entries, seal
from tests.pages import said

pytestmark = pytest.mark.django_db
CHANGED = "budgets_budgetentry, seal 1 of 12 March 2007: row 7 was changed"


def changed():
    """The last check found a row that was changed."""
    return SealCheck.objects.create(sealings=1, tables=1, rows=12, found=[CHANGED])


def test_the_page_says_that_nothing_has_been_sealed_yet(client):
    client.force_login(make.auditor())

    page = said(client.get("/seals/"))

    assert "Nothing has been sealed yet" in page
    assert "Compare now" not in page


def test_the_page_shows_each_table_with_its_rows_and_its_last_h01(client, outside):
    entries(make.practice(), 3)
    sealing = seal()
    last = Seal.objects.get(table_name="budgets_budgetentry").last_id
    client.force_login(make.auditor())

    page = said(client.get("/seals/"))

    assert "What was sealed was not compared yet" in page
    assert "within the last day: sealing 1" in page
    assert sealing.digest in page
    assert f"Budget entry budgets_budgetentry Rows 3 Last row {last}" in page
    assert str(outside) in page


def test_an_auditor_has_all_compared_by_the_worker_and_reads_what_came_of_it_h01(client, outside):
    entries(make.practice(), 3)
    seal()
    exported.bring_up_to_date()  # which the commit brings about
    auditor = make.auditor()
    client.force_login(auditor)

    sent = client.post("/seals/check/", {"once": new_key(auditor)}, follow=True)
    waits = said(sent)
    run_errand(errand_id=Errand.objects.get(state="WAITING").pk)
    after = said(client.get("/seals/"))

    assert "It is being compared now" in waits
    assert SealCheck.objects.get().found == []
    assert "Everything was as it was sealed on" in after
    assert f"{outside}: sealing 1, written on" in after
    assert "being compared" not in after


def test_what_was_changed_stands_on_the_desks_of_auditor_and_administrator_h01(client):
    changed()
    for person in (make.auditor(), make.administrator()):
        client.force_login(person)
        desk = said(client.get("/"))

        assert "What was written down is not as it was sealed" in desk
        assert CHANGED in desk
        assert "1 thing is not as it was sealed" in said(client.get("/seals/"))


def test_a_comparison_that_died_or_is_old_is_said_on_page_desk_and_service_h02(client):
    sealed = timezone.now() - timedelta(days=1)
    Sealing.objects.create(number=1, day="2007-03-13", digest="0" * 64, sealed_at=sealed)
    SealCheck.objects.create(
        sealings=1, tables=1, rows=12, checked_at=timezone.now() - timedelta(days=9)
    )
    client.force_login(make.administrator())
    old, service = said(client.get("/seals/")), system.read(timezone.now().date()).seals.what_to_do
    Errand.objects.create(
        kind=CHECK,
        key=ALL,
        by=make.operator(),
        state="SET_ASIDE",
        finished_at=timezone.now() - timedelta(minutes=1),
    )

    assert "It is to be compared each week" in old
    assert service.startswith("The seals were not compared for more than a week")
    assert "The last comparison came to no end" in said(client.get("/seals/"))
    assert "The seals could not be compared" in said(client.get("/"))
    assert (
        "The last comparison came to no end" in system.read(timezone.now().date()).seals.what_to_do
    )


def test_nobody_else_is_told_and_nobody_once_it_is_whole_again(client):
    changed()
    client.force_login(make.finance_officer())
    assert CHANGED not in said(client.get("/"))

    SealCheck.objects.create(sealings=1, tables=1, rows=12, found=[])
    client.force_login(make.auditor())
    assert CHANGED not in said(client.get("/"))


def test_the_page_of_the_service_says_what_to_do_h02(client):
    client.force_login(make.administrator())
    before = said(client.get("/system/"))
    Sealing.objects.create(
        number=1, day="2007-03-13", digest="0" * 64, sealed_at=timezone.now() - timedelta(days=3)
    )
    late = system.read(timezone.now().date()).seals.what_to_do
    changed()
    wrong = said(client.get("/system/"))

    assert "Nothing has been sealed yet; the first seal comes in the night" in before
    assert late.startswith("Nothing was sealed for days")
    assert "1 thing needs you" in wrong
    assert "Something was changed behind the site’s back" in wrong


def test_the_heads_are_taken_away_as_csv_and_as_the_file_that_is_compared_h01(client):
    entries(make.practice(), 3)
    sealing = seal()
    client.force_login(make.auditor())

    table = b"".join(client.get("/seals/table/?form=csv").streaming_content).decode("utf-8-sig")
    text = b"".join(client.get("/seals/heads/").streaming_content).decode()

    assert any(sealing.digest in row for row in csv.reader(io.StringIO(table)))
    assert heads.read(text.splitlines()) == [heads.of(sealing)]


def test_the_tables_stand_in_pages_of_fifty(client):
    sealing = Sealing.objects.create(number=1, day="2007-03-13", digest="0" * 64)
    of = {"sealing": sealing, "number": 1, "first_id": 1, "last_id": 2, "count": 2}
    for number in range(53):
        Seal.objects.create(table_name=f"table_{number:02}", columns=["id"], marks=b"", **of)
    client.force_login(make.auditor())

    first, second = (client.get(f"/seals/?page={page}").content.decode() for page in (1, 2))

    assert (first.count("<small>table_"), second.count("<small>table_")) == (50, 3)
