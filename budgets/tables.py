"""The tables of a position as they are taken away (B11): the figures of the page, to the penny."""

from activity.queries.words import sentence_case
from budgets.queries.figures import one
from pbc.core import money, periods
from pbc.core.exports import Column, Fact, Kind, Table

WORDS = Column("In words")
FIGURES = [
    Column("Over (+) or under (-)", Kind.MONEY),
    WORDS,
    Column("% of budget", Kind.PERCENT),
    Column("Budget", Kind.MONEY),
    Column("Spending", Kind.MONEY),
]
MEASURES = [
    Column("Forecast for the year", Kind.MONEY),
    Column("Forecast, low", Kind.MONEY),
    Column("Forecast, high", Kind.MONEY),
    Column("Set for the year", Kind.MONEY),
    Column("To know of it", Kind.NAME),
]
STATED = [
    Column("Stated on", Kind.DAY),
    Column("To month", Kind.COUNT),
    Column("Name"),
    *FIGURES[:2],
    Column("Forecast for the year", Kind.MONEY),
    Column("Forecast less what it came to", Kind.MONEY),
]
ROWS = [
    Column("Practice", Kind.NAME),
    Column("Cost", Kind.MONEY),
    Column("Activity", Kind.COUNT),
    Column("Month"),
    Column("Hospital", Kind.NAME),
    Column("Kind of care"),
    Column("Specialty"),
    Column("File", Kind.NAME),
    Column("Sheet"),
    Column("Cell"),
    Column("Code of the row", Kind.NAME),
    Column("To know of it", Kind.NAME),
]


def of_position(page, only=""):
    """The tables of a page of a position: all, or the one by heading, month or kind of part, of
    the measures, of outpatients and admissions (lag) or of what the budget is made of.

    An empty list says that the page has no such table.
    """
    named = {"heading": page.by_heading, **{table.of: table for table in page.parts}}
    found = {name: _figures(table, name) for name, table in named.items() if table}
    if page.by_month:
        found["month"] = _months(page.by_month)
    found |= _of_the_year(page)
    return [table for name, table in found.items() if only in ("", name)]


def facts_of(page):
    """What to know of a position wherever its figures end up."""
    said = [
        ("Position", page.title),
        ("In words", page.heading),
        ("Code of the figure", page.figure),
        ("As known on", periods.day(page.known_on)),
        ("What is shown", page.shown),
        *(("Incomplete", sentence) for sentence in _incomplete(page)),
        *_age(page.source),
        *_beside(page),
        *(("Know before you rely on it", note) for note in page.notes),
        ("Money", "Pounds and pence. Plus is over the budget, minus is under it"),
    ]
    return [Fact(name, value) for name, value in said if value]


def of_stated(page):
    """What was stated at each publication, newest first."""
    return Table("Stated", STATED, map(_stated, page.rows))


def facts_of_stated(page):
    """What to know of what was stated."""
    said = [
        ("Stated of", page.caption),
        ("In words", page.heading),
        ("What it came to", page.sentence),
        ("Money", "Pounds and pence. Plus is over the budget, minus is under it"),
    ]
    return [Fact(name, value) for name, value in said]


def of_rows(rows, lines):
    """The rows behind one figure, all of them, and what they add up to."""
    total = ("All rows", rows.total, rows.activity, *[None] * (len(ROWS) - 3))
    return Table("Rows", ROWS, map(_row, lines.every()), total)


def facts_of_rows(rows):
    """What to know of rows that are taken away."""
    said = [
        ("Rows behind", rows.caption),
        ("In words", rows.heading),
        ("Code of the figure", rows.figure),
        ("As known on", periods.day(rows.known_on)),
        ("Not received", rows.missing),
        *_age(rows.source),
        ("Money", "Pounds and pence"),
    ]
    return [Fact(name, value) for name, value in said if value]


def _figures(table, of):
    columns = [Column(table.kind, Kind.NAME), Column("Code"), *FIGURES]
    columns += [Column("Patients", Kind.COUNT)] if table.has_patients else []
    columns += [Column("Is it chance?")] if table.has_chance else []
    columns.append(Column("To know of it", Kind.NAME))
    rows = [*table.rows, *([table.unassigned] if table.unassigned else [])]
    return Table(
        f"By {of if of in ('heading', 'month') else one(of)}",
        columns,
        [_values(row, table) for row in rows],
        _values(table.total, table) if table.total else None,
        [_values(row, table) for row in table.beside],
    )


