import pytest


@pytest.fixture
def the_day(monkeypatch):
    """Today is 13 March 2007."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
