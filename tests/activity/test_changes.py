"""What changes between two versions of the same months, line by line (B22)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from activity.queries.changes import (
    changes,
    lines_changed,
    lines_that_differ,
    money_of,
    named_lines,
)
from activity.queries.versions import held_before
from activity.services.publication import withdraw_submission
from tests import make
from tests.pages import address, said

pytestmark = pytest.mark.django_db


def lines_of(submission):
    """The lines that differ, with their names."""
    return named_lines(changes(submission)[1])


def test_a_restatement_is_shown_by_line_with_what_it_was_before():
    practice = make.practice("Fernville Surgery")
    make.specialty("100", "General surgery")
    make.published_file(
        [make.line(practice, cost=100), make.line(practice, cost=7, provider="RC9")]
    )
    again = make.staged_file(
        [make.line(practice, cost="112.40"), make.line(practice, cost=7, provider="RC9")]
    )

    [line] = lines_of(again)

    assert (line.practice, line.provider) == ("Fernville Surgery", "West Hertfordshire Hospitals")
    assert (line.point_of_delivery, line.specialty) == ("Elective inpatient", "General surgery")
    assert (line.month, line.before, line.after) == (6, 100, Decimal("112.40"))
    assert line.difference == Decimal("12.40")


def test_lines_that_came_and_went_are_there_and_unassigned_is_a_line():
    practice = make.practice("Fernville Surgery")
    make.published_file([make.line(practice, cost=100), make.line(None, cost=30)])
    again = make.staged_file([make.line(practice, cost=130)])

    assert [(one.practice, one.before, one.after) for one in lines_of(again)] == [
        ("Fernville Surgery", 100, 130),
        ("", 30, None),
    ]
    assert changes(again)[0].heading == "The total of month 6 stays, but two lines of it differ"


def test_the_lines_add_up_to_the_difference_of_the_months_to_the_penny():
    practices = [make.practice(f"Practice {n}") for n in range(5)]
    old = [
        make.line(p, month=m, cost=f"{m * 10}.{n}3")
        for m in (4, 5)
        for n, p in enumerate(practices)
    ]
    make.published_file(old)
    new = [
        make.line(p, month=m, cost=f"{m * 11}.{n}7")
        for m in (5, 6)
        for n, p in enumerate(practices)
    ]
    again = make.staged_file(new)
    before = held_before(again)

    found, lines = changes(again)

    was = sum(amount for amount, _ in money_of(before).values())
    now = sum(amount for amount, _ in money_of(dict.fromkeys(before, again.pk)).values())
    assert sum(row["difference"] for row in lines) == now - was == found.difference
    assert found.lines_after - found.lines_before == found.difference
    assert found.scope == "Dacorum, month 5 of 2006/07"


def test_a_version_in_several_files_is_compared_with_each():
    practice = make.practice()
    make.published_file([make.line(practice, month=4, cost=40)], file_name="april.csv")
    make.published_file([make.line(practice, month=5, cost=50)], file_name="may.csv")
    again = make.staged_file(
        [make.line(practice, month=4, cost=41), make.line(practice, month=5, cost=52)]
    )

    found, _ = changes(again)

    assert [(one.file_name, one.total) for one in found.before] == [
        ("april.csv", 40),
        ("may.csv", 50),
    ]
    assert found.heading == "£3.00 more than before, in two lines of months 4, 5"


def test_after_publication_both_versions_can_still_be_compared():
    practice = make.practice()
    first = make.published_file([make.line(practice, cost=100)])
    second = make.published_file([make.line(practice, cost=120)])
    third = make.published_file([make.line(practice, cost=150)])
    withdraw_submission(submission=third, reason="Wrong", on=date(2007, 3, 13), by=make.operator())

    assert changes(first) is None
    assert [one.number for one in changes(second)[0].before] == [first.pk]
    assert [one.number for one in changes(third)[0].before] == [second.pk]


def test_what_was_taken_back_is_no_version_before():
    practice = make.practice()
    first = make.published_file([make.line(practice, cost=100)])
    withdraw_submission(submission=first, reason="Wrong", on=date(2007, 3, 13), by=make.operator())
    second = make.published_file([make.line(practice, cost=120)], on=date(2007, 3, 14))

    assert changes(second) is None


def test_lines_are_counted_without_sorting_them_and_the_next_statement_may_sort(
    django_assert_num_queries,
):
    practice = make.practice()
    make.published_file([make.line(practice, cost=100)])
    again = make.staged_file([make.line(practice, cost=120)])
    before = held_before(again)

    with django_assert_num_queries(5) as asked:  # a savepoint round three of them
        assert sum(lines_changed(again, before).values()) == 1

    assert [one["sql"] for one in asked][1] == "SET LOCAL enable_sort = off"
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)


def test_an_opening_figure_is_no_line_of_a_month():
    practice = make.practice()
    make.published_file([make.line(practice, month=5, cost=10)])
    report = make.staged_file(
        [
            make.line(practice, month=5, cost=10),
            make.line(practice, month=4, cost=9, opening=True),
        ]
    )

    assert list(lines_that_differ(report, held_before(report))) == []


def test_the_page_names_both_files_who_sent_them_and_the_lines(client):
    practice = make.practice("Fernville Surgery")
    finance = make.finance_officer(first_name="Owen", last_name="Price")
    make.published_file([make.line(practice, cost=100)], file_name="v1.csv", by=finance)
    second = make.published_file([make.line(practice, cost=4_000_100)], file_name="v2.csv")
    client.force_login(finance)

    page = said(client.get(address("changes", second)))

    assert "£4.00m more than before, in one line of month 6" in page
    assert "v1.csv Owen Price 9 Mar 2007 100.00" in page
    assert "Fernville Surgery +4,000,000.00 100.00 4,000,100.00" in page


def test_a_file_that_replaced_nothing_has_no_such_page(client):
    first = make.published_file([make.line(make.practice())])
    client.force_login(make.finance_officer())

    assert client.get(address("changes", first)).status_code == 404


def test_many_lines_are_paged_at_fifty_in_few_statements(client, django_assert_max_num_queries):
    practices = [make.practice(f"Practice {n}") for n in range(60)]
    make.published_file([make.line(p, cost=100) for p in practices])
    second = make.published_file([make.line(p, cost=101 + n) for n, p in enumerate(practices)])
    client.force_login(make.finance_officer())

    with django_assert_max_num_queries(28):
        response = client.get(address("changes", second))

    assert "60 lines differ" in said(response)
    assert len(response.context["page"].object_list) == 50
    assert response.context["changes"].difference == sum(range(1, 61))
