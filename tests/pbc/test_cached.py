"""What the folder of the cache holds after some work: counts of what was tried, nothing else."""

import pickle
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
    """Every value that is kept, as it stands in its file: behind the moment at which it ends."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            pickle.load(file)  # noqa: S301  # nosec B301 # made by this test
            yield pickle.loads(zlib.decompress(file.read()))  # noqa: S301  # nosec B301 # the same


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
    kept = [*values(folder)]
    assert kept
    assert all(isinstance(at, float) for history in kept for at in history)


def test_a_name_that_is_kept_there_would_be_seen_s6(folder):
    cache.set("one", "Fernville")

    assert [*values(folder)] == ["Fernville"]
