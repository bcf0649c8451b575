"""The whole way by the commands: a backup, a purge after it, and `manage.py restore` over both."""

import json

import pytest

from tests.installation import Installation

WORD = "Wilhelmina Osgathorpe"
BUILD = f"""
import hashlib
from activity import storage
from pbc.core.seals.services import seal_tables
from tests import make
content = b"practice,{WORD}"
sha256 = hashlib.sha256(content).hexdigest()
place = storage.place(storage.ACCEPTED, sha256)
place.parent.mkdir(parents=True)
place.write_bytes(content)
make.year()
parked = {{"money": "10.25", "practice_given": "{WORD}", "values": {{"a": "{WORD}"}}}}
make.published_file(
    [make.line(make.practice("Fernville"), cost="1250.50")], parked=[parked], size=len(content),
    file_name="{WORD}.csv", sha256=sha256, stored_as=f"{{sha256:.2}}/{{sha256}}")
make.finance_officer(first_name="Ann"), make.finance_officer(first_name="Ben")
seal_tables(by=make.operator(), quiet="0 seconds")
"""
PURGE = """
from activity.models import Submission
from activity.services import purging
from pbc.core import errands
from pbc.core.models import Person
ann, ben = (Person.objects.get(first_name=name) for name in ("Ann", "Ben"))
what = {"reason": "Names of patients", "with_name": True}
asked = purging.ask_for_purge(submission=Submission.objects.get(), **what, by=ann)
purging.confirm_purge(purge=asked, by=ben)
for one in errands.waiting(): errands.run(one)
"""
LOOK = """
import json
from django.conf import settings
from activity.models import ActivityLine, Delivery, ParkedRow, Purged
[row], [name] = ParkedRow.objects.all(), Delivery.objects.values_list("file_name", flat=True)
bytes_kept = [one for one in (settings.PBC_VAR / "deliveries").rglob("*") if one.is_file()]
print(json.dumps([name, row.practice_given, row.values, len(bytes_kept),
    [f"{one}: {one.lines}, {one.names}" for one in Purged.objects.all()],
    str(ActivityLine.objects.get().actual_cost), str(row.money)]))
"""


@pytest.fixture
def site():
    one = Installation()
    yield one
    one.remove()


def test_a_restore_over_a_purge_ends_without_the_words_with_its_tombstone_and_sound_seals_r8(site):
    def run(script):
        return site("shell", "--no-imports", "-c", script)

    backup = site.root / "older" / "before.tar"
    backup.parent.mkdir()
    run(BUILD)
    site("backup", str(backup))
    assert json.loads(run(LOOK))[:5] == [f"{WORD}.csv", WORD, {"a": WORD}, 1, []]
    run(PURGE)
    gone = json.loads(run(LOOK))
    (backup.parent / "purges.txt").unlink(missing_ok=True)  # only the site's own list is left

    said = site("restore", str(backup), "--replace")

    assert "files emptied again, as two persons had agreed: 1" in said
    again = json.loads(run(LOOK))
    assert again[:4] == gone[:4] == ["(name removed)", "(removed)", {}, 0]
    assert again[4] == gone[4] == ["Purge 1 of delivery 1, carried out: 1, 1"]
    assert again[5:] == gone[5:] == ["1250.50", "10.25"]
    sound = site("verify_seals")
    assert "Everything is as it was sealed" in sound
    assert "lost their words by a purge that two persons agreed" in sound
    parts = [one for one in site.var.iterdir() if not one.name.startswith("pg")]  # ADR 23: its log
    files = [one for part in parts for one in (part, *part.rglob("*")) if one.is_file()]
    assert [one for one in files if WORD.encode() in one.read_bytes()] == []


LIST = """
import json
from pathlib import Path
from activity.models import Delivery
from pbc.core.models import Person
who = [{{"username": one.username, "first_name": "", "last_name": ""}}
    for one in Person.objects.filter(first_name__in=("Ann", "Ben"))]
entry = {{"sha256": Delivery.objects.get().sha256, "with_name": True, "reason": "Names",
    "asked_by": who[0], "confirmed_by": who[1], "agreed_at": "2007-03-13T10:00:00+00:00"}}
Path("{beside}").write_text(json.dumps(entry))
"""
CUT_SHORT = """
from pathlib import Path
from pbc.backups import restoring
restoring.put_back(Path("{backup}"), replace=True)
"""
SWEEP = """
from activity.services import clearing
from pbc.core import errands
from pbc.core.services import operator
clearing.clear_up(key=clearing.EVERYTHING, by=operator())
for one in errands.waiting(): errands.run(one)
"""


def test_a_restore_on_a_new_machine_that_is_cut_short_is_purged_by_the_sweep_r8(site):
    """The list beside the backup is all that knows, and the sweep reads the site's own alone."""

    def run(script, **more):
        return site("shell", "--no-imports", "-c", script, **more)

    backup = site.root / "older" / "before.tar"
    backup.parent.mkdir()
    run(BUILD)
    site("backup", str(backup))
    run(LIST.format(beside=backup.with_name("purges.txt")))

    run(CUT_SHORT.format(backup=backup), PBC_DB_ROLE="owner")
    assert json.loads(run(LOOK))[:2] == [f"{WORD}.csv", WORD]
    run(SWEEP)

    assert json.loads(run(LOOK))[:4] == ["(name removed)", "(removed)", {}, 0]
