"""A form that comes back is shown at its own address: no browser asks to send it again (H02)."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from meetings.models import Action
from pbc.core import once
from pbc.core.kept import coming_back
from pbc.core.kept.services import AT_MOST
from pbc.core.models import KeptForm
from tests import make
from tests.pages import csv, said

pytestmark = pytest.mark.django_db
NEW, FILES = reverse("meetings:action-new"), reverse("activity:delivery-new")
HERE = {"Referer": f"http://testserver{NEW}"}
WRONG = {"text": "Ring the trust about Mrs Day’s ward", "due_typed": ""}


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def send(client, person, sent=None, *, path=NEW, **more):
    """Send a form in which something is wrong, from its own page."""
    key = {once.FIELD: once.new_key(person)}
    return client.post(path, (sent or WRONG) | key, headers=HERE, **more)


def of_here(client):
    """The one cookie of a form that came back."""
    [name] = [one for one in client.cookies if one.startswith("pbc_back_")]
    return client.cookies[name]


def test_a_form_that_comes_back_leads_to_its_own_address_and_stands_there_as_typed(client, lead):
    answer = send(client, lead)

    page = client.get(answer.url, headers=HERE)

    assert (answer.status_code, answer.url) == (303, NEW)
    assert "There is a problem" in said(page)
    assert "Ring the trust about Mrs Day’s ward" in page.content.decode()
    assert not Action.objects.exists()


def test_reloading_it_or_going_back_to_it_shows_it_again(client, lead):
    send(client, lead)

    pages = [client.get(NEW, headers=HERE) for _ in range(3)]

    assert all("There is a problem" in said(page) for page in pages)
    assert all("Mrs Day’s ward" in page.content.decode() for page in pages)


def test_who_comes_by_another_way_finds_the_form_anew(client, lead):
    send(client, lead)
    client.get(NEW, headers=HERE)

    page = client.get(NEW, headers={"Referer": "http://testserver/actions/"})

    assert "There is a problem" not in said(page)
    assert "Mrs Day" not in page.content.decode()
    assert "There is a problem" in said(client.get(NEW, headers=HERE))


def test_what_is_put_right_is_done_and_nothing_is_kept_of_it(client, lead):
    send(client, lead)
    page = client.get(NEW, headers=HERE)
    of = f"group:{lead.appointments.get().group.code}"
    right = WRONG | {"due_typed": "End-April", "owner_name": "Suzanne Novak", "of": of}

    done = client.post(NEW, right | {once.FIELD: key_on(page)}, headers=HERE, follow=True)

    assert "Raised: " in said(done)
    assert not KeptForm.objects.exists()
    assert "There is a problem" not in said(client.get(NEW, headers=HERE))


def key_on(page):
    return re.search(rf'name="{once.FIELD}" value="([^"]+)"', page.content.decode())[1]


def test_nobody_else_sees_it_in_the_same_browser(client, lead):
    send(client, lead)
    cookie = of_here(client).value
    other = Client()
    other.force_login(make.gp_lead(make.group("AmbCom")))
    other.cookies[of_here(client).key] = cookie

    page = other.get(NEW, headers=HERE)

    assert "Mrs Day" not in page.content.decode()


def test_in_another_browser_of_the_same_person_it_is_not_there(client, lead):
    send(client, lead)
    other = Client()
    other.force_login(lead)

    assert "Mrs Day" not in other.get(NEW, headers=HERE).content.decode()


def test_it_ends_with_the_session(client, lead):
    send(client, lead)

    client.post("/accounts/logout/")

    assert not KeptForm.objects.exists()
    client.force_login(lead)
    assert "Mrs Day" not in client.get(NEW, headers=HERE).content.decode()


def test_a_session_that_is_swept_takes_it_along(client, lead):
    send(client, lead)

    Session.objects.all().delete()

    assert not KeptForm.objects.exists()


def test_the_database_holds_nothing_that_could_be_read(client, lead):
    """What was typed is sealed, and what opens it is with the browser alone."""
    send(client, lead)

    with connection.cursor() as cursor:
        cursor.execute("SELECT k::text, sealed FROM core_keptform k")
        [(row, sealed)] = cursor.fetchall()

    cookie = of_here(client)
    assert "Mrs Day" not in row
    assert b"Mrs Day" not in bytes(sealed)
    assert cookie.value not in row
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == (NEW, True, "")


def test_who_may_not_see_the_page_any_more_does_not_see_it_again(client, lead):
    send(client, lead)
    client.get(NEW, headers=HERE)
    lead.appointments.update(to_date=lead.appointments.get().from_date)

    page = client.get(NEW, headers=HERE)

    assert page.status_code == 403
    assert not KeptForm.objects.exists()


def test_who_lost_the_right_before_being_led_there_does_not_see_it_e13(client, lead):
    send(client, lead)
    lead.appointments.update(to_date=lead.appointments.get().from_date)

    page = client.get(NEW, headers=HERE)

    assert page.status_code == 403
    assert not KeptForm.objects.exists()


def test_who_is_to_set_up_the_second_step_first_does_not_see_it(client, lead, settings):
    send(client, lead)
    settings.PBC_MFA_FOR = frozenset({"GP_LEAD"})

    page = client.get(NEW, headers=HERE)

    assert page.url == reverse("factors:app")
    assert not KeptForm.objects.exists()


def test_what_was_said_since_is_heard_and_the_page_before_it_is_gone(client, lead):
    send(client, lead)
    page = client.get(NEW, headers=HERE)
    raise_another(client, lead)

    page = client.get(NEW, headers=HERE)

    assert "Raised: " in said(page)
    assert "Mrs Day" not in page.content.decode()
    assert not KeptForm.objects.exists()


def raise_another(client, lead):
    """Raise an action at an address of its own, and look at no page after it."""
    of = f"group:{lead.appointments.get().group.code}"
    right = {"text": "Visit the ward", "owner_name": "Suzanne Novak", "of": of}
    client.post(f"{NEW}?from=desk", right | {once.FIELD: once.new_key(lead)})


def test_each_address_has_a_cookie_of_its_own_and_keeps_what_was_typed_there(client, lead):
    """A browser sends an address the cookies of those above it, too."""
    send(client, lead)
    send(client, lead, WRONG | {"text": "Ask the PCT"}, path=f"{NEW}?from=desk")

    pages = [client.get(path, headers=HERE) for path in (NEW, f"{NEW}?from=desk")]

    assert "Mrs Day" in pages[0].content.decode()
    assert "Ask the PCT" in pages[1].content.decode()


def test_too_many_requests_lose_nothing_of_what_was_typed(client, lead):
    send(client, lead)
    request = client.get(NEW, headers=HERE).wsgi_request
    busy = HttpResponse(status=429)

    answer = coming_back.again(request, busy)

    assert answer is busy
    assert "There is a problem" in said(client.get(NEW, headers=HERE))


def test_files_that_are_wrong_are_named_on_the_page_that_came_back(client):
    person = make.finance_officer()
    client.force_login(person)
    sent = {"files": [csv("june.csv", b"1"), csv("empty.csv", b"")]}

    page = send(client, person, sent, path=FILES, follow=True)

    assert "“empty.csv” is empty" in said(page)


def test_what_would_be_done_a_second_time_is_asked_at_an_address_that_can_be_reloaded(client):
    person = make.finance_officer()
    client.force_login(person)
    for _ in range(2):
        asked = send(client, person, {"files": csv()}, path=FILES)

    pages = [client.get(asked.url, headers=HERE) for _ in range(2)]

    assert all("Do it a second time?" in said(page) for page in pages)


def test_a_piece_of_a_page_is_answered_at_once(client, lead):
    key = {once.FIELD: once.new_key(lead)}

    answer = client.post(NEW, WRONG | key, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert not KeptForm.objects.exists()


def test_of_one_person_a_few_are_kept(client, lead):
    for _ in range(AT_MOST + 2):
        client.cookies.clear()
        client.force_login(lead)
        send(client, lead)

    assert KeptForm.objects.count() == AT_MOST
