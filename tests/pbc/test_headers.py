"""What every answer carries, whatever it is: no page is stored, framed, sniffed or scripted."""

import pytest

from tests import make
from tests.pages import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def the_day(monkeypatch):
    """Today is 13 March 2007."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def is_guarded(response):
    """Whether an answer has every header that a page must have."""
    policy = response["Content-Security-Policy"]
    return (
        "no-store" in response["Cache-Control"]
        and "private" in response["Cache-Control"]
        and response["X-Content-Type-Options"] == "nosniff"
        and response["X-Frame-Options"] == "DENY"
        and response["Referrer-Policy"] == "same-origin"
        and {"default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"}
        <= {part.strip() for part in policy.split(";")}
        and "unsafe" not in policy
    )


def test_every_page_is_guarded_found_or_not(client):
    staged = make.staged_file([make.line(make.practice())])
    paths = ["/", "/position/county/", "/practices/", "/files/", "/healthz", "/accounts/login/"]
    paths += [address("detail", staged), "/files/999999/", "/nothing/here/", "/static/none.css"]

    stranger = [client.get(path) for path in paths]
    client.force_login(make.finance_officer())
    signed_in = [client.get(path) for path in paths]

    assert {answer.status_code for answer in signed_in} == {200, 302, 404}
    for answer in stranger + signed_in:
        assert is_guarded(answer), answer.request["PATH_INFO"]


def test_an_error_is_guarded_as_a_page_is(client, monkeypatch):
    monkeypatch.setattr("pbc.views.desk.heading", lambda cards: 1 / 0)
    client.force_login(make.finance_officer())
    client.raise_request_exception = False

    answers = [client.get("/"), client.post(address("publish", make.submission()))]

    assert [answer.status_code for answer in answers] == [500, 404]
    assert all(map(is_guarded, answers))
