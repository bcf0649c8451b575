"""A figure has a memory: what it was, what it has become since, by how much and why (I01)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.addresses import address
from budgets.queries.asked import Asked
from budgets.queries.page import position_page
from budgets.queries.rows import rows_page
from pbc.core.values import Figure, Scope
from tests import make
from tests.budgets.counties import forget
from tests.budgets.spending import spent
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY, THEN = date(2007, 3, 13), date(2007, 2, 1)


@pytest.fixture
def fernville():
    """£600 of a budget of £300 to month 6 on 1 February; a restatement of month 6 since."""
    practice = make.practice("Fernville Surgery")
    make.budget_entry(practice, amount=600)
    make.published_file(spent(practice, 600), on=date(2007, 1, 10))
    make.published_file(
        [make.line(practice, cost="112.40")],
        on=date(2007, 3, 1),
        file_name="freeze.csv",
        reason="The trust's freeze",
        by=make.finance_officer(username="ruth.allan"),
    )
    return practice


def page(practice, **asked):
    return position_page(
        make.auditor(), Asked(Scope("practice", practice.code), TODAY, year=2006, month=6, **asked)
    )


def test_a_figure_as_known_then_says_by_how_much_it_was_restated_and_why_i01(fernville):
    restated = page(fernville, known_on=THEN).restated

    assert restated.sentence == (
        "Restated since: £300.00 as known then, £312.40 as known today, which is £12.40 more."
    )
    [cause] = restated.causes
    assert cause.what == "freeze.csv, month 6"
    assert cause.said.endswith("on 1 March 2007: The trust's freeze")
    assert cause.said.startswith("published by ")


def test_what_the_ledger_was_told_later_is_a_cause_i01(fernville):
    make.budget_entry(fernville, amount=1200, known_from=date(2007, 3, 5))

    restated = page(fernville, known_on=THEN).restated

    assert "£287.60 under" not in restated.sentence
    assert "−£287.60 as known today, which is £587.60 less" in restated.sentence
    assert restated.causes[0].what == "Baseline of £1,200.00 in the budget"
    assert restated.causes[0].said.endswith("on 5 March 2007: Agreed")


def test_a_figure_that_stays_says_so_and_as_of_today_it_says_nothing_i01(fernville):
    assert page(fernville, known_on=date(2007, 3, 2)).restated.sentence.startswith("Not restated")
    assert page(fernville).restated is None


def test_the_code_on_paper_opens_what_was_known_then_and_what_it_is_now_i01(client, fernville):
    figure = Figure(Scope("practice", fernville.code), 2006, 6, None, THEN)
    client.force_login(make.auditor())

    words = said(client.get(f"/position/figure/{figure.code.lower()}/", follow=True))

    assert "Fernville Surgery is £300 over" in words
    assert "£312.40 as known today, which is £12.40 more" in words
    assert "freeze.csv, month 6" in words


def test_after_24_restatements_the_code_still_opens_the_first_figure_i01(client):
    practice = make.practice()
    make.published_file(spent(practice, 600), on=date(2007, 1, 10))
    for day in range(1, 25):
        again = [make.line(practice, cost=100 + day)]
        make.published_file(again, on=date(2007, 2, day), reason="Again")
    figure = Figure(Scope("practice", practice.code), 2006, 6, None, date(2007, 1, 31))
    client.force_login(make.auditor())

    words = said(client.get(f"/position/figure/{figure.code}/", follow=True))

    assert "Restated since: £600.00 as known then, £624.00 as known today" in words


def test_the_rows_behind_a_heading_say_what_it_has_become_i01(fernville):
    asked = Asked(Scope("practice", fernville.code), TODAY, 2006, 6, known_on=THEN)

    rows, _ = rows_page(make.auditor(), asked, heading="ELECTIVE")

    assert "£600.00 as known then, £612.40 as known today" in rows.restated.sentence


def test_a_page_asks_as_many_statements_for_few_files_as_for_many_i01(client, fernville):
    client.force_login(make.auditor())
    path = address(Scope("practice", fernville.code), known_on=THEN)
    forget()
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for day in (2, 3, 4):
        again = [make.line(fernville, cost=100 + day)]
        make.published_file(again, on=date(2007, 3, day), reason="Again")
    forget()
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(few) == len(many)


def test_rows_behind_a_figure_say_how_old_they_are_and_what_is_missing_b12_b47(client):
    practice = make.practice()
    make.published_file(spent(practice, 600, months=[1, 2, 6]))
    client.force_login(make.auditor())

    words = said(client.get(address(Scope("practice", practice.code), "position-rows")))

    assert "These figures are 164 days old" in words
    assert "Not received: Dacorum, months 3 to 5." in words
