"""The links that mails were sent with, and whether they are good."""

import re
from datetime import date

from django.core import mail as outbox
from django.test import Client

from meetings.digests import write_digests
from meetings.models import State
from pbc.core import errands
from pbc.core.tasks import run_errand
from tests import make
from tests.pages import said

TODAY, TOMORROW = date(2007, 4, 1), date(2007, 4, 2)
SITE = "https://pbc.example.nhs.uk"
LINK = re.compile(rf"{SITE}(/actions/link/[\w-]+/)")
ENDED = "This link has ended"


def do_the_errands():
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)


def handed_over(day=TODAY):
    """The texts that the server was given on a day."""
    del outbox.outbox[:]
    write_digests(on=day, by=make.operator())
    do_the_errands()
    return [one.body for one in outbox.outbox]


def link_of(day=TODAY):
    """The one link that is sent on a day."""
    [body] = handed_over(day)
    [path] = LINK.findall(body)
    return path


def has_ended(path):
    """Whether a link opens nothing and does nothing, to a browser that comes with it anew."""
    answers = [Client().get(path), Client().post(path)]
    pages = [ENDED in said(one) and "It is done" not in said(one) for one in answers]
    return pages == [True, True] and [one.status_code for one in answers] == [404, 404]


def is_open(action):
    action.refresh_from_db()
    return action.state == State.OPEN
