"""The statement of a practice: three plain sentences, three checks, one page (B10, I01)."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.queries.asked import Asked
from budgets.queries.statement import statement
from budgets.queries.territory import NoSuchScope
from pbc.core.values import Scope
from tests import make
from tests.budgets.spending import spent
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


def of(practice, *, user=None, **asked):
    wanted = Asked(Scope("practice", practice.code), TODAY, **asked)
    return statement(user or make.auditor(), wanted)


@pytest.fixture
def dell():
    """£1,200 a month of budget, £1,300 spent in each of five months, £1,150 in September."""
    practice = make.practice("Dell Family Practice", group=make.group("DacCom"))
    make.budget_entry(practice, amount=14_400)
    make.list_size(practice, 9220)
    costs = [1300] * 5 + [1150]
    make.published_file(
        [make.line(practice, month=m, cost=cost) for m, cost in enumerate(costs, start=1)]
    )
    return practice


def test_a_practice_reads_where_it_stands_in_three_sentences_b10(dell):
    page = of(dell)

    assert page.heading == "Dell Family Practice is £450 over its budget"
    assert page.sentences == [
        "Your budget to September was £7,200 and you spent £7,650: £450 over, 6.3%.",
        "At the end of August you were £500 over; September itself was £50 under.",
        "The whole of DacCom is 6.3% over.",
    ]
    assert page.about == "9,220 patients. DacCom, Dacorum."
    assert page.caption == "Statement for month 6 of 2006/07: April to September 2006"


def test_at_most_three_checks_stand_worst_first_and_each_opens_its_rows_b10(client):
    practice = make.practice()
    make.specialty("100", "General surgery")
    make.specialty("130", "Ophthalmology")
    lines = [
        make.line(practice, cost=cost, budget=Decimal(100), activity=n, **care)
        for n, (cost, care) in enumerate(
            [
                (150, {"point_of_delivery": "OPFA"}),
                (900, {"point_of_delivery": "NEL"}),
                (90, {"point_of_delivery": "EL"}),
                (400, {"point_of_delivery": "EL", "specialty": "130"}),
                (120, {"point_of_delivery": "OPFA", "specialty": "130"}),
            ],
            start=1,
        )
    ]
    make.published_file(lines)

    found = of(practice, user=make.practice_manager(practice)).checks

    assert [check.worth for check in found] == [800, 300, 50]
    assert found[0].name.startswith("General surgery: ")
    client.force_login(make.practice_manager(practice))
    words = [said(client.get(check.url)) for check in found]
    costs = (900, 400, 150)
    assert [f"1 row makes £{c}" in text for c, text in zip(costs, words, strict=True)] == [True] * 3


def test_without_a_plan_in_the_files_the_dearest_care_is_looked_at_b10(dell):
    [check] = of(dell).checks

    assert check.said == "6, £7,650 in all"
    assert check.question == "Are they your patients, and is the treatment right?"
    assert check.rows == 6


def test_who_may_not_open_rows_is_given_no_check(dell, client):
    stranger = make.practice_manager(make.practice("Another"))

    with pytest.raises(NoSuchScope):
        of(dell, user=stranger)


def test_a_statement_carries_the_code_that_opens_it_again_as_known_then_i01(dell, client):
    client.force_login(make.auditor())
    code = of(dell).figure
    make.published_file(
        [make.line(dell, cost=1650)], on=date(2007, 3, 14), file_name="late.csv", reason="Late"
    )

    words = said(client.get(f"/position/figure/{code}/", follow=True))

    assert "Dell Family Practice is £450 over" in words


def test_a_statement_of_an_earlier_day_says_at_its_top_what_was_restated_i01(dell):
    make.published_file([make.line(dell, cost=1200)], on=TODAY, file_name="late.csv", reason="Late")

    page = of(dell, known_on=date(2007, 3, 12))

    assert page.sentences[0].endswith("£450 over, 6.3%.")
    assert "£500.00 as known today, which is £50.00 more" in page.restated.sentence
    assert page.restated.causes[0].what == "late.csv, month 6"


def test_an_incomplete_statement_says_what_is_missing_and_gives_no_total_b10():
    practice = make.practice()
    make.budget_entry(practice, amount=1200)
    make.published_file(spent(practice, 600, months=[1, 2, 6]))

    page = of(practice)

    assert page.drove is None
    assert "months 3 to 5" in " ".join(page.sentences)


def test_without_a_budget_a_statement_says_so_b10():
    practice = make.practice("Fernville")
    make.published_file(spent(practice, 600))

    page = of(practice)

    assert page.heading == "Fernville spent £600; no budget has been set"


def test_a_statement_asks_as_many_statements_beside_two_practices_as_beside_sixty(client):
    group = make.group("DacCom")
    own = make.practice("Own", group=group)
    others = [make.practice(f"Other {n}", group=group) for n in range(1)]
    client.force_login(make.auditor())
    counts = []
    for more in (0, 60):
        others += [make.practice(f"More {n}", group=group) for n in range(more)]
        everybody = [own, *others]
        for practice in everybody:
            make.budget_entry(practice, amount=1200)
        make.published_file([line for p in everybody for line in spent(p, 600)], reason="Again")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/position/practice/{own.code}/statement/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_page_of_a_practice_says_its_checks_before_any_table_b10_b11(client):
    practice = make.practice()
    lines = [make.line(practice, month=1, cost=300, budget=Decimal(100), activity=3)]
    make.published_file(lines)
    make.budget_entry(practice, amount=1200)
    client.force_login(make.practice_manager(practice))

    page = client.get(f"/position/practice/{practice.code}/").content.decode()

    first = page.partition("<table")[0]
    assert "One check worth doing" in first
    [address] = re.findall(r'<li><a href="([^"]*rows[^"]*)"', first)
    assert client.get(unescape(address)).status_code == 200


def test_an_incomplete_month_has_its_checks_and_names_what_is_missing_b10(client):
    practice = make.practice()
    make.published_file([make.line(practice, month=1, cost=300, budget=Decimal(100), activity=3)])
    make.budget_entry(practice, amount=1200)
    client.force_login(make.practice_manager(practice))

    page = client.get(f"/position/practice/{practice.code}/", {"month": 2})

    first = said(page).partition("Month by month")[0]
    assert "One check worth doing In the months received. Not received: Dacorum, month 2." in first
    [address] = re.findall(r'<li><a href="([^"]*rows[^"]*)"', page.content.decode())
    assert "1 row makes £300" in said(client.get(unescape(address)))
