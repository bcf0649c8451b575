"""M2: what is in force is what was published last, and one pound counts once."""

import pytest

from activity.models import InForce, Move, State, Submission
from activity.services import publication
from pbc.core.models import Practice
from tests import make
from tests.database.conftest import FORBIDDEN, OWNER, ROLES, another

IN_FORCE, COUNTS = "activity_inforce", "activity_countsfor"
FIRST = "submission_id = the_published"
SAY_PUBLISHED = (
    "UPDATE activity_submission SET state = 'PUBLISHED', known_from = '2007-03-09', reason = '{1}',"
    " decided_by_id = the_person WHERE id = {0}"
)
SAY_WITHDRAWN = "UPDATE activity_submission SET state = 'WITHDRAWN' WHERE id = the_published"

NO_ROWS = {
    f"{what}_{part}": 0
    for what, parts in {
        "rows": ("read", "staged", "unassigned", "parked", "ignored"),
        "money": ("read", "staged", "unassigned", "parked"),
    }.items()
    for part in parts
}


def case(sentence, statement, because):
    return pytest.param(statement, because, id=sentence)


def move(submission, where=FIRST, **changes):
    """SQL that points a slice, month 6 of Dacorum, at a submission by its own publication."""
    return another(
        IN_FORCE, where, **{"submission_id": submission, "cause_id": submission} | changes
    )


