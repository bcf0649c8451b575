"""The grid of checks as it is taken away: a row a practice, then a row a check."""

from pbc.core.exports import Column, Fact, Kind, Table

CHECKS = [
    Column("Practice", Kind.NAME),
    Column("Code"),
    Column("Check", Kind.NAME),
    Column("State"),
    Column("Due", Kind.DAY),
    Column("Days late", Kind.COUNT),
    Column("Closed on", Kind.DAY),
    Column("In words", Kind.NAME),
]


def of_grid(grid):
    """The grid of the page, and every check of it with its words."""
    columns = [Column("Practice", Kind.NAME), Column("Done")]
    columns += [Column(text, Kind.NAME) for text in grid.columns]
    return [
        Table("Practices", columns, [_practice(row) for row in grid.rows]),
        Table(
            "Checks", CHECKS, [_check(row, one) for row in grid.rows for one in row.cells if one]
        ),
    ]


def facts_of(grid):
    """What to know of it wherever it ends up."""
    said = [("In words", grid.heading), ("Of", grid.caption)]
    said += [("Not shown", grid.not_seen)] if grid.not_seen else []
    return [Fact(*one) for one in said]


def _practice(row):
    cells = ((f"{one.state}, {one.when}" if one else "not asked") for one in row.cells)
    return (row.practice, row.done, *cells)


def _check(row, cell):
    return (
        row.practice,
        row.code,
        cell.check,
        cell.state,
        cell.due,
        cell.days_late or None,
        cell.closed_on,
        cell.said,
    )
