"""Where the bytes of what came lie: in quarantine until the guard has passed, then accepted.

Both are outside the web root, under our own name, the site's alone. A file moves from the first to
the second by one rename on the same disk, so that at any moment it is whole in one of them.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from pbc.core import full, leases

QUARANTINE, ACCEPTED = "quarantine", "deliveries"


def stored_at(delivery):
    """Where the bytes of a delivery lie now."""
    place = _folder(ACCEPTED) / delivery.stored_as
    waits = _folder(QUARANTINE) / delivery.stored_as
    return waits if waits.exists() and not place.exists() else place


def write_down(file):
    """Write the bytes beside their place in quarantine; return (path, SHA-256, size). OSError is
    raised where the disk is full, or nearly, and nothing is left of them."""
    full.insist_on_room(_size(file))
    folder = _made(_folder(QUARANTINE))
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        try:
            return Path(part.name), *_copy(file, part)
        except BaseException:
            Path(part.name).unlink()
            raise


def keep(part, sha256):
    """Put what was written down in its place; bytes that were accepted before are not new."""
    accepted = place(ACCEPTED, sha256)
    _move(part, accepted if accepted.exists() else place(QUARANTINE, sha256))


def accept(sha256):
    """Move bytes out of quarantine. Where they are not there, or no longer, nothing is done."""
    waits = place(QUARANTINE, sha256)
    if waits.exists():
        _move(waits, place(ACCEPTED, sha256))


def remove(sha256):
    """Remove bytes, wherever they lie, for good: a power cut brings none back, nor those that a
    worker removed who died before that was sure."""
    for path in (place(folder, sha256) for folder in (QUARANTINE, ACCEPTED)):
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _settle(path.parent)


def place(folder, sha256):
    """Where bytes of that SHA-256 lie in one of the two."""
    return _folder(folder) / sha256[:2] / sha256


def names(*, after, most):
    """The SHA-256 of bytes that lie here, in order, from after that one: so many at most."""
    found = set()
    for first in sorted({path.name for path in _both("??") if path.name >= after[:2]}):
        found |= {path.name for path in _both(f"{first}/*") if path.name > after}
        if len(found) >= most:
            break
    return sorted(found)[:most]


def halves():
    """Files that somebody is writing down, or was when they died."""
    return _both("*.part")


def _both(pattern):
    return [path for one in (QUARANTINE, ACCEPTED) for path in _folder(one).glob(pattern)]


def _folder(name):
    return Path(settings.PBC_VAR) / name


def _size(file):
    """How many bytes are still to be read."""
    at = file.tell()
    end = file.seek(0, os.SEEK_END)
    file.seek(at)
    return end - at


def _copy(file, part):
    """Write the bytes down for good; return their SHA-256 and how many they are. Others write at
    the same time, so that the room is looked at again before each piece."""
    digest, size = hashlib.sha256(), 0
    for chunk in iter(lambda: file.read(1 << 20), b""):
        full.insist_on_room(len(chunk))
        digest.update(chunk)
        size += len(chunk)
        part.write(chunk)
    part.flush()
    os.fsync(part.fileno())
    return digest.hexdigest(), size


def _move(source, target):
    """Rename a file that is written down, and have the folders know it for good."""
    _made(target.parent)
    source.rename(target)
    _settle(target.parent)
    _settle(source.parent)


def _made(folder):
    """A folder, made with those above it if it is not there."""
    if not folder.exists():
        _made(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _settle(folder.parent)
    return folder


def _settle(folder):
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def lock(sha256):
    """Have these bytes to oneself until the transaction ends."""
    leases.alone(sha256)
