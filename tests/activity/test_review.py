"""The page of one file: the verdict, the balance, what would change, and the decisions on it."""

from datetime import date
from decimal import Decimal

import pytest

from activity.models import State
from activity.queries.review import review
from activity.services.publication import publish_submission
from tests import make
from tests.pages import address, reviewed, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


# ---- The verdict -----------------------------------------------------------------------------


def test_the_verdict_on_a_staged_file_is_its_money_and_what_is_parked():
    practice = make.practice()
    staged = make.staged_file([make.line(practice, cost=1_222_365)], parked=[12, 13])

    page = reviewed(staged)

    assert page.heading == "£1.22m for Dacorum is ready to publish; two rows are parked"
    assert page.lead == "Nothing is published yet. Month 6 is new."
    assert page.publish_label == "Publish month 6"


@pytest.mark.parametrize(
    ("sentence", "heading", "lead"),
    [
        (
            "This is a Word document, not a spreadsheet. Send the spreadsheet in",
            "Refused: this is a Word document, not a spreadsheet",
            "Send the spreadsheet in.",
        ),
        ("1,204 formulas have no value", "Refused: 1,204 formulas have no value", ""),
        ("A" * 100, "Refused: nothing in this file was loaded", "A" * 100 + "."),
    ],
)
def test_a_refusal_is_a_heading_and_what_to_do(sentence, heading, lead):
    page = reviewed(make.submission(State.REFUSED, sentence=sentence))

    assert page.heading == heading
    assert page.lead == f"{lead} Nothing has been loaded and no figure has changed.".strip()
    assert page.may_send_again


def test_headings_that_are_not_understood_are_listed(client, finance):
    headings = {"found": ["Month"], "missing": ["Practice"], "not_understood": ["GP ref"]}
    unclear = make.submission(State.MAPPING_NEEDED, headings=headings, by=finance, sentence="?")

    page = said(client.get(address("detail", unclear)))

    assert "The headings of this file are not understood" in page
    assert "Missing Practice" in page
    assert "“GP ref”" in page
    assert "Discard it" in page


def test_a_file_that_covers_nothing_can_be_discarded_but_not_published(client, finance):
    practice = make.practice()
    part = make.staged_file([make.line(practice)], covers=[], by=finance)

    page = reviewed(part, finance)
    client.post(address("publish", part), {"basis": ""})
    part.refresh_from_db()

    assert page.heading.startswith("Nothing in this file can be published")
    assert (page.may_publish, page.may_discard, page.may_send_again) == (False, True, True)
    assert part.state == State.STAGED


# ---- The balance and the problems -------------------------------------------------------------


def test_every_row_and_penny_is_accounted_for():
    practice = make.practice()
    lines = [make.line(practice, cost="32.10"), make.line(None, cost="10.05")]
    staged = make.staged_file(lines, parked=["8.20"], ignored=1)

    balance = reviewed(staged).balance

    assert [(line.rows, line.money) for line in balance.lines] == [
        (4, Decimal("50.35")),
        (1, Decimal("32.10")),
        (1, Decimal("10.05")),
        (1, Decimal("8.20")),
        (1, None),
    ]
    assert (balance.rows_missing, balance.money_missing) == (0, 0)


def test_a_balance_that_lacks_something_says_how_much():
    staged = make.staged_file([make.line(make.practice(), cost=10)])
    staged.rows_read, staged.money_read = 3, Decimal("12.50")

    balance = review(
        staged, user=make.finance_officer(), may_decide=True, may_send=True, today=TODAY
    ).balance

    assert (balance.rows_missing, balance.money_missing) == (2, Decimal("2.50"))


def problem(severity="parked", code="practice-unknown", message="Practice code X is unknown", **at):
    return {"severity": severity, "code": code, "message": message, "fix": "Map it", **at}


def test_the_same_problem_in_many_rows_is_said_once_with_its_money():
    practice = make.practice()
    rows = range(12, 18)
    staged = make.staged_file(
        [make.line(practice)],
        parked=[{"money": 100 + row, "row": row} for row in rows],
        problems=[problem(row=row) for row in rows]
        + [problem("warning", "budget", "Budget is odd", row=3)],
    )

    found = reviewed(staged).problems

    assert found.heading == "Two kinds of problem, worst first"
    parked, warned = found.groups
    assert (parked.rows, parked.money) == (6, sum(100 + row for row in rows))
    assert parked.where == "rows 12, 13, 14 and 3 more"
    assert (warned.severity, warned.money, warned.where) == ("warning", None, "row 3")


def test_parked_money_is_counted_once_though_a_row_has_two_faults():
    staged = make.staged_file(
        [make.line(make.practice())],
        parked=[{"money": 100, "row": 12}],
        problems=[problem(row=12), problem(code="figure", message="TBC is no figure", row=12)],
    )

    found = reviewed(staged).problems

    assert sorted(group.money for group in found.groups) == [0, 100]


