"""The pages about the service itself: open to anybody, and true (H02, H03)."""

import pytest
from django.urls import reverse

from pbc import help as helps
from pbc.core import access
from tests import make
from tests.pages import said

ABOUT = ["glossary", "help", "accessibility", "privacy"]


@pytest.mark.parametrize("name", ABOUT)
def test_a_stranger_is_told_what_the_service_is_without_a_look_into_the_tables_h03(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert all(f'href="{reverse(other)}"' in answer.content.decode() for other in ABOUT)


@pytest.mark.django_db
def test_help_names_only_what_the_role_may_do_e13(client):
    client.force_login(make.practice_manager(make.practice("Fernville")))
    manager = said(client.get("/help/"))
    client.force_login(make.finance_officer())
    finance = said(client.get("/help/"))

    assert "Send in the file of the month" in finance
    assert "publish" not in manager.split("Short forms")[0].replace("When it is published", "")
    assert "Read how you stand" in manager
    assert "See which files came in" not in finance


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [make.finance_officer, make.gp_lead, make.auditor, make.administrator]
)
def test_every_link_of_help_opens_for_whom_it_is_shown_to_e13(client, role):
    person = role(make.group("DacCom")) if role is make.gp_lead else role()
    client.force_login(person)

    urls = {step.url for step in helps.steps(person)}

    assert [url for url in urls if client.get(url).status_code not in (200, 302)] == []


@pytest.mark.django_db
def test_who_is_appointed_nothing_is_told_whom_to_ask_e13(client):
    person = make.person("New", "Comer")
    client.force_login(person)

    assert "You are not appointed to anything yet" in said(client.get("/help/"))
    assert not any(access.may(person, step.permission) for step in helps.MONTH if step.permission)


def test_the_privacy_page_names_every_cookie_that_is_set_h02(client, settings):
    page = said(client.get("/privacy/"))

    assert settings.SESSION_COOKIE_NAME in page
    assert settings.CSRF_COOKIE_NAME in page
    assert settings.PBC_KEPT_COOKIE in page
    assert settings.PBC_KNOWN_COOKIE in page
    assert settings.PBC_SAID_COOKIE in page
    assert f"{settings.PBC_BACK_COOKIE}_ and some letters and figures" in page
    assert f"no page for {settings.PBC_IDLE_MINUTES} minutes" in page
    assert f"for {settings.SESSION_COOKIE_AGE // 3600} hours at most" in page
