"""What a process keeps of what never changes: whatever moves is seen at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from activity.models import CountsFor, Heading
from budgets.models import Kind
from budgets.queries import book, stamp
from budgets.queries import recent as recent_answers
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.own import own_of
from budgets.queries.page import position_page
from budgets.queries.positions import position
from budgets.queries.recent import Recent
from pbc.core.models import Group, GroupMembership, Locality, Practice, PracticeLocality
from pbc.core.values import Scope
from tests import make

pytestmark = pytest.mark.django_db
DAY, LATELY = date(2007, 3, 13), date(2007, 3, 1)


def read():
    return read_book(year=2006, known_on=DAY)


def county():
    return position(read(), Scope("county"), 6)


def test_what_is_in_force_is_read_once_and_a_restatement_at_once():
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)])
    first = read().spend

    assert read().spend is first
    make.published_file([make.line(practice, cost=1250)])
    assert county().actual == 1250


CHANGES = {
    "a name of a practice": lambda: Practice.objects.update(name="Fernville and Parkwood"),
    "a name of a locality": lambda: Locality.objects.update(name="Dacorum and Hertsmere"),
    "a name of a group": lambda: Group.objects.update(name="DacCom two"),
    "a name of a heading": lambda: Heading.objects.update(name="Planned"),
    "a practice that moved": lambda: PracticeLocality.objects.update(known_until=LATELY),
    "a practice that left": lambda: GroupMembership.objects.update(known_until=LATELY),
    "a PCT": lambda: make.commissioner("East & North"),
    "what a feed counts for": lambda: CountsFor.objects.update(known_until=LATELY),
    "a list size": lambda: make.list_size(Practice.objects.get(), 4496),
    "an allocation": lambda: make.allocation(make.locality(), amount=1200),
    "a control total": lambda: make.control_total(make.locality(), amount=12),
    "other spend": lambda: make.other_spend(make.locality(), amount=12),
    "an entry": lambda: make.budget_entry(Practice.objects.get(), amount=120),
    "a publication": lambda: make.published_file(
        [make.line(Practice.objects.get(), cost=1250)], reason="Again"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_book_is_read_once_and_anew_when_anything_in_it_changes_r4(change):
    make.published_file([make.line(make.practice(group=make.group()), cost=1000)])
    make.budget_entry(Practice.objects.get(), amount=1200)
    first = read()

    assert read() is first
    change()
    assert read() is not first


def test_what_was_supposed_and_taken_back_is_not_shown_to_the_next_r4():
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)])
    first = read()
    with transaction.atomic():
        make.budget_entry(practice, amount=1200)
        assert county().budget == 100
        transaction.set_rollback(True)

    assert read() is first
    assert county().budget == 0
    make.budget_entry(practice, amount=120)
    assert county().budget == 10


def test_a_page_of_the_same_book_says_what_is_known_with_and_without_the_savings_plan_b04():
    """The budget of months 5 and 6 is £200, and £180 with a savings plan of £120 a year."""
    reader, other = make.auditor(username="reader"), make.auditor(username="other")
    practice = make.practice()
    make.published_file([make.line(practice, month=m, cost=c) for m, c in ((5, 400), (6, 600))])
    make.budget_entry(practice, amount=1200)
    make.budget_entry(practice, amount=-120, kind=Kind.SAVINGS_PLAN)
    asked = Asked(Scope("practice", practice.code), DAY)
    left_out = Asked(asked.scope, DAY, without=(Kind.SAVINGS_PLAN,))

    def headings():
        pages = ((reader, asked), (other, asked), (reader, left_out))
        return [position_page(*page).budget for page in pages]

    assert headings() == headings() == [180, 180, 200]


def test_what_is_worked_out_of_a_book_is_kept_apart_by_the_rules_in_force(settings):
    settings.PBC_UNASSIGNED_TO_GROUPS = "sole"
    make.published_file([make.line(make.practice(), cost=1000)])
    sole = own_of(read(), Scope("county"), 6)

    assert own_of(read(), Scope("county"), 6) is sole
    assert own_of(read(), Scope("county"), 5) is not sole
    settings.PBC_UNASSIGNED_TO_GROUPS = "none"
    assert own_of(read(), Scope("county"), 6) is not sole


def test_roll_ups_that_were_written_anew_are_read_anew(owner):
    file = make.published_file([make.line(make.practice(), cost=1000)])
    first = read().spend

    owner.execute("SELECT rebuild_roll_ups(%s)", [file.pk])

    assert read().spend is not first
    assert read().spend.cells == first.cells


def test_an_entry_of_the_ledger_counts_at_once():
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)])
    make.budget_entry(practice, amount=1200)

    assert county().budget == 100
    make.budget_entry(practice, amount=120)
    assert county().budget == 110


def test_another_day_has_its_own_entries():
    practice = make.practice()
    make.budget_entry(practice, amount=1200)
    make.budget_entry(practice, amount=120, known_from=date(2007, 3, 14))

    first = position(read(), Scope("county"), 12)
    then = position(read_book(year=2006, known_on=date(2007, 3, 14)), Scope("county"), 12)

    assert (first.full_year_budget, then.full_year_budget) == (1200, 1320)


def test_the_answer_that_was_not_asked_for_longest_is_let_go():
    recent = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    recent.get("a")
    recent.put("c", 3)

    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_of_the_same_that_changes_the_last_two_states_stay():
    recent = Recent(6)
    recent.put("before that", 1, alike="the county")
    recent.put("another day", 2, alike="a day")
    recent.put("before", 3, alike="the county")
    recent.put("now", 4, alike="the county")

    kept = [recent.get(key) for key in ("before that", "another day", "before", "now")]

    assert kept == [None, 2, 3, 4]


def test_a_process_keeps_two_books_of_a_year_that_is_published_again_and_again():
    practice = make.practice()
    books = []
    for amount in (120, 240, 360, 480):
        make.budget_entry(practice, amount=amount)
        books.append(read())

    held = {id(one) for one, _ in book.kept.answers.values()}

    assert [id(one) in held for one in books] == [False, False, True, True]
    assert read() is books[-1]


def all_want(recent, key, many):
    """Wait until so many want what one is putting together."""
    for _ in range(500):
        if key in recent.turns and recent.turns[key][1] == many:
            return True
        time.sleep(0.01)
    return False


def test_what_several_want_at_once_is_put_together_by_one(monkeypatch):
    monkeypatch.setattr(recent_answers, "PATIENCE", 20)
    recent, made = Recent(2), []

    def wanted():
        with recent.one_at_a_time("the book"):
            if recent.get("the book") is None:
                made.append("made")
                assert all_want(recent, "the book", 4)
                recent.put("the book", "as it is now")
        return recent.get("the book")

    with ThreadPoolExecutor(4) as pages:
        answers = [pages.submit(wanted) for _ in range(4)]
        found = [one.result() for one in answers]

    assert found == ["as it is now"] * 4
    assert made == ["made"]
    assert recent.turns == {}


def test_who_put_it_together_in_vain_leaves_it_to_the_next_and_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(recent_answers, "PATIENCE", 0.05)
    recent = Recent(2)

    with pytest.raises(ZeroDivisionError), recent.one_at_a_time("the book"):
        1 / 0  # noqa: B018
    with recent.one_at_a_time("the book"), recent.one_at_a_time("the book"):
        recent.put("the book", "as it is now")

    assert recent.get("the book") == "as it is now"
    assert recent.turns == {}


@pytest.mark.django_db(transaction=True)
def test_pages_that_want_a_book_at_once_have_the_same_one(monkeypatch):
    monkeypatch.setattr(recent_answers, "PATIENCE", 20)
    make.budget_entry(make.practice(), amount=1200)
    key = (2006, DAY, None, (), None, stamp.of_year(2006))

    def page():
        try:
            return read()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pages:
        with book.kept.one_at_a_time(key):
            answers = [pages.submit(page) for _ in range(2)]
            waited = all_want(book.kept, key, 3)
        first, second = [one.result() for one in answers]

    assert waited
    assert first is second
