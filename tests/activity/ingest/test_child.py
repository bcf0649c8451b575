"""The child process: a reading comes back, and whatever happens to it is said in a sentence."""

import json
import logging
import os

import pytest

from activity.ingest import child, limits, work
from tests import spreadsheets as s
from tests.activity.ingest.conftest import KNOWN


@pytest.fixture
def path(tmp_path):
    """A sound file as it is kept: under a name without an ending."""
    kept = tmp_path / "3f2a"
    kept.write_bytes(s.tidy_csv(s.practices("Y90001", "Y90002")))
    return kept


def test_a_file_is_read_in_a_process_of_its_own(path, tmp_path):
    reading = child.run(path, KNOWN, into=tmp_path)

    assert reading.layout == "long"
    assert reading.slices == [[2006, 6, 1]]
    assert reading.rows["staged"] == 2
    assert (reading.folder / "lines.csv").exists()


def test_a_refusal_crosses_over_as_its_sentence(tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")

    with pytest.raises(child.Refused, match=r"empty \(0 bytes\)"):
        child.run(empty, KNOWN, into=tmp_path)


@pytest.mark.parametrize(
    ("limit", "least"),
    [("CHILD_RESIDENT", 1), ("CHILD_WALL_SECONDS", 0), ("CHILD_ADDRESS_SPACE", 64 * limits.MIB)],
)
def test_a_child_that_takes_too_much_ends_in_a_sentence(path, tmp_path, monkeypatch, limit, least):
    monkeypatch.setattr(limits, limit, least)

    with pytest.raises(child.Refused, match="too large or damaged"):
        child.run(path, KNOWN, into=tmp_path)


def test_a_child_that_was_left_no_time_may_be_tried_again(path, tmp_path, monkeypatch):
    """It gives way to the pages: on a busy machine a sound file takes long."""
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 0)

    with pytest.raises(child.Killed):
        child.run(path, KNOWN, into=tmp_path)


def test_a_child_that_holds_too_much_is_not_tried_again(path, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CHILD_RESIDENT", 1)

    with pytest.raises(child.Refused) as refused:
        child.run(path, KNOWN, into=tmp_path)

    assert not isinstance(refused.value, child.Killed)


def test_a_fault_of_ours_is_logged_and_never_shown(path, tmp_path, caplog):
    caplog.set_level(logging.WARNING)

    with pytest.raises(child.Refused, match="too large or damaged"):
        child.run(path, {**KNOWN, "practices": None}, into=tmp_path)

    assert "TypeError" in caplog.text


def test_what_a_fault_says_of_the_file_is_not_logged(path, tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    secret = {"years": "943 476 5919"}

    with pytest.raises(child.Refused):
        child.run(path, {**KNOWN, **secret, "practices": [secret]}, into=tmp_path)

    assert "ValueError at" in caplog.text
    assert "943" not in caplog.text


def test_a_child_reports_what_it_took(path, tmp_path):
    child.run(path, KNOWN, into=tmp_path)

    used = json.loads((tmp_path / "used.json").read_text(encoding="utf-8"))
    assert 0 < used["cpu"] < limits.CHILD_CPU_SECONDS
    assert used["resident"] is None or 0 < used["resident"] < limits.CHILD_RESIDENT


def test_a_file_that_is_read_lets_the_pages_go_before(path, tmp_path):
    """R10: and no further where whoever starts it has given way already, as the reader has."""
    child.run(path, KNOWN, into=tmp_path)

    used = json.loads((tmp_path / "used.json").read_text(encoding="utf-8"))
    assert used["nice"] == max(work.GIVES_WAY, os.nice(0))


def test_larger_files_are_given_more_memory_and_time_up_to_a_limit():
    assert limits.resident(limits.SMALL_FILE) == 512 * limits.MIB
    assert limits.resident(limits.SMALL_FILE + 10) == 512 * limits.MIB + 240
    assert limits.seconds(limits.SMALL_FILE, 60) == 60
    assert limits.seconds(2 * limits.SMALL_FILE, 60) == 120
    assert limits.seconds(100 * limits.SMALL_FILE, 60) == 300


def test_a_refusal_is_told_though_no_room_is_left_to_say_what_it_cost(tmp_path):
    path, folder = tmp_path / "empty.csv", tmp_path / "reading"
    path.touch()
    (folder / "used.json").mkdir(parents=True)  # so that it cannot be written

    with pytest.raises(child.Refused, match=r"The file is empty \(0 bytes\)"):
        child.run(path, KNOWN, into=folder)
