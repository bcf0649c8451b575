"""A backup every day. The row of the last one says whether another is due; a message is a hint."""

import logging
import os
import subprocess
import sys

from celery import shared_task

from pbc.backups import keeping
from pbc.core import clock
from pbc.core.jobs import queue
from pbc.embedded import places, processes

log = logging.getLogger(__name__)
SWEPT_AGAIN = 600  # seconds until the next sweep sends another message
LONGEST = 6 * 60 * 60  # seconds
# As whom a backup is made: pbc_app cannot read every table.
OF_ITS_OWN = {"PBC_DB_ROLE": "owner", "PBC_PROCESS": "backup"}


@shared_task
def sweep_backups():
    """Have a backup made when one is due."""
    if keeping.is_due(clock.now()):
        queue(make_backup)


@shared_task(expires=SWEPT_AGAIN, acks_late=False, soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def make_backup():
    """Make the backup that is due, as the owner of the tables; another process has begun it, or
    has made it, where nothing is due any more. What goes wrong is in its row."""
    done = subprocess.run(
        [sys.executable, str(places.CHECKOUT / "manage.py"), "backup", "--due"],
        env={**os.environ, **OF_ITS_OWN},
        capture_output=True,
        text=True,
        preexec_fn=processes.leave_with_the_parent,
    )
    if done.returncode:
        log.warning("The backup was not made: %s", done.stderr.strip().partition("\n")[0])
