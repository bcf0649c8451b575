"""Reminders in the background. A mail is a row with an errand of its own: this only writes it."""

from celery import shared_task

from meetings.digests import write_digests
from pbc.core import clock
from pbc.core.services import operator


@shared_task
def sweep_digests():
    """Write the mails of the day about what is late or due, where they are not written yet."""
    write_digests(on=clock.today(), by=operator())
