"""M2: one place, one group and one commissioner at a time, and no dated row is rewritten."""

import pytest

from tests.database.conftest import ROLES, another

PLACE, MEMBER = "core_practicelocality", "core_groupmembership"
HELD = "core_localitycommissioner"
OF_FERNVILLE, OF_DACORUM = "practice_id = the_practice", "locality_id = the_place"
DATED = (PLACE, MEMBER, HELD)


def case(sentence, statement, because):
    return pytest.param(statement, because, id=sentence)


REFUSED = [
    case(
        "a practice in two localities",
        another(PLACE, OF_FERNVILLE, locality_id="the_other_place"),
        "a_practice_is_in_one_locality_at_a_time",
    ),
    case(
        "a practice in two localities for one day",
        f"{another(PLACE, 'practice_id = the_other_practice', practice_id='the_practice')}",
        "a_practice_is_in_one_locality_at_a_time",
    ),
    case(
        "a practice in two groups",
        another(MEMBER, OF_FERNVILLE, group_id="the_other_group", from_date="2006-10-01"),
        "a_practice_stands_one_way_at_a_time",
    ),
    case(
        "a practice in a group and outside",
        another(MEMBER, OF_FERNVILLE, group_id=None, standing="NOT_INVOLVED", reason="Left"),
        "a_practice_stands_one_way_at_a_time",
    ),
    case(
        "a locality with two commissioners",
        another(HELD, OF_DACORUM, commissioner_id="the_other_pct", from_date="2006-10-01"),
        "a_locality_has_one_commissioner_at_a_time",
    ),
    case(
        "a member of no group",
        another(MEMBER, OF_FERNVILLE, group_id=None, known_until="1990-04-01"),
        "a_member_has_a_group_and_an_outsider_a_reason",
    ),
    *[
        case(
            f"a span that ends before it begins in {table}",
            another(table, to_date="1980-01-01", known_until="1990-04-01"),
            "span|range lower bound must be less",
        )
        for table in DATED
    ],
    *[
        case(
            f"a row of {table} known no longer before it is known",
            f"UPDATE {table} SET known_until = '1980-01-01'",
            "span|range lower bound must be less",
        )
        for table in DATED
    ],
    *[
        case(
            f"a row of {table} rewritten",
            f"UPDATE {table} SET from_date = '2006-10-01'",
            "ended and another added, it is not rewritten",
        )
        for table in DATED
    ],
    *[
        case(
            f"a row of {table} known from another day",
            f"UPDATE {table} SET known_from = '2006-10-01'",
            "ended and another added, it is not rewritten",
        )
        for table in DATED
    ],
    *[
        case(
            f"a row of {table} ended a second time",
            f"UPDATE {table} SET known_until = '2007-03-10'; "
            f"UPDATE {table} SET known_until = '2007-03-11'",
            "ended and another added, it is not rewritten",
        )
        for table in DATED
    ],
    *[
        case(f"a row of {table} removed", f"DELETE FROM {table}", "takes no DELETE")
        for table in DATED
    ],
    case("an opened year removed", "DELETE FROM core_financialyear", "takes no DELETE"),
    case(
        "a practice removed that lines name",
        "DELETE FROM core_practice WHERE id = the_practice",
        "violates foreign key",
    ),
    case(
        "a locality removed that lines name",
        "DELETE FROM core_locality WHERE id = the_place",
        "violates foreign key",
    ),
    case(
        "a point of delivery removed that lines name",
        "DELETE FROM activity_pointofdelivery",
        "violates foreign key",
    ),
]
ENDED = "UPDATE {} SET known_until = '2007-03-10' WHERE {}"


@ROLES
@pytest.mark.parametrize(("statement", "because"), REFUSED)
def test_no_statement_puts_anything_in_two_places(database, statement, because, role):
    database.refused(statement, because, role)


@ROLES
def test_a_row_is_ended_and_another_added_that_says_otherwise(database, role):
    moved = {"known_from": "2007-03-10", "known_until": None}
    until = another(PLACE, OF_FERNVILLE, **moved, to_date="2006-09-30")
    since = another(
        PLACE, OF_FERNVILLE, **moved, from_date="2006-10-01", locality_id="the_other_place"
    )

    database.run(f"{ENDED.format(PLACE, OF_FERNVILLE)}; {until}; {since}", role)


@ROLES
def test_a_locality_passes_to_another_commissioner_from_a_day_on(database, role):
    passes = another(
        HELD, OF_DACORUM, commissioner_id="the_other_pct", known_from="2007-03-10", known_until=None
    )

    database.run(f"{ENDED.format(HELD, OF_DACORUM)}; {passes}", role)
