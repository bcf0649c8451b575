"""Pages of what went wrong, and forms sent as nobody should, in a real browser (H02)."""

import re
import threading

import pytest
from django.db import connection, transaction

from pbc.demonstration import marker
from tests import limited
from tests.browser.addresses import forms, path_of


@pytest.fixture
def finance(visitor, the_county):
    """Somebody of finance."""
    return visitor(the_county.people["finance"])


def as_owner(statement):
    """Run a statement with the rights of whoever owns the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(("files", "said"), [(101, "100"), (1001, "could not be understood")])
def test_more_files_than_can_be_sent_at_once_are_not_taken(finance, files, said):
    finance.go("/files/new/")
    many = [{"name": f"{n}.csv", "mimeType": "text/csv", "buffer": b"month"} for n in range(files)]
    finance.page.locator("main [type=file]").set_input_files(many)

    finance.send()

    assert said in finance.page.locator("main").inner_text()
    assert finance.faults() == []


def test_what_may_not_be_done_is_said(visitor, the_county):
    manager = visitor(the_county.people["manager"])

    assert manager.go("/files/") == 403

    assert "You may not do this" in manager.says()
    assert manager.faults() == []


def test_a_page_that_is_not_there_says_so(finance):
    assert finance.go("/files/999999/") == 404

    assert "Page not found" in finance.says()
    assert finance.faults() == []


def test_a_page_without_its_cookie_says_that_it_was_too_old(visitor):
    stranger = visitor()
    stranger.go("/accounts/login/")
    stranger.page.context.clear_cookies()

    stranger.send()

    assert "The page was too old to be sent" in stranger.says()
    assert stranger.faults() == []


def test_too_many_tries_are_asked_to_wait(visitor, the_county):
    auditor = visitor(the_county.people["auditor"])
    auditor.go("/accounts/password/change/")

    for _ in range(6):
        auditor.send()

    assert "Too many tries" in auditor.says()
    assert auditor.faults() == []


def test_who_sends_too_often_is_told_until_when_to_wait_and_finds_what_they_typed(
    finance, settings
):
    limited.from_nothing()
    settings.PBC_LIMITS = {**settings.PBC_LIMITS, "deeds": (1, 3600)}
    finance.go("/actions/new/")
    finance.send()
    finance.page.locator("main [name=text]").fill("Ring the trust")

    finance.send()

    assert re.search(r"Wait until \d\d:\d\d, then go on", finance.heading())
    assert finance.faults() == []
    finance.press("Look at it, and send it then")
    assert "Ring the trust" in finance.says()
    assert finance.faults() == []

    settings.PBC_LIMITS = {**settings.PBC_LIMITS, "deeds": (0, 3600)}
    finance.press("Throw it away")
    assert "What was not sent is thrown away" in finance.says()


def test_an_error_of_ours_is_said_to_be_ours(finance, elsewhere):
    elsewhere(as_owner, "REVOKE SELECT ON core_locality FROM pbc_app")
    try:
        status = finance.go("/practices/")
    finally:
        elsewhere(as_owner, "GRANT SELECT ON core_locality TO pbc_app")

    assert status == 500
    assert "Something went wrong here" in finance.says()
    assert finance.faults() == []


def test_a_database_that_does_not_answer_is_said_to_be_away_for_a_moment(finance, elsewhere):
    locked, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute("LOCK TABLE core_locality")
            locked.set()
            done.wait(timeout=30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(timeout=30)
    status = finance.go("/practices/")
    done.set()
    holder.join()

    assert status == 503
    assert "The service is out of reach for a moment" in finance.says()
    assert finance.faults() == []


def test_a_site_whose_demonstration_is_on_its_way_says_so_and_goes_on(
    visitor, monkeypatch, tmp_path
):
    monkeypatch.setattr(marker, "folder", lambda: tmp_path)
    stranger = visitor()

    with marker.being_loaded() as note:
        note("File 2 of 4 is taken in and published")
        assert stranger.go("/") == 503
        assert "The demonstration is being loaded" in stranger.says()
        assert "File 2 of 4" in stranger.says()
        assert stranger.faults() == []

    stranger.page.wait_for_url("**/accounts/login/**")  # without a hand


@pytest.mark.parametrize(("name", "role", "of_what", "typed"), list(forms()))
def test_a_form_sent_wrongly_says_what_to_do(visitor, the_county, name, role, of_what, typed):
    somebody = visitor(the_county.people.get(role))
    somebody.go(path_of(the_county, name, of_what))

    somebody.send(**typed)

    page = somebody.page
    summary = page.locator(".nhsuk-error-summary")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"
    for link in summary.locator("a").all():
        link.click()
        assert page.evaluate("document.activeElement.matches('input, select, textarea, form')")
    assert somebody.faults() == []
