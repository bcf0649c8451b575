"""Lines that a person gave to a practice are found again by what they say, and only those (B06)."""

from decimal import Decimal

from tests import spreadsheets
from tests.activity.ingest.conftest import AMBLETON, BURNHOPE, practice

FERNVILLE, MILBROOK, OLD_FORGE = 11, 12, 13
NAMED = spreadsheets.practices("Y90001", "Y90002", actual_cost="100.00")


def nobody(**said):
    """A line of no practice."""
    return spreadsheets.line(**{"practice_code": "V81999", "actual_cost": "40.00", **said})


def assignment(number=1, practice_id=FERNVILLE, **said):
    """A person's word on the line that `nobody` makes."""
    line = {
        "feed": "pct-acute",
        "year": 2006,
        "first_month": 6,
        "month": 6,
        "locality_id": AMBLETON,
        "practice_given": "V81999",
        "provider_given": "RWG",
        "point_of_delivery_id": 21,
        "specialty_given": "100",
        "amount": "40.00",
    }
    return {"id": number, "practice_id": practice_id, **line, **said}


def whose(lines):
    """The money of each practice, "" being nobody."""
    found = {}
    for line in lines:
        found[line["practice"]] = found.get(line["practice"], 0) + Decimal(line["actual_cost"])
    return found


def test_an_assigned_line_is_read_as_the_practices_and_no_penny_is_lost_b06(read):
    rows = [*NAMED, nobody(), nobody(pod="AE", actual_cost="7.50")]

    found = read(spreadsheets.tidy_csv(rows), assignments=[assignment()])

    assert whose(found.lines) == {"11": Decimal("140.00"), "12": 100, "": Decimal("7.50")}
    assert found.result["by_hand"] == [[1, "APPLIED"]]
    assert (found.rows["staged"], found.rows["unassigned"]) == (4, 1)
    assert (found.money["staged"], found.money["unassigned"]) == ("247.50", "7.50")


def test_a_line_that_differs_in_anything_is_not_the_one_that_was_assigned_b06(read):
    others = [
        nobody(actual_cost="40.01"),
        nobody(pod="AE"),
        nobody(provider_code="RC9"),
        nobody(specialty_code="110"),
        nobody(practice_code="V81997"),
    ]

    found = read(spreadsheets.tidy_csv([*NAMED, *others]), assignments=[assignment()])

    assert found.result["by_hand"] == [[1, "NOT_FOUND"]]
    assert found.rows["unassigned"] == 5


def test_of_equal_lines_one_is_assigned_and_its_copy_is_parked_b06(read):
    rows = [*NAMED, nobody(), nobody()]

    found = read(spreadsheets.tidy_csv(rows), assignments=[assignment()])

    assert whose(found.lines)["11"] == Decimal("140.00")
    assert (found.rows["unassigned"], found.rows["parked"]) == (0, 1)
    assert found.money["parked"] == "40.00"


def test_equal_lines_of_two_localities_are_told_apart_b06(read):
    far = spreadsheets.practices("Y90003", "Y90004", locality="Burnhope, Vale & St John's")
    rows = [*NAMED, *far, nobody(), nobody(locality="Burnhope, Vale & St John's")]
    given = assignment(practice_id=OLD_FORGE, locality_id=BURNHOPE)

    found = read(spreadsheets.tidy_csv(rows), assignments=[given])

    [line] = [one for one in found.lines if one["practice_given"] == "V81999" and one["practice"]]
    assert (line["practice"], line["locality"]) == ("13", "2")
    assert found.money["unassigned"] == "40.00"


def test_an_assignment_of_a_month_that_the_file_does_not_cover_is_not_spoken_of_b06(read):
    of_july = assignment(first_month=7, month=7)
    of_others = assignment(number=2, feed="trust")

    found = read(spreadsheets.tidy_csv([*NAMED, nobody()]), assignments=[of_july, of_others])

    assert found.result["by_hand"] == []
    assert found.rows["unassigned"] == 1


def test_a_line_is_not_given_to_a_practice_that_was_elsewhere_in_its_month_b06(read):
    moved = practice(12, "Y90002", "Milbrook House", AMBLETON)
    moved["localities"][0]["from"] = "2006-10-01"
    known = [practice(11, "Y90001", "Fernville Surgery", AMBLETON), moved]
    rows = [NAMED[0], nobody()]

    found = read(
        spreadsheets.tidy_csv(rows),
        practices=known,
        assignments=[assignment(practice_id=MILBROOK)],
    )

    assert found.result["by_hand"] == [[1, "NOT_THERE"]]
    assert found.rows["unassigned"] == 1


def test_a_practice_that_was_given_a_line_is_not_thereby_named_by_the_file_b06(read):
    three = [practice(n, f"Y9000{n}", f"Practice {n}", AMBLETON) for n in (1, 2, 3)]
    rows = [spreadsheets.line(practice_code="Y90001"), nobody()]

    found = read(
        spreadsheets.tidy_csv(rows), practices=three, assignments=[assignment(practice_id=2)]
    )

    assert found.result["slices"] == []
    assert found.result["by_hand"] == []


MONTH = (10.5, 12, 1000, -100, 900, 1200)
TO_DATE = (60, 70, 6000, -600, 5400, 7000.25)  # £5,800.25 before the month
BLOCKS = [
    (code, name, [("A&E attendance", MONTH, TO_DATE)])
    for code, name in (
        ("Y90001", "Fernville Surgery"),
        ("Y90002", "Milbrook House"),
        ("V81999", "Not known"),
    )
]
OF_A_REPORT = {"provider_given": "", "specialty_given": "", "point_of_delivery_id": 23}


def test_an_opening_figure_is_assigned_apart_from_its_month_b06(read):
    before = assignment(first_month=0, month=5, amount="5800.25", **OF_A_REPORT)

    found = read(spreadsheets.report(BLOCKS), "file.xlsx", assignments=[before])

    assert found.result["by_hand"] == [[1, "APPLIED"]]
    assert whose(found.openings) == {"11": Decimal("11600.50"), "12": Decimal("5800.25")}
    assert whose(found.lines)[""] == 1200


def test_the_month_of_a_report_is_assigned_without_its_opening_figure_b06(read):
    month = assignment(amount="1200.00", **OF_A_REPORT)

    found = read(spreadsheets.report(BLOCKS), "file.xlsx", assignments=[month])

    assert whose(found.lines) == {"11": 2400, "12": 1200}
    assert whose(found.openings)[""] == Decimal("5800.25")
    assert found.money["unassigned"] == "0.00"
