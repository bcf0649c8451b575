"""The daily backup: made once, whole, checked, never at the cost of those there are (R8)."""

import hashlib
import os
import shutil
import signal
import tarfile
import threading

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from pbc.backups import checking, keeping, making, noting, restoring, room
from pbc.backups.tools import Refused, beside
from pbc.core.models import BackupKind, BackupRun
from pbc.embedded import places, processes
from pbc.tasks import sweep_backups
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def delivered(folder, content=b"as it was sent", **details):
    """A file that came, with its bytes, which a worker is to read."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = folder.parent / "var" / "deliveries" / sha256[:2] / sha256
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    make.submission(sha256=sha256, stored_as=f"{sha256[:2]}/{sha256}", **details)
    return path


def altered(backup, **members):
    """The same backup with other bytes in some of its members; None leaves one out."""
    other = backup.with_name("altered.tar")
    with tarfile.open(backup) as old, tarfile.open(other, "w") as new:
        for member in old:
            name = member.name.rpartition("/")[2].partition(".")[0]
            path = backup.with_name("member")
            if member.isfile():
                path.write_bytes(members.get(name, old.extractfile(member).read()) or b"")
                if members.get(name, b"") is not None:
                    new.add(path, member.name)
    return other


def test_a_backup_that_is_due_is_made_once_with_its_hash_beside_it_r8(folder, left_in_var):
    delivered(folder)

    file = keeping.make_due()

    assert names(folder) == [file.name, f"{file.name}.sha256"]
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (folder / f"{file.name}.sha256").read_text() == f"{sha256}  {file.name}\n"
    [run] = BackupRun.objects.all()
    assert (run.kind, run.file_name, run.error) == (BackupKind.MADE, file.name, "")
    assert (run.size, run.missing) == (file.stat().st_size, 0)
    assert run.ended_at >= run.started_at
    assert keeping.make_due() is None
    assert left_in_var() == []


def test_a_backup_is_read_by_its_owner_alone_whatever_others_files_are_r8(folder, left_in_var):
    mask = os.umask(0)
    try:
        file = keeping.make_due()
    finally:
        os.umask(mask)

    assert oct(file.stat().st_mode)[-3:] == "600"


def test_two_beats_at_once_make_one_r8(folder):
    made, both = [], threading.Barrier(2)

    def beat():
        both.wait()
        made.append(keeping.make_due())
        connection.close()

    beats = [threading.Thread(target=beat) for _ in range(2)]
    for one in beats:
        one.start()
    for one in beats:
        one.join()

    assert len([file for file in made if file]) == 1
    assert BackupRun.objects.count() == 1


def test_what_a_killed_one_left_is_cleared_by_the_next_r8(folder):
    folder.mkdir()
    (folder / "pbc-20061213T020000Z.tar.part").write_text("half")
    (folder / "pbc-20061213T020000Z.tar.sha256").write_text("of none")
    (folder / "mine.part").write_text("not ours")
    BackupRun.objects.create()

    file = keeping.make_due()

    assert names(folder) == sorted(["mine.part", file.name, f"{file.name}.sha256"])
    broken, good = BackupRun.objects.order_by("pk")
    assert (broken.error, good.error) == ("It was broken off before its end.", "")


def test_a_disk_that_is_nearly_full_is_left_as_it_is_r8(folder, monkeypatch):
    first = keeping.make_due()
    BackupRun.objects.all().delete()
    monkeypatch.setattr(room, "BESIDE_IT", 1.0)  # of the disk: less is free on any

    with pytest.raises(Refused, match=r"too little room on .* Nothing was removed"):
        keeping.make_due()

    assert names(folder) == [first.name, f"{first.name}.sha256"]
    assert "too little room" in BackupRun.objects.get().error


@pytest.mark.parametrize("left", [None, b"rotten"])
def test_a_file_that_the_site_itself_has_lost_is_counted_and_costs_no_backup_r8(folder, left):
    path = delivered(folder)
    path.unlink()
    if left:
        path.write_bytes(left)

    file = keeping.make_due()

    assert BackupRun.objects.get().missing == 1
    assert len(checking.check(file).missing) == 1


@pytest.mark.parametrize("state", ["REFUSED", "DISCARDED"])
def test_the_bytes_of_a_refused_or_discarded_file_are_not_missed_r8(folder, state):
    delivered(folder, state=state, sentence="It holds names").unlink()

    assert checking.check(keeping.make_due()).missing == []


def test_a_sound_backup_is_checked_again_and_noted_r8(folder, capsys):
    delivered(folder)
    file = keeping.make_due()

    call_command("verify_backup", str(file))

    assert "can be put back; delivered files in it: 1" in capsys.readouterr().out
    assert BackupRun.objects.get(kind=BackupKind.CHECKED).error == ""


def test_a_backup_is_refused_for_each_thing_that_may_be_wrong_with_it_r8(folder):
    sent = delivered(folder)
    file = keeping.make_due()
    content = file.read_bytes()

    for damaged, why in (
        ({"database": b"another"}, "its database is not the one"),
        ({"about": None}, "is not a backup of this application"),
    ):
        with pytest.raises(Refused, match=why):
            checking.check(altered(file, **damaged))
    cut = folder / "cut.tar"
    for length, why in ((len(content) // 2, "cannot be read|damaged"), (1000, "cannot be read")):
        cut.write_bytes(content[:length])
        with pytest.raises(Refused, match=why):
            checking.check(cut)
    with tarfile.open(file) as tar:
        end = max(member.offset_data + member.size for member in tar)
    cut.write_bytes(content[: end + -end % 512])  # between its last file and its end
    with pytest.raises(Refused, match="breaks off before its end"):
        checking.check(cut)
    for content in (None, b"as nobody sent it"):
        assert checking.check(altered(file, **{sent.name: content})).missing == [sent.name]


def test_one_byte_less_is_noticed_by_the_hash_beside_it_and_written_down_r8(folder):
    file = keeping.make_due()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(CommandError, match="its SHA-256 is not the one noted beside it"):
        call_command("verify_backup", str(file))

    assert "damaged" in BackupRun.objects.get(kind=BackupKind.CHECKED).error


def test_a_backup_that_fails_leaves_nothing_and_says_why_r8(folder, monkeypatch, left_in_var):
    monkeypatch.setenv("PBC_BACKUPS_TO", str(folder))
    connection.ensure_connection()
    monkeypatch.setitem(connection.settings_dict, "NAME", "no such database")

    with pytest.raises(CommandError, match="no such database"):
        call_command("backup", "--due")

    monkeypatch.undo()
    assert names(folder) == []
    assert "no such database" in BackupRun.objects.get().error
    assert left_in_var() == []


def test_a_sweep_queues_one_where_it_is_due_and_else_nothing_r8(folder):
    """Without a queue the sweep says nothing and is not in the way: the next one asks again."""
    assert sweep_backups() is None
    keeping.make_due()
    assert sweep_backups() is None


def cut_between_two(file):
    """The same up to the end of the last member but one: tarfile reads it without a complaint."""
    with tarfile.open(file) as tar:
        last = [*tar][-1].offset
    cut = file.with_name("cut.tar")
    cut.write_bytes(file.read_bytes()[:last])
    return cut


def test_a_backup_that_breaks_off_between_two_files_is_not_put_back_r8(folder):
    """What is here is worth more: nothing is touched before the whole was read."""
    first, second = delivered(folder), delivered(folder, bytes(5000))
    cut = cut_between_two(keeping.make_due())

    with pytest.raises(CommandError, match="breaks off before its end"):
        call_command("restore", str(cut), "--replace")

    assert (first.read_bytes(), second.read_bytes()) == (b"as it was sent", bytes(5000))


@pytest.mark.parametrize("instead", [None, b"other bytes"])
def test_a_backup_without_a_delivered_file_is_not_put_back_unasked_r8(folder, instead):
    sent = delivered(folder)
    lacking = altered(keeping.make_due(), **{sent.name: instead})

    with pytest.raises(Refused, match=r"lacks 1 of its delivered files.*Nothing was touched"):
        restoring.put_back(lacking, replace=True)

    assert sent.read_bytes() == b"as it was sent"


def test_a_backup_that_is_not_as_its_hash_beside_it_says_is_not_put_back_r8(folder):
    sent = delivered(folder)
    file = keeping.make_due()
    beside(file).write_text(f"{'0' * 64}  {file.name}\n")

    with pytest.raises(Refused, match="its SHA-256 is not the one noted beside it"):
        restoring.put_back(file, replace=True)

    assert sent.exists()


@pytest.mark.parametrize("about", [b"{}", b"[1]", b"\xff", b'{"sha256": 1, "migrations": []}'])
def test_a_file_that_says_of_itself_what_no_backup_does_is_refused_in_words_r8(folder, about):
    strange = altered(keeping.make_due(), about=about)

    with pytest.raises(CommandError, match="not a backup of this application"):
        call_command("verify_backup", str(strange))

    assert "not a backup" in BackupRun.objects.get(kind=BackupKind.CHECKED).error


def test_one_made_by_hand_under_way_is_not_cleared_away_r8(folder):
    """Its half and its work have names that begin as those of the daily ones do."""
    folder.mkdir()
    half = folder / "pbc-before-the-upgrade.tar.part"
    half.write_text("half")
    work = places.var() / "backup-pbc-2007-03-13-x1"
    work.mkdir()
    try:
        keeping.make_due()
        assert half.exists()
        assert work.exists()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def test_one_by_hand_waits_for_the_daily_one_r8(folder, tmp_path):
    refused = []

    def by_hand():
        try:
            keeping.make_by_hand(tmp_path / "mine.tar")
        except Refused as reason:
            refused.append(str(reason))
        connection.close()

    with noting.alone(BackupKind.MADE):
        other = threading.Thread(target=by_hand)
        other.start()
        other.join()

    assert refused == ["A backup is being made by another process. Wait for its end."]


def test_one_by_hand_into_the_folder_counts_as_todays_r8(folder, tmp_path, capsys):
    folder.mkdir()
    call_command("backup", str(tmp_path / "elsewhere.tar"))
    assert not BackupRun.objects.exists()

    call_command("backup", str(folder / "by-hand.tar"))

    run = BackupRun.objects.get()
    assert (run.kind, run.file_name, run.error) == (BackupKind.MADE, "by-hand.tar", "")
    call_command("backup", "--due")
    assert "No backup is due: today's has been made" in capsys.readouterr().out


def test_one_that_replaces_another_has_its_own_hash_beside_it_r8(tmp_path, folder):
    for _ in range(2):
        file = keeping.make_by_hand(tmp_path / "mine.tar")
        checking.check(file)
    assert beside(file).exists()


def test_in_production_a_folder_that_is_not_there_is_not_made_r8(folder, monkeypatch):
    """Its disk is not mounted: what would be written there fills the one that may break."""
    monkeypatch.setattr(settings, "PRODUCTION", True)

    with pytest.raises(Refused, match="see that its disk is mounted"):
        keeping.make_due()

    assert not folder.exists()
    assert "mounted" in BackupRun.objects.get().error


def test_a_folder_that_cannot_be_made_is_shown_r8(folder):
    folder.write_text("a file where the folder should be")

    with pytest.raises(FileExistsError):
        keeping.make_due()

    assert "File exists" in BackupRun.objects.get().error


def test_each_disk_is_measured_for_all_that_is_written_there_r8(folder, monkeypatch):
    folder.mkdir()
    monkeypatch.setattr(room, "BESIDE_IT", 0)
    free = shutil.disk_usage(folder).free
    room.insist([(folder, free // 3), (folder, free // 3)])

    with pytest.raises(Refused, match=r"too little room on the disk of .* MB are needed"):
        room.insist([(folder, free * 2 // 3), (folder, free * 2 // 3)])  # either one would fit


def test_bytes_that_the_disk_does_not_give_cost_the_others_nothing_r8():
    """Zeros stand for them, and the check finds that they are not those of the file."""
    with open("/proc/self/mem", "rb", buffering=0) as unreadable:
        with pytest.raises(OSError, match="Input/output error"):
            unreadable.read(8)
        assert making.Patient(unreadable).read(8) == bytes(8)


def test_of_a_fault_no_value_of_a_row_is_kept_r8(folder):
    said = "psql: ERROR:  duplicate key\nDETAIL:  Key (email)=(jane@example.org) already exists."

    with pytest.raises(Refused), noting.noted(BackupKind.MADE):
        raise Refused(said)
    with pytest.raises(KeyError), noting.noted(BackupKind.DRILLED):
        raise KeyError("jane@example.org")

    made, drilled = BackupRun.objects.order_by("pk")
    assert made.error == "psql: ERROR:  duplicate key"
    assert "KeyError" in drilled.error
    assert "jane" not in drilled.error


def test_one_that_is_told_to_leave_says_so_r8(folder):
    """And clears up: SIGTERM is an exit like any other."""
    with pytest.raises(SystemExit), processes.asked_to_leave(), noting.noted(BackupKind.MADE):
        signal.raise_signal(signal.SIGTERM)

    assert BackupRun.objects.get().error == noting.BROKEN_OFF
