"""What the next page says waits in the browser, and nobody can read it there (ASVS 14.3.3)."""

import base64
import zlib

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse

from pbc.core.said import Storage
from tests import make

pytestmark = pytest.mark.django_db
NAME = settings.PBC_SAID_COOKIE
SAID = "The action of Dr Allan is done"


def asked_by(person, cookie=None):
    request = HttpRequest()
    request.user = person
    request.session = {}
    if cookie is not None:
        request.COOKIES[NAME] = cookie
    return request


def told(person, *said):
    """The cookie after somebody was told so."""
    request, answer = asked_by(person), HttpResponse()
    storage = Storage(request)
    for one in said:
        storage.add(messages.SUCCESS, one)
    storage.update(answer)
    return answer.cookies[NAME].value


def shown(person, cookie):
    """(what a page of somebody says who has this cookie, the cookie that is set then)."""
    storage, answer = Storage(asked_by(person, cookie)), HttpResponse()
    said = [one.message for one in storage]
    storage.update(answer)
    return said, answer.cookies.get(NAME)


@pytest.fixture
def lead():
    return make.auditor()


@pytest.fixture
def another():
    return make.finance_officer()


def test_the_next_page_says_it_once(lead):
    said, cookie = shown(lead, told(lead, SAID))

    assert said == [SAID]
    assert (cookie.value, cookie["max-age"]) == ("", 0)


def test_nothing_of_it_can_be_read_in_the_browser(lead):
    cookie = told(lead, SAID, SAID)

    raw = base64.urlsafe_b64decode(cookie)
    assert b"Allan" not in raw
    for start in range(len(raw)):
        with pytest.raises(zlib.error):
            zlib.decompress(raw[start:])


def test_it_opens_on_no_page_of_another_and_is_taken_away(lead, another):
    cookie = told(lead, SAID)

    for somebody in (another, AnonymousUser()):
        said, left = shown(somebody, cookie)
        assert (said, left.value, left["max-age"]) == ([], "", 0)


def test_who_was_told_before_they_signed_in_is_shown_it_after(lead):
    assert shown(lead, told(AnonymousUser(), "Choose another"))[0] == ["Choose another"]


def test_it_opens_under_a_new_key_while_the_older_one_is_kept(lead, settings):
    cookie, before = told(lead, SAID), settings.SECRET_KEY
    settings.SECRET_KEY = before[::-1]

    assert shown(lead, cookie)[0] == []
    settings.SECRET_KEY_FALLBACKS = [before]
    assert shown(lead, cookie)[0] == [SAID]


def of_before(person):
    """The cookie as it was while it was signed and not sealed."""
    storage, answer = CookieStorage(asked_by(person)), HttpResponse()
    storage.add(messages.SUCCESS, SAID)
    storage.update(answer)
    return answer.cookies["messages"].value


@pytest.mark.parametrize("cookie", ["x", "é", "gAAAAAB", "Ag==", "====", "AgAA" * 20])
def test_what_is_no_seal_is_taken_away_and_costs_nobody_their_page(lead, cookie):
    said, left = shown(lead, cookie)

    assert (said, left.value, left["max-age"]) == ([], "", 0)


def test_a_cookie_from_before_there_was_a_seal_is_taken_away(lead):
    said, left = shown(lead, of_before(lead))

    assert (said, left.value, left["max-age"]) == ([], "", 0)


def test_a_letter_that_was_changed_opens_nothing(lead):
    cookie = told(lead, SAID)
    middle = len(cookie) // 2
    other = "A" if cookie[middle] != "A" else "B"

    assert shown(lead, cookie[:middle] + other + cookie[middle + 1 :])[0] == []


def test_what_is_too_long_for_a_cookie_waits_in_the_session(lead):
    long = [f"{n}: {hash_of(n)}" for n in range(60)]
    request, answer = asked_by(lead), HttpResponse()
    storage = Storage(request)
    for one in long:
        storage.add(messages.SUCCESS, one)
    storage.update(answer)

    after = asked_by(lead, answer.cookies[NAME].value)
    after.session = request.session
    assert [one.message for one in Storage(after)] == long
    assert len(answer.cookies[NAME].value) <= 2048
    assert request.session


def hash_of(number):
    return str(7**200 * (number + 1))[:90]
