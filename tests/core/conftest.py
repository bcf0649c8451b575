"""What tests of statements that are kept need."""

import pytest


@pytest.fixture
def checked(settings):
    """Whatever was put together before is put together again and has to be the same, on every
    engine."""
    settings.KEPT_ROWS_CHECKED = True


@pytest.fixture
def put_together(settings):
    """With what a statement was put together, in order; nothing but the page does it."""
    settings.KEPT_ROWS_CHECKED = False
    return []
