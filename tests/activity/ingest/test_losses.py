"""TRUST M3: files with something lost on the way. Each is refused, or the loss is named.

The fixture `read` adds every reading up: rows in = staged + parked + ignored, and money likewise.
"""

import random
from decimal import Decimal

import pytest

from tests import spreadsheets as s
from tests.hostile import biff

CODES = ("Y90001", "Y90002", "Y90003", "Y90004")
PLACES = {"Y90001": "AMB", "Y90002": "AMB", "Y90003": "BUR", "Y90004": "BUR"}
SEEDS = range(8)


def lines(chance, count=None):
    """Lines of all practices, each of another specialty, with costs drawn at random."""
    rows = []
    for number in range(count or chance.randint(6, 30)):
        code = CODES[number % 4]
        cost = f"{chance.randint(1, 900000) / 100:.2f}"
        said = {"specialty_code": str(100 + number), "actual_cost": cost}
        rows.append(s.line(practice_code=code, locality=PLACES[code], **said))
    return rows


def stating(rows, of=None):
    """The rows with their own total at the foot, or that of others."""
    total = sum(Decimal(row["actual_cost"]) for row in of or rows)
    return [*rows, dict.fromkeys(rows[0], "") | {"period": "Total", "actual_cost": f"{total:.2f}"}]


