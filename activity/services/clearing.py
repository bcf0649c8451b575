"""Removing what must not stay: the bytes of a refused file, those of one that was discarded long
ago, and what a crash left lying about.

Both are errands: a process that dies between the refusal and the removal leaves no patient's
number behind. The second runs every hour, for what no errand was asked.
"""

import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from activity import storage
from activity.models import Purge, State, Submission
from activity.services import purging, purging_again
from activity.services.deliveries import accept_bytes, drop_bytes
from pbc.core.deeds import deed
from pbc.core.jobs import queue
from pbc.core.services import ask_for_errand
from pbc.core.tasks import run_errand

DROP = "remove the bytes of a refused file"
CLEAR_UP = "clear up what a crash left behind"
EVERYTHING = "everything"
IN_USE = 60 * 60  # seconds: what is younger may belong to an upload or a reading under way
BATCH = 500  # files that are looked at in one transaction
GOES = {State.REFUSED, State.DISCARDED}  # the second after a time
# States of a reading whose file the guard has passed.
PASSED = (
    *(State.STAGED, State.NEEDS_REASON, State.PUBLISHED, State.WITHDRAWN),
    *(State.MAPPING_NEEDED, State.DISCARDED),
)


@deed
def drop_refused(*, key, by):
    """Remove the bytes of that SHA-256, unless another reading has them."""
    drop_bytes(sha256=key, by=by)


@deed
def clear_up(*, key, by):
    """Go through the bytes that lie here, so many from after the SHA-256 `key`; another errand
    goes on from there. The first also removes halves of uploads and folders of readings, and has
    purges carried out that were given up, or that an older backup undid."""
    after = "" if key == EVERYTHING else key
    if not after:
        _remove_halves()
        purging.ask_for_purges_again(by=by)
        purging_again.ask_for_lost_purges(by=by)
    names = storage.names(after=after, most=BATCH)
    states, purged = _states(names), _purged(names)
    for sha256 in names:
        _clear(sha256, states.get(sha256, set()), sha256 in purged, by)
    if len(names) == BATCH:
        rest = ask_for_errand(kind=CLEAR_UP, key=names[-1], by=by)
        queue(run_errand, errand_id=rest.pk)


def _states(names):
    """{SHA-256: the states of all its readings}"""
    found = {}
    rows = Submission.objects.filter(delivery__sha256__in=names)
    for sha256, state in rows.values_list("delivery__sha256", "state"):
        found.setdefault(sha256, set()).add(state)
    return found


def _purged(names):
    """Those of which two persons said that they go."""
    agreed = Purge.objects.agreed().filter(sha256__in=names)
    return set(agreed.values_list("sha256", flat=True))


def _clear(sha256, states, is_purged, by):
    """Remove what no reading has but refused ones, or such as were discarded long ago, and what a
    crash left of what is to go; move what a crash left in quarantine."""
    waits = storage.place(storage.QUARANTINE, sha256)
    if is_purged or (states <= GOES and (states or _is_old(sha256))):
        drop_bytes(sha256=sha256, by=by)
    if states & set(PASSED) and waits.exists():
        accept_bytes(sha256=sha256, by=by)


def _is_old(sha256):
    places = [storage.place(name, sha256) for name in (storage.QUARANTINE, storage.ACCEPTED)]
    there = [path for path in places if path.exists()]
    return len(list(_left(there))) == len(there)


def _remove_halves():
    for folder in _left(Path(settings.PBC_VAR).glob("reading/*")):
        shutil.rmtree(folder, ignore_errors=True)
    for part in _left(storage.halves()):
        part.unlink(missing_ok=True)


def _left(paths):
    now = time.time()
    for path in paths:
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > IN_USE:
                yield path
