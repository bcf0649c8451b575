import pytest

from budgets.queries import realms


@pytest.fixture
def the_day(monkeypatch):
    """Today is 13 March 2007."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def a_large_site(monkeypatch):
    """A site of more practices than are read at once, however few there are."""
    monkeypatch.setattr(realms, "TOGETHER", 0)
