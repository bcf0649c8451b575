"""The desk's card: where one stands in three sentences (B10)."""

import pytest

from budgets.queries.card import card
from tests import make

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
