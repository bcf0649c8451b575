"""The link of a mail with which its reader says once, without signing in, that an action is done
(E02, E03): where the setting allows it, and for nothing else."""

import logging
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.by_mail import links
from meetings.digests import write_digests
from meetings.models import Action, ActionLink, ActionLinkUse, Often, State
from meetings.queries.owners import Owner
from pbc.core import clock, errands, one_use
from pbc.core.models import Bounce, Mail, Role
from pbc.core.people.services import accounts
from pbc.core.tasks import run_errand, sweep_mails
from pbc.logs import Line
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2007, 4, 1), date(2007, 4, 2)
SITE = "https://pbc.example.nhs.uk"
LINK = re.compile(rf"{SITE}(/actions/link/[\w-]+/)")
ENDED = "This link has been used or has ended"


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


def test_a_mail_has_one_link_an_action_in_place_of_its_address_e03(lynn, action):
    make.action("Ring the trust", owner=lynn, due="20 Mar")

    [body] = handed_over()

    first, second = LINK.findall(body)
    assert first != second
    assert f"Inform Suzanne Novak (16 days late, was due Friday 16 March)\n{SITE}{first}\n" in body
    assert f"{SITE}/actions/{action.pk}/" not in body
    assert one_use.MARK not in body


def test_neither_the_mail_that_is_kept_nor_any_table_holds_the_token_s7(action):
    token = link_of().split("/")[3]

    kept = Mail.objects.get()
    assert f"{SITE}/actions/{action.pk}/\n{one_use.MARK}" in kept.body
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
    make.action(f"{SITE}/actions/{action.pk}/ {one_use.MARK}", owner=lynn, due="20 Mar")

    [body] = handed_over()

    assert len(LINK.findall(body)) == 2
    assert one_use.MARK not in body


# ---- The page and the deed -------------------------------------------------------------------


def test_the_link_opens_what_the_mail_said_with_one_button_and_no_figures_e02(client, lynn, action):
    answer = client.get(link_of())

    page = said(answer)
    for words in ("Inform Suzanne Novak", "16 days late", "Lynn Dalton", "It is done"):
        assert words in page
    assert ("£" in page, "DacCom" in page) == (False, False)
    whole = answer.content.decode()
    main = whole[whole.index("<main") : whole.index("</main")]
    assert (whole.count("<form"), main.count("<button"), main.count("href=")) == (1, 1, 0)
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]


def test_it_shows_nothing_of_whoever_is_signed_in(client, action):
    path = link_of()
    client.force_login(make.finance_officer(first_name="Fiona", last_name="Reed"))

    page = said(client.get(path))

    assert ("Fiona" in page, "/position/" in page, "Sign out" in page) == (False, False, False)
    client.post(path)
    assert str(action.notes.get().by) == "Lynn Dalton"


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
    assert "Done at" in said(strict.post(path, {"csrfmiddlewaretoken": typed}))
    assert not is_open(action)


def test_the_deed_is_the_readers_by_the_link_of_a_mail_e02(client, lynn, action):
    path = link_of()

    answer = client.post(path)

    at = f"{timezone.now().astimezone(clock.LONDON):%H}"
    assert f"Done at {at}:" in said(answer)
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
    client.post(path)

    assert has_ended(path)
    action.refresh_from_db()
    assert (action.version, action.notes.count()) == (2, 1)


def test_a_used_an_ended_and_an_unknown_link_get_the_same_answer(client, action):
    used = link_of()
    client.post(used)
    other = make.action("Ring the trust", owner=action.owner, due="20 Mar")
    ended = link_of(TOMORROW)
    services.close_action(action=other, on=TODAY, by=make.operator())

    answers = [Client().get(path) for path in (used, ended, "/actions/link/none/")]

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


def switched_off(lynn, action, settings):
    settings.PBC_MAIL_LINKS = "signed_in"


ENDS = [
    *(given_to_somebody_else, given_and_given_back, closed, closed_and_opened_again),
    *(shut_out, appointed_no_more, come_back, switched_off),
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

    # Given one that was made four days ago: rows are added only, so another is like it
    token = path.split("/")[3] + "x"
    old = {"made_at": timezone.now() - timedelta(days=4)}
    old |= {"expires_at": timezone.now() - timedelta(seconds=1), "known_by": links._digest(token)}
    kept = {name: getattr(link, name) for name in ("action", "version", "person", "mail")}
    ActionLink.objects.create(**kept, **old)

    assert has_ended(f"/actions/link/{token}/")
    assert "It is done" in said(Client().get(path))


def test_using_one_ends_those_of_earlier_mails(client, action):
    first, second = link_of(TODAY), link_of(TOMORROW)

    client.post(second)
    services.reopen_action(action=action, on=TODAY, by=make.operator())

    assert has_ended(first)
    assert has_ended(second)


def test_a_link_is_for_its_action_alone(client, lynn, action):
    other = make.action("Ring the trust", owner=lynn)  # without a day: it is in no mail

    client.post(link_of(), {"action": other.pk, "pk": other.pk})

    assert (is_open(action), is_open(other)) == (False, True)


def test_who_tries_links_that_are_none_of_ours_has_to_wait(client, action):
    path = link_of()
    tries = [client.get(f"/actions/link/none{number}/").status_code for number in range(12)]

    assert tries == [404] * 10 + [429] * 2
    assert client.post(path).status_code == 429
    assert is_open(action)
    assert client.post(path, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert not is_open(action)


# ---- A check -----------------------------------------------------------------------------------


@pytest.fixture
def check(action):
    Action.objects.filter(pk=action.pk).update(asks_finding=True)
    return action


def test_of_a_check_it_is_asked_what_came_of_it_b14(client, check):
    path = link_of()

    missing = said(client.post(path))
    assert "Choose what came of it" in missing
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
    Client().get(path)  # which has ended

    told = log.getvalue()

    assert path.split("/")[3] not in told
    assert "Forbidden (CSRF cookie not set.): /actions/link/…/" in told
    assert "Not Found: /actions/link/…/" in told
