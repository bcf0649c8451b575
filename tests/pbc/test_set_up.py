"""The set-up list of a site without the demonstration: each step, and the page that does it."""

import pytest

from pbc.set_up import tasks
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_an_empty_site_leads_its_administrator_from_step_to_step(client):
    client.force_login(make.administrator())

    page = client.get("/")

    assert "Have two administrators" in said(page)
    for url in (
        "/people/",
        "/register/localities/",
        "/register/groups/",
        "/register/practices/new/",
    ):
        assert f'href="{url}"' in page.content.decode()


def test_a_step_that_is_done_says_so_and_steps_of_finance_lead_finance_alone():
    first = make.administrator()
    make.administrator()
    finance = make.finance_officer()

    found = {task.name: task for task in tasks(first)}

    assert found["Have two administrators"].done
    assert found["Appoint people"].done
    assert not found["Publish a first file"].done
    assert found["Publish a first file"].url == ""
    assert {task.name: task.url for task in tasks(finance)}["Publish a first file"] == "/files/new/"
