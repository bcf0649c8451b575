"""How long a page waits for its database, and which deed may wait longer (ADR 7, TRUST R2)."""

import socket
from contextlib import closing

import psycopg2
import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import resolve
from psycopg2 import extensions

from activity.services.publication import publish_submission
from pbc import patience
from pbc.core.waiting import PUBLISHING
from tests import make


class Answers:
    """A connection of psycopg2 whose server has answered, or never does."""

    def __init__(self, *, at_once):
        self.ours, self.theirs = socket.socketpair()
        if at_once:
            self.theirs.send(b"x")
        self.states = [extensions.POLL_READ, extensions.POLL_OK]

    def poll(self):
        return self.states.pop(0)

    def fileno(self):
        return self.ours.fileno()

    def close(self):
        self.ours.close()
        self.theirs.close()


def wait(*, at_once):
    """Wait for the database as a page does."""
    with closing(Answers(at_once=at_once)) as server:
        patience.wait(server)


@pytest.fixture
def page():
    """A page is asked for by its address; the middleware has seen its view."""

    def ask(path, method="POST"):
        request = RequestFactory().generic(method, path)
        answer = patience.patient(lambda request: None)
        answer(request)
        answer.process_view(request, resolve(path).func, (), {})

    yield ask
    patience.mine.used, patience.mine.whole = 0.0, patience.WHOLE
    patience.mine.allowed, patience.Silence.holds = patience.WHOLE, False


DEEDS = ("/files/1/publish/", "/files/1/undo/", "/files/1/redo/")


@pytest.mark.parametrize("path", DEEDS)
def test_a_deed_that_moves_months_may_wait_longer_once_the_database_has_answered(page, path):
    page(path)
    assert patience.mine.whole == patience.WHOLE
    wait(at_once=True)
    assert patience.mine.whole == PUBLISHING

    patience.mine.used = 2 * patience.WHOLE
    wait(at_once=True)

    patience.mine.used = PUBLISHING
    with pytest.raises(psycopg2.OperationalError):
        wait(at_once=False)


@pytest.mark.parametrize(
    ("path", "method"), [("/files/1/discard/", "POST"), ("/files/1/publish/", "GET")]
)
def test_no_other_page_waits_longer(page, path, method):
    page(path, method)
    wait(at_once=True)

    patience.mine.used = patience.WHOLE
    with pytest.raises(psycopg2.OperationalError):
        wait(at_once=False)


def test_after_a_wait_in_vain_a_deed_is_brief_until_the_database_answers(page):
    patience.Silence.holds = True

    page(DEEDS[0])

    assert patience.mine.whole == patience.BRIEF


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "then"), [("5s", "30s"), ("10min", "10min"), ("0", "0")])
def test_a_statement_of_a_publication_may_take_as_long_in_the_server(limit, then):
    staged = make.staged_file([make.line(make.practice())])
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])

    publish_submission(submission=staged, known_from=make.RECEIVED, by=make.operator())

    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == (then,)
