"""A mail has a link for one use where the setting allows it, and nothing else holds it (E03)."""

import smtplib
from email.message import Message
from typing import ClassVar

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client

from meetings.by_mail import links
from meetings.models import ActionLink
from pbc.core import mail as mails
from pbc.core import one_use
from pbc.core.bounces import reports
from pbc.core.models import Mail, Role
from pbc.core.tasks import sweep_mails
from tests import make
from tests.meetings.by_mail.sent import (
    LINK,
    SITE,
    TOMORROW,
    do_the_errands,
    handed_over,
    has_ended,
    is_open,
    link_of,
)
from tests.pages import said

pytestmark = pytest.mark.django_db


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
    settings.EMAIL_BACKEND = "tests.meetings.by_mail.test_in_the_mail.Quoting"
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
    settings.EMAIL_BACKEND = "tests.meetings.by_mail.test_in_the_mail.Quoting"
    assert handed_over() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    sweep_mails()
    do_the_errands()

    [path] = LINK.findall(outbox.outbox[0].body)
    assert has_ended(Quoting.given.pop())
    assert "It is done" in said(Client().get(path))
