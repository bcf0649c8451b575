"""M2: what was said by hand of a line is kept, and no reading is given hand work afterwards."""

import pytest

from activity.models import HandAssignment, Submission
from pbc.core.models import Practice
from tests import make
from tests.database.conftest import FORBIDDEN, OWNER, ROLES, another

WORDS, OUTCOMES = "activity_handassignment", "activity_assignmentoutcome"
TAKEN_BACK = {"practice_id": None, "reason": "A slip"}
OUTCOME = (
    f"INSERT INTO {OUTCOMES} (submission_id, assignment_id, outcome) "
    "VALUES ({0}, the_word, '{1}')"
)


@pytest.fixture(autouse=True)
def word(database):
    """Somebody's word that the unassigned line of the published file is Fernville's."""
    file = Submission.objects.get(pk=database.ids["the_published"])
    fernville = Practice.objects.get(pk=database.ids["the_practice"])
    said = make.hand_assignment(make.line_of(file), fernville)
    database.ids["the_word"] = said.pk
    return said


def case(sentence, statement, because):
    return pytest.param(statement, because, id=sentence)


REFUSED = [
    case("a word without a reason", another(WORDS, reason=" "), "an_assignment_has_a_reason"),
    case(
        "a word on a line that names its practice",
        another(WORDS, practice_given="E82713"),
        "a line of E82713 is not unassigned",
    ),
    case(
        "a word on a span that is none",
        another(WORDS, first_month=2),
        "an_assignment_is_of_a_month_or_an_opening",
    ),
    case("a word on money that is no number", another(WORDS, actual_cost="NaN"), "are_numbers"),
    case(
        "a word dated before the last one on its line",
        another(WORDS, known_from="2007-03-08"),
        "the line was assigned or taken back after 2007-03-08",
    ),
    case(
        "a word taken back that was never said",
        another(WORDS, actual_cost=201, **TAKEN_BACK),
        "assigned to nobody: there is nothing to take back",
    ),
    case(
        "a word taken back twice",
        f"{another(WORDS, **TAKEN_BACK)}; {another(WORDS, **TAKEN_BACK)}",
        "assigned to nobody: there is nothing to take back",
    ),
    case(
        "a word applied in a file that is published",
        OUTCOME.format("the_published", "APPLIED"),
        "has been read: it applies no more assignments",
    ),
    case(
        "a word applied in a file that waits for review",
        OUTCOME.format("the_staged", "APPLIED"),
        "has been read: it applies no more assignments",
    ),
    case(
        "an outcome that is none of the three",
        OUTCOME.format("the_received", "GUESSED"),
        "an_outcome_is_one_of_three",
    ),
    case(
        "two outcomes of one word in one reading",
        f"{OUTCOME.format('the_received', 'APPLIED')}; "
        f"{OUTCOME.format('the_received', 'NOT_FOUND')}",
        "a_reading_does_one_thing_with_an_assignment",
    ),
]
STANDS = [
    pytest.param(statement, id=sentence)
    for sentence, statement in {
        "a word taken back": another(WORDS, **TAKEN_BACK),
        "a word said anew": another(WORDS, practice_id="the_practice", reason="Once more"),
        "a word applied while its file is read": OUTCOME.format("the_received", "APPLIED"),
    }.items()
]


@ROLES
@pytest.mark.parametrize(("statement", "because"), REFUSED)
def test_no_statement_gives_money_away_by_hand_b06(database, statement, because, role):
    database.refused(statement, because, role)


@ROLES
@pytest.mark.parametrize("statement", STANDS)
def test_what_is_said_rightly_is_taken_b06(database, statement, role):
    database.run(statement, role)


@pytest.mark.parametrize("table", [WORDS, OUTCOMES])
def test_hand_work_is_neither_changed_nor_removed_b06(database, table):
    database.run(OUTCOME.format("the_received", "APPLIED"))

    database.refused(f"UPDATE {table} SET id = id", FORBIDDEN)
    database.refused(f"DELETE FROM {table}", FORBIDDEN)
    database.refused(f"UPDATE {table} SET id = id", "no UPDATE", OWNER)
    database.refused(f"DELETE FROM {table}", "no DELETE", OWNER)


def test_a_word_is_recorded_by_the_clock_whatever_was_said(database, word):
    database.run(another(WORDS, recorded_at="2001-01-01", reason="Once more"))

    assert HandAssignment.objects.latest("pk").recorded_at > word.recorded_at
