"""One drill: the site lives on, its machine is lost at some moment, and what the recipe has back is
compared with what was noted meanwhile."""

import hashlib
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pbc.backups import contents
from tests.replica.servers import there
from tests.restores.machine import FOLDERS, until

LIFE = "from tests.restores import life; life.go_on({notes!r}, {seed})"
TODAY = "2007-03-13"  # of the life


@dataclass(frozen=True)
class Drilled:
    """What a drill found, for people to read; seconds."""

    lost: float  # from the newest write that is back to the loss
    newest: float  # from the loss until the newest state could be opened
    earlier: float  # the same of a moment before
    steps: int  # that were noted, and are lost
    lacking: int  # files whose rows are back and which no copy has
    is_whole: bool  # the newest ends with a step: its tables were compared, too

    def __str__(self):
        return (
            f"{self.lost:.1f} s of writes lost ({self.steps} steps, {self.lacking} files),"
            f" open again after {self.newest:.1f} s, as of a moment before {self.earlier:.1f} s;"
            f" the newest ends {'with' if self.is_whole else 'within'} a step"
        )


class Drills:
    """Drills of one site and its machine, one after the other; each begins with what the one before
    had back. The notes are those of the life that led here, and of no other. With `waits` the log
    goes to the archive when it is as old as the recipe lets it be, else at once."""

    def __init__(self, site, machine, chance, waits):
        self.site, self.machine, self.chance, self.waits = site, machine, chance, waits
        self.notes, self.copied_since, self.lost_at = [], 0.0, None

    def drill(self):
        """Live, lose the machine, and have back the newest there is; lose that too, and have back a
        moment before."""
        archived = self._live()
        newest = self._had_back()
        end, written = place(self.machine.end()), self._newest_write()
        kept = [note for note in self.notes if place(note["since"][1]) <= end]
        assert archived <= end, "what PostgreSQL was told is archived did not come back"
        # Then nothing of the step after it is there.
        is_whole = written <= datetime.fromisoformat(kept[-1]["until"][0])
        lacking = self._compare(kept[-1] if is_whole else None)
        self._backup_names(lacking)
        steps, self.notes = len(self.notes) - len(kept), kept

        here = self.chance.randrange(len(kept) - 1)
        earlier = self._had_back(moment(kept[here], self.chance))
        self._compare(kept[here])
        self.notes = kept[: here + 1]
        self._go_on_sealing()
        lost = (self.lost_at - written).total_seconds()
        return Drilled(lost, newest, earlier, steps, len(lacking), is_whole)

    # ---- What happens ---------------------------------------------------------------------

    def _live(self):
        """Up to which place of the log PostgreSQL was told before the loss that it is archived."""
        path = self.machine.folder / f"notes-{time.time()}"
        with self._life(path) as life:
            until(lambda: _goes_on(life) and len(noted(path)) > 1, "nothing happens")
            with self.machine.files_are_copied() as copied:
                until(lambda: _goes_on(life) and copied(), "nothing is copied")
                self._be_archived(life, place(noted(path)[1]["since"][1]))
                archived, self.copied_since = self.machine.archived(), copied()
                self.lost_at = datetime.now().astimezone()
                life.kill()
        self.notes += noted(path)
        return archived

    @contextmanager
    def _life(self, notes):
        code = LIFE.format(notes=str(notes), seed=self.chance.randrange(10**6))
        life = self.site.start("shell", "--no-imports", "-c", code, PBC_TODAY=TODAY)
        try:
            yield life
        finally:
            life.kill()
            life.communicate()

    def _be_archived(self, life, place_of_log):
        """Go on until that place of the log is in the archive, and for some time more."""
        if not self.waits:
            self.machine.close_log()
        until(lambda: _goes_on(life) and self.machine.archived() > place_of_log, "no archive")
        time.sleep(self.chance.uniform(0, self.machine.closes_log_after() if self.waits else 5))

    def _had_back(self, at=None):
        """Lose the machine, and have it back by the recipe: seconds until the site could have been
        opened."""
        began = time.monotonic()
        self.machine.lose()
        self.machine.have_back(at)
        self.site("migrate", "--check")
        return time.monotonic() - began

    def _newest_write(self):
        [(at,)] = self.machine.asks("SELECT pg_last_xact_replay_timestamp()")
        return at

    def _go_on_sealing(self):
        """The file outside has sealings that are not any more: it is moved aside."""
        heads = self.site.var / "seals" / "heads.txt"
        if heads.exists():
            heads.rename(heads.with_name(f"heads-{time.time()}.txt"))
            self.site("seal", "--begin-file")

    # ---- What must be -----------------------------------------------------------------------

    def _compare(self, note):
        """Every rule of the site holds, and all is as the note says; the files that are lacking."""
        with there(self.machine.sockets) as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN")
            tables, behind = contents.hashes(cursor), contents.sequences_behind(cursor)
            money = [*contents.money(cursor)]
            cursor.execute("SELECT sha256 FROM activity_delivery")
            files = {sha256 for (sha256,) in cursor.fetchall()}
            cursor.execute("SELECT coalesce(max(number), 0) FROM core_sealing")
            [(sealings,)] = cursor.fetchall()
        assert behind == [], "a sequence lies behind"
        assert money[1] == [], "money does not add up"
        if note:
            assert contents.differences(note["tables"], tables) == [], note["done"]
            assert money == note["money"], note["done"]
        self.site("recompute")
        self._verify_seals(sealings)
        return self._compare_files(files)

    def _verify_seals(self, sealings):
        """With the lines that stood outside at that time."""
        if sealings:
            lines = (self.site.var / "seals" / "heads.txt").read_text().splitlines(keepends=True)
            known = self.machine.folder / "heads.txt"
            known.write_text("".join(one for one in lines if _number(one) <= sealings))
            said = self.site("verify_seals", "--head", str(known))
            assert f" in {sealings} sealing" in said, said

    def _compare_files(self, files):
        """Those that were there when the last whole copy was begun are back, byte by byte; which of
        the others are not."""
        back = {sha256 for sha256 in files if self._is_there(sha256)}
        *_, copied = [note["files"] for note in self.notes if note["at"] < self.copied_since]
        assert files & {*copied} <= back
        return files - back

    def _backup_names(self, lacking):
        """What the guide says of files that are not back."""
        file = self.machine.folder / "after.tar"
        file.unlink(missing_ok=True)
        self.site("backup", str(file))
        said = self.site("verify_backup", str(file), exits=1 if lacking else 0)
        assert {line.split()[-1] for line in said.splitlines() if "not in the" in line} == lacking

    def _is_there(self, sha256):
        folders = (self.site.var / name / sha256[:2] for name in FOLDERS)
        found = [one / sha256 for one in folders if (one / sha256).exists()]
        assert {hashlib.sha256(one.read_bytes()).hexdigest() for one in found} <= {sha256}
        return bool(found)


def place(said):
    """A place in PostgreSQL's log, as a number of bytes."""
    high, low = said.split("/")
    return int(high, 16) << 32 | int(low, 16)


def moment(note, chance):
    """A moment at which all was as the note says, as PostgreSQL takes it."""
    since, end = (datetime.fromisoformat(note[name][0]) for name in ("since", "until"))
    return str(since + timedelta(seconds=chance.random() * (end - since).total_seconds()))


def noted(path):
    """What was noted whole."""
    lines = path.read_text().splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def _number(line):
    """Which sealing a line of the file of heads is of; 0 where it only says something."""
    return 0 if line.startswith("#") else int(line.split()[1])


def _goes_on(life):
    assert life.poll() is None, life.communicate()
    return True
