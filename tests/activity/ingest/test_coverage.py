"""A file covers the months of localities of which it holds half of the practices."""

import pytest

from tests import spreadsheets as s


def test_half_of_the_practices_cover_their_locality(read):
    found = read(s.tidy_csv(s.practices("Y90001")))

    assert found.result["slices"] == [[2006, 6, 1]]  # 1 of 2


def test_a_practice_that_had_closed_is_not_missed(read):
    found = read(s.tidy_csv(s.practices("Y90003", locality="BUR")))

    assert found.result["slices"] == [[2006, 6, 2]]  # 1 of the 2 still open, not of 3


def test_a_practice_counts_in_the_month_in_which_it_closes(read):
    found = read(s.tidy_csv(s.practices("Y90005", period="2006-06", locality="BUR")))

    assert found.result["slices"] == []  # 1 of 3
    assert found.said("parked") == [("outside-coverage", 2)]


def test_a_stray_row_of_another_locality_is_parked(read):
    known_share = {"coverage_share": "0.6"}
    rows = [*s.practices("Y90001", "Y90002"), s.line(practice_code="Y90003", locality="BUR")]

    found = read(s.tidy_csv(rows), **known_share)

    assert found.result["slices"] == [[2006, 6, 1]]
    assert found.said("parked") == [("outside-coverage", 4)]
    assert found.money["parked"] == "1200.00"


def test_a_file_that_covers_nothing_has_every_sound_row_kept_out(read):
    found = read(s.tidy_csv(s.practices("Y90001")), coverage_share="0.9")

    assert (found.result["slices"], found.result["months"], found.rows["staged"]) == ([], [], 0)
    assert found.result["year"] == 2006


def test_unassigned_rows_alone_cover_nothing(read):
    found = read(s.tidy_csv(s.practices("V81999")))

    assert found.said("parked") == [("outside-coverage", 2)]


def test_a_file_of_another_month_than_expected_is_refused(read):
    """G08: month 6 sent against the expected return of month 7."""
    found = read(s.tidy_csv(s.practices("Y90001")), expect={"year": 2006, "month": 7})

    assert "September 2006" in found.refused
    assert "October 2006" in found.refused


@pytest.mark.parametrize("month", [6, 7])
def test_a_file_that_brings_the_expected_month_is_read(read, month):
    rows = [s.line(period="2006-09"), s.line(period="2006-10")]

    found = read(s.tidy_csv(rows), expect={"year": 2006, "month": month})

    assert found.result["months"] == [6, 7]


def test_a_slice_that_somebody_took_away_has_its_rows_kept_out(read):
    rows = s.practices("Y90001", "Y90002") + s.practices("Y90003", "Y90004", locality="BUR")

    found = read(s.tidy_csv(rows), covers=[[2006, 6, 1, None]])

    assert found.result["slices"] == [[2006, 6, 1]]
    assert found.said("parked") == [("outside-coverage", 4), ("outside-coverage", 5)]


def test_a_slice_that_somebody_added_comes_in(read):
    found = read(
        s.tidy_csv(s.practices("Y90001")), coverage_share="0.9", covers=[[2006, 6, 1, None]]
    )

    assert found.result["slices"] == [[2006, 6, 1]]
    assert (found.rows["staged"], found.rows["parked"]) == (1, 0)


def test_a_file_covers_the_months_of_the_practices_that_somebody_named_alone(read):
    rows = s.practices("Y90001", "Y90002", "V81999")

    found = read(s.tidy_csv(rows), covers=[[2006, 6, 1, 11]])

    assert found.result["slices"] == [[2006, 6, 1, 11]]
    assert found.rows["staged"] == 1
    assert found.said("parked") == [("outside-coverage", 3), ("outside-coverage", 4)]


def test_nobody_can_say_that_a_file_covers_what_it_has_no_rows_of(read):
    found = read(s.tidy_csv(s.practices("Y90001")), covers=[[2006, 7, 1, None], [2006, 6, 1, 12]])

    assert (found.result["slices"], found.rows["staged"]) == ([], 0)
