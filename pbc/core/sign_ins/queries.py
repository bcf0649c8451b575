"""Who signed in, when, from where and by what, as it was written down."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from pbc.core.exports import Column, Kind, Table
from pbc.core.models import SignInRecord
from pbc.core.people import queries as people

COLUMNS = [
    Column("On", Kind.DAY),
    Column("At"),
    Column("Who", Kind.NAME),
    Column("What happened", Kind.NAME),
    Column("By means of"),
    Column("From"),
    Column("Browser", Kind.NAME),
    Column("By", Kind.NAME),
    Column("Why", Kind.NAME),
]


@dataclass(frozen=True)
class Line:
    """Something that happened: to whom, what, by which steps, from which address and browser."""

    at: datetime
    who: str
    url: str
    what: str
    means: str
    address: str
    device: str
    by: str
    why: str


def everybody():
    """All that is kept, newest first."""
    return SignInRecord.objects.select_related("person", "by").order_by("-at", "-pk")


def of(person):
    """What happened to somebody's own sign-in, newest first."""
    return everybody().filter(person=person)


def lines(records):
    """What the pages show of records."""
    return [
        Line(
            at=one.at,
            who=str(one.person or "A name that is nobody’s"),
            url=people.person_url(one.person) if one.person else "",
            what=one.get_what_display(),
            means=one.by_means_of or one.issuer,
            address=one.address or "",
            device=one.device,
            by=str(one.by) if one.by and one.by != one.person else "",
            why=one.why,
        )
        for one in records
    ]


def table(records):
    """All of them to take away."""
    return Table("Sign-ins", COLUMNS, map(_row, records))


def _row(one):
    [line] = lines([one])
    day, hour = localtime(line.at).date(), localtime(line.at).strftime("%H:%M:%S")
    said = (line.what, line.means, line.address, line.device, line.by, line.why)
    return (day, hour, line.who, *said)
