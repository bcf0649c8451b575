"""Every table that a page shows can be taken away as a workbook and as csv (B11)."""

import re

from django.test import Client

from tests.browser import page_table
from tests.browser.addresses import pages, path_of

# Pages with a table that is not taken away by a link of its own, and why not.
NOT_TAKEN = {
    "activity:feed-list": "what is expected by when: settings, not figures",
    "activity:line-assign": "one line that is asked about; the rows behind its figure are taken",
    "activity:source-cell": "the cells about one cell of a file that is kept as it was sent",
    "activity:submission-changes": "sums of the lines below them, which are all taken",
    "activity:submission-detail": "the review of one file; what it changes is taken from its page",
    "activity:submission-list": "those that need somebody are also among all files, taken below",
    "budgets:statement": "taken as the tables of the position, to which it has a link",
    "core:locality-detail": "who was when where; not offered yet",
    "core:practice-detail": "spells and list sizes of one practice; not offered yet",
    "core:register": "the register on a day; not offered yet",
    "decisions:decision-detail": "answers to one question; not offered yet",
    "decisions:question-detail": "answers to one question; not offered yet",
    "decisions:representation": "who was chosen by whom; not offered yet",
    "diary:attendance": "a form to fill in",
    "diary:body-detail": "seats of one body; not offered yet",
    "diary:meeting-detail": "taken as Word and PDF with its minutes",
    "home": "the first of lists that have pages of their own",
    "minutes:detail": "taken as Word and PDF",
    "people:person-detail": "history of one person; not offered yet",
    "plans:ledger": "sums by kind of the entries below them, which are all taken",
    "plans:targets": "entries of targets; not offered yet",
    "plans:upload-detail": "the check of a workbook that was sent in",
    "plans:year-detail": "budgets of the holders of a year; not offered yet",
    "posts:post-list": "whom to ask; not offered yet",
    "registers:group-detail": "members of one group; not offered yet",
    "registers:organisation-list": "names and codes; not offered yet",
}


def lacking(page):
    """How many of the tables of a page have no link of their own to a csv."""
    return page.count("<table") - len(re.findall(r'href="[^"]*form=csv', page))


def test_every_table_of_a_page_is_taken_away_unless_it_says_why_b11(the_county):
    found = set()
    for name, role, of_what, asked in pages(page_table.PAGES):
        client = Client()
        if role in the_county.people:
            client.force_login(the_county.people[role])
        page = client.get(path_of(the_county, name, of_what, asked)).content.decode()
        if lacking(page) > 0:
            found.add(name)

    assert found == set(NOT_TAKEN)
