"""Things that outlive a restatement: a figure and a line, by what they say of themselves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Scope:
    """Whose figures: `kind` is county, pct, locality, group or practice; a county has no code."""

    kind: str
    code: str | None = None

    def __str__(self):
        return f"{self.kind} {self.code}" if self.code else self.kind


@dataclass(frozen=True)
class Figure:
    """One figure of a position, addressed by what it is, never by a row id."""

    scope: Scope
    year: int
    month: int
    heading: str | None
    known_on: date


@dataclass(frozen=True)
class SourceKey:
    """One line by what it says of itself; it stays the same when the month is sent again."""

    practice: str
    provider: str
    point_of_delivery: str
    specialty: str
    year: int
    month: int
    amount: Decimal
