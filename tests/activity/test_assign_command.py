"""`manage.py assign` does what the page does, with the same service (B06)."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import make, spreadsheets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def line(tmp_path, capsys):
    """The code of an unassigned line of 40.00 in month 6 of Ambleton, which is published."""
    place = make.locality("Ambleton", code="AMB")
    make.practice("Fernville Surgery", in_=place, code="Y90001")
    make.practice("Parkbury", in_=make.locality("St Albans"), code="Y90009")
    make.year()
    make.provider()
    make.specialty()
    make.point_of_delivery()
    make.nobodys_code()
    rows = [
        spreadsheets.line(actual_cost="100.00"),
        spreadsheets.line(practice_code="V81999", actual_cost="40.00"),
    ]
    file = tmp_path / "m06.csv"
    file.write_bytes(spreadsheets.tidy_csv(rows))
    call_command("ingest", str(file), "--publish")
    capsys.readouterr()
    call_command("show", "unassigned", "--json")
    [row] = json.loads(capsys.readouterr().out)
    assert (row["cost"], row["months"]) == ("40.00", "month 6")
    return row["line"]


def assign(capsys, *arguments):
    """What the command answers, and how it ends."""
    ended = 0
    try:
        call_command("assign", *arguments, "--json")
    except SystemExit as end:
        ended = end.code
    return json.loads(capsys.readouterr().out), ended


def test_a_line_is_assigned_read_again_and_published_b06(capsys, line):
    details = ("--practice", "Y90001", "--reason", "Their patients", "--publish")

    answer, ended = assign(capsys, line, *details)

    [reading] = answer["readings"]
    assert (ended, reading["state"], answer["refused"]) == (0, "published", None)
    assert reading["by_hand"]["given"] == [{"practice": "Y90001", "lines": 1, "money": "40.00"}]
    assert reading["money"]["read"] == "140.00"
    assert (reading["money"]["staged"], reading["money"]["unassigned"]) == ("140.00", "0.00")


def test_without_publish_it_waits_for_somebody_to_look_at_it_b06(capsys, line):
    answer, ended = assign(capsys, line, "--practice", "Y90001", "--reason", "Their patients")

    assert (ended, answer["readings"][0]["state"]) == (0, "staged")


def test_what_was_assigned_is_taken_back_b06(capsys, line):
    assign(capsys, line, "--practice", "Y90001", "--reason", "Their patients", "--publish")

    answer, ended = assign(capsys, line, "--take-back", "--reason", "A slip")

    [reading] = answer["readings"]
    assert (ended, reading["money"]["unassigned"]) == (0, "40.00")
    gone = {"practice": "Y90001", "lines": 1, "money": "40.00"}
    assert reading["by_hand"] == {"given": [], "taken_back": [gone], "missing": []}


def test_a_practice_of_elsewhere_is_refused_with_one_b06(capsys, line):
    answer, ended = assign(capsys, line, "--practice", "Y90009", "--reason", "Their patients")

    assert (ended, answer["readings"]) == (1, [])
    assert "was not open in Ambleton in September 2006" in answer["refused"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": "AMB-0607-M06-0123456789"},
        {"practice": "Y99999"},
        {"username": "nobody"},
    ],
)
def test_what_does_not_exist_is_wrong_usage_b06(line, wrong):
    said = {"practice": "Y90001", **wrong}

    with pytest.raises(CommandError) as fault:
        call_command("assign", said.pop("line", line), reason="Their patients", **said)

    assert fault.value.returncode == 2
