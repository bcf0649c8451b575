"""Work for later: a message after the commit, that never raises into the request."""

import logging

from django.db import transaction

log = logging.getLogger(__name__)

# Seconds after which a message for a job is worth nothing: the sweep has sent others by then, and
# a worker that was away for a day does not find a thousand of them.
SENT_AGAIN_BY_THEN = 60


def queue(task, **ids):
    """Send a task once the deed is committed. It carries ids only: losing it must be harmless.

    A broker that does not answer is logged and left to the sweep, never shown as a failure.
    """

    def send():
        try:
            task.apply_async(kwargs=ids, retry=False)
        except Exception:  # any transport error: the row is the job, the message only a hint
            log.warning("%s was not queued; the sweep will find it", task.name, exc_info=True)

    transaction.on_commit(send)
