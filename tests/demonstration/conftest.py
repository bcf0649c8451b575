"""The demonstration, loaded once for all the tests of this folder."""

import pytest

from pbc.demonstration import loading, marker
from tests import conftest


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for this folder; returns its own folder of files."""
    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(marker, "folder", lambda: folder)
        loading.load()
        yield folder
        conftest.put_back(None)


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A folder of its own for a demonstration that is not loaded yet."""
    folder = tmp_path / "demonstration"
    monkeypatch.setattr(marker, "folder", lambda: folder)
    return folder


@pytest.fixture
def shown(loaded, db, settings):
    """The pages of the site, which know that it is a demonstration."""
    settings.PBC_DEMONSTRATION = marker.DAY
