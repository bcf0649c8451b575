"""A file with words in every place that takes some, and two persons of finance."""

import pytest
from django.test import Client

from activity import storage
from activity.models import Submission
from tests import make
from tests.activity.purges.purge import CANARY, as_owner


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    (tmp_path / "kept").mkdir()
    settings.PBC_SEALS = {"file": tmp_path / "kept" / "heads.txt", "address": ""}
    return tmp_path


@pytest.fixture
def file(var):
    """A published file with £1,000.00 and £250.50 of Fernville's and £10.25 parked, and a name in
    every place that takes words."""

    content = f"practice,{CANARY}".encode()
    sha256 = "ab" * 32
    place = storage.place(storage.ACCEPTED, sha256)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    fernville = make.practice("Fernville")
    make.specialty("100")
    sent = [
        make.line(fernville, cost="1000.00"),
        make.line(fernville, cost="250.50", specialty="100"),
    ]
    problem = {"severity": "warning", "code": "x", "message": f"{CANARY}?", "fix": CANARY}
    parked = {"money": "10.25", "practice_given": CANARY, "sheet": CANARY, "values": {"a": CANARY}}
    made = make.published_file(
        sent,
        parked=[parked],
        problems=[problem],
        file_name=f"{CANARY}.csv",
        sha256=sha256,
        stored_as=f"ab/{sha256}",
        size=len(content),
    )
    Submission.objects.filter(pk=made.pk).update(
        sheets_skipped=[CANARY], headings={CANARY: 1}, sentence=f"Skipped {CANARY}"
    )
    as_owner(
        "ALTER TABLE activity_activityline DISABLE TRIGGER insert_only;"
        f"UPDATE activity_activityline SET specialty_given = '{CANARY}' WHERE actual_cost = 1000;"
        "ALTER TABLE activity_activityline ENABLE TRIGGER insert_only"
    )
    as_owner(f"SELECT rebuild_roll_ups({made.pk})")
    made.refresh_from_db()
    return made


@pytest.fixture
def two():
    """Two of finance, in two sittings."""
    persons = make.finance_officer(first_name="Ann"), make.finance_officer(first_name="Ben")
    clients = Client(), Client()
    for client, person in zip(clients, persons, strict=True):
        client.force_login(person)
    return (*persons, *clients)
