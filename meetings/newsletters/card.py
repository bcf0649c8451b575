"""The desk's card: drafts that nobody has sent, and the last newsletter to somebody."""

from dataclasses import dataclass, field
from datetime import timedelta

from meetings.newsletters import pages
from pbc.core import access, clock

RECENT = timedelta(days=31)
SHOWN = 2
FORGOTTEN = 7  # days after which a draft needs whoever keeps it


@dataclass(frozen=True)
class NewsletterCard:
    """Drafts that wait too long (`needing`), other drafts, and what came of late."""

    sentence: str
    needing: list = field(default_factory=list)
    drafts: list = field(default_factory=list)
    came: list = field(default_factory=list)


def card(user):
    """The card of the desk; None for who has no draft and was sent nothing of late.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    if not access.appointments(user):
        return None
    today = clock.today()
    waiting, came = pages.drafts_and_sent_since(user, today - RECENT)
    late = [one for one in waiting if (today - one.written_on).days >= FORGOTTEN]
    needing, drafts = (
        [pages.row_of_draft(one, today) for one in rows]
        for rows in (late, [one for one in waiting if one not in late])
    )
    shown = pages.archive_rows(came[:SHOWN])
    if not (needing or drafts or shown):
        return None
    return NewsletterCard(_sentence(needing), needing, drafts, shown)


def _sentence(needing):
    """Draft of “News of March” not sent for 9 days."""
    if len(needing) == 1:
        return f"Draft of “{needing[0].subject}” {needing[0].day}"
    return f"{len(needing)} drafts of newsletters are not sent"
