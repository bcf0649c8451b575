"""Removing what must not stay: the bytes of a refused file, and what a crash left lying about.

Both are errands: a process that dies between the refusal and the removal leaves no patient's
number behind. The second runs every hour, for what no errand was asked.
"""

import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from activity.models import Delivery, State
from activity.services.deliveries import drop_bytes, stored_at
from pbc.core.deeds import deed

DROP = "remove the bytes of a refused file"
CLEAR_UP = "clear up what a crash left behind"
IN_USE = 60 * 60  # seconds: what is younger may belong to an upload or a reading under way


@deed
def drop_refused(*, key, by):
    """Remove the bytes of that SHA-256, unless another reading has them."""
    drop_bytes(sha256=key, by=by)


@deed
def clear_up(*, key, by):
    """Remove bytes of refused files that are still there, and of which no delivery came to be;
    halves of uploads, and folders of readings."""
    var = Path(settings.PBC_VAR)
    for delivery in Delivery.objects.filter(submissions__state=State.REFUSED).distinct():
        if stored_at(delivery).exists():
            drop_bytes(sha256=delivery.sha256, by=by)
    for folder in _left(var.glob("reading/*")):
        shutil.rmtree(folder, ignore_errors=True)
    for part in _left(var.glob("deliveries/*.part")):
        part.unlink(missing_ok=True)
    for path in _left(var.glob("deliveries/??/*")):
        if not Delivery.objects.filter(sha256=path.name).exists():
            drop_bytes(sha256=path.name, by=by)


def _left(paths):
    now = time.time()
    for path in paths:
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > IN_USE:
                yield path
