"""What is taken away: a table of values, and what to know of it wherever it ends up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

Value = str | int | Decimal | date | None


class Kind(Enum):
    """What a column holds, which says how a workbook shows it and how wide it is."""

    NAME = "name"
    WORDS = "words"
    MONEY = "money"  # pounds with pence, also where the page rounds them
    COUNT = "count"
    PERCENT = "percent"  # 3.8 is 3.8%
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """A heading and what stands under it."""

    name: str
    kind: Kind = Kind.WORDS


@dataclass(frozen=True)
class Fact:
    """Something to know of the figures: the code, the day, the source, how old they are."""

    name: str
    value: str


@dataclass(frozen=True)
class Table:
    """Rows of values in the order of the page; `total` and what stands `beside` it come last.

    A text in a column of money says why there is none ("not received"). `rows` are read once,
    one at a time, so that they may be as many as there are.
    """

    name: str
    columns: list[Column]
    rows: Iterable[tuple[Value, ...]]
    total: tuple[Value, ...] | None = None
    beside: list[tuple[Value, ...]] = field(default_factory=list)
