"""M2: the ledger, the targets and what people were told are only ever added to."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.database.conftest import FORBIDDEN, OWNER, ROLES, another

ENTRY, FIRST = "budgets_budgetentry", "id = the_entry"
NOBODY = {"practice_id": None}
REVERSED = {"amount": -12000, "months": [-1000] * 12, "reverses_id": "the_entry"}


def case(sentence, statement, because):
    return pytest.param(statement, because, id=sentence)


def reversal(**changes):
    return another(ENTRY, FIRST, **REVERSED | changes)


TARGETS = ("budgets_allocation", "budgets_controltotal", "budgets_otherspend")
REFUSED = [
    case("an entry with no holder", another(ENTRY, **NOBODY), "exactly_one_holder"),
    case(
        "an entry with two holders",
        another(ENTRY, locality_id="the_place"),
        "exactly_one_holder",
    ),
    case("an entry without a reason", another(ENTRY, reason=""), "an_entry_has_a_reason"),
    case(
        "twelve months that are a penny more than the amount",
        another(ENTRY, amount="11999.99"),
        "twelve_months_are_the_amount",
    ),
    case(
        "a thirteenth month beside the amount",
        another(ENTRY, month_13=1),
        "twelve_months_are_the_amount",
    ),
    case("eleven months", another(ENTRY, amount=11000, months=[1000] * 11), "has_twelve_months"),
    case(
        "a month of nothing known",
        another(ENTRY, amount=11000, months=[1000] * 11 + [None]),
        "twelve_months_are_the_amount",
    ),
    case(
        "twelve months inside twelve",
        another(ENTRY, months=[[1000]] * 12),
        "multidimensional|twelve_months_are_the_amount",
    ),
    case("an amount that is no number", another(ENTRY, amount="NaN"), "twelve_months|are_numbers"),
    case(
        "an amount and months that are no numbers",
        another(ENTRY, amount="NaN", months=["NaN"] * 12),
        "are_numbers",
    ),
    case(
        "a reversal of part of an entry",
        reversal(amount=-6000, months=[-500] * 12),
        "reversed whole or not at all",
    ),
    case(
        "a reversal of the same amount in other months",
        reversal(months=[-2000, 0] + [-1000] * 10),
        "reversed whole or not at all",
    ),
    case(
        "a reversal that gives the money to another practice",
        reversal(practice_id="the_other_practice"),
        "reversed whole or not at all",
    ),
    case("a reversal of another kind", reversal(kind="GROWTH"), "reversed whole or not at all"),
    case("a reversal in another year", reversal(year=2007), "reversed whole or not at all"),
    case(
        "a reversal that ends recurrent money for a year only",
        reversal(is_recurrent=False),
        "reversed whole or not at all",
    ),
    case("an entry reversed twice", f"{reversal()}; {reversal()}", "reverses_id.*already exists"),
    case(
        "an entry reversed before it was known",
        reversal(known_from="2006-03-31"),
        "is not reversed before it is known",
    ),
    *[
        case(f"no number in {table}", another(table, amount="NaN"), "are_numbers")
        for table in TARGETS
    ],
    *[
        case(f"no reason in {table}", another(table, reason=""), "has_a_reason")
        for table in TARGETS
    ],
    *[
        case(
            f"no holder in {table}",
            another(table, locality_id=None),
            "has_exactly_one_holder",
        )
        for table in TARGETS
    ],
    case(
        "other spend of a month that is none",
        another("budgets_otherspend", month=0),
        "other_spend_is_of_a_month",
    ),
]
ONLY_ADDED = {
    ENTRY: "amount = amount",
    "budgets_allocation": "amount = 0",
    "budgets_controltotal": "amount = 0",
    "budgets_otherspend": "amount = 0",
    "budgets_statedposition": "overspend = 0",
}
STAMPED = (
    *ONLY_ADDED,
    "activity_inforce",
    "activity_delivery",
    "activity_listsize",
    "core_practicelocality",
)


@ROLES
@pytest.mark.parametrize(("statement", "because"), REFUSED)
def test_no_statement_puts_wrong_money_into_a_plan(database, statement, because, role):
    database.refused(statement, because, role)


@ROLES
def test_an_entry_is_reversed_by_its_exact_opposite(database, role):
    database.run(reversal(), role)


@ROLES
def test_money_of_the_thirteenth_month_is_part_of_the_amount(database, role):
    database.run(another(ENTRY, amount=12001, month_13=1), role)


@pytest.mark.parametrize(("table", "change"), ONLY_ADDED.items())
def test_what_was_entered_is_neither_changed_nor_removed(database, table, change):
    database.refused(f"UPDATE {table} SET {change}", FORBIDDEN)
    database.refused(f"DELETE FROM {table}", FORBIDDEN)
    database.refused(f"UPDATE {table} SET {change}", "takes no UPDATE", OWNER)
    database.refused(f"DELETE FROM {table}", "takes no DELETE", OWNER)


@ROLES
@pytest.mark.parametrize("table", STAMPED)
def test_the_clock_says_when_a_row_was_written(database, table, role):
    changes = {"recorded_at": "2001-01-01T00:00Z"}
    if table == "activity_inforce":
        changes |= {"move": "REDONE", "reason": "It was right"}
    if table == "core_practicelocality":
        changes |= {"practice_id": "the_practice", "known_until": "1990-04-01"}

    database.run(another(table, **changes), role)

    [(moment,)] = database.run(f"SELECT recorded_at FROM {table} ORDER BY id DESC LIMIT 1")
    assert datetime.now(UTC) - moment < timedelta(minutes=10)
