"""`manage.py read_minutes`: what was understood, as JSON or in words; nothing is saved (E16)."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAPERS = Path(__file__).parent / "papers"


def test_e16_the_answer_has_the_keys_that_are_promised_and_each_thing_its_line(capsys):
    call_command("read_minutes", str(PAPERS / "project_board.txt"), "--json")
    found = json.loads(capsys.readouterr().out)

    lines = (PAPERS / "project_board.txt").read_text(encoding="utf-8").splitlines()
    promised = "body date attended apologies copies_to actions decisions next_meeting"
    assert set(promised.split()) <= set(found)
    assert found["actions"][0] == {
        "owner": "Paul Kerr", "text": "Cost the new pathway", "due_typed": "20 July",
        "due": "2007-07-20", "line": 7, "source": " ".join(lines[6].split()),
    }  # fmt: skip
    assert found["next_meeting"]["from"] == "09:00"
    cited = [*found["attended"], *found["copies_to"], *found["actions"], *found["decisions"]]
    assert all(one["source"] == " ".join(lines[one["line"] - 1].split()) for one in cited)


def test_e16_without_json_it_says_so_in_words(capsys):
    call_command("read_minutes", str(PAPERS / "project_board.txt"))

    said = capsys.readouterr().out
    assert "Paul Kerr: Cost the new pathway “20 July”: 2007-07-20, line 7" in said
    assert "Apologies: none found" in said


def test_e16_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(CommandError, match="There is no file") as fault:
            call_command("read_minutes", str(path), "--json")
        assert fault.value.returncode == 2


def test_e16_a_file_that_is_refused_ends_with_one_sentence(tmp_path, capsys):
    (tmp_path / "empty.txt").write_bytes(b"")

    with pytest.raises(SystemExit) as end:
        call_command("read_minutes", str(tmp_path / "empty.txt"), "--json")

    assert end.value.code == 1
    assert capsys.readouterr().err == (
        "There is nothing in this file. Choose the file with the minutes\n"
    )
