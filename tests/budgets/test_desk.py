"""The desk's card: where one stands in three sentences (B10)."""

import pytest

from budgets.queries.card import card
from tests import make
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def spent(practice, *, each=110, months=range(1, 7)):
    make.published_file([make.line(practice, month=m, cost=each) for m in months])


def test_the_desk_says_where_a_practice_stands_in_three_sentences_b10():
    practice = make.practice("Dell Family Practice")
    make.budget_entry(practice, amount=1200)
    spent(practice)

    found = card(make.practice_manager(practice))

    first, second, third = found.sentences
    assert first == "Dell Family Practice is £60 over, 10.0% of its budget to month 6."
    assert second.startswith("Spending was £660 against a budget of £600 for April to September")
    # 660 in 125 of the 252 working days of the year
    assert third == "The forecast for the whole of 2006/07 is £1,331 against a budget of £1,200."


def test_the_desk_says_the_savings_plan_before_a_forecast_b04():
    practice = make.practice("Dell Family Practice")
    make.budget_entry(practice, amount=1200)
    make.budget_entry(practice, amount=-120, kind="SAVINGS_PLAN")
    spent(practice)

    last = card(make.practice_manager(practice)).sentences[-1]

    assert last == (
        "Without the savings plan of £60 Dell Family Practice would be £60 over, 10.0%."
    )


def test_with_a_month_missing_the_desk_says_why_there_is_no_more_b47():
    practice = make.practice("Dell Family Practice")
    make.budget_entry(practice, amount=1200)
    spent(practice, months=(1, 2, 4))

    found = card(make.practice_manager(practice))

    assert len(found.sentences) <= 3
    assert "Month 3" in " ".join(found.sentences) or "month 3" in " ".join(found.sentences)


def two_localities():
    """Dacorum in whole; of Watford months 2 and 3 are missing."""
    for name, months in (("Dacorum", (1, 2, 3)), ("Watford", (1,))):
        practice = make.practice(f"{name} Practice", in_=make.locality(name))
        make.budget_entry(practice, amount=1200)
        make.published_file(
            [make.line(practice, month=m, cost=110) for m in months], file_name=f"{name}.csv"
        )


def test_months_that_were_not_received_wait_for_whoever_sends_files_in_b13(client):
    two_localities()
    finance = make.finance_officer()

    found = card(finance)
    client.force_login(finance)
    words = said(client.get("/"))

    assert found.needing == ("Watford: months 2, 3",)
    assert found.sentence == "Months 2, 3 of Watford have not been received"
    assert found.sentence in words
    assert "Nothing waits for you" not in words
    assert "Watford: months 2, 3 Send in what is missing" in words


def test_months_of_several_localities_are_counted_b13():
    two_localities()
    practice = make.practice(in_=make.locality("Hertsmere"))
    make.published_file([make.line(practice, month=m) for m in (1, 3)], file_name="h.csv")

    found = card(make.finance_officer())

    assert found.needing == ("Hertsmere: month 2", "Watford: months 2, 3")
    assert found.sentence == "Months of 2 localities have not been received"


def test_each_finance_sees_what_its_own_pct_lacks_and_who_sends_nothing_none_b13():
    two_localities()
    make.published_file(
        [make.line(make.practice(in_=make.locality("Stevenage", pct=make.commissioner("East"))))],
        file_name="s.csv",
    )

    assert card(make.auditor()).needing == ()
    assert card(make.finance_officer(make.commissioner("East"))).needing == (
        "Stevenage: months 1 to 5",
    )
