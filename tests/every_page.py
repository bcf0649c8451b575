"""Every page of the table of pages as it is sent, for tests that read the words of all of them."""

from django.test import Client

from tests.browser import county as counties
from tests.browser import page_table
from tests.browser.addresses import pages, path_of

SENT = {}  # the pages, made once


def look(county, line):
    """What somebody is sent who opens a page of the table."""
    name, role, of_what, asked = line
    client = Client()
    if role in county.people:
        client.force_login(county.people[role])
    return client.get(path_of(county, name, of_what, asked)).content.decode()


def every_page(monkeypatch):
    """Every page of the table as it is sent: {what it is called: page}."""
    if not SENT:
        monkeypatch.setenv("PBC_TODAY", counties.TODAY)
        county = counties.build()
        for line in pages(page_table.PAGES):
            SENT[" ".join(filter(None, line))] = look(county, line)
    return SENT
