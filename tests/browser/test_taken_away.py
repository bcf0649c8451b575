"""Every table that a page shows can be taken away as a workbook and as csv (B11)."""

import io
import re
from html import unescape

import openpyxl
from django.test import Client

from tests.browser import known, page_table
from tests.browser.addresses import pages, path_of

FORMS = ("xlsx", "csv")
# Pages with a table that is not taken away by a link of its own, and why not.
NOT_TAKEN = {
    "activity:feed-list": "what is expected by when: settings, not figures",
    "activity:line-assign": "one line that is asked about; the rows behind its figure are taken",
    "activity:source-cell": "the cells about one cell of a file that is kept as it was sent",
    "activity:submission-changes": "sums of the lines below them, which are all taken",
    "activity:submission-detail": "the review of one file; what it changes is taken from its page",
    "activity:submission-list": "those that need somebody are also among all files, taken below",
    "budgets:statement": "taken as the tables of the position, to which it has a link",
    "checks:agreed-list": "what is asked each month: settings; what came of it is taken",
    "diary:attendance": "a form to fill in",
    "diary:meeting-detail": "taken as Word and PDF with its minutes",
    "home": "the first of lists that have pages of their own",
    "minutes:detail": "taken as Word and PDF",
    "newsletters:audience-detail": "a list of addresses: names leave the site by no file",
    "newsletters:audience-list": "the lists there are, each with its page",
    "newsletters:newsletter-detail": "a letter, and who had it: names leave the site by no file",
    "people-upload": "the check of a workbook that was sent in",
    "sign-ins:mine": "one's own, which whoever looks after the accounts takes away",
    "plans:ledger": "sums by kind of the entries below them, which are all taken",
    "plans:upload-detail": "the check of a workbook that was sent in",
}


def lacking(client, page):
    """How many of the tables of a page are in no file that it links to, each in both forms."""
    tables = page.count("<table")
    books = {form: re.findall(rf'href="([^"]*form={form}[^"]*)"', page) for form in FORMS}
    assert len(books["xlsx"]) == len(books["csv"])
    if tables <= len(books["xlsx"]):
        return 0
    return tables - sum(sheets(client, unescape(address)) for address in books["xlsx"])


def sheets(client, address):
    """How many tables a workbook has; its last sheet says what it is about."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return len(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).sheetnames) - 1


def test_every_table_of_a_page_is_taken_away_unless_it_says_why_b11(the_county):
    found = set()
    for name, role, of_what, asked in pages(page_table.PAGES):
        client = Client()
        if role in the_county.people:
            known.let_in(client, the_county.people[role])
        page = client.get(path_of(the_county, name, of_what, asked)).content.decode()
        if lacking(client, page) > 0:
            found.add(name)

    assert found == set(NOT_TAKEN)
