"""The daily backup: made once, whole, checked, never at the cost of those there are (R8)."""

import hashlib
import tarfile
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pbc.backups import checking, keeping
from pbc.backups.tools import Refused
from pbc.core.models import BackupKind, BackupRun
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
    monkeypatch.setattr(keeping, "BESIDE_IT", 1.0)  # of the disk: less is free on any

    with pytest.raises(Refused, match=r"too little room in .* Nothing was removed"):
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


def test_the_bytes_of_a_refused_file_are_not_missed_r8(folder):
    delivered(folder, state="REFUSED", sentence="It holds names").unlink()

    assert checking.check(keeping.make_due()).missing == []


def test_a_sound_backup_is_checked_again_and_noted_r8(folder, capsys):
    delivered(folder)
    file = keeping.make_due()

    call_command("verify_backup", str(file))

    assert "can be put back; it has 1 delivered files" in capsys.readouterr().out
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
