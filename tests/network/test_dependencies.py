"""R7: the database or the broker is down, frozen, slow or cut off in the middle of an answer.

Every page comes within five seconds (the visitor gives up after that), as it should be or as the
page that says when to come back. Within thirty seconds of the end of the fault all is well again,
without anybody's doing.
"""

import pytest

from tests.network.conftest import BACK, ask_for_all, within

FAULTS = ("down", "freeze", "slow", "cut")


@pytest.fixture(scope="module")
def well(site):
    """What each page answers when nothing is wrong."""
    found = ask_for_all(site)
    assert {page.status for page in found.values()} == {200, 302, 404}
    return {path: page.status for path, page in found.items()}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_comes_in_time_whatever_the_database_does(site, proxies, well, fault):
    database, _ = proxies

    database.fail(fault)
    found, upload = ask_for_all(site), site.send()
    database.mend()

    assert [path for path in found if not in_order(found[path], well[path], path)] == []
    assert upload.status == 302 or upload.is_back_soon
    within(BACK, site.is_back)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_is_taken_and_read_whatever_the_broker_does(site, proxies, well, fault):
    _, broker = proxies

    broker.fail(fault)
    upload, found = site.send(), ask_for_all(site)
    broker.mend()

    assert {path: page.status for path, page in found.items()} == well
    assert upload.status == 302
    within(BACK, lambda: site.has_read(upload))


def in_order(page, status, path):
    """Whether a page is as it should be, or says that it will be back soon."""
    return page.status == status or page.is_back_soon or (path == "/healthz" and page.status == 503)