OWN_MONTH = (
    f"{SAY_PUBLISHED.format('the_apart', 'Checked')}; "
    f"{move('the_apart', practice_id='the_practice')}"
)
TAKEN_BACK = f"{OWN_MONTH}; {SAY_WITHDRAWN.replace('the_published', 'the_apart')}"
AWAY = {"practice_id": "the_practice", "cause_id": "the_apart", "move": "WITHDRAWN", "reason": "x"}
READ_AGAIN = f"{OWN_MONTH}; {SAY_PUBLISHED.format('the_again', 'Checked')}; {move('the_again')}"
REPLACED = f"{SAY_PUBLISHED.format('the_later', 'Checked')}; {move('the_later')}"
ALL_AGAIN = f"{OWN_MONTH}; {SAY_PUBLISHED.format('the_later', 'Checked')}; {move('the_later')}"
REFUSED = [
    case(
        "a pointer to a file that is not published",
        move("the_staged", month=7),
        "is not published for month 7 of 2006",
    ),
    case(
        "a pointer to a slice that its file does not cover",
        move("the_published", month=7),
        "is not published for month 7 of 2006",
    ),
    case(
        "a pointer to a locality that its file does not cover",
        move("the_published", locality_id="the_other_place"),
        "is not published for month 6 of 2006",
    ),
    case(
        "a pointer of another feed than its file's",
        move("the_published", feed_id="the_trust"),
        "is not published for month 6 of 2006",
    ),
    case(
        "a pointer behind a later move",
        move("the_published", known_from="2007-03-08"),
        "has moved after 2007-03-08",
    ),
    case(
        "a pointer from before its file was published",
        f"{SAY_PUBLISHED.format('the_staged', 'Checked')}; "
        f"{move('the_staged', month=7, known_from='2007-03-08')}",
        "is not published for month 7 of 2006 on 2007-03-08",
    ),
    case(
        "a file published a second time",
        move("the_published", known_from="2007-03-10"),
        "a_submission_is_published_once_for_a_slice",
    ),
    case(
        "a publication that points at another file",
        another(IN_FORCE, FIRST, cause_id="the_staged"),
        "a_publication_points_at_what_was_published",
    ),
    case(
        "a publication that points at nothing",
        another(IN_FORCE, FIRST, submission_id=None),
        "a_publication_points_at_what_was_published",
    ),
    case(
        "a slice emptied while a published file covers it",
        another(IN_FORCE, FIRST, submission_id=None, move="WITHDRAWN", reason="A slip"),
        "submission <NULL> is in force, and .* was published last",
    ),
    case(
        "a slice emptied without a reason",
        f"{SAY_WITHDRAWN}; {another(IN_FORCE, FIRST, submission_id=None, move='WITHDRAWN')}",
        "taking_back_says_why",
    ),
    case(
        "a slice emptied for a reason of spaces",
        f"{SAY_WITHDRAWN}; "
        f"{another(IN_FORCE, FIRST, submission_id=None, move='WITHDRAWN', reason='  ')}",
        "a_reason_of_spaces_says_nothing",
    ),
    case("a withdrawn file left in force", SAY_WITHDRAWN, "is in force, and <NULL> was published"),
    case(
        "a file said published that no pointer shows",
        SAY_PUBLISHED.format("the_staged", "Checked"),
        "says published, and was not for all that it covers",
    ),
    case(
        "a file said published that covers nothing",
        SAY_PUBLISHED.format("the_received", "Checked"),
        "says published, and was not for all that it covers",
    ),
    case(
        "a file added as published that brings nothing",
        another("activity_submission", "id = the_published", rules_version=9, **NO_ROWS),
        "says published, and was not for all that it covers",
    ),
    case(
        "a file published that says since when to nobody",
        "UPDATE activity_submission SET state = 'PUBLISHED', reason = 'x' WHERE id = the_staged",
        "what_is_published_says_since_when_and_by_whom",
    ),
    case(
        "a file of another total published without a reason",
        SAY_PUBLISHED.format("the_staged", ""),
        "another_total_than_its_rows_needs_a_reason",
    ),
    case(
        "a practice's month in force from two files of one feed",
        f"{SAY_PUBLISHED.format('the_roaming', 'Checked')}; "
        f"{move('the_roaming', locality_id='the_other_place')}",
        "practice .* would be in force twice in month 6 of 2006",
    ),
    case(
        "a practice's file in force for its whole locality",
        f"{SAY_PUBLISHED.format('the_apart', 'Checked')}; {move('the_apart')}",
        "is not published for month 6 of 2006",
    ),
    case(
        "a practice's file in force for another practice",
        f"{SAY_PUBLISHED.format('the_apart', 'Checked')}; "
        f"{move('the_apart', practice_id='the_other_practice')}",
        "is not published for month 6 of 2006",
    ),
    case(
        "a practice's file said published that no pointer shows",
        SAY_PUBLISHED.format("the_apart", "Checked"),
        "says published, and was not for all that it covers",
    ),
    case(
        "a practice's month behind a later move of its locality",
        f"{SAY_PUBLISHED.format('the_apart', 'Checked')}; "
        f"{move('the_apart', practice_id='the_practice', known_from='2007-03-08')}",
        "has moved after 2007-03-08",
    ),
    case(
        "a practice's month left with a file that was withdrawn",
        TAKEN_BACK,
        "is in force, and .* was published last",
    ),
    case(
        "a practice's month emptied while its locality's file stands",
        f"{TAKEN_BACK}; {another(IN_FORCE, FIRST, submission_id=None, **AWAY)}",
        "submission <NULL> is in force, and .* was published last",
    ),
    case(
        "a practice's month that stays behind when its locality's is published again",
        ALL_AGAIN,
        "is in force, and .* was published last",
    ),
    case(
        "a practice's later month put back by a file that is read again",
        f"{READ_AGAIN}; {move('the_again', practice_id='the_practice')}",
        "is in force, and .* was published last",
    ),
    case(
        "a month that a later file holds put back by a file that is read again",
        f"{REPLACED}; {SAY_PUBLISHED.format('the_again', 'Checked')}; {move('the_again')}",
        "is in force, and .* was published last",
    ),
    case(
        "a file that is read again said published for nothing",
        f"{REPLACED}; {SAY_PUBLISHED.format('the_again', 'Checked')}",
        "says published, and was not for all that it covers",
    ),
    case(
        "a slice of a practice that nobody chose",
        another(
            "activity_coveredslice",
            "submission_id = the_staged",
            month=8,
            practice_id="the_practice",
        ),
        "nobody said that submission",
    ),
    case(
        "a slice beside what somebody said",
        another("activity_coveredslice", "submission_id = the_apart", month=8),
        "nobody said that submission",
    ),
    case(
        "a slice whole and by practice",
        another("activity_coveredslice", "submission_id = the_apart", practice_id=None),
        "whole or by practice, not both",
    ),
    case(
        "a coverage corrected for a reason of spaces",
        another("activity_coveragedecision", submission_id="the_staged", reason=" "),
        "a_coverage_is_corrected_for_a_reason",
    ),
    case(
        "two feeds that count for one pound",
        another(COUNTS, feed_id="the_trust"),
        "one_pound_counts_once",
    ),
    case(
        "two feeds that count for one pound in one month of twelve",
        another(COUNTS, feed_id="the_trust", months="[6,7)"),
        "one_pound_counts_once",
    ),
    case(
        "a feed that counts without a reason",
        another(COUNTS, year=2007, reason=""),
        "a_feed_counts_for_a_reason",
    ),
    case(
        "which feed counts rewritten",
        f"UPDATE {COUNTS} SET feed_id = the_trust",
        "ended and another added, it is not rewritten",
    ),
    case("which feed counts removed", f"DELETE FROM {COUNTS}", "takes no DELETE"),
]
STANDS = [
    pytest.param(statement, id=sentence)
    for sentence, statement in {
        "a file of another total published with a reason": (
            f"{SAY_PUBLISHED.format('the_staged', 'Checked')}; {move('the_staged', month=7)}"
        ),
        "a practice's month from a file of its own": OWN_MONTH,
        "a practice's month back with its locality as its file is withdrawn": (
            f"{TAKEN_BACK}; {another(IN_FORCE, FIRST, **AWAY)}"
        ),
        "a practice's month with its locality as that is published again": (
            f"{ALL_AGAIN}; {move('the_later', practice_id='the_practice')}"
        ),
        "a practice's later month left alone by a file that is read again": READ_AGAIN,
        "a slice emptied as its file is withdrawn": (
            f"{SAY_WITHDRAWN}; "
            f"{another(IN_FORCE, FIRST, submission_id=None, move='WITHDRAWN', reason='A slip')}"
        ),
        "another feed that counts once the first was ended": (
            f"UPDATE {COUNTS} SET known_until = '2007-03-10'; "
            f"{another(COUNTS, feed_id='the_trust', known_from='2007-03-10', known_until=None)}"
        ),
    }.items()
]


