"""`manage.py show`: what the pages list, with one person's rights."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import make

pytestmark = pytest.mark.django_db


def shown(capsys, *arguments):
    """The answer of the command as JSON."""
    call_command("show", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_submissions_are_those_that_the_person_may_see(capsys):
    east = make.commissioner("East and North Hertfordshire")
    make.staged_file([make.line(make.practice(), cost=12)], file_name="west.csv")
    make.staged_file([make.line(None, in_=make.locality("Stevenage", pct=east))])
    make.finance_officer(username="ruth")

    [row] = shown(capsys, "submissions", "--as", "ruth")

    assert (row["file"], row["state"], row["money"]) == ("west.csv", "staged", "12.00")
    assert len(shown(capsys, "submissions")) == 2


def test_one_submission_is_shown_whole_and_anothers_is_not_there(capsys):
    east = make.commissioner("East and North Hertfordshire")
    ours = make.staged_file([make.line(make.practice(), cost=12)])
    theirs = make.staged_file([make.line(None, in_=make.locality("Stevenage", pct=east))])
    make.finance_officer(username="ruth")

    whole = shown(capsys, "submissions", str(ours.pk), "--as", "ruth")

    assert whole["money"]["read"] == "12.00"
    for number in (str(theirs.pk), "999999", "twelve"):
        with pytest.raises(CommandError, match=f"nothing of submissions with the name {number}"):
            call_command("show", "submissions", number, "--as", "ruth")


def test_a_practice_is_shown_with_where_it_stood(capsys):
    make.practice("Fernville Surgery", code="E82713", group=make.group("DacCom"))

    [row] = shown(capsys, "practices")
    whole = shown(capsys, "practices", "E82713")

    assert row["name"] == "Fernville Surgery"
    assert whole["groups"][0]["code"] == make.group("DacCom").code
    assert whole["localities"][0]["from"] == "1990-04-01"


def test_people_see_themselves_and_administrators_everybody(capsys):
    make.finance_officer(username="ruth")
    make.administrator(username="ann")

    assert [row["username"] for row in shown(capsys, "people", "--as", "ruth")] == ["ruth"]
    assert {"ruth", "ann"} <= {row["username"] for row in shown(capsys, "people", "--as", "ann")}
    [held] = shown(capsys, "people", "ruth", "--as", "ann")["appointments"]
    assert (held["role"], held["over"]) == ("finance", make.commissioner().code)


def test_what_somebody_may_not_see_and_what_is_no_kind_end_with_2(capsys):
    make.practice_manager(make.practice(), username="pat")

    for arguments in (
        ("submissions", "--as", "pat"),
        ("plans",),
        ("people", "--as", "nobody"),
    ):
        with pytest.raises(CommandError) as refused:
            call_command("show", *arguments)
        assert refused.value.returncode == 2


def test_words_are_a_line_a_row(capsys):
    make.practice("Fernville Surgery", code="E82713")

    call_command("show", "practices")

    assert "code: E82713; name: Fernville Surgery" in capsys.readouterr().out


def test_unassigned_lines_in_force_are_listed_with_their_codes_b06(capsys):
    stevenage = make.locality(
        "Stevenage", pct=make.commissioner("East and North Hertfordshire"), code="STV"
    )
    make.published_file([make.line(make.practice()), make.line(None, cost=200)])
    theirs = make.published_file([make.line(None, cost=70, in_=stevenage)])
    make.staged_file([make.line(None, month=7, cost=9)])
    make.finance_officer(username="ruth")

    [row] = shown(capsys, "unassigned", "--as", "ruth")
    whole = shown(capsys, "unassigned", row["line"], "--as", "ruth")

    assert (row["cost"], row["months"], row["practice_given"]) == ("200.00", "month 6", "V81999")
    assert (whole["point_of_delivery"], whole["cell"]) == ("EL", "H3")
    assert len(shown(capsys, "unassigned")) == 2
    with pytest.raises(CommandError, match="There is nothing of unassigned"):
        shown(capsys, "unassigned", make.line_code(make.line_of(theirs)), "--as", "ruth")


def test_a_decision_is_shown_with_every_answer_and_whom_it_is_told_to_e04_e05(capsys):
    decision = make.decision(asked=[make.group("WatCom")], tell=["Janet Ames"])

    [row] = shown(capsys, "decisions")
    whole = shown(capsys, "decisions", str(decision.pk))

    assert (row["text"], row["status"]) == ("Option 2", "agreed in principle")
    assert (row["asked"], row["confirmed"]) == (1, 0)
    assert whole["answers"] == [{"asked": "WatCom", "kind": "group", "answers": []}]
    assert whole["told_to"] == [
        {"to": "Janet Ames", "since": "2007-03-13", "sent": None, "acknowledged": None}
    ]


@pytest.mark.parametrize("number", ["²", "9" * 15, "9" * 5000])
def test_a_number_that_no_row_has_is_said_not_to_be_there(number):
    with pytest.raises(CommandError, match="There is nothing of decisions with the name"):
        call_command("show", "decisions", number)
