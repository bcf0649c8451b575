"""What the folder of the cache holds after some work: counts of what was tried, nothing else."""

import pickletools
import zlib

import pytest
from django.core.cache import cache

from pbc import settings as site
from tests import make
from tests.pages import address

pytestmark = pytest.mark.django_db
MAIL = "ruth.allen@herts.example"
PASSWORD = "a long enough password"


@pytest.fixture
def folder(settings, tmp_path):
    """The cache as the site has it, in a folder of its own."""
    settings.CACHES = {"default": {**site.CACHES["default"], "LOCATION": tmp_path / "cache"}}
    return tmp_path / "cache"


def values(folder):
    """What stands in every value that is kept, piece by piece; the moment at which it ends stands
    before it in its file. Nothing is made of it again: a pickle may do anything."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            when = [*pickletools.genops(file)]
            kept = zlib.decompress(file.read())
        assert when
        yield from (piece for _, piece, _ in pickletools.genops(kept) if piece is not None)


def test_the_cache_holds_counts_and_neither_figures_nor_names_s6(client, folder, settings):
    settings.PBC_MAIL = "smtp://localhost"
    ruth = make.finance_officer(first_name="Ruth", last_name="Allen")
    ruth.email = MAIL
    ruth.set_password(PASSWORD)
    ruth.save()
    staged = make.staged_file([make.line(make.practice("Fernville Surgery"), cost="4321.10")])

    client.post("/accounts/forgotten/", {"email": MAIL})
    client.post("/accounts/login/", {"login": ruth.username, "password": PASSWORD})
    pages = ["/", "/position/county/", "/practices/", "/files/", "/search/?q=Fernville"]
    answers = [client.get(path) for path in [*pages, address("detail", staged)]]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert {answer.status_code for answer in answers} == {200}
    kept = {type(piece) for piece in values(folder)}
    assert float in kept  # when something was tried
    assert kept <= {float, int}  # and how long what follows is


def test_a_name_that_is_kept_there_would_be_seen_s6(folder):
    cache.set("one", "Fernville")

    assert "Fernville" in {*values(folder)}
