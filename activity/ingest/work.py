"""The child: read one file inside its limits, and leave what was found in a folder.

`python -m activity.ingest.work FOLDER`. The folder holds request.json; the child adds
result.json, lines.csv, parked.jsonl and problems.jsonl, or refused.json with one sentence.
"""

import errno
import json
import os
import sys
import time
import traceback
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path

NO_ROOM = 28  # how this process ends where the disk is full, which may not hold a word of it
# Of niceness: a fifteenth of a page's share where both want a core, which is never none.
GIVES_WAY = 12


def main(folder, how=None):
    """Read the file that a folder's request names; as a file of figures, unless told how."""
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    sys.excepthook = partial(_tell_fault, folder)
    _limit(request["limits"])
    sys.meta_path.insert(0, WithoutPandas())
    try:
        _read_or_refuse(how or read, Path(request["path"]), request["known"], folder)
    finally:
        with suppress(OSError):  # a full disk is the reading's own fault, told by it
            (folder / "used.json").write_text(json.dumps(_used()), encoding="utf-8")


def _read_or_refuse(how, path, known, folder):
    from activity.ingest.nhs_numbers import masked
    from activity.ingest.refused import Refused

    try:
        how(path, known, folder)
    except Refused as refusal:
        text = json.dumps({"sentence": masked(str(refusal))}, ensure_ascii=False)
        (folder / "refused.json").write_text(text, encoding="utf-8")


def _tell_fault(folder, kind, fault, trace):
    """Leave what failed and where, without its words, which may quote the file."""
    places = [f"{Path(at.filename).name}:{at.lineno}" for at in traceback.extract_tb(trace)]
    text = f"{kind.__name__} at {' > '.join(places)}"
    with suppress(OSError):
        (folder / "fault.txt").write_text(text, encoding="utf-8")
    if _is_full(fault):
        os._exit(NO_ROOM)


def _is_full(fault):
    """As `pbc.core.full` says it, which needs the settings."""
    full = isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or (fault is not None and _is_full(fault.__context__))


def _used():
    """The most memory held at once, in bytes, and the seconds of work, as far as known."""
    status = Path("/proc/self/status")
    words = status.read_text(encoding="utf-8").split() if status.exists() else []
    peak = int(words[words.index("VmHWM:") + 1]) * 1024 if "VmHWM:" in words else None
    return {"resident": peak, "cpu": time.process_time(), "nice": os.nice(0)}


class WithoutPandas:
    """Spares the child half a second: pyarrow imports pandas wherever it finds it, for nothing."""

    def find_spec(self, name, path=None, target=None):
        """Say that pandas is not there."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _limit(limits):
    """Give up memory and time beyond the limits, before anything large is imported, and let the
    pages go before: somebody waits for them."""
    os.nice(max(0, GIVES_WAY - os.nice(0)))
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import resource
    except ImportError:  # no such limits on this system: the parent watches
        return
    for what, most in (
        (resource.RLIMIT_AS, limits["address_space"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard))


def read(path, facts, folder):
    """Take a file through the steps: read, recognise, parse, match, cover."""
    from activity.ingest import layouts, output, patients, progress, reader, result
    from activity.ingest.known import Known

    progress.begin(folder)
    known = Known(facts)
    book = reader.read(path)
    seen = patients.refuse_patients(book)
    patients.refuse_patients_beside(path, book, seen)
    recognised = layouts.recognise(book, known)
    if recognised.layout is None:
        return output.write_result(folder / "result.json", result.asked(recognised))
    return stage(recognised, known, folder)


def stage(recognised, known, folder):
    """Type, match and cover the rows of a file that was recognised, and write them down."""
    from activity.ingest import (
        absent,
        assigning,
        checks,
        coverage,
        matching,
        output,
        progress,
        result,
        rows,
    )
    from activity.ingest.findings import Findings

    raw, findings = recognised.raw, Findings(len(recognised.raw))
    progress.say(progress.CHECK, of=len(raw))
    result.refuse_without_rows(raw)
    parsed = rows.parse(raw, known, findings)
    matched = matching.match(raw, parsed, known, findings)
    coverage.park_copies(raw, parsed, matched, findings)
    slices = coverage.covered(parsed, matched, known, findings)
    result.refuse_unexpected(parsed, slices, known, findings)
    coverage.park_outside(parsed, matched, slices, known, findings)
    absent.warn(parsed, matched, slices, known, findings)
    matching.warn(raw, matched, known, findings, findings.sound)
    checks.warn_budgets(parsed, findings, findings.sound)
    checks.warn_pence(raw, parsed, findings)
    checks.warn_costs(parsed, Decimal(known.facts["cost_limit"]), findings)
    stated = checks.stated_total(raw, parsed, findings)
    openings = result.opening_figures(parsed, findings)
    by_hand = assigning.assign(parsed, matched, slices, openings, known, findings)
    matched.practice = by_hand.practice
    staged = findings.sound.nonzero()[0]
    before = openings and (*openings, by_hand.opening)
    output.write_lines(folder / "lines.csv", raw, parsed, matched, known, staged, before)
    output.write_parked(folder / "parked.jsonl", raw, parsed, matched, known, findings)
    ignored = [note for part in raw.parts for note in part.ignored]
    notes = [*recognised.notes, *findings.notes, *ignored]
    output.write_problems(folder / "problems.jsonl", raw, findings, notes)
    whole = result.summary(recognised, parsed, matched, findings, slices, len(ignored), stated)
    whole["by_hand"] = by_hand.outcomes
    whole["slices"] = [[*each[:3], *map(known.id_of, each[3:])] for each in slices]
    return output.write_result(folder / "result.json", whole)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