@ROLES
@pytest.mark.parametrize(("statement", "because"), REFUSED)
def test_no_statement_moves_a_pointer_wrongly(database, statement, because, role):
    database.refused(statement, because, role)


@ROLES
@pytest.mark.parametrize("statement", STANDS)
def test_what_is_right_is_taken(database, statement, role):
    database.run(statement, role)


def test_a_move_is_neither_changed_nor_removed(database):
    database.refused(f"UPDATE {IN_FORCE} SET known_from = '2001-01-01'", FORBIDDEN)
    database.refused(f"DELETE FROM {IN_FORCE}", FORBIDDEN)
    database.refused(f"UPDATE {IN_FORCE} SET known_from = '2001-01-01'", "no UPDATE", OWNER)
    database.refused(f"DELETE FROM {IN_FORCE}", "no DELETE", OWNER)


def test_a_replaced_file_is_not_brought_back_while_the_later_one_stands(database):
    first = Submission.objects.get(pk=database.ids["the_published"])
    fernville = Practice.objects.get(pk=database.ids["the_practice"])
    make.published_file([make.line(fernville, cost=1100)], reason="The trust recoded")

    back = {"move": "REDONE", "reason": "The old one was right", "submission_id": first.pk}
    database.refused(another(IN_FORCE, FIRST, **back), "is in force, and .* was published last")


def test_withdrawing_through_the_service_leaves_the_pointers_right(database):
    first = Submission.objects.get(pk=database.ids["the_published"])

    publication.withdraw_submission(
        submission=first, reason="Sent by mistake", on=make.RECEIVED, by=make.operator()
    )
    database.run("SELECT 1")

    first.refresh_from_db()
    assert first.state == State.WITHDRAWN
    assert InForce.objects.order_by("pk").last().move == Move.WITHDRAWN
