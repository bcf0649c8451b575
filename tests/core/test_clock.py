"""The day can be set; the moment cannot."""

from datetime import UTC, date, datetime

import pytest

from pbc.core import clock


def test_today_is_the_day_that_is_given(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")

    assert clock.today() == date(2007, 3, 13)


def test_today_is_the_day_in_london_when_none_is_given(monkeypatch):
    monkeypatch.delenv("PBC_TODAY", raising=False)

    before, today = datetime.now(clock.LONDON).date(), clock.today()

    assert before <= today <= datetime.now(clock.LONDON).date()


def test_a_day_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "13/03/2007")

    with pytest.raises(ValueError, match="PBC_TODAY is a date such as 2007-03-13"):
        clock.today()


def test_now_never_obeys_the_day_that_is_given(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")

    assert clock.now() >= datetime(2020, 1, 1, tzinfo=UTC)