def test_problems_of_one_kind_in_too_many_words_are_one_line():
    staged = make.staged_file(
        [make.line(make.practice())],
        problems=[
            problem("warning", "plan-differs", f"Practice {n} differs", sheet="OP", row=n)
            for n in range(1, 31)
        ],
    )

    [group] = reviewed(staged).problems.groups

    assert group.message == "Practice 1 differs (and 29 more like it)"
    assert (group.rows, group.where) == (30, "sheet “OP”, rows 1, 2, 3 and 27 more")


# ---- Months ----------------------------------------------------------------------------------


def test_months_are_new_restated_or_the_same():
    practice = make.practice()
    other = make.practice("Chalk Lane Surgery")
    make.published_file([make.line(practice, month=m, cost=100) for m in (4, 5)])
    staged = make.staged_file(
        [
            make.line(practice, month=4, cost=80),
            make.line(practice, month=5, cost=100),
            make.line(practice, month=6, cost=70),
            make.line(other, month=4, cost=5),
        ]
    )

    months = reviewed(staged).months

    assert months.heading == "One month new, one restated, one the same"
    [group] = months.groups
    assert [(r.month, r.change, r.lines_changed, r.difference) for r in group.rows] == [
        (4, "RESTATED", 2, -15),
        (5, "SAME", 0, 0),
        (6, "NEW", 0, 70),
    ]
    assert (months.total.before, months.total.after, months.total.difference) == (200, 255, 55)
    page = reviewed(staged)
    assert page.lead == (
        "Nothing is published yet. Month 6 is new, month 4 is £15.00 less, "
        "month 5 is the same to the penny."
    )


def test_money_that_moved_between_practices_is_restated_though_the_month_is_the_same():
    one, two = make.practice(), make.practice("Chalk Lane Surgery")
    make.published_file([make.line(one, cost=100), make.line(two, cost=50)])
    staged = make.staged_file([make.line(one, cost=90), make.line(two, cost=60)])

    page = reviewed(staged)

    assert page.months.groups[0].rows[0].change == "RESTATED"
    assert page.lead == "Nothing is published yet. Month 6 is restated with the same total."


def test_after_publication_the_months_stand_against_what_was_replaced():
    practice = make.practice()
    make.published_file([make.line(practice, cost=100)])
    second = make.published_file([make.line(practice, cost=120)])
    make.published_file([make.line(practice, cost=150)])

    page = reviewed(second)

    assert page.months.before_name == "Before"
    assert page.months.total.before == 100
    assert page.heading == "£120 for Dacorum was published, and later files have replaced it"
    assert "since replaced by submission" in page.decision.replaced_by


def test_an_opening_figure_is_said_and_whether_it_counts():
    practice = make.practice()
    report = [make.line(practice), make.line(practice, month=5, cost=640, opening=True)]
    alone = reviewed(make.staged_file(report)).months.opening
    make.published_file([make.line(practice, month=2)])
    beside = reviewed(make.staged_file(report)).months.opening

    assert alone.startswith("The file also gives months 1 to 5 as one figure, £640.00. It counts")
    assert beside.endswith("It does not count: some of these months are in force by themselves.")


# ---- Consequences ----------------------------------------------------------------------------


def test_the_consequences_say_how_the_position_would_read():
    practice = make.practice()
    make.budget_entry(practice, amount=1_200_000)
    make.published_spend(practice, to_month=5, total=520_000)
    staged = make.staged_file([make.line(practice, cost=130_000)], parked=["8918.20"])

    said = reviewed(staged).consequences

    assert said[0] == (
        "Dacorum reads £50,000 over, 8.3%, to month 6. It now reads £20,000 over, 4.0%, to month 5."
    )
    assert "Month 6 is new. No other month is touched." in said
    assert "One row with £8,918.20 stays parked and outside every total." in said


def test_the_consequences_come_true():
    practice = make.practice()
    make.budget_entry(practice, amount=1_200_000)
    make.published_spend(practice, to_month=5, total=520_000)
    staged = make.staged_file([make.line(practice, month=6, cost=130_000)])
    foretold = reviewed(staged).consequences[0].partition(". ")[0]
    publish_submission(submission=staged, known_from=TODAY, by=make.operator())

    later = make.staged_file([make.line(practice, month=7, cost=1)])

    assert (
        reviewed(later)
        .consequences[0]
        .endswith(foretold.replace("Dacorum reads", "It now reads") + ".")
    )


def test_without_a_budget_no_overspend_is_invented():
    staged = make.staged_file([make.line(make.practice(), cost=130_000)])

    assert reviewed(staged).consequences[0] == (
        "Dacorum reads £130,000 spent, with no budget set, to month 6 on the months received. "
        "Nothing of it is published now."
    )
