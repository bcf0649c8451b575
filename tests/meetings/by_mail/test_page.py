"""The link of a mail with which its reader says once, without signing in, that an action is done
(E02): its page, its deed, and what is logged of them."""

import logging
import re
from io import StringIO

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.models import Action, ActionLinkUse, State
from pbc.core import clock
from pbc.core.models import Role
from pbc.core.said import Cookie
from pbc.logs import Line
from tests import make
from tests.meetings.by_mail.sent import TODAY, TOMORROW, is_open, link_of
from tests.pages import said

pytestmark = pytest.mark.django_db


# ---- The page and the deed -------------------------------------------------------------------


def test_the_link_opens_what_the_mail_said_with_one_button_and_no_figures_e02(client, lynn, action):
    answer = client.get(link_of())

    page = said(answer)
    for words in ("Inform Suzanne Novak", "16 days late", "Lynn Dalton", "It is done"):
        assert words in page
    assert ("£" in page, "DacCom" in page) == (False, False)
    whole = answer.content.decode()
    main = whole[whole.index("<main") : whole.index("</main")]
    assert (whole.count("<form"), main.count("<button"), main.count("href=")) == (1, 1, 1)
    assert f'href="/actions/{action.pk}/">Not done yet? Sign in to put it off<' in main
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]


def test_it_shows_nothing_of_whoever_is_signed_in(client, action):
    path = link_of()
    client.force_login(make.finance_officer(first_name="Fiona", last_name="Reed"))

    page = said(client.get(path))

    assert ("Fiona" in page, "/position/" in page, "Sign out" in page) == (False, False, False)
    client.post(path)
    assert str(action.notes.get().by) == "Lynn Dalton"


def test_what_waits_to_be_said_to_whoever_is_signed_in_goes_on_waiting(client, action):
    path = link_of()
    client.force_login(make.finance_officer())
    waiting, answer = Cookie(HttpRequest()), HttpResponse()
    waiting.add(messages.SUCCESS, "The budget is kept")
    waiting.update(answer)
    client.cookies.update(answer.cookies)

    assert "budget is kept" not in said(client.get(path))
    assert "budget is kept" not in said(client.post(path, follow=True))
    assert "budget is kept" in said(client.get("/actions/"))


def test_who_has_to_set_up_a_second_step_first_can_open_a_link(client, settings, action):
    path = link_of()
    settings.PBC_MFA_FOR = frozenset({Role.FINANCE})
    client.force_login(make.finance_officer())
    assert client.get("/actions/").status_code == 302

    assert "It is done" in said(client.get(path))


def test_a_program_that_opens_the_links_of_a_mail_changes_nothing(client, action):
    path = link_of()

    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200

    assert is_open(action)
    assert not ActionLinkUse.objects.exists()


def test_the_button_needs_the_page_before_it(action):
    path, strict = link_of(), Client(enforce_csrf_checks=True)
    assert strict.post(path).status_code == 403
    assert is_open(action)

    page = strict.get(path).content.decode()
    typed = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert strict.post(path, {"csrfmiddlewaretoken": typed}).status_code == 303
    assert not is_open(action)


def test_the_deed_is_the_readers_by_the_link_of_a_mail_e02(client, lynn, action):
    path = link_of()

    answer = client.post(path, follow=True)

    at = f"{timezone.now().astimezone(clock.LONDON):%H}"
    assert f"Done at {at}:" in said(answer)
    assert "on 1 April 2007" in said(answer)
    assert f'href="/actions/{action.pk}/">Sign in and open it again<' in answer.content.decode()
    action.refresh_from_db()
    assert (action.state, action.closed_on, action.changed_by) == (State.DONE, TODAY, lynn)
    client.force_login(lynn)
    page = said(client.get(reverse("meetings:action-detail", args=[action.pk])))
    assert "Done by Lynn Dalton" in page
    assert "By the link of a mail" in page
    event = action.events.order_by("pgh_id").last()
    told = event.pgh_context.metadata
    assert (told["deed"], told["user"]) == ("close_by_link", lynn.pk)
    assert told["url"] == "/actions/link/"


def test_it_is_good_once_e02(client, action):
    path = link_of()
    first = client.post(path, follow=True)
    assert first.redirect_chain == [(path, 303)]

    # A second tap, a reload and the way back
    tap = client.post(path)
    assert (tap.status_code, tap["Location"], tap["Referrer-Policy"]) == (
        *(303, path, "strict-origin"),
    )
    assert said(client.get(path)) == said(first)
    assert Client().get(path).status_code == 200

    action.refresh_from_db()
    assert (action.version, action.notes.count()) == (2, 1)


def test_an_ended_and_an_unknown_link_get_the_same_answer(client, action):
    client.post(link_of())
    other = make.action("Ring the trust", owner=action.owner, due="20 Mar")
    ended = link_of(TOMORROW)
    services.close_action(action=other, on=TODAY, by=make.operator())

    answers = [Client().get(path) for path in (ended, "/actions/link/none/")]

    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1


# ---- A check -----------------------------------------------------------------------------------


@pytest.fixture
def check(action):
    Action.objects.filter(pk=action.pk).update(asks_finding=True)
    return action


def test_of_a_check_it_is_asked_what_came_of_it_b14(client, check):
    path = link_of()

    sent = client.post(path)
    missing = said(client.get(sent["Location"]))
    typed = said(client.post(path, {"note": "Two are not ours"}))
    assert (sent.status_code, sent["Location"]) == (303, f"{path}?unchosen")
    assert "Choose what came of it" in missing
    assert "Choose what came of it" in typed
    assert "Two are not ours" in typed
    assert "There is a problem" not in said(client.get(path))
    assert is_open(check)
    client.post(path, {"finding": "FOUND", "note": "Two are not ours"})

    check.refresh_from_db()
    note = check.notes.get()
    assert (check.state, check.finding, note.said) == (State.DONE, "FOUND", "Two are not ours")
    assert note.change == "Found something; By the link of a mail"


# ---- In the logs -------------------------------------------------------------------------------


@pytest.fixture
def log():
    """What the log of the site is written to."""
    written, [handler] = (
        StringIO(),
        [one for one in logging.getLogger().handlers if isinstance(one.formatter, Line)],
    )
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def test_what_is_refused_or_not_found_is_logged_without_its_token(action, log):
    path = link_of()
    Client(enforce_csrf_checks=True).post(path)
    Client().post(path)
    Client().get("/actions/link/none-of-ours/")

    told = log.getvalue()

    assert path.split("/")[3] not in told
    assert "Forbidden (CSRF cookie not set.): /actions/link/…/" in told
    assert "Not Found: /actions/link/…/" in told
