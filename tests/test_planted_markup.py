"""Marks of HTML planted in every kind of text stay text, on every page of everybody (TRUST 1.2)."""

import pytest

from tests import test_canaries as canaries
from tests.access_world import quiet as quiet  # the fixture
from tests.access_world import world as world  # the fixture
from tests.test_canaries import planted as planted  # the fixture

pytestmark = pytest.mark.django_db
MARKS = '"<zq'


@pytest.fixture
def with_marks(monkeypatch):
    """The words that are planted begin with marks; asked for before they are."""
    monkeypatch.setattr(canaries, "NEST", MARKS)


@pytest.fixture
def marked(with_marks, planted):
    return planted


def text_of(answer):
    if answer.streaming:
        answer.getvalue()
        return ""
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page else ""


def test_marks_that_were_typed_or_sent_in_are_words_on_every_page(marked, quiet, client):
    shown, run = 0, []
    for role in ("finance", "secretary"):
        client.force_login(marked["people"][role])
        for _, method, path in canaries.paths(marked):
            if method != "get":
                continue
            text = text_of(client.get(path))
            shown += "&quot;&lt;zq" in text
            run += [(role, path)] if "<zq" in text else []

    assert run == []
    assert shown > 30


def test_what_is_typed_is_decoded_once(client):
    from tests import make

    client.force_login(make.finance_officer())

    text = client.get("/search/?q=%253Czq%253E%2526lt%253B").content.decode()

    assert "%3Czq%3E%26lt%3B" in text


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, 10**400])
@pytest.mark.parametrize("path", ["/files/{}/", "/actions/{}/", "/people/{}/", "/minutes/{}/"])
def test_a_number_larger_than_any_row_has_is_not_there(client, path, number):
    from tests import make

    client.force_login(make.operator())

    assert client.get(path.format(number)).status_code in (403, 404)
