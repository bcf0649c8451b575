"""The files of the demonstration that are ready to be sent in."""

from decimal import Decimal

import pytest
from django.urls import reverse

from activity.models import State
from activity.services import sending
from pbc.core.models import Person
from pbc.demonstration import marker, ready
from tests.demonstration.figures import stands


@pytest.mark.parametrize("one", ready.READY, ids=lambda one: one.url)
def test_finance_finds_the_files_to_send_where_they_are_sent(shown, client, one):
    client.force_login(Person.objects.get(username="finance"))

    page = client.get(reverse("activity:delivery-new")).content.decode()
    file = client.get(reverse(one.url))

    assert f'href="{reverse(one.url)}"' in page
    assert file.headers["Content-Disposition"] == f'attachment; filename="{one.name}"'
    assert b"".join(file.streaming_content) == one.path.read_bytes()


def send_in(path):
    wanted = sending.Wanted(received_on=marker.DAY, today=marker.DAY, publish=True)
    with path.open("rb") as file:
        by = Person.objects.get(username="finance")
        return sending.send(file=file, file_name=path.name, wanted=wanted, by=by).submission


def test_the_spreadsheet_to_send_next_has_faults_and_is_published(loaded, db):
    sent = send_in(loaded / ready.NEXT.name)

    assert sent.state == State.PUBLISHED
    assert sent.rows_parked == 3
    assert sent.rows_ignored == 1
    codes = set(sent.problems.values_list("code", flat=True))
    assert {"practice-unknown", "practice-blank", "total-row"} <= codes
    ahead = stands("locality", "DAC", 9)
    assert ahead.complete
    assert ahead.actual + ahead.parked == Decimal("33261480.36") + Decimal("17230837.44")


def test_month_4_again_changes_no_total_but_what_has_no_practice(loaded, db):
    before = stands("locality", "DAC")

    assert send_in(loaded / ready.CORRECTED.name).state == State.PUBLISHED

    after = stands("locality", "DAC")
    assert after.overspend == before.overspend
    assert after.unassigned < before.unassigned - 100_000
