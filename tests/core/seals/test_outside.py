"""The heads of the seals are kept outside too, in a file or a mailbox, and compared (H01, S11)."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from budgets.models import BudgetEntry
from pbc import environment
from pbc.core import clock
from pbc.core.models import Errand, Sealing
from pbc.core.seals import checking, exported, heads, services
from pbc.core.tasks import run_errand
from tests import make
from tests.core.seals.conftest import entries, renamed, seal
from tests.core.seals.meanwhile import HISTORY, LEDGER, sentences

# ---- Kept outside ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_each_sealing_adds_a_line_to_the_file_outside_h01(outside):
    entries(make.practice(), 2)
    first = seal()
    second = seal()

    lines = outside.read_text().splitlines()
    today = clock.now().astimezone(clock.LONDON).date().isoformat()
    assert [line.split()[:3] for line in lines] == [
        [today, "1", first.digest],
        [today, "2", second.digest],
    ]
    assert f" {LEDGER}:1:" in lines[0]
    assert oct(outside.stat().st_mode)[-3:] == "600"


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_not_written_is_written_with_the_next(outside):
    seal()
    first = outside.read_text()
    seal()
    outside.write_text(first)
    assert services.check_seals(by=make.operator()).found == []
    seal()

    assert [line.number for line in exported.read(outside)] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_gone_empty_or_cut_off_is_found_and_not_made_good_silently_s11(
    outside, capsys
):
    """Who changes a row, seals anew and removes the file is found, and the next night does not
    hide it."""
    for _ in range(3):
        entries(make.practice(), 1)
        seal()
    whole = outside.read_text()
    first = whole.splitlines(keepends=True)[0]
    for left, said in (
        (None, f"The file of digests kept outside is gone: {outside}"),
        ("", f"The file of digests kept outside is empty: {outside}"),
        (first, f"{outside} ends with sealing 1, and there are"),
    ):
        outside.unlink(missing_ok=True)
        if left is not None:
            outside.write_text(left)
        for _ in range(2):
            [found] = services.check_seals(by=make.operator()).found
            assert found.startswith(said)
            seal()
        with pytest.raises(SystemExit):
            call_command("verify_seals")
    assert outside.read_text() == first

    call_command("seal", begin_file=True)

    assert "from the database as it is now" in capsys.readouterr().out
    assert "begun anew" in outside.read_text().splitlines()[1]
    assert services.check_seals(by=make.operator()).found == []
    seal()
    assert len(exported.read(outside)) == Sealing.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_torn_is_set_aside_and_written_whole_by_the_next(outside):
    entries(make.practice(), 1)
    seal()
    first = outside.read_text()
    for torn in (1, 10, 12, 40, 76, 77, 78):
        before = outside.read_text()
        sealing = seal()
        line = outside.read_text()[len(before) :]
        outside.write_text(before + line[:torn])
        assert services.check_seals(by=make.operator()).found == []
        seal()

        numbers = [one.number for one in exported.read(outside)]
        assert numbers == list(range(1, sealing.number + 2))
        assert services.check_seals(by=make.operator()).found == []
    assert outside.read_text().startswith(first)


@pytest.mark.django_db(transaction=True)
def test_one_change_hides_no_other_and_all_are_counted_s11(superuser):
    practice = make.practice()
    for _ in range(3):
        entries(practice, 3)
        seal()
    rows = list(BudgetEntry.objects.order_by("pk").values_list("pk", flat=True))
    wrong = f"{rows[0]}, {rows[2]}, {rows[7]}"
    superuser.execute(f"UPDATE {LEDGER} SET reason = 'Never agreed' WHERE id IN ({wrong})")

    found = checking.check(superuser).findings

    assert [(one.seal, one.row) for one in found] == [(1, rows[0]), (3, rows[7])]
    assert found[0].what == f"row {rows[0]} was changed, and 1 more are otherwise"


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_compared_is_found_and_the_others_are_compared_s11(superuser, monkeypatch):
    practice = make.practice()
    entries(practice, 2)
    renamed(practice, "Fernville Surgery")
    seal()
    row = BudgetEntry.objects.order_by("pk").first().pk
    superuser.execute(f"UPDATE {LEDGER} SET reason = 'Never agreed' WHERE id = {row}")
    superuser.execute(f"DROP TABLE {HISTORY} CASCADE")
    gone = [one.sentence for one in checking.check(superuser).findings]
    superuser.connection.rollback()
    monkeypatch.setattr(checking, "LOCKED_FOR", "50ms")
    superuser.execute(f"LOCK TABLE {HISTORY}")
    locked = sentences()

    assert f"{HISTORY}: cannot be compared: the table is there no more" in gone
    assert [one for one in gone if f"row {row} was changed" in one]
    [found] = locked
    assert found.startswith(f"{HISTORY}: cannot be compared: ")
    assert "lock timeout" in found


@pytest.mark.django_db(transaction=True)
def test_a_day_or_a_number_that_cannot_be_is_said_of_the_file(outside):
    seal()
    for wrong in ("2007-13-45 1 ", "2007-03-13 99999999999999999999 "):
        outside.write_text(f"{wrong}{'a' * 64}\n")

        [found] = services.check_seals(by=make.operator()).found

        assert found.startswith(
            f"{outside} cannot be compared: Line 1 is no line of heads: {wrong}"
        )


@pytest.mark.django_db(transaction=True)
def test_a_file_that_goes_on_beyond_the_database_is_left_as_it_is(outside, superuser, caplog):
    """A backup was put back, or the end of the chain was cut off: the file proves it."""
    entries(make.practice(), 2)
    seal()
    beyond = "2007-03-13 9 " + "a" * 64
    outside.write_text(f"{outside.read_text()}{beyond}\n")

    seal()

    assert outside.read_text().splitlines()[1:] == [beyond]
    assert "has sealings that the database has not" in caplog.text
    [found] = sentences(heads.read(outside.read_text().splitlines()))
    assert found == (
        "All tables of 13 March 2007: the sealing 9 that was kept outside is not what is here"
    )


@pytest.mark.django_db
def test_the_heads_are_mailed_where_an_address_is_set(settings, mailoutbox):
    settings.PBC_SEALS = {**settings.PBC_SEALS, "address": "audit@example.nhs.uk"}
    entries(make.practice(), 2)
    sealing = seal()

    run_errand(errand_id=Errand.objects.get().pk)

    [sent] = mailoutbox
    assert sent.to == ["audit@example.nhs.uk"]
    assert f"{sealing.day.isoformat()} 1 {sealing.digest}" in sent.body
    [(_, text, _)] = sent.attachments
    assert heads.read(text.splitlines()) == [heads.of(sealing)]


@pytest.mark.django_db(transaction=True)
def test_a_place_outside_that_is_not_there_is_not_made_and_is_said(settings, tmp_path):
    """A mount that failed: a folder of its name would be on the same disk."""
    away = tmp_path / "mnt" / "heads.txt"
    settings.PBC_SEALS = {"file": away, "address": ""}
    seal()

    assert not away.parent.exists()
    [found] = services.check_seals(by=make.operator()).found
    assert found == f"The file of digests kept outside is gone: {away}"


# ---- By night, by hand -----------------------------------------------------------------------


def test_what_is_no_line_of_heads_is_named():
    with pytest.raises(heads.NotALine, match="Line 2 is no line of heads: nonsense"):
        heads.read(["2007-03-13 9 " + "a" * 64, "nonsense"])


def test_the_place_outside_is_a_file_an_address_or_else_below_var(monkeypatch, tmp_path):
    default = tmp_path / "seals" / "heads.txt"
    said = {
        "": {"file": default, "address": ""},
        "/mnt/audit/heads.txt": {"file": Path("/mnt/audit/heads.txt"), "address": ""},
        "audit@example.nhs.uk": {"file": default, "address": "audit@example.nhs.uk"},
    }
    for given, becomes in said.items():
        monkeypatch.setenv("PBC_SEALS_TO", given)
        assert environment.seals(tmp_path) == becomes

    monkeypatch.delenv("PBC_MAIL_URL", raising=False)
    monkeypatch.setattr(environment.values, "PRODUCTION", True)
    monkeypatch.setenv("PBC_SEALS_TO", "audit@example.nhs.uk")
    with pytest.raises(ImproperlyConfigured, match="needs PBC_MAIL_URL"):
        environment.seals(tmp_path)
    for wrong in ("heads.txt", "Audit <audit@example.nhs.uk>"):
        monkeypatch.setenv("PBC_SEALS_TO", wrong)
        with pytest.raises(ImproperlyConfigured, match="PBC_SEALS_TO"):
            environment.seals(tmp_path)
