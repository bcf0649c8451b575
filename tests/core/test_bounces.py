"""Mails that come back: read from their mailbox, and shown where somebody can do something."""

import base64
from datetime import date

import pytest
from django.core.mail import get_connection
from django.urls import reverse

from meetings.digests import write_digests
from meetings.models import Often
from meetings.services import choose_mails
from pbc.core import errands, keys, mail
from pbc.core.bounces import mailbox, marks, reports, sweeping
from pbc.core.bounces.queries import NO_SUCH_ADDRESS
from pbc.core.models import Bounce, Mail, Sweep
from pbc.core.tasks import run_errand, sweep_bounces
from tests import make
from tests.mail_servers import Exchange, Mailbox, serving
from tests.pages import said
from tests.returned_mail import NESTED, NO_CHARSET, SPAM, dsn

MONDAY = date(2007, 4, 2)


# ---- The mailbox -----------------------------------------------------------------------------


@pytest.fixture
def site(settings, monkeypatch):
    """A site from which mail leaves, on Monday 2 April 2007."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    monkeypatch.setenv("PBC_TODAY", MONDAY.isoformat())
    return settings


@pytest.fixture
def holds(site, tmp_path):
    """A mailbox that holds some messages, as the settings name it."""
    with_what = []

    def made(*messages, **more):
        box = serving(Mailbox(tmp_path, messages, **more))
        server = box.__enter__()
        with_what.append(box)
        site.PBC_BOUNCE = {
            "host": "localhost",
            "port": server.port,
            "user": "pbc",
            "folder": "INBOX",
            "password": "let me in",
            "ca": server.cert,
            "address": "",
        }
        return server

    yield made
    for box in with_what:
        box.__exit__(None, None, None)


@pytest.fixture
def told(db, site):
    """Mark's mail about an action of his: (Mark, the action, the mail)."""
    mark = make.gp_lead(make.group(), first_name="Mark", last_name="Jones")
    mark.email = "mark@example.nhs.uk"
    mark.save()
    choose_mails(often=Often.DAILY, by=mark)
    action = make.action("Write to the trust", owner=mark, due="End-Mar")
    write_digests(on=MONDAY, by=make.operator())
    return mark, action, Mail.objects.get()


def test_a_mail_that_came_back_is_marked_and_its_report_is_read(told, holds):
    _, _, sent = told
    server = holds(dsn(marks.of(sent)), SPAM)

    left = sweeping.sweep(by=make.operator())

    bounce = Bounce.objects.get()
    assert (bounce.mail, bounce.for_good, bounce.status) == (sent, True, "5.1.1")
    assert server.flags == [{"\\Seen"}, {"\\Flagged"}]
    assert left == "1 message that no mail of ours belongs to"


@pytest.mark.parametrize(
    ("whom", "kept"),
    [
        (b"Final-Recipient: rfc822; Mark@Example.nhs.uk", 1),
        (b"Original-Recipient: rfc822; mark@example.nhs.uk\r\nFinal-Recipient: rfc822; m@home", 1),
        (b"Final-Recipient: rfc822; paula@example.nhs.uk", 0),
        (b"X-Note: nobody is named", 1),
    ],
    ids=["the address", "sent on", "somebody else", "nobody"],
)
def test_a_report_is_about_whom_it_names(told, holds, whom, kept):
    _, _, sent = told
    named = b"Final-Recipient: rfc822; mark@example.nhs.uk"
    holds(dsn(marks.of(sent)).replace(named, whom))

    sweeping.sweep(by=make.operator())

    assert Bounce.objects.count() == kept


def test_a_hostile_message_is_left_and_what_came_after_it_is_read(told, holds):
    _, _, sent = told
    server = holds(NESTED, NO_CHARSET, dsn(marks.of(sent)))

    sweeping.sweep(by=make.operator())

    assert Bounce.objects.get().mail == sent
    assert server.flags == [{"\\Flagged"}, {"\\Flagged"}, {"\\Seen"}]


def test_each_message_is_marked_before_the_next_is_fetched(told, holds):
    server = holds(SPAM, SPAM)

    with mailbox.opened() as box:
        uid, _ = next(box.new())
        box.star(uid)
        server.breaks_at = "FETCH"
    with pytest.raises(mailbox.NotReached):
        sweeping.sweep(by=make.operator())

    assert server.flags == [{"\\Flagged"}, set()]


def test_a_report_about_a_mail_that_is_not_ours_is_left(told, holds):
    _, _, sent = told
    mark = marks.of(sent)
    forged = mark[:-2] + ("a" if mark[-2] != "a" else "b") + mark[-1]
    server = holds(dsn(forged), dsn(f"99.20070402070000.{'0' * 20}"))

    sweeping.sweep(by=make.operator())

    assert not Bounce.objects.exists()
    assert server.flags == [{"\\Flagged"}, {"\\Flagged"}]


def test_a_mark_has_128_bits_and_fits_into_an_address(told, site):
    _, _, sent = told
    site.PBC_BOUNCE = {"address": "bounces@example.nhs.uk"}
    sent.pk = 9_999_999_999

    signature = marks.of(sent).rpartition(".")[2]
    there = marks.envelope(sent).partition("@")[0]

    assert len(base64.b32decode(f"{signature.upper()}======")) * 8 == 128
    assert len(there) <= 64


