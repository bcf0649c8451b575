"""A disk that is full in the middle of a month's work: a file published, a table taken away, a mail
sent, the log written. Each says so or goes on, and nothing of it is lost (R2)."""

import json
import re
import subprocess
import sys

import pytest
from django.core import mail as sent
from django.urls import reverse

from activity.models import InForce, State, Submission
from budgets.models import StatedPosition
from pbc.core import clock
from pbc.core.models import ErrandLease
from pbc.embedded import places
from tests import make
from tests.core.test_mail import do_the_errands, reader, write
from tests.pages import said
from tests.pbc.test_full_disk import (
    NO_ROOM,
    ROOM,
    SAYS,
    as_owner,
    finance,  # noqa: F401 a fixture
    installation,  # noqa: F401 a fixture
    on_a_small_disk,
)

# Takes away the register in both forms, and opens a page that is not there, which is logged.
VISIT = """
import json
from django.test import Client
from pbc.core.models import Person
from tests import make
visitor = Client(SERVER_NAME="localhost", raise_request_exception=False)
who = Person.objects.filter(appointments__role="AUDITOR").first()
visitor.force_login(who or make.auditor())
taken = [visitor.get("/practices/table/", {"form": form}) for form in ("xlsx", "csv")]
words = [getattr(one, "content", b"").decode("utf-8", "replace") for one in taken]
print(json.dumps([[one.status_code for one in taken], [SAYS in one for one in words],
                  visitor.get("/nowhere/").status_code, visitor.get("/practices/").status_code]))
"""
MANY = """
from tests import make
make.practice("Fernville")
from tests.core.test_register import many
many(900, in_=make.locality())
"""


def answered(printed):
    """What a visit printed, besides what the command says of itself."""
    return json.loads(re.search(r"^\[\[.*$", printed, re.MULTILINE)[0])


@pytest.mark.parametrize("model", [InForce, StatedPosition])
def test_a_publication_for_which_there_is_no_room_is_none_and_is_one_later_r2(finance, model):  # noqa: F811
    staged = make.staged_file([make.line(make.practice("Fernville"), cost=1000)])
    where = reverse("activity:submission-publish", args=[staged.pk])
    given = {"known_from": clock.today().isoformat(), "seen": ""}
    as_owner(NO_ROOM.format(model._meta.db_table))

    try:
        refused = finance.post(where, given)
    finally:
        as_owner(ROOM)
    between = [Submission.objects.get().state, InForce.objects.count()]
    between += [StatedPosition.objects.count()]
    finance.post(where, given)

    assert (refused.status_code, SAYS in said(refused)) == (503, True)
    assert between == [State.STAGED, 0, 0]
    assert Submission.objects.get().state == State.PUBLISHED
    assert StatedPosition.objects.exists()


def test_a_mail_that_cannot_be_marked_is_not_sent_and_goes_out_once_later_r2(finance, settings):  # noqa: F811
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    write(reader())
    as_owner(NO_ROOM.replace("INSERT ON {}", "UPDATE ON core_mail"))

    try:
        with pytest.raises(Exception, match="No space left"):
            do_the_errands()
    finally:
        as_owner(ROOM)
    between = len(sent.outbox)
    ErrandLease.objects.update(until=None)  # it is taken up after a while
    do_the_errands()

    assert between == 0
    assert len(sent.outbox) == 1


def test_a_table_for_which_there_is_no_room_says_so_and_is_whole_later_r2(installation):  # noqa: F811
    """On a real disk of 64 KB, where what is taken away is written first."""
    installation("shell", "--no-imports", "-c", MANY)
    (installation.var / "small").mkdir()
    visit = ("shell", "--no-imports", "-c", f"SAYS = {SAYS!r}{VISIT}")

    full = on_a_small_disk(
        installation, *visit, mounted="small", TMPDIR=str(installation.var / "small")
    )
    room = installation(*visit)

    assert answered(full.stdout) == [[503, 503], [True, True], 404, 200], full.stderr
    assert answered(room) == [[200, 200], [False, False], 404, 200]


def test_a_log_that_cannot_be_written_turns_nobody_away_r2(installation):  # noqa: F811
    """Its disk is /dev/full, which has no room for whoever writes to it."""
    visit = ("shell", "--no-imports", "-c", f"SAYS = {SAYS!r}{VISIT}")
    command = [sys.executable, str(places.CHECKOUT / "manage.py"), *visit]

    with open("/dev/full", "w") as log:
        done = subprocess.run(
            command, env=installation.environment, stdout=subprocess.PIPE, stderr=log, text=True
        )

    assert answered(done.stdout)[2:] == [404, 200]
