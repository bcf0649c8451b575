"""Where mail leaves the site, links to choose a password go by it (S10)."""

import re
from io import StringIO

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.core.management import CommandError, call_command

from pbc.core import access, errands
from pbc.core.models import Errand, Mail, Person, SignInLink
from pbc.core.people.services import accounts
from pbc.core.tasks import run_errand
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    cache.clear()


def reader():
    who = make.person("Paula", "Denning")
    who.email = "paula@example.nhs.uk"
    who.save()
    return who


def do_the_errands():
    """Do them as workers would, and those that they ask for."""
    while waiting := list(errands.waiting()):
        for errand_id in waiting:
            run_errand(errand_id=errand_id)


def test_a_link_goes_by_mail_and_the_administrator_does_not_see_it(client):
    paula = reader()
    client.force_login(make.administrator())

    page = client.post(f"/people/{paula.pk}/link/", {"agreed": "on"}, follow=True)
    do_the_errands()

    assert "A link is on its way to paula@example.nhs.uk" in said(page)
    assert "/password/reset/key/" not in said(page)
    [sent] = outbox.outbox
    assert sent.to == ["paula@example.nhs.uk"]
    path = re.search(r"https://pbc\.example\.nhs\.uk(/accounts/password/reset/key/\S+)", sent.body)
    assert "Choose a password" in said(client.get(path[1], follow=True))
    assert SignInLink.objects.get().sent_to == "paula@example.nhs.uk"


def test_whoever_has_forgotten_a_password_is_sent_a_link(client):
    reader()

    client.post("/accounts/forgotten/", {"email": "Paula@example.nhs.uk"})
    do_the_errands()

    assert [sent.to for sent in outbox.outbox] == [["paula@example.nhs.uk"]]


def test_the_page_answers_alike_whether_an_address_is_known_or_not(client):
    reader()

    answers = {
        said(client.post("/accounts/forgotten/", {"email": address}))
        for address in ("paula@example.nhs.uk", "nobody@example.nhs.uk")
    }
    asked = Errand.objects.count()
    do_the_errands()

    assert (len(answers), asked, len(outbox.outbox)) == (1, 2, 1)


def test_somebody_who_is_shut_out_is_sent_nothing(client):
    paula = reader()
    Person.objects.filter(pk=paula.pk).update(is_active=False)

    client.post("/accounts/forgotten/", {"email": paula.email})
    do_the_errands()

    assert outbox.outbox == []


def test_where_no_mail_leaves_the_page_promises_none(client, settings):
    settings.PBC_MAIL = ""

    page = client.post("/accounts/forgotten/", {"email": "paula@example.nhs.uk"})

    assert "This service sends no mail" in said(page)
    assert not Errand.objects.exists()


def test_the_first_administrators_are_added_at_the_site_s_own_machine(client):
    out = StringIO()

    call_command("add_administrator", "tom.hale", "Tom", "Hale", stdout=out)

    tom = Person.objects.get(username="tom.hale")
    assert access.may(tom, "core.edit_people")
    link = out.getvalue().split("https://pbc.example.nhs.uk")[1].strip()
    assert "Choose a password" in said(client.get(link, follow=True))
    with pytest.raises(CommandError, match="somebody’s name to sign in with already"):
        call_command("add_administrator", "tom.hale", "Tom", "Hale", stdout=out)


@pytest.mark.parametrize(
    ("email", "subject", "sentence"),
    [
        ("other@example.nhs.uk", "Your mails go to another address", "go to another address"),
        ("", "You get no more mails", "stop: no address is known now"),
    ],
    ids=["another", "none"],
)
def test_the_address_that_somebody_had_is_told_what_becomes_of_it(email, subject, sentence):
    paula = reader()
    names = {name: getattr(paula, name) for name in ("first_name", "last_name", "username")}

    accounts.change_person(person=paula, **names, email=email, by=make.administrator())

    mail = Mail.objects.get()
    assert (mail.sent_to, mail.subject) == ("paula@example.nhs.uk", subject)
    assert sentence in mail.body
    assert not email or email not in mail.body
