"""The whole site while an errand runs that takes minutes: a file is read all the same."""

import sys

import pytest

from tests.pbc.test_run import free_port, wait_until
from tests.slow.apps import KIND

WITH_SLOW = {"DJANGO_SETTINGS_MODULE": "tests.slow.settings"}
ASK = """
from pbc.core.services import ask_for_errand, operator
ask_for_errand(kind={kind!r}, key={key!r}, by=operator())
"""
SEND = """
from datetime import date
from django.core.files.uploadedfile import SimpleUploadedFile as File
from activity.services.uploads import receive_upload
from pbc.core.services import operator
receive_upload(files=[File("june.csv", b"a,b")], received_on=date(2007, 3, 9), by=operator())
"""
ERRAND = "SELECT state, attempts FROM core_errand WHERE kind = $${kind}$$"
FILE = "SELECT state FROM activity_submission"


@pytest.fixture
def site(installation):
    """The running site."""
    command = installation.start("run", PBC_PORT=str(free_port()), **WITH_SLOW)
    yield command
    command.terminate()
    sys.stdout.write("".join(command.communicate(timeout=60)))


def do(installation, code, **more):
    """Do something as the site would, in a process of its own."""
    installation("shell", "--no-imports", "-c", code, **WITH_SLOW, **more)


def test_a_lost_message_is_found_while_an_errand_of_minutes_runs(installation, site):
    """TRUST 3.1: the worker is at the errand from before the file comes until it was read."""
    enough = installation.root / "enough"
    errand = ERRAND.format(kind=KIND)
    do(installation, ASK.format(kind=KIND, key=str(enough)))
    wait_until(lambda: "('WAITING', 1)" in installation.sql(errand))

    do(installation, SEND, REDIS_URL="redis://127.0.0.1:1/0")  # the message is lost
    wait_until(lambda: "RECEIVED" not in installation.sql(FILE))

    assert "('WAITING', 1)" in installation.sql(errand)
    enough.touch()
    wait_until(lambda: "('DONE', 1)" in installation.sql(errand))
