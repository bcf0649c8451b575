"""The mail that reminds a person of all that is late or due: one a person and day."""

import logging

from django.urls import reverse

from meetings.by_mail import links
from meetings.models import Often
from meetings.queries import mails
from pbc.core import mail
from pbc.core.deeds import deed

log = logging.getLogger(__name__)

BECAUSE = {
    Often.WEEKLY: "You get this once a week, on Monday. Here you say how often you want it:",
    Often.DAILY: "You get this on each day on which something is late or due. Here you say how "
    "often you want it:",
}


def write_digests(*, on, by):
    """Write the mails of a day and have them sent; return how many people have one.

    Asked for twice, or again after a kill, a person has one mail of the day all the same. Each
    is a deed of its own, so that one which fails keeps nobody else's back; it is logged, and the
    next sweep tries it again.
    """
    if not mail.is_set_up():
        return 0
    return sum(_is_written(person, wish, on, by) for person, wish in mails.wishes(on))


def _is_written(person, wish, on, by):
    try:
        digest = mails.digest(person, wish, on)
        return bool(digest.rows) and write_digest(digest=digest, on=on, by=by) is not None
    except Exception:
        log.exception("The mail about the actions of person %s was not written", person.pk)
        return False


@deed
def write_digest(*, digest, on, by):
    """Write the mail of one person and day; None where it is written already."""
    because = mail.Thing(BECAUSE[Often(digest.often)], reverse("meetings:mails"))
    return mail.write(
        to=digest.person,
        occasion=f"actions of {on.isoformat()}",
        subject=digest.subject,
        things=[_thing(row) for row in digest.rows],
        because=because,
        by=by,
    )


def _thing(row):
    """Inform Suzanne Novak (16 days late, was due Friday 16 March), and its page."""
    when = ", ".join(filter(None, (row.late, row.due)))
    page = reverse("meetings:action-detail", args=[row.pk])
    return mail.Thing(f"{row.text} ({when})", page, once=links.are_on())
