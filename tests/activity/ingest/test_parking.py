"""Good rows in, bad rows parked with their cell and their money: nothing is dropped (G05)."""

import pytest

from tests import spreadsheets as s

BOTH = ("Y90001", "Y90002")


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"practice_code": "Y9ZZZZ"}, "practice-unknown", "C4"),
        ({"practice_code": ""}, "practice-blank", "C4"),
        ({"period": "Septober"}, "month-unreadable", "A4"),
        ({"period": ""}, "month-unreadable", "A4"),
        ({"period": "2016-09"}, "month-outside-years", "A4"),
        ({"pod": "OPTEL"}, "point-of-delivery-unknown", "F4"),
        ({"pod": ""}, "point-of-delivery-unknown", "F4"),
        ({"actual_cost": "TBC"}, "figure-unreadable", "M4"),
        ({"actual_cost": ""}, "figure-unreadable", "M4"),
        ({"actual_cost": "5%"}, "figure-unreadable", "M4"),
        ({"actual_cost": "#REF!"}, "error-cell", "M4"),
        ({"budget": "n/a"}, "figure-unreadable", "J4"),
        ({"actual_activity": "#DIV/0!"}, "error-cell", "I4"),
        ({"practice_code": "V81999", "locality": "Nowhere"}, "locality-unknown", "B4"),
        ({"practice_code": "V81999", "locality": ""}, "locality-unknown", "B4"),
        ({"practice_code": "Y90005"}, "practice-closed", "C4"),
    ],
)
def test_a_row_that_cannot_be_understood_is_parked_with_its_cell(read, change, code, cell):
    found = read(s.tidy_csv([*s.practices(*BOTH), s.line(pod="AE") | change]))

    [problem] = found.problems
    assert (problem["severity"], problem["code"]) == ("parked", code)
    assert (problem["row"], problem["cell"], problem["count"]) == (4, cell, 1)
    assert problem["message"]
    assert problem["fix"]
    assert found.rows == {"read": 3, "staged": 2, "unassigned": 0, "parked": 1, "ignored": 0}


def test_a_parked_row_keeps_its_words_and_its_money(read):
    bad = s.line(practice_code="Y9ZZZZ", actual_cost="94.05")

    found = read(s.tidy_csv([*s.practices(*BOTH), bad]))

    [row] = found.parked
    assert (row["code"], row["money"], row["cell"]) == ("practice-unknown", "94.05", "M4")
    assert (row["month"], row["locality_id"], row["practice_id"]) == (6, 1, None)
    assert row["values"]["practice_code"] == "Y9ZZZZ"
    assert found.money == {
        "read": "2494.05", "staged": "2400.00", "unassigned": "0.00", "parked": "94.05",
    }  # fmt: skip


def test_a_cost_that_cannot_be_read_counts_as_nothing_read(read):
    found = read(s.tidy_csv([*s.practices(*BOTH), s.line(pod="AE", actual_cost="TBC")]))

    assert found.money["parked"] == "0.00"
    assert found.parked[0]["values"]["actual_cost"] == "TBC"


def test_every_fault_of_a_row_is_told_and_the_row_is_parked_once(read):
    bad = s.line(practice_code="", pod="OPTEL", actual_cost="TBC")

    found = read(s.tidy_csv([*s.practices(*BOTH), bad]))

    assert {p["cell"] for p in found.problems} == {"C4", "F4", "M4"}
    assert found.rows["parked"] == 1


def test_later_copies_of_a_line_are_parked_and_the_first_stays(read):
    rows = s.practices(*BOTH)

    found = read(s.tidy_csv([*rows, rows[0], {**rows[0], "actual_cost": "7.00"}]))

    assert found.said("parked") == [("duplicate-row", 4), ("duplicate-row", 5)]
    assert [line["row"] for line in found.lines] == ["2", "3"]


def test_default_codes_of_two_localities_are_no_copies_of_each_other(read):
    nobody = [s.line(practice_code="V81999", locality=place) for place in ("AMB", "BUR")]

    found = read(s.tidy_csv([*s.practices(*BOTH, "Y90003", "Y90004"), *nobody]))

    assert found.rows["unassigned"] == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"revised_budget": "1.00"}, "revised-budget-does-not-add"),
        ({"locality": "Burnhope, Vale & St John's"}, "practice-in-another-locality"),
        ({"provider_code": "RZZ"}, "provider-unknown"),
        ({"specialty_code": "999"}, "specialty-unknown"),
    ],
)
def test_what_is_strange_is_said_and_the_row_counts(read, change, code):
    found = read(s.tidy_csv([s.line(**change), *s.practices("Y90002")]))

    assert found.said("warning") == [(code, 2)]
    assert found.rows["staged"] == 2
    assert found.lines[0]["locality"] == "1"  # the register's, whatever the row says


def test_money_with_more_decimals_is_rounded_once_and_said(read):
    found = read(s.tidy_csv(s.practices(*BOTH, actual_cost="10.005")))

    assert found.money["read"] == "20.02"  # 10.005 is 10.01, twice
    [problem] = found.problems
    assert (problem["code"], problem["count"]) == ("figures-rounded", 2)


def test_amounts_a_hundred_times_too_large_are_said_to_look_like_pence(read):
    pods = [(code, pod) for code in BOTH for pod in ("EL", "OPFA", "AE")]
    rows = [
        s.line(practice_code=code, pod=pod, period=f"2006-{month:02d}", actual_cost="1200000")
        for code, pod in pods
        for month in range(4, 9)
    ]

    found = read(s.tidy_csv(rows))

    assert [p["code"] for p in found.problems] == ["amounts-look-like-pence"]  # £100,000 each


@pytest.mark.parametrize("cost", ["99999999999", "10000000.01", "-10000000.01"])
def test_a_cost_that_cannot_be_true_is_said_with_its_cell(read, cost):
    found = read(s.tidy_csv([s.line(actual_cost=cost), *s.practices("Y90002")]))

    [problem] = found.problems
    assert (problem["severity"], problem["code"], problem["row"]) == (
        "warning",
        "cost-very-large",
        2,
    )
    assert "£10,000,000.00 is the limit" in problem["message"]
    assert found.rows["staged"] == 2


def test_a_cost_of_the_limit_exactly_is_within_it(read):
    found = read(s.tidy_csv([s.line(actual_cost="10000000"), *s.practices("Y90002")]))

    assert found.problems == []
