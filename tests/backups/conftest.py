import pytest
from django.conf import settings

from pbc.backups import keeping
from pbc.embedded import places
from tests.superuser import connect


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A site that makes a backup every day into this folder; it was made long ago, and has
    deliveries, and a list of what was purged, of its own."""
    heads = tmp_path / "kept" / "heads.txt"
    heads.parent.mkdir()
    monkeypatch.setattr(settings, "PBC_SEALS", {"file": heads, "address": ""})
    monkeypatch.setattr(settings, "PBC_BACKUPS_TO", tmp_path / "backups")
    monkeypatch.setattr(settings, "PBC_VAR", tmp_path / "var")
    monkeypatch.setattr(keeping, "SETTLING", -keeping.REMEMBERED)
    return tmp_path / "backups"


@pytest.fixture
def superuser(transactional_db):
    """A cursor of the server's superuser; each statement stands."""
    link = connect()
    link.autocommit = True
    yield link.cursor()
    link.close()


@pytest.fixture
def left_in_var():
    """What lies in PBC_VAR of the tests of a backup or a drill that was not cleared up."""
    return lambda: [one.name for one in places.var().glob("*") if one.name[:5] in WORK]


WORK = ("backu", "check", "drill")
