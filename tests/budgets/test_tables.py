"""Positions and rows as they are taken away: the totals of the screen, to the penny (B11)."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.addresses import address
from pbc.core.values import Scope
from tests import make
from tests.budgets.spending import dacorum_at_month_6, spent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def taken(client, organisation, page="position-table", *, kind="locality", user=None, **asked):
    """The bytes of a file that somebody takes away: an auditor, unless another is named."""
    client.force_login(user or make.auditor())
    answer = client.get(address(Scope(kind, organisation.code), page, **asked))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def book(*args, **asked):
    return openpyxl.load_workbook(io.BytesIO(taken(*args, **asked)))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet]


def rows_of_csv(*args, **asked):
    text = taken(*args, form="csv", **asked).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_headings_of_a_position_add_up_to_its_total_to_the_penny_b11(client):
    practice = make.practice("Fernville Surgery")
    make.budget_entry(practice, amount=Decimal("1200.60"))
    lines = [
        make.line(practice, month=m, cost=Decimal("100.05"), point_of_delivery=pod)
        for m in range(1, 7)
        for pod in ("EL", "OPFA")
    ]
    make.published_file(lines)

    sheet = values(book(client, make.locality(), of="heading")["By heading"])

    headings, rows, total = sheet[0], sheet[1:-1], sheet[-1]
    assert headings[:4] == ["Heading", "Code", "Over (+) or under (-)", "In words"]
    assert total[0] == "Dacorum"
    assert (total[2], total[3], total[5], total[6]) == (600.3, "over", 600.3, 1200.6)
    assert round(sum(row[6] for row in rows), 2) == 1200.6
    assert round(sum(row[2] for row in rows), 2) == 600.3


def test_practices_and_unassigned_add_up_as_on_the_screen_b11(client):
    dacorum = dacorum_at_month_6()

    [_, *rows, total] = values(book(client, dacorum, of="practice")["By practice"])

    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("Fernville Surgery", 200_000, "over"),
        ("Parkwood Surgery", 20_000, "over"),
        ("Unassigned", 1_000_000, "over"),
    ]
    assert total[2] == sum(row[2] for row in rows) == 1_220_000


def test_months_are_taken_with_the_word_where_there_is_no_spending_b11(client):
    dacorum = dacorum_at_month_6()

    [_, *rows] = values(book(client, dacorum, of="month")["By month"])

    assert sum(row[5] for row in rows[:6]) == 33_325_000
    assert [row[5] for row in rows[6:]] == ["not received"] * 6


def test_a_file_says_its_code_its_day_its_source_and_its_age_b11_i01(client):
    about = dict(values(book(client, dacorum_at_month_6())["About"]))

    assert about["Code of the figure"].startswith("L-")
    assert about["As known on"] == "13 March 2007"
    assert about["How old"] == "164 days: they end on 30 September 2006"
    assert about["Last file"] == "came on 9 March 2007"
    assert about["Unassigned"].startswith("£1,000,000.00 in 6 rows.")


def test_all_tables_of_a_page_are_sheets_of_one_workbook_b11(client):
    found = book(client, dacorum_at_month_6())

    assert found.sheetnames == [
        *("By heading", "By practice", "By month"),
        *("Three measures", "Budget", "About"),
    ]
    assert {sheet.freeze_panes for sheet in found} == {"B2"}


def test_rows_behind_a_figure_are_all_there_and_add_up_b11(client):
    dacorum = dacorum_at_month_6()

    found = rows_of_csv(client, dacorum, "position-rows-table")

    rows = found[1 : found.index([])]
    assert len(rows) == 18 + 1
    assert sum(Decimal(row[1]) for row in rows[:-1]) == Decimal(rows[-1][1]) == 33_325_000
    assert dict(found[found.index([]) + 1 :])["As known on"] == "13 March 2007"


def test_unassigned_rows_are_taken_by_themselves_b11(client):
    [_, *rows] = values(
        book(client, dacorum_at_month_6(), "position-rows-table", part="unassigned")["Rows"]
    )

    assert {row[0] for row in rows[:-1]} == {"Unassigned"}
    assert rows[-1][1] == 1_000_000


def test_a_name_from_a_file_cannot_run_b11_s9(client):
    practice = make.practice("=cmd|'/C calc'!A0")
    make.published_file(spent(practice, 600), file_name="=evil.csv")

    cells = [
        cell
        for row in book(client, make.locality(), "position-rows-table")["Rows"]
        for cell in row
        if cell.value is not None
    ]
    found = rows_of_csv(client, make.locality(), "position-rows-table")

    assert "f" not in {cell.data_type for cell in cells}
    assert found[1][0] == "'=cmd|'/C calc'!A0"
    assert found[1][7] == "'=evil.csv"


def test_a_manager_takes_away_what_the_page_shows_and_nothing_of_a_neighbour_e13(client):
    group = make.group("DacCom")
    own, *others = [make.practice(name, group=group) for name in ("Own", "Secret", "Third")]
    make.published_file([line for one in (own, *others) for line in spent(one, 600)])
    manager = make.practice_manager(own)

    tables = taken(client, group, kind="group", user=manager, form="csv").decode("utf-8-sig")
    client.force_login(manager)
    neighbour = address(Scope("practice", others[0].code), "position-rows-table")

    assert '"Own"' in tables
    assert "Secret" not in tables
    assert '"Other practices"' in tables
    assert client.get(neighbour).status_code == 404


def test_what_the_page_has_not_is_not_found_b11(client):
    dacorum = dacorum_at_month_6()
    client.force_login(make.auditor())
    scope = Scope("locality", dacorum.code)

    wrong = [
        address(scope, "position-table", of="group"),
        address(scope, "position-table", form="exe"),
        address(scope, "position-table", year="2006", known_on="2006-05-01"),
    ]

    assert [client.get(path).status_code for path in wrong] == [404, 404, 404]


@pytest.mark.parametrize("page", ["position-table", "position-rows-table"])
def test_taking_away_asks_as_many_statements_for_few_practices_as_for_many(client, page):
    counts = []
    client.force_login(make.auditor())
    for name, number in (("Few", 2), ("Many", 60)):
        place = make.locality(name)
        lines = [
            line
            for n in range(number)
            for line in spent(make.practice(f"{name} {n}", in_=place), 600)
        ]
        make.published_file(lines)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address(Scope("locality", place.code), page))
            assert answer.getvalue()
        counts.append(len(asked))

    assert counts[0] == counts[1]


# ---- The measures, the budget, outpatients and admissions, what was stated --------------------


def test_the_measures_are_taken_as_numbers_with_words_where_there_are_none_b01_b11(client):
    dacorum = dacorum_at_month_6()

    [names, budget, *_] = values(book(client, dacorum, of="measures")["Three measures"])

    assert names[:3] == ["Measured against", "To month 6", "Forecast for the year"]
    assert (budget[0], budget[1], budget[5]) == ("The budget", 1_220_000, 32_105_000)


def test_what_the_budget_is_made_of_adds_up_and_a_plan_stays_negative_b11(client):
    dacorum = dacorum_at_month_6()

    [_, *parts, total] = values(book(client, dacorum, of="budget")["Budget"])
    found = rows_of_csv(client, dacorum, of="budget")

    assert [part[1] for part in parts] == [33_295_000, -1_190_000]
    assert total[:2] == ["The budget used here", 32_105_000]
    assert "-1190000.00" in [row[1] for row in found if len(row) > 1]


def test_outpatients_and_admissions_are_taken_as_on_the_screen_b05_b11(client):
    practice = make.practice()
    make.budget_entry(practice, amount=1200)
    lines = [
        make.line(practice, month=month, cost=100 * month, point_of_delivery=pod)
        for month in (1, 2, 3)
        for pod in ("EL", "OPFA")
    ]
    make.published_file(lines)

    [names, *rows] = values(
        book(client, make.locality(), of="lag")["Outpatients, admissions"],
    )

    lag = client.get(address(Scope("locality", make.locality().code))).context["position"].lag
    assert names == ["Month", "Name", "Outpatients", "Admissions"]
    assert [row[:2] for row in rows] == [[1, "April"], [2, "May"], [3, "June"]]
    assert [tuple(row[2:]) for row in rows] == [(row.first, row.second) for row in lag.rows]


def test_what_was_stated_is_taken_newest_first_b11_b23(client):
    practice = make.practice()
    make.budget_entry(practice, amount=1_200_000)
    make.published_file(spent(practice, 300_000, months=(1, 2)), on=date(2006, 7, 28))
    months = spent(practice, 1_080_000, months=range(1, 13))
    make.published_file(months, on=date(2007, 3, 9), reason="Corrected")

    found = rows_of_csv(client, make.locality(), "position-stated-table")

    [_, last, first] = found[: found.index([])]
    assert last[:5] == ["2007-03-09", "12", "March", "-120000.00", "under"]
    assert first[:5] == ["2006-07-28", "2", "May", "100000.00", "over"]
    assert Decimal(last[6]) == 0
    assert Decimal(first[6]) == Decimal(first[5]) - 1_080_000


def test_every_entry_of_a_budget_is_taken_and_adds_up_as_on_the_page_b11_h01(client):
    practice = make.practice("Fernville")
    make.budget_entry(practice, amount=1200)
    make.budget_entry(practice, amount=-150)
    client.force_login(make.auditor())
    kwargs = {"year": 2006, "kind": "practice", "code": practice.code}

    answer = client.get(reverse("plans:ledger-table", kwargs=kwargs))

    taken_book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    [_, *entries, total] = values(taken_book["Entries"])
    page = client.get(reverse("plans:ledger", kwargs=kwargs)).context["ledger"]
    assert [entry[4] for entry in entries] == [-150, 1200]
    assert total[4] == page.total == 1050