def _values(row, table):
    return (
        row.name,
        row.code,
        *_over(row.overspend),
        None if row.percent is None else money.round_half_up(row.percent, 1),
        row.no_budget if row.budget is None else row.budget,
        row.no_spend if row.spend is None else row.spend,
        *([row.patients] if table.has_patients else []),
        *([row.chance] if table.has_chance else []),
        row.note,
    )


def _over(overspend):
    if overspend is None:
        return None, ""
    return overspend, money.over_or_under(overspend, show=money.table_pence).word


def _months(table):
    columns = [Column("Month", Kind.COUNT), Column("Name"), *FIGURES[:2], *FIGURES[3:]]
    rows = [
        (
            row.month,
            periods.month_name(row.month),
            *_over(row.overspend),
            "not set" if row.budget is None else row.budget,
            row.no_spend if row.spend is None else row.spend,
        )
        for row in table.rows
    ]
    return Table("By month", columns, rows)


def _of_the_year(page):
    """The tables that stand beside the figures, by name, where the page has them."""
    found = {}
    if page.measures:
        found["measures"] = _measures(page.measures)
    if page.lag:
        found["lag"] = _lag(page.lag)
    if page.budget_lines:
        found["budget"] = _budget(page)
    return found


def _measures(measures):
    columns = [Column("Measured against", Kind.NAME), Column(measures.to_month_name, Kind.MONEY)]
    rows = [
        (
            one.name,
            "year end only" if one.to_month is None else one.to_month,
            *("not known" if foretold is None else foretold for foretold in _range(one)),
            "not set" if one.set_for_year is None else one.set_for_year,
            f"{one.name} {one.meaning}",
        )
        for one in measures.rows
    ]
    return Table("Three measures", columns + MEASURES, rows)


def _range(measure):
    return measure.forecast, measure.low, measure.high


def _lag(lag):
    columns = [Column("Month", Kind.COUNT), Column("Name")]
    columns += [Column(name, Kind.MONEY) for name in (lag.first, lag.second)]
    rows = [
        (
            row.month,
            periods.month_name(row.month),
            *("not received" if over is None else over for over in (row.first, row.second)),
        )
        for row in lag.rows
    ]
    return Table("Outpatients, admissions", columns, rows)


def _budget(page):
    columns = [Column("Part", Kind.NAME), Column("Budget", Kind.MONEY), Column("To know of it")]
    rows = [(one.name, one.amount, one.note) for one in page.budget_lines]
    budget = "not set" if page.budget is None else page.budget
    return Table("Budget", columns, rows, ("The budget used here", budget, ""))


def _stated(row):
    return (
        row.said_on,
        row.month,
        periods.month_name(row.month),
        *(("no budget", "") if row.overspend is None else _over(row.overspend)),
        "not known" if row.outturn is None else row.outturn,
        "not known yet" if row.missed_by is None else row.missed_by,
    )


def _incomplete(page):
    return [page.incomplete.heading, *page.incomplete.sentences] if page.incomplete else []


def _age(source):
    if source is None:
        return []
    return [
        ("How old", f"{source.age_days:,} days: they end on {periods.day(source.ends_on)}"),
        ("Last file", f"came on {periods.day(source.received_on)}"),
        *(("Older or missing", words) for words in source.missing),
    ]


def _beside(page):
    money_apart = {"Unassigned": page.unassigned, "Parked": page.parked}
    return [
        (name, f"{money.pence(aside.amount)} in {aside.rows:,} rows. {aside.note}")
        for name, aside in money_apart.items()
        if aside
    ]


def _row(line):
    return (
        line.practice or "Unassigned",
        line.cost,
        line.activity,
        line.months,
        line.provider,
        line.point_of_delivery,
        line.specialty,
        line.file_name,
        line.sheet,
        line.cell,
        line.code,
        sentence_case(". ".join(filter(None, (line.reason, line.by_hand)))),
    )
