"""An older backup that is put back does not bring back what two persons had removed."""

import hashlib

import pytest
from django.conf import settings

from activity import purge_list
from activity.models import Purge, Purged
from activity.services import clearing, purging, purging_again
from pbc.backups import drilling, keeping
from pbc.core import errands
from pbc.core.models import BackupRun, Person
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = b"Wilhelmina Osgathorpe"
SHA256 = hashlib.sha256(CANARY).hexdigest()
AGAIN = """
from pathlib import Path
from django.conf import settings
from activity.models import ParkedRow, Purge, Purged
from pbc.backups import restoring
file = Path(settings.PBC_VAR) / "deliveries" / "{sha256:.2}" / "{sha256}"
print(file.exists(), ParkedRow.objects.get().practice_given)
print(restoring.purge_again(Path("{backup}")), restoring.purge_again(Path("{backup}")))
print(file.exists(), ParkedRow.objects.get().practice_given, Purged.objects.count())
one = Purge.objects.get()
print(one.asked_by, one.asked_by.is_active, one.answer.by, one.answer.by.is_active, one.reason)
"""


@pytest.fixture
def file(folder):
    """A published file with the name of a patient in a row that was parked, and in its content."""
    path = folder.parent / "var" / "deliveries" / SHA256[:2] / SHA256
    path.parent.mkdir(parents=True)
    path.write_bytes(CANARY)
    parked = {"money": "10.25", "practice_given": CANARY.decode()}
    lines = [make.line(make.practice("Fernville"))]
    kept = {"sha256": SHA256, "stored_as": f"{SHA256[:2]}/{SHA256}"}
    return make.published_file(lines, parked=[parked], **kept)


def purge(file):
    ann, ben = make.finance_officer(first_name="Ann"), make.finance_officer(first_name="Ben")
    said = {"reason": "Names", "with_name": False}
    asked = purging.ask_for_purge(submission=file, **said, by=ann)
    purging.confirm_purge(purge=asked, by=ben)
    for errand_id in errands.waiting():
        errands.run(errand_id)


def test_an_older_backup_is_purged_again_from_the_list_beside_it(file, folder):
    older = keeping.make_due().rename(folder / "older.tar")
    purge(file)
    BackupRun.objects.all().delete()
    keeping.make_due()

    with drilling.put_beside(older) as scratch:
        words = AGAIN.format(sha256=SHA256, backup=older)
        before, times, after, who = scratch.manage("shell", "--no-imports", "-c", words).split(
            "\n"
        )[:4]

    assert before == f"True {CANARY.decode()}"
    assert times == "1 0"  # the second time there is nothing left to do
    assert after == "False (removed) 1"
    assert who.startswith("Ann Allan False Ben Allan False Names (both said so on ")
    assert CANARY.decode() not in (folder / purge_list.NAME).read_text()


def test_a_purge_stands_in_the_list_before_anything_goes(file, monkeypatch):
    monkeypatch.setitem(
        settings.PBC_SEALS, "file", purge_list.place().parent / "gone" / "heads.txt"
    )

    with pytest.raises(FileNotFoundError):
        purge(file)

    assert not Purged.objects.exists()
    assert purging.storage.stored_at(file.delivery).exists()


def test_a_database_that_was_put_back_otherwise_is_purged_within_the_hour(file):
    """Of what was copied below the database: the list is all that knows."""
    persons = make.finance_officer(first_name="Ann"), make.finance_officer(first_name="Ben")
    said = [purge_list.Said(one.username, "", "") for one in persons]
    entry = purge_list.Entry(SHA256, False, "Names", *said, "2007-03-13T10:00:00+00:00")
    purge_list._add([entry, entry], purge_list.place())
    with purge_list.place().open("a") as torn:
        torn.write('{"sha256": "ab')

    clearing.clear_up(key=clearing.EVERYTHING, by=make.operator())
    for errand_id in errands.waiting():
        errands.run(errand_id)

    assert Purged.objects.count() == 1
    assert {one.is_active for one in Person.objects.filter(pk__in=[p.pk for p in persons])} == {
        True
    }
    assert "both said so on 13 March 2007" in Purge.objects.get().reason
    assert purge_list.read(purge_list.place()) == [entry]
    assert purging_again.ask_for_lost_purges(by=make.operator()) == []


def test_a_list_of_a_file_that_is_not_here_asks_for_nothing(folder, tmp_path, file):
    said = [purge_list.Said(name, "", "") for name in ("ann", "ben")]
    entry = purge_list.Entry("cd" * 32, False, "Names", *said, "2007-03-13T10:00:00+00:00")
    purge_list._add([entry], tmp_path / "other.txt")

    made = purging_again.ask_for_lost_purges(by=make.operator(), lists=[tmp_path / "other.txt"])

    assert made == []
    assert not Purge.objects.exists()
