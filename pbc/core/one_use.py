"""Links of a mail that are good for one use. A mail is kept without them: where one belongs, its
text has a mark, and the link is made when the mail is marked as begun and stands in nothing but
what is handed to the server: not in the database, a log or a page.

An upper app makes them: it listens for BEGUN, and puts into `links`, for a page that the mail
names, the path that takes its place, where the reader may have one.
"""

from itertools import pairwise

from django.conf import settings

from pbc.core import registry

BEGUN = "mail begun"
MARK = "[a link for one use]"  # on the line below the address whose place the link takes
_made: dict[int, dict[str, str]] = {}  # of each mail that is being handed over: its links


def without_mark(text):
    """What somebody wrote, in which our mark does not stand."""
    return text.replace(MARK, "")


def make(mail):
    """Have the links of a mail made, in the commit that marks it."""
    lines = mail.body.split("\n")
    pages = [page for page, below in pairwise(lines) if below == MARK]
    links = {page.removeprefix(settings.PBC_SITE_URL): "" for page in pages}
    if links:
        registry.happen(BEGUN, mail=mail, links=links)
    _made[mail.pk] = {settings.PBC_SITE_URL + page: link for page, link in links.items() if link}


def filled(mail):
    """The text to be handed over, with each link in its place, or the address of the page where
    there is none. Links are given out once."""
    text = mail.body
    for page, link in _made.pop(mail.pk, {}).items():
        text = text.replace(f"{page}\n{MARK}", settings.PBC_SITE_URL + link)
    return text.replace(f"\n{MARK}", "")
