"""The support log of the demonstration: an offer, a visit of which something came, and a call."""

from datetime import date

from meetings.models import ContactKind
from meetings.support.services import write_contact, write_outcome
from pbc.core.models import Practice

# The practice, what it was, when, in words, and what came of it when.
CONTACTS = (
    (
        *("E82518", ContactKind.OFFER, date(2007, 1, 15)),
        "Offered to go through the outpatient figures with the practice",
        ("The practice asked for a visit", date(2007, 1, 22)),
    ),
    (
        *("E82518", ContactKind.VISIT, date(2007, 2, 8)),
        "Looked at first outpatient appointments with the partners; two rows are not theirs",
        ("They validate their rows each month from now on", date(2007, 2, 23)),
    ),
    (
        *("E82514", ContactKind.CALL, date(2007, 3, 9)),
        "Asked whether somebody could sit with the practice manager on the first checks",
        (),
    ),
)


def keep(*, by):
    """Write the log down, as somebody who leads the group."""
    codes = [code for code, *_ in CONTACTS]
    practices = {one.code: one for one in Practice.objects.filter(code__in=codes)}
    for code, kind, on, words, outcome in CONTACTS:
        of = {"practice": practices[code], "kind": kind, "who": by, "by": by}
        contact = write_contact(**of, on=on, words=words)
        if outcome:
            write_outcome(contact=contact, words=outcome[0], on=outcome[1], by=by)
