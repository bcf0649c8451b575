"""Every page in every state in a real browser: axe, sideways, console, title (H02)."""

import pytest
from django.conf import settings
from django.test import Client

from activity.models import State
from tests.browser import known
from tests.browser import page_table as table
from tests.browser.addresses import pages, path_of
from tests.test_access import DECLARED

PAGES = list(pages(table.PAGES))
names = [" ".join(filter(None, line)) for line in PAGES]


def test_every_page_is_in_the_table():
    listed = {name for name, _, _, _ in PAGES}

    assert listed | table.NO_PAGE == set(DECLARED)
    assert listed & table.NO_PAGE == set()


def test_every_state_of_a_file_is_in_the_table():
    shown = {of_what.removeprefix("file ") for _, _, of_what, _ in PAGES}

    assert {state.lower() for state in State.values} <= shown


@pytest.mark.parametrize(("name", "role", "of_what", "asked"), PAGES, ids=names)
def test_a_page_is_without_fault(visitor, the_county, name, role, of_what, asked):
    somebody = visitor(the_county.people.get(role))

    path = path_of(the_county, name, of_what, asked)

    status = somebody.go(path)

    assert (status, somebody.page.url) == (200, somebody.root + path)
    assert somebody.faults() == []


def test_every_template_is_shown_by_a_page(the_county):
    shown = set()
    for name, role, of_what, asked in PAGES:
        client = Client()
        if role in the_county.people:
            known.let_in(client, the_county.people[role])
        response = client.get(path_of(the_county, name, of_what, asked))
        shown |= {template.name for template in response.templates}

    folder = settings.BASE_DIR / "templates"
    ours = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    parts = {name for name in ours if name.startswith(table.PACKS)}
    assert ours - shown - parts == table.SHOWN_ELSEWHERE
