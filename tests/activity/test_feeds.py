"""Which feed counts in which months, said on a page with what it does first (DESIGN 4)."""

from datetime import date

import pytest

from activity.models import CountsFor, Feed
from activity.queries import feeds
from activity.services.feeds import NotCounted, count_feed
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def on_13_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def trust():
    """The trust's own monitoring; Fernville spent £1,100 in each of months 1 to 7 by the PCT's."""
    practice = make.practice(group=make.group())
    make.budget_entry(practice, amount=12_000, phasing=make.TWELFTHS)
    make.published_file([make.line(practice, month=m, cost=1100) for m in range(1, 8)])
    return Feed.objects.create(code="trust", name="The trust’s own")


def count(feed, first, last, seen=None):
    return count_feed(
        feed=feed, year=2006, first=first, last=last, reason="It is better", seen=seen,
        today=TODAY, by=make.operator(),
    )  # fmt: skip


def counts():
    return [(row.feed.code, row.months.lower, row.months.upper) for row in feeds.known(2006)]


def test_months_that_another_feed_counts_in_are_taken_out_of_the_one_that_did(trust):
    count(trust, 7, 9)

    assert counts() == [("pct-acute", 1, 7), ("trust", 7, 10), ("pct-acute", 10, 14)]


def test_what_counted_the_day_before_is_known_still(trust):
    before = CountsFor.objects.known_on(date(2007, 3, 12)).get()

    count(trust, 1, 13)

    assert CountsFor.objects.known_on(date(2007, 3, 12)).get() == before


def test_finance_reads_what_it_does_before_it_counts(client, trust):
    client.force_login(make.finance_officer())
    typed = {"feed": trust.pk, "first": 7, "last": 13, "reason": "It is better"}

    page = client.post("/files/feeds/2006/", typed)

    # Six months of £1,000 and £1,100 are left: the seventh has no published file of the trust's.
    words = said(page)
    assert "Months 1 to 6 stay as they are. It counts from month 7" in words
    assert "West Hertfordshire reads £600 over, 10.0%, to month 6, as before" in words
    assert "It now reads £700 over, 10.0%, to month 7" in words
    assert counts() == [("pct-acute", 1, 14)]


def test_the_second_button_makes_it_count(client, trust):
    client.force_login(make.finance_officer())
    typed = {"feed": trust.pk, "first": 7, "last": 13, "reason": "It is better"}
    seen = client.post("/files/feeds/2006/", typed).context["seen"]

    page = client.post("/files/feeds/2006/", typed | {"sure": "yes", "seen": seen}, follow=True)

    assert counts() == [("pct-acute", 1, 7), ("trust", 7, 14)]
    assert "The trust’s own" in said(page)


def test_of_two_people_at_once_the_second_looks_again(trust):
    seen = feeds.seen_of(2006)
    count(trust, 7, 9, seen=seen)

    with pytest.raises(NotCounted, match="meanwhile"):
        count(None, 7, 9, seen=seen)


def test_months_in_which_nothing_counts_are_named(client, trust):
    count(None, 1, 2)
    client.force_login(make.finance_officer())

    assert "Nothing counts in months 1, 2." in said(client.get("/files/feeds/"))


def test_what_counts_already_is_refused_beside_its_field(trust):
    with pytest.raises(NotCounted, match="counts in months 2, 3 already") as why:
        count(Feed.objects.get(code="pct-acute"), 2, 3)

    assert why.value.field == "feed"
