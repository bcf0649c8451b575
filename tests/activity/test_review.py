"""The page of one file: the verdict, the balance, what would change, and the decisions on it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from activity.models import InForce, State
from activity.queries.review import review
from activity.services.publication import publish_submission, withdraw_submission
from tests import make
from tests.activity.test_views import address, said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def finance(client):
    """Somebody of finance, signed in."""
    officer = make.finance_officer()
    client.force_login(officer)
    return officer


def reviewed(submission, user=None):
    """The review as somebody of finance has it."""
    user = user or make.finance_officer()
    submission.refresh_from_db()
    return review(submission, user=user, may_decide=True, may_send=True, today=TODAY)


def seen(submission):
    """What the hidden field of the page says was in force."""
    return ",".join(map(str, reviewed(submission).basis))


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
    untouched = (
        "Nothing has been loaded and no figure has changed. The file is kept as it was sent."
    )
    assert page.lead == f"{lead} {untouched}".strip()
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
        "Dacorum reads £130,000 spent, with no budget set on the months received, to month 6. "
        "Nothing of it is published now."
    )


# ---- Publishing ------------------------------------------------------------------------------


def test_publishing_moves_the_months_and_says_which(client, finance):
    staged = make.staged_file([make.line(make.practice())])

    response = client.post(address("publish", staged), {"basis": seen(staged)}, follow=True)

    staged.refresh_from_db()
    assert (staged.state, staged.decided_by, staged.known_from) == ("PUBLISHED", finance, TODAY)
    assert "Published: Dacorum, month 6 of 2006/07" in said(response)
    assert "Published by Ruth Allan" in said(response)


def test_a_total_that_differs_is_published_only_with_a_reason(client, finance):
    staged = make.staged_file([make.line(make.practice(), cost=1000)], stated=26_000)

    page = said(client.get(address("detail", staged)))
    without = said(client.post(address("publish", staged), {"basis": "", "reason": " "}))
    staged.refresh_from_db()
    assert staged.state == State.STAGED
    client.post(address("publish", staged), {"basis": "", "reason": "The footer is out of date"})
    staged.refresh_from_db()

    assert "£1,000 for Dacorum needs a reason to be published" in page
    assert "The file's own total is £25,000.00 more than its rows" in page
    assert "Say in one line why you accept it" in without
    assert (staged.state, staged.reason) == ("PUBLISHED", "The footer is out of date")
    assert "£25,000.00 more than its rows" in reviewed(staged).decision.asked


def test_a_reason_left_out_by_hand_is_asked_for(client, finance):
    staged = make.staged_file([make.line(make.practice(), cost=1000)], stated=26_000)

    response = client.post(address("publish", staged), {"basis": ""})

    staged.refresh_from_db()
    assert staged.state == State.STAGED
    assert "Nothing is published yet" in said(response)


def test_what_moved_since_the_person_looked_is_asked_about(client, finance):
    practice = make.practice()
    staged = make.staged_file([make.line(practice, cost=100)])
    looked = seen(staged)
    make.published_file([make.line(practice, cost=90)])

    first = client.post(address("publish", staged), {"basis": looked})
    staged.refresh_from_db()
    state = staged.state
    client.post(address("publish", staged), {"basis": first.context["form"]["basis"].value()})
    staged.refresh_from_db()

    assert "Some of its months have changed since this file was reviewed" in said(first)
    assert "Month 6 is £10.00 more" in said(first)
    assert (state, staged.state) == (State.STAGED, State.PUBLISHED)


def test_a_reason_is_kept_when_the_months_moved_meanwhile(client, finance):
    practice = make.practice()
    staged = make.staged_file([make.line(practice, cost=100)], stated=130)
    looked = seen(staged)
    make.published_file([make.line(practice, cost=90)])

    client.post(address("publish", staged), {"basis": looked, "reason": "The footer is old"})

    staged.refresh_from_db()
    assert (staged.state, staged.reason) == (State.PUBLISHED, "The footer is old")
    assert "Some of its months have changed" in staged.sentence


def test_the_second_of_two_who_publish_is_told(client, finance):
    staged = make.staged_file([make.line(make.practice())])
    looked = {"basis": seen(staged)}
    client.post(address("publish", staged), looked)

    response = client.post(address("publish", staged), looked, follow=True)

    assert "This file is published: nothing was published" in said(response)
    assert InForce.objects.count() == 1


def test_going_back_and_publishing_what_was_withdrawn_is_told(client, finance):
    staged = make.published_file([make.line(make.practice())])
    withdraw_submission(submission=staged, reason="Wrong month", on=TODAY, by=finance)

    response = client.post(address("publish", staged), {"basis": ""}, follow=True)

    assert "This file is withdrawn: nothing was published" in said(response)
    assert "Take the withdrawal back" in said(response)


def test_history_that_moved_later_is_said(client, finance, monkeypatch):
    practice = make.practice()
    make.published_file([make.line(practice)], on=TODAY)
    staged = make.staged_file([make.line(practice)])
    monkeypatch.setenv("PBC_TODAY", "2007-03-12")

    response = client.post(address("publish", staged), {"basis": seen(staged)}, follow=True)

    assert "history before that day is not loaded" in said(response)


def test_a_practice_in_force_twice_is_said_and_nothing_moves(client, finance):
    practice = make.practice()
    make.published_file([make.line(practice)])
    staged = make.staged_file([make.line(practice, in_=make.locality("Hertsmere"))])

    response = client.post(address("publish", staged), {"basis": seen(staged)}, follow=True)

    staged.refresh_from_db()
    assert "already in force for the same month in a file of another locality" in said(response)
    assert staged.state == State.STAGED


# ---- Discarding, undoing, redoing ------------------------------------------------------------


def test_discarding_keeps_the_file_and_says_so(client, finance):
    staged = make.staged_file([make.line(make.practice())], file_name="june.csv")

    response = client.post(address("discard", staged), {"reason": "ignored"}, follow=True)
    again = client.post(address("discard", staged), follow=True)

    staged.refresh_from_db()
    assert staged.state == State.DISCARDED
    assert "june.csv is discarded; it is kept as sent" in said(response)
    assert "Only a file that waits to be published can be discarded" in said(again)
    assert "Discarded by Ruth Allan" in said(again)


def test_undoing_says_what_comes_back_and_needs_a_reason(client, finance):
    practice = make.practice()
    first = make.published_file([make.line(practice, cost=100)], file_name="v1.csv")
    second = make.published_file([make.line(practice, cost=150), make.line(practice, month=7)])

    page = said(client.get(address("detail", second)))
    client.post(address("undo", second), {"reason": ""})
    second.refresh_from_db()
    assert second.state == State.PUBLISHED
    done = client.post(address("undo", second), {"reason": "Sent by mistake"}, follow=True)

    back = (
        f"Dacorum, month 6 of 2006/07: submission {first.pk}, v1.csv; £100, £50.00 less than now."
    )
    assert back in page
    assert "Dacorum, month 7 of 2006/07: nothing received." in page
    assert "Withdrawn: two months moved" in said(done)
    assert "The reason given: “Sent by mistake”" in said(done)


def test_redoing_brings_the_months_back(client, finance):
    practice = make.practice()
    make.published_file([make.line(practice, cost=100)])
    second = make.published_file([make.line(practice, cost=150)])
    withdraw_submission(submission=second, reason="Sent by mistake", on=TODAY, by=finance)

    page = said(client.get(address("detail", second)))
    done = client.post(address("redo", second), {"reason": "It was right"}, follow=True)
    again = client.post(address("redo", second), {"reason": "It was right"}, follow=True)

    assert "£150, £50.00 more than now" in page
    assert "Published again: one month moved" in said(done)
    assert "was not withdrawn, so there is nothing to bring back" in said(again)


def test_undoing_what_later_files_replaced_moves_nothing_and_is_told(client, finance):
    practice = make.practice()
    first = make.published_file([make.line(practice, cost=100)])
    make.published_file([make.line(practice, cost=150)])

    page = said(client.get(address("detail", first)))
    done = client.post(address("undo", first), {"reason": "It was wrong"}, follow=True)

    assert "No figure moves: other files hold every month that it covers." in page
    assert "Withdrawn: no figure moved" in said(done)
    assert "Withdrawn by Ruth Allan" in said(done)


def test_undoing_what_was_never_published_is_told(client, finance):
    staged = make.staged_file([make.line(make.practice())])

    response = client.post(address("undo", staged), {"reason": "Away with it"}, follow=True)

    assert f"Submission {staged.pk} is not published" in said(response)


@pytest.mark.django_db(transaction=True)
def test_somebody_who_decides_while_another_does_is_told_to_look_again(client):
    staged = make.staged_file([make.line(make.practice())])
    client.force_login(make.finance_officer())
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM activity_submission WHERE id = %s FOR UPDATE", [staged.pk])

    response = client.post(address("publish", staged), {"basis": ""}, follow=True)
    other.rollback()
    other.close()

    staged.refresh_from_db()
    assert "Somebody else is deciding about the same months" in said(response)
    assert staged.state == State.STAGED