def test_a_mail_that_went_with_a_mark_of_before_is_known_when_it_comes_back(told, holds):
    _, _, sent = told
    said = f"{sent.pk}.{sent.asked_at:%Y%m%d%H%M%S}"
    server = holds(
        dsn(f"{said}.{'0' * 20}"),
        dsn(f"{said}.{keys.signed(marks.SALT, said)[:20]}"),
    )

    sweeping.sweep(by=make.operator())

    assert Bounce.objects.get().mail == sent
    assert server.flags == [{"\\Flagged"}, {"\\Seen"}]


def test_what_was_kept_before_the_line_broke_is_kept_once(told, holds):
    _, _, sent = told
    server = holds(dsn(marks.of(sent)), breaks_at="STORE")

    with pytest.raises(mailbox.NotReached):
        sweeping.sweep(by=make.operator())
    assert (Bounce.objects.count(), server.flags) == (1, [set()])
    sweeping.sweep(by=make.operator())

    assert (Bounce.objects.count(), server.flags) == (1, [{"\\Seen"}])


def test_a_message_that_is_too_long_is_not_even_fetched(told, holds):
    server = holds(b"x" * (reports.LARGEST + 1), breaks_at="BODY")

    sweeping.sweep(by=make.operator())

    assert server.flags == [{"\\Flagged"}]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "guess"}, "it did not let us in"),
        ({"folder": "None"}, "has no such folder"),
        ({"port": 1}, "it did not answer"),
        ({"ca": ""}, "its certificate is not one that is trusted here"),
    ],
    ids=["password", "folder", "port", "certificate"],
)
def test_a_mailbox_that_cannot_be_read_says_why_and_holds_no_secret(site, holds, wrong, said):
    holds()
    site.PBC_BOUNCE = {**site.PBC_BOUNCE, **wrong}

    with pytest.raises(mailbox.NotReached) as fault, mailbox.opened() as box:
        list(box.new())

    assert said in str(fault.value)
    assert "let me in" not in str(fault.value)


def test_a_site_without_a_mailbox_reads_none(db, site):
    site.PBC_BOUNCE = {"host": ""}

    assert sweep_bounces() == ""


def test_the_service_says_what_waits_in_the_mailbox(told, holds, client):
    holds(SPAM)
    sweep = sweep_bounces.apply()

    assert sweep.result == "1 message that no mail of ours belongs to"
    assert Sweep.objects.get(name__endswith="sweep_bounces").note == sweep.result
    client.force_login(make.administrator())
    assert sweep.result in said(client.get(reverse("system")))


# ---- Where it is shown -----------------------------------------------------------------------


def bounce(sent, *, for_good=True):
    return Bounce.objects.create(
        mail=sent, for_good=for_good, status="5.1.1", reason="550 no such user", known_by="0" * 64
    )


def test_the_action_the_mail_and_the_administrator_show_that_it_came_back(told, client):
    mark, action, sent = told
    bounce(sent)
    client.force_login(mark)
    page = said(client.get(reverse("meetings:action-detail", args=[action.pk])))
    mails = said(client.get(reverse("meetings:mails")))
    client.force_login(make.administrator())
    desk = said(client.get("/"))

    assert "A mail about it to Mark Jones did not arrive" in page
    assert "550" not in page
    assert "Came back: 550 no such user" in mails
    assert "Mails that came back" in desk
    assert "mark@example.nhs.uk: 550 no such user" in desk


def test_a_mail_that_is_still_tried_is_no_wrong_address(told, client):
    _, _, sent = told
    bounce(sent, for_good=False)

    client.force_login(make.administrator())

    assert "Mails that came back" not in said(client.get("/"))
    assert sent.fate == "Not sent yet"


def test_an_address_that_the_server_does_not_know_shows_at_once(told, site, client):
    mark, action, sent = told
    with serving(Exchange()) as server:
        _send_by(site, server)

    sent.refresh_from_db()
    assert sent.failure == "The mail server did not take it: 550 5.1.1 no such user here"
    client.force_login(mark)
    page = said(client.get(reverse("meetings:action-detail", args=[action.pk])))
    assert "A mail about it to Mark Jones did not arrive" in page
    assert "The mail server" not in page
    client.force_login(make.administrator())
    assert "mark@example.nhs.uk: The mail server did not take it" in said(client.get("/"))


@pytest.mark.parametrize(
    ("said_by_server", "lost"),
    [
        ("550 no such user", True),
        ("551 moved", True),
        ("553 no such mailbox", True),
        ("451 greylisted", False),
        ("530 authenticate first", False),
        ("535 wrong password", False),
        ("5501 odd", False),
    ],
)
def test_only_a_refused_address_says_that_no_mail_reaches_somebody(said_by_server, lost):
    sent = Mail(failure=f"{mail.REFUSED}: {said_by_server}")

    assert bool(NO_SUCH_ADDRESS.match(sent.failure)) == lost


def test_a_mail_names_itself_and_the_address_to_which_it_comes_back(told, site):
    _, _, sent = told
    site.PBC_BOUNCE = {**site.PBC_BOUNCE, "address": "bounces@example.nhs.uk"}
    with serving(Exchange(["mark@example.nhs.uk"])) as server:
        _send_by(site, server)

    [(sender, to, text)] = server.took
    mark = marks.of(sent)
    assert (sender, to) == (f"bounces+{mark}@example.nhs.uk", "mark@example.nhs.uk")
    assert f"Message-ID: <{mark}@pbc.example.nhs.uk>".encode() in text
    assert f"From: {site.DEFAULT_FROM_EMAIL}".encode() in text


def _send_by(site, server):
    """Do the errands with mail going by that server."""
    site.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    site.EMAIL_HOST, site.EMAIL_PORT = "localhost", server.port
    assert get_connection().port == server.port
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)
    assert mail.is_set_up()
