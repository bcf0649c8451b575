"""A disk that is full: how it is noticed, what is said of it, and how it does not come to that."""

import errno
import os
import shutil

from django.conf import settings

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
DATABASE_HAS_NONE = "53100"  # what PostgreSQL says when it cannot write
SAID = (
    "The disk is full. What was done before that stands, and nothing is half done. Make room"
    " (docs/operators.md says what may go), then do it again."
)


def is_full(fault) -> bool:
    """Whether a fault is, or comes from, a disk without room: ours, or that of the database."""
    if fault is None:
        return False
    ours = isinstance(fault, OSError) and fault.errno in NO_ROOM
    return ours or _is_theirs(fault) or is_full(fault.__context__)


def insist_on_room(size=0):
    """Take nothing in that would leave the disk of our files with less than PBC_ROOM_LEFT_MB.

    The database, which is often on the same disk, needs that to go on. `size` is in bytes. Raises
    OSError, as a full disk does.
    """
    if free() - size < settings.PBC_ROOM_LEFT_MB << 20:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def is_nearly() -> bool:
    """Whether files are refused by now."""
    return free() <= settings.PBC_ROOM_LEFT_MB << 20


def is_still_full(fault) -> bool:
    """Whether a job failed at a disk that has no room yet, so that it is not to blame.

    What a job has written itself is gone by now: one that alone fills the disk has itself to blame.
    The disk of the database cannot be looked at from here.
    """
    return is_full(fault) and (is_nearly() or _comes_from_theirs(fault))


def _comes_from_theirs(fault):
    return fault is not None and (_is_theirs(fault) or _comes_from_theirs(fault.__context__))


def _is_theirs(fault):
    return getattr(fault, "pgcode", None) == DATABASE_HAS_NONE


def free() -> int:
    """What is left on the disk of our files, in bytes. Nobody may have sent a file yet."""
    folder = settings.MEDIA_ROOT
    return shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists())).free
