"""What is wrong in a file, for its review: the same problem in many rows is said once."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from activity.queries import words

WORST_FIRST = ("refused", "parked", "warning", "ignored")
MOST_OF_A_CODE = 10  # sentences of one code, above which they are said as one
SHOWN = 3


@dataclass(frozen=True)
class ProblemGroup:
    """One problem, in how many rows it is, and the money of those that are kept out."""

    message: str
    severity: str
    rows: int
    money: Decimal | None
    where: str
    fix: str


@dataclass(frozen=True)
class Problems:
    """All problems of a file, worst first."""

    heading: str
    groups: list[ProblemGroup]


@dataclass
class Kind:
    """Problems of one sentence, while they are counted."""

    severity: str
    code: str
    message: str
    fix: str
    rows: int = 0
    money: Decimal | None = None
    places: list[tuple[str, int]] = field(default_factory=list)
    sentences: int = 1


def problems(submission):
    """Group the problems of a submission; None where nothing is wrong."""
    kinds = _kinds(submission)
    if not kinds:
        return None
    groups = [_group(kind) for kind in sorted(_few_of_a_code(kinds), key=_worst_first)]
    return Problems(_heading(groups), groups)


def _heading(groups):
    """Five kinds of problem, worst first."""
    if all(group.severity == "ignored" for group in groups):
        return "No problem; these rows were left out"
    many = words.counted(len(groups), "kind of problem", "kinds of problem")
    return words.sentence_case(many) + (", worst first" if len(groups) > 1 else "")


def _kinds(submission):
    kinds, by_place = {}, {}
    fields = ("severity", "code", "message", "fix", "sheet", "row", "count")
    for *said, sheet, row, count in submission.problems.order_by("pk").values_list(*fields):
        kind = kinds.setdefault(tuple(said), Kind(said[0], said[1], said[2], said[3]))
        kind.rows += count
        if row is not None:
            kind.places.append((sheet, row))
        by_place.setdefault((kind.code, sheet, row), kind)
    _add_parked_money(submission, kinds, by_place)
    return list(kinds.values())


def _add_parked_money(submission, kinds, by_place):
    """Put the money of every parked row with the one problem that it is parked for."""
    first = {}
    for kind in kinds.values():
        if kind.severity == "parked":
            kind.money = Decimal(0)
            first.setdefault(kind.code, kind)
    rows = submission.parked.values_list("code", "sheet", "row", "money")
    for code, sheet, row, money in rows:
        kind = by_place.get((code, sheet, row)) or first.get(code)
        if kind and kind.money is not None:
            kind.money += money


def _few_of_a_code(kinds):
    """Say the sentences of one code as one where there are too many to read."""
    by_code = defaultdict(list)
    for kind in kinds:
        by_code[kind.severity, kind.code].append(kind)
    for alike in by_code.values():
        yield from [_together(alike)] if len(alike) > MOST_OF_A_CODE else alike


def _together(kinds):
    whole = Kind(kinds[0].severity, kinds[0].code, kinds[0].message, kinds[0].fix)
    whole.rows = sum(kind.rows for kind in kinds)
    whole.places = [place for kind in kinds for place in kind.places]
    whole.sentences = len(kinds)
    if kinds[0].money is not None:
        whole.money = sum((kind.money for kind in kinds), Decimal(0))
    return whole


def _worst_first(kind):
    return WORST_FIRST.index(kind.severity), -abs(kind.money or 0), -kind.rows


def _group(kind):
    more = kind.sentences - 1
    message = f"{kind.message} (and {more:,} more like it)" if more else kind.message
    return ProblemGroup(message, kind.severity, kind.rows, kind.money, _where(kind), kind.fix)


def _where(kind):
    """Rows 412, 1,090, 1,733 and 3 more; sheet “OP”, row 12; the whole file."""
    if not kind.places:
        return "the file as a whole"
    shown, more = kind.places[:SHOWN], kind.rows - SHOWN
    by_sheet = defaultdict(list)
    for sheet, row in shown:
        by_sheet[sheet].append(f"{row:,}")
    said = "; ".join(
        (f"sheet “{sheet}”, " if sheet else "")
        + f"{'row' if len(rows) == 1 else 'rows'} {', '.join(rows)}"
        for sheet, rows in by_sheet.items()
    )
    return f"{said} and {more:,} more" if more > 0 else said
