"""What nobody looks at while it is done lets the pages go before, where both want a core.

A reading takes a core for seconds, and some of the database besides. Niceness alone says
nothing of that where Linux shares its cores out among *sessions* first (autogroup, `man 7 sched`):
the reader, all webs together, and each connection of PostgreSQL are a session each, and have as
much. So the session is made to give way too. Of a database on another machine this says nothing.
"""

import os
import time
from contextlib import suppress

from django.db.backends.signals import connection_created

PARTS = ("reader", "worker")
HOW_FAR = 12  # of niceness: a fifteenth of what a page has where both want a core
PATIENCE = 1.0  # seconds
MARK = "gives way"


def give_way(process_id: int):
    """Let others go before a process, its session, and what it starts from now on. Where a system
    does not know of one of them, or forbids it, that stays as it is."""
    with suppress(OSError):
        far = max(HOW_FAR, os.getpriority(os.PRIO_PROCESS, process_id))
        os.setpriority(os.PRIO_PROCESS, process_id, far)
    with suppress(OSError):
        _have_its_session_give_way(process_id)


def _have_its_session_give_way(process_id):
    """Linux has whoever is not root wait for a tenth of a second between two of these."""
    end = time.monotonic() + PATIENCE
    kept = os.open(f"/proc/{process_id}/autogroup", os.O_WRONLY)
    try:
        while time.monotonic() < end:
            with suppress(BlockingIOError):
                os.write(kept, str(HOW_FAR).encode())
                return
            time.sleep(0.02)
    finally:
        os.close(kept)


def have_the_server_give_way():
    """From now on the embedded server's side of each connection of this process gives way too."""
    connection_created.connect(_with_its_server, dispatch_uid=MARK)


def _with_its_server(connection, **_):
    give_way(connection.connection.info.backend_pid)
