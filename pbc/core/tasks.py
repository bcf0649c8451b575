"""Errands in the background. The row is the job: a message carries its id and may be lost."""

import logging

from celery import shared_task

from pbc.core import errands, mail, retention
from pbc.core.bounces import mailbox, sweeping
from pbc.core.jobs import SENT_AGAIN_BY_THEN, queue
from pbc.core.kept.services import clear_up
from pbc.core.seals import work
from pbc.core.services import operator, set_aside_errands

log = logging.getLogger(__name__)


@shared_task(expires=SENT_AGAIN_BY_THEN)
def run_errand(*, errand_id):
    """Run one errand, unless it is done or somebody else is at it."""
    errands.run(errand_id)


@shared_task
def sweep_errands():
    """Queue what waits for a worker and nobody holds; set aside what is out of attempts."""
    set_aside_errands(by=operator())
    for errand_id in errands.waiting():
        queue(run_errand, errand_id=errand_id)


@shared_task
def sweep_mails():
    """Ask again for the mails that no server has taken yet."""
    mail.send_again(by=operator())


@shared_task
def sweep_bounces():
    """Read which mails came back; what is left in their mailbox for somebody to look at."""
    try:
        return sweeping.sweep(by=operator())
    except mailbox.NotReached as fault:
        log.warning("%s", fault)
        return str(fault)


@shared_task
def sweep_sessions():
    """Remove the sessions that have ended, and what was typed and nobody came back for."""
    clear_up(by=operator())


@shared_task
def sweep_traces():
    """Remove traces of work that were kept long enough."""
    retention.forget(by=operator())


@shared_task
def sweep_seals():
    """Have what was written down sealed, once in a night."""
    work.ask_to_seal(by=operator())


@shared_task
def sweep_seal_checks():
    """Have everything that is sealed compared."""
    work.ask_to_check(by=operator())
