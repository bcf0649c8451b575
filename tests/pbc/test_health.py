"""What the site says of itself, and when its database is away."""

import errno
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection

from pbc import health
from tests import make


@contextmanager
def without_a_database():
    """The address of the database leads nowhere for a while."""
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        yield
        connection.close()


@pytest.fixture
def browser(client):
    """A client that is shown the page of an error, as a browser is."""
    client.raise_request_exception = False
    return client


def test_anybody_may_ask_whether_it_is_well(client, db):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_is_not_well_without_its_database(browser, transactional_db):
    with without_a_database():
        assert browser.get("/healthz").status_code == 503


def test_a_page_says_that_the_database_is_away_and_when_to_come_back(browser, transactional_db):
    browser.force_login(make.finance_officer())

    with without_a_database():
        answer = browser.get("/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "out of reach for a moment" in answer.content.decode()


def test_an_answer_that_was_cut_off_is_a_matter_of_a_moment_and_a_refusal_is_not():
    """R7: "server closed the connection unexpectedly" comes as a DatabaseError without a code."""
    assert health.will_pass(DatabaseError("server closed the connection unexpectedly"))
    assert not health.will_pass(IntegrityError("a row is lost"))


def test_another_error_is_a_page_without_details(rf):
    try:
        raise ZeroDivisionError("a secret")
    except ZeroDivisionError:
        answer = health.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "a secret" not in answer.content.decode()
    assert "Something went wrong here" in answer.content.decode()


@pytest.mark.parametrize("fault", [MemoryError(), OSError(errno.ENOSPC, "No space left")])
def test_a_machine_without_room_is_a_page_that_says_when_to_come_back(rf, fault):
    """R2: also where the way out of it went wrong, as a commit without memory does."""
    try:
        try:
            raise fault
        finally:
            raise ProgrammingError("set_session cannot be used inside a transaction")
    except ProgrammingError:
        answer = health.server_error(rf.get("/"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_a_form_in_a_script_that_forms_are_not_written_in_is_not_understood(browser, db):
    kind = "application/x-www-form-urlencoded; charset=utf-16"

    answer = browser.post("/accounts/login/", b"login=x", content_type=kind)

    assert answer.status_code == 400
    assert "This could not be understood" in answer.content.decode()