def some(chance, rows):
    """Numbers of some rows."""
    return sorted(chance.sample(range(len(rows)), chance.randint(1, max(1, len(rows) // 6))))


def in_cells(rows, changed):
    """A workbook in which the actual cost of some rows is something else."""
    return s.tidy_xlsx(rows, cells={f"M{number + 2}": cell for number, cell in changed.items()})


# Each way of losing gives (bytes, code of what is said, how often) or (bytes, words of a refusal).
def cut_rows(chance):
    """The last rows are gone, and the file's own total still counts them."""
    rows = lines(chance)
    return s.tidy_csv(stating(rows[: -chance.randint(1, 4)], of=rows)), "total-differs", 1


def hidden_rows(chance):
    """Rows that a filter hides."""
    rows = lines(chance)
    hidden = some(chance, rows)

    def fill(book):
        sheet = book.add_worksheet("Data")
        for number, values in enumerate([list(rows[0]), *(list(r.values()) for r in rows)]):
            sheet.write_row(number, 0, [*values[:-1], values[-1] if number == 0 else 1.5])
        for number in hidden:
            sheet.set_row(number + 1, None, None, {"hidden": True})

    return s.workbook(fill), "rows-hidden", len(hidden)


def hidden_old_rows(chance):
    """The same in an .xls."""
    rows = lines(chance)
    hidden = some(chance, rows)
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    more = b"".join(
        biff.record(biff.ROW, (n + 1).to_bytes(2, "little") + b"\x00" * 10 + b"\x20\x00\x00\x00")
        for n in hidden
    )
    stream = biff.stream({"Data": biff.sheet(table, more=more)})
    return biff.container({"Workbook": stream}), "rows-hidden", len(hidden)


def merged_codes(chance):
    """A code over several rows, of which only the first has it."""
    rows = lines(chance)
    lost = [n for n in some(chance, rows) if n]
    for number in lost or [1]:
        rows[number] = {**rows[number], "practice_code": "", "practice_name": ""}
    return s.tidy_xlsx(rows), "practice-blank", len(lost or [1])


def merged_costs(chance):
    """A sum over several rows, which leaves the others blank."""
    rows = lines(chance)
    lost = some(chance, rows)
    for number in lost:
        rows[number] = {**rows[number], "actual_cost": ""}
    return s.tidy_xlsx(rows), "figure-unreadable", len(lost)


def texts(chance):
    """Figures that are words."""
    rows = lines(chance)
    lost = some(chance, rows)
    for number in lost:
        word = chance.choice(["n/a", "12O0", "see note", "1.2.3", "tbc", "1,23,4", "--5"])
        rows[number] = {**rows[number], "actual_cost": word}
    return s.tidy_csv(rows), "figure-unreadable", len(lost)


def double_month(chance):
    """Every line of the month, again."""
    rows = lines(chance)
    return s.tidy_csv([*rows, *rows]), "duplicate-row", len(rows)


def missing_practice(chance):
    """No row of one practice."""
    rows, lost = lines(chance, 24), chance.choice(CODES)
    kept = [row for row in rows if row["practice_code"] != lost]
    return s.tidy_csv(kept), "practice-missing", 1


def formulas(chance):
    """Formulas that nobody calculated."""
    rows = lines(chance, 30)
    lost = some(chance, rows)
    content = in_cells(rows, dict.fromkeys(lost, ("=A1", None, "")))
    part = "xl/worksheets/sheet1.xml"
    content = s.changed(content, part, b' t="str"><f>A1</f><v></v>', b"><f>A1</f>")
    return content, "formula-without-value", len(lost)


def errors(chance):
    """Cells that are errors."""
    rows = lines(chance)
    lost = some(chance, rows)
    kinds = ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]
    return (
        in_cells(rows, {n: ("=1/0", None, chance.choice(kinds)) for n in lost}),
        "error-cell",
        len(lost),
    )


def old_errors(chance):
    """The same in an .xls."""
    rows = lines(chance)
    lost = some(chance, rows)
    for number in lost:
        rows[number] = {**rows[number], "actual_cost": "#REF!"}
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    return biff.workbook({"Data": table}), "error-cell", len(lost)


def hidden_sheets(chance):
    """Half of the rows on a sheet that is hidden."""
    rows = lines(chance)

    def fill(book):
        for name, part in (("Data", rows[::2]), ("More", rows[1::2])):
            sheet = book.add_worksheet(name)
            for number, values in enumerate([list(part[0]), *(list(r.values()) for r in part)]):
                sheet.write_row(number, 0, values)
        sheet.hide()

    return s.workbook(fill), "sheet-hidden", 1


WAYS = (
    cut_rows, hidden_rows, hidden_old_rows, merged_codes, merged_costs, texts, double_month,
    missing_practice, formulas, errors, old_errors, hidden_sheets,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_lost_is_named(read, way, seed):
    content, code, times = way(random.Random(f"{way.__name__} {seed}"))

    found = read(content, "file")

    said = sum(p["count"] for p in found.problems if p["code"] == code)
    assert (found.refused, said) == (None, times), [p["code"] for p in found.problems]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_amount_in_brackets_or_with_words_round_it_is_the_same_amount(read, seed):
    chance = random.Random(f"amounts {seed}")
    rows, total = lines(chance), 0
    for number, row in enumerate(rows):
        pence = chance.randint(1, 99_999_999)
        text = f"{pence // 100:,}.{pence % 100:02}"
        said, sign = chance.choice(
            [
                (f"({text})", -1),
                (f"£{text}", 1),
                (f"-{text}", -1),
                (f"-£{text}", -1),
                (f" {text} ", 1),
            ]
        )
        rows[number], total = {**row, "actual_cost": said}, total + sign * pence

    found = read(s.tidy_csv(rows))

    assert found.rows["staged"] == len(rows)
    assert Decimal(found.money["staged"]) * 100 == total


def test_an_old_workbook_filled_to_its_last_row_was_cut_off(read):
    rows = [["period", "practice_code", "actual_cost"]] + [["2006-09", "Y90001", 1.0]] * 65_535

    assert "cut off" in read(biff.workbook({"Data": rows}), "file").refused


@pytest.mark.parametrize("rows", [65_534, 65_535, 65_536])
def test_a_text_of_exactly_as_many_rows_is_named(read, rows):
    head, line = s.tidy_csv([s.line()]).splitlines(keepends=True)

    found = read(head + line * rows)

    said = [p["code"] for p in found.problems if p["code"] == "rows-at-a-limit"]
    assert len(said) == (rows == 65_535)
