"""Who came to events, by practice, as it is taken away (A13)."""

from pbc.core.exports import Column, Kind, Table

CAME = [
    Column("Practice", Kind.NAME),
    Column("Code"),
    Column("Invited"),
    Column("How it stands", Kind.NAME),
    Column("How many came", Kind.COUNT),
    Column("Who came", Kind.NAME),
]


def of_event(page):
    """Each practice that was invited or came, and last who came for none."""
    rows = [_came(one) for one in page.rows]
    if page.others:
        named = "; ".join(page.others)
        rows.append(("No practice", "", "no", "came", len(page.others), named))
    if not page.says_who_came:  # before the day
        return Table("Invited, by practice", CAME[:4], [row[:4] for row in rows])
    return Table("Who came, by practice", CAME, rows)


def _came(one):
    return (
        one.practice.name,
        one.practice.code,
        "yes" if one.invited else "no",
        one.said,
        len(one.names),
        "; ".join(one.names),
    )


def of_matrix(found):
    """Each practice, and how it stands in each event."""
    columns = [Column("Practice", Kind.NAME), Column("Code")]
    columns += [Column(f"{one.name}, {one.when}", Kind.NAME) for one in found.events]
    rows = [(one.practice.name, one.practice.code, *one.cells) for one in found.lines]
    return Table("Practices and events", columns, rows)
