"""Who sits on a body, as it is taken away (B11)."""

from pbc.core.exports import Column, Kind, Table

SEATS = [
    Column("Who", Kind.NAME),
    Column("Affiliation"),
    Column("Uses this site"),
    Column("As what"),
    Column("Counts among", Kind.NAME),
    Column("Speaks for", Kind.NAME),
    Column("When", Kind.NAME),
]


def of_seats(seats):
    """The seats of a body: those held first, the chair before all."""
    rows = [
        (
            one.name,
            one.affiliation,
            "yes" if one.has_account else "no",
            one.post,
            one.kind or "no kind yet",
            one.practice or "no practice",
            one.span,
        )
        for one in seats
    ]
    return Table("Who sits on it", SEATS, rows)
