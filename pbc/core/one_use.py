"""Links of a mail that are good for one use. A mail is kept without them: it keeps which of its
pages they are offered for (`Mail.once`), and a link is made when the mail is marked as begun and
stands in nothing but what is handed to the server: not in the database, a log or a page.

An upper app makes them: it listens for BEGUN, and puts into `links`, for a page that the mail
offers, the path by which the thing is said to be done, where the reader may have one. What a mail
offers is never read out of its text, in which stands what people wrote.
"""

from django.conf import settings

from pbc.core import registry
from pbc.secretive import without_secrets

BEGUN = "mail begun"
DO, LOOK = "It is done: ", "Look at it: "
WARNING = (
    "Whoever has this mail can say by its links that these things are done: do not forward it."
)
# Of each mail between its mark and its handing-over: {page: link}, in the memory of the worker.
_made: dict[int, dict[str, str]] = {}


def make(mail):
    """Have the links of a mail made, in the commit that marks it."""
    links = dict.fromkeys(mail.once, "")
    if links:
        registry.happen(BEGUN, mail=mail, links=links)
    given = {page: link for page, link in links.items() if link}
    if given:
        _made[mail.pk] = given


def filled(mail):
    """The text to be handed over: below each thing for which there is a link, the link and the
    address of its page; and who can use them."""
    made = _made.get(mail.pk)
    if not made:
        return mail.body
    site = settings.PBC_SITE_URL
    both = {site + page: f"{DO}{site}{link}\n{LOOK}{site}{page}" for page, link in made.items()}
    text = "\n".join(both.get(line, line) for line in mail.body.split("\n"))
    greeting, _, rest = text.partition("\n\n")
    return f"{greeting}\n\n{WARNING}\n\n{rest}"


def blanked(mail, text):
    """What a server said of a mail, with … for each link that it quotes."""
    for link in _made.get(mail.pk, {}).values():
        text = text.replace(link.rstrip("/").rpartition("/")[2], "…")
    return without_secrets(text)


def forget(mail):
    """Drop the links of a mail: it was handed over, or was not."""
    _made.pop(mail.pk, None)
