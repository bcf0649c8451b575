"""Budgets by hand: a sum is entered or taken back on a page, and nothing is ever changed (H01)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from budgets.drafts import NotEntered, Sum
from budgets.models import BudgetEntry, Kind
from budgets.phasing import Phasing
from budgets.queries.book import read_book
from budgets.queries.positions import position
from budgets.services.entries import enter_budget, reverse_entry
from pbc.core import once
from pbc.core.services import close_year
from pbc.core.values import Scope
from pbc.core.years import YearClosed
from tests import make
from tests.at_once import at_once
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)
SHARES = [f"share_{number}" for number in range(1, 13)]


@pytest.fixture
def fernville():
    """Fernville of Dacorum: a budget of £1,200 in twelfths, £120 spent in each of six months."""
    practice = make.practice("Fernville")
    make.budget_entry(practice, amount=1200)
    make.published_file([make.line(practice, month=m, cost=120) for m in range(1, 7)])
    return practice


@pytest.fixture
def finance(client):
    person = make.finance_officer()
    client.force_login(person)
    return person


def address(name, of, year=2006):
    return reverse(f"plans:{name}", kwargs={"year": year, "kind": "practice", "code": of.code})


def typed(**more):
    """Growth of £240 in twelfths, as it is typed."""
    sum_typed = {"heading": make.heading().pk, "kind": "GROWTH", "amount": "240"}
    sum_typed |= {"phasing": "TWELFTHS", "recurrent": "yes", "known_from": "2007-03-13"}
    return sum_typed | {"reason": "Agreed with the group", "source": "Minute 14"} | more


def enter(client, of, **more):
    """Send the form, look at what it makes, and say yes."""
    check = client.post(address("entry-new", of), typed(**more))
    assert "seen" in check.context, said(check)
    agreed = dict(check.context["typed"]) | {"seen": check.context["seen"]}
    return check, client.post(address("entry-new", of), agreed, follow=True)


def a_sum(**more):
    reason = {"heading": make.heading(), "kind": Kind.GROWTH, "reason": "Agreed"}
    return Sum(**reason | {"known_from": TODAY} | more)


def stands(of, month=6, known_on=TODAY):
    return position(read_book(year=2006, known_on=known_on), Scope("practice", of.code), month)


# ---- Entering --------------------------------------------------------------------------------


def test_what_an_entry_makes_is_said_before_it_is_made_and_is_what_it_makes(
    client, finance, fernville
):
    check, page = enter(client, fernville)

    # £240 in twelfths is £20 a month: £120 more to month 6, of which £720 is spent.
    becomes = "budget for 2006/07 becomes £1,440.00; it is now £1,200.00. "
    becomes += "To month 6 it reads on budget; it now reads £120 over."
    whose = ("Fernville", "Dacorum")
    assert check.context["sentences"] == [f"{name}’s {becomes}" for name in whose]
    assert "Entered: £240.00, growth, for Fernville, known from 13 March 2007" in said(page)
    assert stands(fernville).overspend == 0


def test_looking_at_what_an_entry_makes_enters_nothing(client, finance, fernville):
    client.post(address("entry-new", fernville), typed())

    assert BudgetEntry.objects.count() == 1


def test_an_entry_is_asked_again_when_the_plans_changed_since_it_was_looked_at(
    client, finance, fernville
):
    check = client.post(address("entry-new", fernville), typed())
    make.budget_entry(fernville, amount=12)

    again = client.post(address("entry-new", fernville), typed(seen=check.context["seen"]))

    assert "The plans have changed since you looked" in said(again)
    assert BudgetEntry.objects.count() == 2


def test_an_entry_that_is_sent_again_is_looked_at_again_and_asked_about_before_it_is_made_twice(
    client, finance, fernville
):
    path, key = address("entry-new", fernville), once.FIELD
    for _ in range(2):
        looked = client.post(path, typed() | {key: once.new_key(finance)})
        assert "becomes" in looked.context["sentences"][0]
        agreed = dict(looked.context["typed"]) | {"seen": looked.context["seen"]}
        page = client.post(path, agreed | {key: once.new_key(finance)}, follow=True)

    assert "Do it a second time?" in said(page)
    assert "Entered: £240.00, growth, for Fernville" in said(page)
    assert BudgetEntry.objects.count() == 2  # the baseline, and the growth once


def test_twelve_amounts_are_entered_as_stated_and_add_up(client, finance, fernville):
    twelve = {f"month_{m}": str(m) for m in range(1, 13)}

    enter(client, fernville, amount="", phasing="STATED", **twelve)

    entry = BudgetEntry.objects.order_by("pk").last()
    assert list(entry.months) == list(range(1, 13))
    assert entry.amount == 78  # 1 + 2 + ... + 12


def test_twelve_shares_are_entered_and_their_pennies_go_by_largest_remainder_m1(
    client, finance, fernville
):
    shares = dict(zip(SHARES, ["12.5%", "12.5", *["7.5"] * 10], strict=True))

    check, page = enter(client, fernville, amount="-100.01", phasing="CUSTOM", **shares)

    # 12.5% of £100.01 is 12.50 and an eighth of a penny, 7.5% is 7.50 and three fortieths: the
    # twelve come to £100.00, and the penny over goes to the first of the largest remainders.
    entry = BudgetEntry.objects.order_by("pk").last()
    assert [str(month) for month in entry.months[:3]] == ["-12.51", "-12.50", "-7.50"]
    assert (entry.amount, sum(entry.months)) == (Decimal("-100.01"), Decimal("-100.01"))
    assert "How it falls over the year, a profile of twelve shares, in £" in said(check)
    assert "a profile of twelve shares" in said(page)


def test_shares_that_were_typed_leave_the_form_where_the_rest_is_spread(client, finance, fernville):
    shares = {"phasing": "CUSTOM", "share_1": "100"}

    page = client.post(address("entry-new", fernville), typed(amount="120", spread="1", **shares))

    form = page.context["form"]
    assert (form["phasing"].value(), form["share_1"].value()) == ("STATED", "")
    assert form["month_1"].value() == "10.00"


def test_the_rest_is_spread_over_the_months_that_are_empty_and_can_be_entered_so(
    client, finance, fernville
):
    asked = typed(amount="100", phasing="STATED", month_1="30", month_2="-5", reason="", spread="1")

    page = client.post(address("entry-new", fernville), asked)

    # 100 less 30 and plus 5 is 75 for ten months: 7.50 each.
    form = page.context["form"]
    assert [form[f"month_{m}"].value() for m in (1, 2, 3, 12)] == ["30.00", "-5.00", "7.50", "7.50"]
    assert not form.errors
    assert BudgetEntry.objects.count() == 1
    as_shown = {name: form[name].value() or "" for name in form.fields} | {"reason": "By hand"}
    check = client.post(address("entry-new", fernville), as_shown)
    assert "It takes money out in May." in said(check)
    client.post(address("entry-new", fernville), as_shown | {"seen": check.context["seen"]})
    entry = BudgetEntry.objects.order_by("pk").last()
    assert (entry.amount, entry.months[1], entry.months[11]) == (100, -5, Decimal("7.50"))


def test_the_pennies_of_an_even_spread_go_by_largest_remainder_m1(client, finance, fernville):
    page = client.post(address("entry-new", fernville), typed(amount="-100", spread="1"))

    # -100 / 12 is -8.33 and a third: four months, the first, take a penny more.
    form = page.context["form"]
    assert form["month_1"].value() == form["month_4"].value() == "-8.34"
    assert form["month_5"].value() == form["month_12"].value() == "-8.33"
    assert form["phasing"].value() == "STATED"


def test_nothing_is_spread_where_a_month_is_wrong_or_none_is_empty(client, finance, fernville):
    wrong = client.post(address("entry-new", fernville), typed(month_3="lots", spread="1"))
    twelve = {f"month_{m}": "1" for m in range(1, 13)}
    full = client.post(address("entry-new", fernville), typed(**twelve, spread="1"))

    assert "June: " in said(wrong)
    assert "Empty the months over which the rest is to be spread" in said(full)


def test_month_13_is_entered_alone_and_stands_in_the_full_year_only(client, finance, fernville):
    enter(client, fernville, amount="", month_13="-75.50", kind="ADJUSTMENT")

    now = stands(fernville)
    assert (now.budget, now.full_year_budget) == (600, Decimal("1124.50"))
    assert "−75.50" in said(client.get(address("ledger", fernville)))


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"amount": ""}, "Enter an amount"),
        ({"amount": "lots"}, "“lots” is not one"),
        ({"reason": "  "}, "Say in one line why"),
        ({"known_from": "2007-03-14"}, "Enter a day up to today, 13 March 2007"),
        ({"month_3": "5"}, "Choose twelve amounts, or leave the twelve below empty"),
        (
            {"phasing": "STATED", "month_1": "9"},
            "The twelve amounts come to 9.00, 231.00 short of the amount for the year",
        ),
        (
            {"phasing": "STATED", "month_1": "240.01"},
            "The twelve amounts come to 240.01, 0.01 more than the amount for the year",
        ),
        (
            {"phasing": "STATED", "amount": "0", "month_1": "9"},
            "The twelve amounts come to 9.00, 9.00 more than the amount for the year",
        ),
        ({"phasing": "STATED", "month_3": "lots"}, "June: "),
        (
            {"phasing": "CUSTOM", **dict.fromkeys(SHARES, "8.33")},
            "The twelve shares come to 99.96%, 0.04% short of 100%",
        ),
        (
            {"phasing": "CUSTOM", "share_1": "60", "share_12": "40.5"},
            "The twelve shares come to 100.5%, 0.5% more than 100%",
        ),
        ({"phasing": "CUSTOM"}, "The twelve shares come to 0%, 100% short of 100%"),
        ({"phasing": "CUSTOM", "amount": "", "share_1": "100"}, "Enter an amount"),
        ({"phasing": "CUSTOM", "share_3": "-5"}, "Share of June: Enter a share from 0 to 100"),
        ({"phasing": "CUSTOM", "share_3": "101"}, "Share of June: Enter a share from 0 to 100"),
        ({"phasing": "CUSTOM", "share_3": "8.33333"}, "no more than four decimals"),
        ({"share_3": "5"}, "Choose twelve shares, or leave the twelve below empty"),
        ({"heading": ""}, "Choose the heading of the budget"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_beside_it(client, finance, fernville, wrong, answer):
    page = client.post(address("entry-new", fernville), typed(**wrong))

    assert answer in said(page)
    assert BudgetEntry.objects.count() == 1


def test_a_past_day_is_entered_with_the_permission_alone_and_shown_as_late(
    client, finance, fernville
):
    enter(client, fernville, known_from="2006-04-01")

    assert "entered late" in said(client.get(address("ledger", fernville)))
    assert stands(fernville, known_on=date(2006, 12, 1)).full_year_budget == 1440
    with pytest.raises(NotEntered, match="may load history"):
        enter_budget(
            holder={"practice": fernville},
            year=2006,
            wanted=a_sum(amount=Decimal(5), known_from=date(2006, 4, 1)),
            on=TODAY,
            by=make.practice_manager(fernville),
        )


def test_the_profile_of_an_entry_is_the_one_that_was_chosen(fernville, finance):
    wanted = a_sum(amount=Decimal(365), phasing=Phasing.CALENDAR_DAYS)

    entry = enter_budget(
        holder={"practice": fernville}, year=2006, wanted=wanted, on=TODAY, by=finance
    )

    assert entry.months[:3] == [30, 31, 30]  # £1 a day


# ---- Taking back -----------------------------------------------------------------------------


def test_an_entry_is_taken_back_by_its_opposite_with_a_reason(client, finance, fernville):
    entry = BudgetEntry.objects.get()
    address_of_it = reverse("plans:entry-reverse", args=[entry.pk])

    look = client.get(address_of_it)
    page = client.post(address_of_it, {"reason": "Wrong practice"}, follow=True)

    assert "Fernville’s budget for 2006/07 becomes £0.00; it is now £1,200.00." in said(look)
    assert "from 13 Mar 2007 by Ruth Allan: Wrong practice" in said(page)
    assert stands(fernville).budget == 0
    assert stands(fernville, known_on=date(2007, 3, 12)).budget == 600
    assert "This entry was taken back" in said(client.get(address_of_it, follow=True))


def test_an_entry_is_taken_back_once_and_a_taking_back_never(fernville, finance):
    entry = BudgetEntry.objects.get()
    opposite = reverse_entry(entry=entry, reason="Wrong", on=TODAY, by=finance)

    with pytest.raises(NotEntered, match="taken back already"):
        reverse_entry(entry=entry, reason="Again", on=TODAY, by=finance)
    with pytest.raises(NotEntered, match="takes another entry back"):
        reverse_entry(entry=opposite, reason="Back", on=TODAY, by=finance)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_take_an_entry_back_at_once_one_does():
    entry, ruth = make.budget_entry(make.practice("Fernville"), amount=12), make.finance_officer()
    told = []

    def second():
        with pytest.raises(NotEntered) as refused:
            reverse_entry(entry=entry, reason="Mine", on=TODAY, by=ruth)
        told.append(str(refused.value))

    at_once(lambda: reverse_entry(entry=entry, reason="His", on=TODAY, by=ruth), second)

    assert told == ["This entry was taken back already"]
    assert BudgetEntry.objects.count() == 2


# ---- Whose, and when -------------------------------------------------------------------------


def test_a_closed_year_takes_no_entry_and_takes_none_back(client, finance, fernville):
    close_year(year=make.year(2006), version=1, reason="Agreed", on=TODAY, by=finance)

    page = client.post(address("entry-new", fernville), typed())
    ledger = said(client.get(address("ledger", fernville)))

    assert (
        "2006/07 was closed on 13 March 2007: open it again" in said(page) or page.context["seen"]
    )
    assert "Enter a sum" not in ledger
    with pytest.raises(YearClosed):
        reverse_entry(entry=BudgetEntry.objects.get(), reason="No", on=TODAY, by=finance)
    with pytest.raises(YearClosed):
        enter_budget(
            holder={"practice": fernville},
            year=2006,
            wanted=a_sum(amount=Decimal(5)),
            on=TODAY,
            by=finance,
        )


def test_the_ledger_of_a_practice_shows_every_entry_newest_first(client, fernville):
    client.force_login(make.practice_manager(fernville))
    make.budget_entry(fernville, amount=-60, kind=Kind.SAVINGS_PLAN)

    ledger = client.get(address("ledger", fernville)).context["ledger"]

    assert [line.amount for line in ledger.lines] == [-60, 1200]
    assert ledger.by_kind == [("Baseline", 1200, 0), ("Savings plan", -60, 0)]
    assert ledger.total == 1140
    assert ledger.new_url == ""
