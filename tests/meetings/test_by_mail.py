"""The link of a mail with which its reader says once, without signing in, that an action is done
(E02, E03): where the setting allows it, and for nothing else."""

import logging
import re
import smtplib
from datetime import date, timedelta
from email.message import Message
from io import StringIO
from typing import ClassVar

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.by_mail import links
from meetings.digests import write_digests
from meetings.models import Action, ActionLink, ActionLinkUse, Often, State
from meetings.queries.owners import Owner
from pbc.core import clock, errands, one_use
from pbc.core import mail as mails
from pbc.core.bounces import reports
from pbc.core.models import Bounce, Mail, Role
from pbc.core.people.services import accounts
from pbc.core.said import Cookie
from pbc.core.tasks import run_errand, sweep_mails
from pbc.logs import Line
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2007, 4, 1), date(2007, 4, 2)
SITE = "https://pbc.example.nhs.uk"
LINK = re.compile(rf"{SITE}(/actions/link/[\w-]+/)")
ENDED = "This link has ended"


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, with links for one use, on 1 April 2007."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", SITE
    settings.PBC_MAIL_LINKS, settings.PBC_MFA_FOR = "token", frozenset()
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def lynn():
    """Somebody of DacCom who gets a mail on each day."""
    who = make.gp_lead(make.group("DacCom"), first_name="Lynn", last_name="Dalton")
    make.reached_by_mail(who)
    services.choose_mails(often=Often.DAILY, by=who)
    return who


@pytest.fixture
def action(lynn):
    return make.action("Inform Suzanne Novak", owner=lynn, due="16 Mar")


def do_the_errands():
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)


def handed_over(day=TODAY):
    """The texts that the server was given on a day."""
    del outbox.outbox[:]
    write_digests(on=day, by=make.operator())
    do_the_errands()
    return [one.body for one in outbox.outbox]


def link_of(day=TODAY):
    """The one link that is sent on a day."""
    [body] = handed_over(day)
    [path] = LINK.findall(body)
    return path


def has_ended(path):
    """Whether a link opens nothing and does nothing, to a browser that comes with it anew."""
    answers = [Client().get(path), Client().post(path)]
    pages = [ENDED in said(one) and "It is done" not in said(one) for one in answers]
    return pages == [True, True] and [one.status_code for one in answers] == [404, 404]


def is_open(action):
    action.refresh_from_db()
    return action.state == State.OPEN


# ---- In the mail ------------------------------------------------------------------------------


def test_a_mail_has_one_link_an_action_beside_its_address_e03(lynn, action):
    make.action("Ring the trust", owner=lynn, due="20 Mar")

    [body] = handed_over()

    first, second = LINK.findall(body)
    assert first != second
    assert (
        "Inform Suzanne Novak (16 days late, was due Friday 16 March)\n"
        f"It is done: {SITE}{first}\nLook at it: {SITE}/actions/{action.pk}/\n"
    ) in body
    assert body.count("do not forward it") == 1


def test_neither_the_mail_that_is_kept_nor_any_table_holds_the_token_s7(action):
    token = link_of().split("/")[3]

    kept = Mail.objects.get()
    assert f"Friday 16 March)\n{SITE}/actions/{action.pk}/\n" in kept.body
    assert kept.once == [f"/actions/{action.pk}/"]
    assert len(token) == 43  # 256 bits
    assert rows_with(token) == []
    Client().post(f"/actions/link/{token}/")
    assert not is_open(action)
    assert rows_with(token) == []


