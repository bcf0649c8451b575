"""A year of plans on pages: opened, closed, its budgets, its allocation and control total (B01)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.models import Allocation, OtherSpend
from budgets.services.targets import set_allocation
from pbc.core.models import FinancialYear
from pbc.core.services import close_year
from pbc.core.values import Scope
from pbc.core.years import YearClosed
from tests import make, taken
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


@pytest.fixture
def finance(client):
    person = make.finance_officer()
    client.force_login(person)
    return person


@pytest.fixture
def dacorum():
    """Dacorum, whose one practice has £1,200 and spends £100 in each month of 2006/07."""
    practice = make.practice("Fernville")
    make.budget_entry(practice, amount=1200)
    make.published_file([make.line(practice, month=m, cost=100) for m in range(1, 13)])
    return make.locality()


def of_year(name, year=2006):
    return reverse(f"plans:{name}", kwargs={"year": year})


def of(name, locality, **more):
    parts = {"year": 2006, "kind": "locality", "code": locality.code}
    return reverse(f"plans:{name}", kwargs=parts | more)


# ---- The year --------------------------------------------------------------------------------


def test_a_year_is_opened_on_a_page_and_once(client, finance):
    make.year(2006)

    client.post(reverse("plans:year-new"), {"year": "2007"})
    again = client.post(reverse("plans:year-new"), {"year": "2007"})

    assert sorted(FinancialYear.objects.values_list("year", flat=True)) == [2006, 2007]
    assert "Select a valid choice" in said(again)


def test_the_page_of_a_year_shows_month_13_apart_and_who_has_no_budget(client, finance):
    make.budget_entry(make.practice("Fernville"), amount=1250, month_13=50)
    make.practice("Parkwood")

    page = client.get(of_year("year-detail")).context["shown"]

    assert page.heading == "£1,250 of budgets for 2006/07"
    assert page.sentences == ["1 of 2 practices have no budget yet."]
    assert [(row.name, row.amount, row.month_13) for row in page.practices] == [
        ("Fernville", 1250, 50),
        ("Parkwood", None, 0),
    ]


def test_the_budgets_of_a_year_are_taken_with_the_total_of_the_page_b11(client, finance):
    fernville = make.practice("Fernville")
    make.budget_entry(fernville, amount=1250, month_13=50)
    make.budget_entry(fernville, amount=-1400)
    make.practice("Parkwood")

    rows = taken.book(client, "plans:year-detail-table", 2006)["Practices"]
    text = taken.lines(client, "plans:year-detail-table", 2006)

    # 1,250 in and 1,400 out.
    assert [(row[0], *row[2:]) for row in rows[1:]] == [
        ("Fernville", -150, 50, 2),
        ("Parkwood", "none", 0, 0),
        ("All practices", -150, 50, None),
    ]
    assert ["All practices", "", "-150", "50", ""] in [
        [cell.removesuffix(".00") for cell in row] for row in text
    ]


def test_the_budgets_taken_are_those_that_the_person_may_see_b11(client, finance):
    own = make.practice("Fernville")
    make.budget_entry(own, amount=1250)
    make.budget_entry(make.practice("Parkwood"), amount=900)
    client.force_login(make.practice_manager(own))

    found = taken.book(client, "plans:year-detail-table", 2006)

    assert [(row[0], row[2]) for row in found["Practices"][1:]] == [
        ("Fernville", 1250),
        ("All practices", 1250),
    ]
    assert set(found) == {"Practices", "About"}


def test_closing_a_year_says_what_ends_and_opening_it_again_needs_a_reason(
    client, finance, dacorum
):
    look = said(client.get(of_year("year-close")))
    closed = client.post(of_year("year-close"), {"version": 1, "reason": "Agreed"}, follow=True)
    silent = client.post(of_year("year-reopen"), {"version": 2, "reason": " "})
    client.post(of_year("year-reopen"), {"version": 2, "reason": "A bill came"})

    assert "no budget, allocation, control total or other spend" in look
    assert "2006/07 is closed" in said(closed)
    assert "Say in one line why" in said(silent)
    assert FinancialYear.objects.get(year=2006).reason == "A bill came"


def test_a_year_that_is_closed_or_open_already_says_so_and_where_to_go_on(client, finance, dacorum):
    is_open = client.get(of_year("year-reopen"))
    close_year(year=make.year(2006), version=1, reason="Agreed", on=TODAY, by=finance)
    is_closed = client.get(of_year("year-close"))

    assert "2006/07 is open already" in said(is_open)
    assert "There is nothing to open again. Close 2006/07 , or look at its budgets" in said(is_open)
    assert "2006/07 is closed already" in said(is_closed)
    assert "There is nothing to close. Open 2006/07 again , or look at its" in said(is_closed)
    assert not any('id="form"' in page.content.decode() for page in (is_open, is_closed))


def test_whoever_closes_a_year_that_moved_meanwhile_is_told_who_moved_it(client, finance, dacorum):
    other = make.finance_officer(first_name="Tom", last_name="Hale")
    close_year(year=make.year(2006), version=1, reason="Agreed", on=TODAY, by=other)

    page = client.post(of_year("year-close"), {"version": 1, "reason": "Done"})

    assert "Changed by Tom Hale at" in said(page)
    assert "It is now: Agreed" in said(page)


# ---- Allocations, control totals, other spend ------------------------------------------------


def entered(client, locality, what, **said_in_it):
    path = of("target-new", locality, what=what)
    said_in_it |= {"reason": "The letter", "known_from": "2007-03-13"}
    check = client.post(path, said_in_it)
    return check, client.post(path, said_in_it | {"seen": check.context["seen"]}, follow=True)


def test_an_allocation_and_a_control_total_say_what_they_make_of_the_year_b01(
    client, finance, dacorum
):
    check, _ = entered(client, dacorum, "allocation", amount="1000")
    then, page = entered(client, dacorum, "control-total", amount="150")

    # 1,200 spent less 1,000 is 200 over break-even; less 150 planned is 50 over.
    then_it_reads, now_it_reads = check.context["sentences"][1:]
    assert then_it_reads.startswith("Then: £200 over break-even and £200 over the control total")
    assert then_it_reads.endswith("no control total is set: 0 stands for it.")
    assert now_it_reads == "Now: no allocation or control total is set."
    assert then.context["sentences"][1].startswith(
        "Then: £200 over break-even and £50 over the control total"
    )
    assert "Control total: £150.00, planned overspend" in said(page)


def test_a_later_allocation_supersedes_and_the_earlier_one_stays_in_sight_b01(
    client, finance, dacorum
):
    make.allocation(dacorum, amount=900)

    _, page = entered(client, dacorum, "allocation", amount="1,000")

    [allocation, *_] = page.context["page"].targets
    assert allocation.stands == 1000
    assert [(row.amount, row.counts) for row in allocation.rows] == [(1000, True), (900, False)]
    assert Allocation.objects.count() == 2


def test_other_spend_adds_up_by_month_and_month_13_is_one_b01(client, finance, dacorum):
    entered(client, dacorum, "other-spend", amount="300", month="6", source="The ledger")
    check, _ = entered(client, dacorum, "other-spend", amount="-100", month="13", source="Accruals")

    assert check.context["sentences"][0] == "Other spend of the year becomes £200.00."
    assert sorted(OtherSpend.objects.values_list("month", "amount")) == [(6, 300), (13, -100)]


def test_allocation_control_total_and_other_spend_are_taken_entry_by_entry_b11(
    client, finance, dacorum
):
    make.allocation(dacorum, amount=900)
    make.control_total(dacorum, amount=-150)
    make.other_spend(dacorum, amount=300, month=6)
    make.other_spend(dacorum, amount=-100, month=13)

    found = taken.book(client, "plans:targets-table", 2006, "locality", dacorum.code)

    assert [row[1] for row in found["Control total"][1:]] == [-150]
    # 300 less 100.
    assert [row[1:4] for row in found["Other spend"][1:]] == [
        [-100, 13, "year-end adjustments"],
        [300, 6, "September"],
        [200, None, None],
    ]
    assert ["In words", "Control total: −£150.00, planned underspend"] in found["About"]


def test_a_closed_year_takes_no_allocation_by_page_or_service(client, finance, dacorum):
    close_year(year=make.year(2006), version=1, reason="Agreed", on=TODAY, by=finance)

    with pytest.raises(YearClosed, match="2006/07 was closed on 13 March 2007"):
        set_allocation(
            scope=Scope("locality", dacorum.code),
            year=2006,
            amount=5,
            reason="Late",
            on=TODAY,
            by=finance,
        )
    assert "Enter allocation" not in said(client.get(of("targets", dacorum)))


def test_a_practice_has_no_allocation(client, finance):
    practice = make.practice("Fernville")
    make.year(2006)
    parts = {"year": 2006, "kind": "practice", "code": practice.code}

    assert client.get(reverse("plans:targets", kwargs=parts)).status_code == 404


# ---- The desk --------------------------------------------------------------------------------


def test_the_desk_of_finance_says_which_year_and_whose_budget_is_missing(client, finance):
    make.budget_entry(make.practice("Fernville"), amount=12, year=2005)
    make.practice("Parkwood")

    desk = said(client.get("/"))

    assert "2006/07 has not been opened; 1 practice has no budget for 2005/06" in desk
    assert "Open the year" in desk


def test_the_desk_of_others_says_nothing_of_plans(client):
    make.year(2006)
    client.force_login(make.practice_manager(make.practice("Parkwood")))

    assert "Budgets to set" not in said(client.get("/"))


def test_the_budgets_of_a_year_ask_as_often_of_one_group_as_of_many_r11(client, finance):
    make.year(2006)
    make.practice("Fernville", group=make.group())
    url = of_year("year-detail")
    client.get(url)
    with CaptureQueriesContext(connection) as of_one:
        client.get(url)

    for number in range(12):
        make.practice(f"Practice {number}", group=make.group(f"Group {number}"))
    elsewhere = make.group("In two PCTs")
    there = make.locality("Hitchin", pct=make.commissioner("East & North"))
    make.practice("Ours", group=elsewhere)
    make.practice("Theirs", in_=there, group=elsewhere)
    client.get(url)
    with CaptureQueriesContext(connection) as of_many:
        page = said(client.get(url))

    assert len(of_many) == len(of_one)
    assert "Group 11" in page
    assert "In two PCTs" not in page
