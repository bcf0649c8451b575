"""Somebody of finance who sends files in and publishes them, and tries again where it fails."""

import http.client
import re
import time
from hashlib import sha256

import psycopg2

from tests.network.conftest import NAME, PASSWORD
from tests.visitor import Visitor

PATIENCE = 600  # seconds after which a file is lost: nobody kills one for so long
AWAY = (OSError, http.client.HTTPException, AssertionError)  # the last: not signed in
READ_AGAIN = ("REFUSED", "SET_ASIDE")  # its reader was killed three times: sent in once more


class Lost(AssertionError):
    """A file did not get on in time."""


class Sender:
    """Works through the pages, over and over; asks the database only what has become of it."""

    def __init__(self, port, sockets):
        self.port, self.sockets = port, str(sockets)
        self.visitor = Visitor(port, patience=60)
        self.sent_again = 0

    def publish(self, path):
        """Send one file in and publish it, whatever happens meanwhile."""
        content, end = path.read_bytes(), time.monotonic() + PATIENCE
        while (found := self.state_of(content)) is None or found[1] != "PUBLISHED":
            if time.monotonic() > end:
                raise Lost(f"{path.name} is {found}")
            try:
                self._get_on(path.name, content, *(found or (0, "")))
            except AWAY:
                time.sleep(0.2)

    def _get_on(self, name, content, number, state):
        """Do what the page of the file offers next."""
        if not state or state in READ_AGAIN:
            self.sent_again += bool(state)
            self._sign_in()
            self.visitor.post("/files/new/", files=[(name, content)])
        elif state in ("STAGED", "NEEDS_REASON"):
            page = self.visitor.get(f"/files/{number}/")
            basis = re.search(r'name="basis"[^>]*value="([^"]*)"', page.text)
            fields = {"basis": basis[1] if basis else "", "reason": "It was looked at"}
            self.visitor.post(f"/files/{number}/publish/", fields)
        else:
            time.sleep(0.1)

    def _sign_in(self):
        """Sign in, unless that was done: a session outlives whatever is killed."""
        if "pbc_session" not in self.visitor.cookies:
            self.visitor.sign_in(NAME, PASSWORD)

    def state_of(self, content):
        """(submission, state) of the newest reading of these bytes, None where there is none."""
        rows = self.ask(
            "SELECT s.id, s.state FROM activity_submission s JOIN activity_delivery d"
            " ON d.id = s.delivery_id WHERE d.sha256 = %s ORDER BY s.id DESC LIMIT 1",
            sha256(content).hexdigest(),
        )
        return rows[0] if rows else None

    def ask(self, question, *values, user="pbc_app"):
        """Rows of the database, as soon as it answers."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self._ask(question, values, user)
            except psycopg2.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def _ask(self, question, values, user):
        connection = psycopg2.connect(host=self.sockets, user=user, dbname="pbc", connect_timeout=5)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(question, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()