def rows_with(text):
    """The tables in which a text stands, whatever the column."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return [name for name in names if stands_in(cursor, name, text)]


def stands_in(cursor, table, text):
    cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', [f"%{text}%"])
    return cursor.fetchone()[0] > 0


def test_each_handing_over_has_a_link_of_its_own(settings, action):
    settings.EMAIL_BACKEND = "tests.core.test_mail.Away"
    assert handed_over() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    sweep_mails()
    do_the_errands()

    [path] = LINK.findall(outbox.outbox[0].body)
    assert ActionLink.objects.count() == 2
    assert ActionLink.objects.filter(known_by=links._digest(path.split("/")[3])).count() == 1


def test_the_sign_in_is_asked_for_unless_the_setting_says_otherwise_e03(settings, action):
    settings.PBC_MAIL_LINKS = "signed_in"

    [body] = handed_over()

    assert f"Friday 16 March)\n{SITE}/actions/{action.pk}/\n" in body
    assert (LINK.findall(body), ActionLink.objects.count()) == ([], 0)
    assert "do not forward" not in body


def test_mails_that_are_written_to_a_log_have_none(settings, action):
    settings.PBC_MAIL = "console"

    [body] = handed_over()

    assert LINK.findall(body) == []


def test_who_is_to_sign_in_by_two_steps_gets_none_and_one_of_before_ends(settings, action):
    before = link_of()
    settings.PBC_MFA_FOR = frozenset({Role.GP_LEAD})

    [body] = handed_over(TOMORROW)

    assert LINK.findall(body) == []
    assert f"{SITE}/actions/{action.pk}/\n" in body
    assert has_ended(before)


def test_words_of_an_action_make_no_link(lynn, action):
    make.action(f"Look\n{SITE}/actions/{action.pk}/\nIt is done", owner=lynn, due="20 Mar")

    [body] = handed_over()

    assert len(LINK.findall(body)) == 2


def test_a_letter_makes_no_link_whatever_is_typed_into_it(lynn, action):
    page = f"/actions/{action.pk}/"
    body = f"Dear Lynn,\n\nPress here\n{SITE}{page}\n[a link for one use]\n"
    letter = {"to": lynn, "occasion": "letter", "subject": "News", "leave_path": "/leave/"}
    mails.write_letter(**letter, body=body, by=make.operator())

    do_the_errands()

    assert Mail.objects.get().once == []
    assert [one.body for one in outbox.outbox] == [body]
    assert not ActionLink.objects.exists()


def test_who_chose_to_sign_in_by_two_steps_gets_none_and_one_of_before_ends(lynn, action):
    before = link_of()
    Authenticator.objects.create(user=lynn, type=Authenticator.Type.TOTP, data={})

    [body] = handed_over(TOMORROW)

    assert LINK.findall(body) == []
    assert has_ended(before)


class Quoting(EmailBackend):
    """A mail server that takes no mail with a link, and says in which it found one."""

    given: ClassVar = []

    def send_messages(self, messages):
        [path] = LINK.findall(messages[0].body)
        self.given.append(path)
        said = f"spam: {SITE}{path} and {path.split('/')[3]}\r\nGo away"
        raise smtplib.SMTPDataError(554, said.encode())


def test_a_server_that_quotes_the_link_it_refuses_puts_it_nowhere_and_ends_it_s7(settings, action):
    settings.EMAIL_BACKEND = "tests.meetings.test_by_mail.Quoting"
    assert handed_over() == []

    path = Quoting.given.pop()
    told = Mail.objects.get().failure

    assert told == (
        f"The mail server did not take it: 554 spam: {SITE}/actions/link/…/ and … Go away"
    )
    assert rows_with(path.split("/")[3]) == []
    assert one_use._made == {}
    assert has_ended(path)


def test_a_report_that_quotes_the_link_is_kept_without_it_s7():
    block = Message()
    block["Diagnostic-Code"] = f"smtp; 554 spam {SITE}/actions/link/abc-DEF_1/ found"

    assert reports._why(block) == f"554 spam {SITE}/actions/link/…/ found"


def test_the_links_of_an_earlier_handing_over_are_good_no_more(settings, action):
    settings.EMAIL_BACKEND = "tests.meetings.test_by_mail.Quoting"
    assert handed_over() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    sweep_mails()
    do_the_errands()

    [path] = LINK.findall(outbox.outbox[0].body)
    assert has_ended(Quoting.given.pop())
    assert "It is done" in said(Client().get(path))


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


# ---- How it ends ------------------------------------------------------------------------------


def given_to_somebody_else(lynn, action, settings):
    action.refresh_from_db()
    said = {"version": action.version, "due_typed": action.due_typed, "reason": "She is away"}
    owner = Owner(person=make.person("Mark", "Jones"))
    services.change_action(action=action, owner=owner, **said, on=TODAY, by=lynn)


def given_and_given_back(lynn, action, settings):
    given_to_somebody_else(lynn, action, settings)
    action.refresh_from_db()
    said = {"version": action.version, "due_typed": action.due_typed, "reason": "She is back"}
    services.change_action(action=action, owner=Owner(person=lynn), **said, on=TODAY, by=lynn)


def closed(lynn, action, settings):
    services.close_action(action=action, on=TODAY, by=make.operator())


def closed_and_opened_again(lynn, action, settings):
    closed(lynn, action, settings)
    services.reopen_action(action=action, on=TODAY, by=lynn)


def shut_out(lynn, action, settings):
    accounts.shut_out(person=lynn, why="She left", on=TODAY, by=make.administrator())


def appointed_no_more(lynn, action, settings):
    lynn.appointments.update(to_date=date(2007, 3, 1))


def come_back(lynn, action, settings):
    said = {"for_good": True, "status": "5.1.1", "known_by": "x" * 64}
    Bounce.objects.create(mail=Mail.objects.get(), **said)


def written_to_elsewhere(lynn, action, settings):
    lynn.email = "lynn@other.example.nhs.uk"
    lynn.save()


def given_a_new_password(lynn, action, settings):
    lynn.set_password("something else altogether")
    lynn.save()


def switched_off(lynn, action, settings):
    settings.PBC_MAIL_LINKS = "signed_in"


ENDS = [
    *(given_to_somebody_else, given_and_given_back, closed, closed_and_opened_again),
    *(shut_out, appointed_no_more, come_back, switched_off),
    *(written_to_elsewhere, given_a_new_password),
]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__.replace("_", " "))
def test_it_ends_with(end, lynn, action, settings):
    path = link_of()
    assert "It is done" in said(Client().get(path))

    end(lynn, action, settings)

    assert has_ended(path)
    assert not ActionLinkUse.objects.exists()


def test_it_ends_with_its_days(monkeypatch, settings, action):
    settings.PBC_MAIL_LINK_DAYS = 3
    path = link_of()
    link = ActionLink.objects.get()
    assert timedelta(days=2, hours=23) < link.expires_at - timezone.now() < timedelta(days=3)

    # Given one that has run out: rows are added only, so another is like it
    token = path.split("/")[3] + "x"
    old = {"expires_at": link.made_at + timedelta(microseconds=1)}
    old["known_by"] = links._digest(token)
    same = ("action", "version", "person", "mail", "of_account", "made_at")
    kept = {name: getattr(link, name) for name in same}
    ActionLink.objects.create(**kept, **old)

    assert has_ended(f"/actions/link/{token}/")
    assert "It is done" in said(Client().get(path))


def test_using_one_ends_those_of_earlier_mails(client, action):
    first, second = link_of(TODAY), link_of(TOMORROW)

    client.post(second)
    services.reopen_action(action=action, on=TODAY, by=make.operator())

    assert has_ended(first)
    assert "Done at" in said(client.get(second))
    assert client.post(second).status_code == 303
    assert is_open(action)


def test_a_link_is_for_its_action_alone(client, lynn, action):
    other = make.action("Ring the trust", owner=lynn)  # without a day: it is in no mail

    client.post(link_of(), {"action": other.pk, "pk": other.pk})

    assert (is_open(action), is_open(other)) == (False, True)


def test_who_tries_links_that_are_none_of_ours_has_to_wait(client, action):
    path = link_of()
    tries = [client.get(f"/actions/link/none{number}/").status_code for number in range(12)]

    assert tries == [404] * 10 + [429] * 2
    assert "Wait a minute" in said(client.get("/actions/link/none/"))
    assert client.get("/actions/link/none/", REMOTE_ADDR="192.0.2.7").status_code == 404

    # Whoever has one of ours does not wait
    assert client.post(path).status_code == 303
    assert not is_open(action)


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
