import pytest

from tests import make


@pytest.fixture
def the_day(monkeypatch):
    """Today is 13 March 2007."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def finance(client):
    """Somebody of finance, signed in."""
    officer = make.finance_officer()
    client.force_login(officer)
    return officer
