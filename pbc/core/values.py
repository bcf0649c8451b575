"""Things that outlive a restatement: a figure and a line, by what they say of themselves.

Each has a short code that fits on paper and can be typed in again: DAC-0607-M06-7F3A09C2D1 is a
line, L-DAC-0607-M06-OP-070313-7F3A a figure of a locality as it was known on 13 March 2007.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CODED = range(1950, 2050)  # years that two digits tell: 49 is 2049, 50 is 1950
WHOLE = "ALL"
LETTERS = {"county": "C", "pct": "P", "locality": "L", "group": "G", "practice": "S"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
FIGURE = re.compile(
    r"(?P<kind>[CPLGS])(?:-(?P<code>.+))?-(?P<year>\d\d)\d\d-M(?P<month>\d\d)"
    r"-(?P<heading>\w+)-(?P<day>\d{6})-[0-9A-F]{4}"
)


@dataclass(frozen=True)
class Scope:
    """Whose figures: `kind` is county, pct, locality, group or practice; a county has no code."""

    kind: str
    code: str | None = None

    def __str__(self):
        return f"{self.kind} {self.code}" if self.code else self.kind


@dataclass(frozen=True)
class Figure:
    """One figure of a position, addressed by what it is, never by a row id.

    `heading` None is the whole; besides the headings of the budget it may be UNASSIGNED or PARKED.
    """

    scope: Scope
    year: int
    month: int
    heading: str | None
    known_on: date

    @property
    def code(self):
        """L-DAC-0607-M06-OP-070313-7F3A; the last four letters tell a mistyped one.

        All in capitals, however the register writes the code of an organisation. Raises
        ValueError for a year or a day that two digits do not tell.
        """
        if {self.year, self.known_on.year} - {*CODED}:
            raise ValueError(
                f"A code says the year in two digits, from {CODED[0]} to {CODED[-1]}: there is "
                f"none of {self.year}, known on {self.known_on:%d.%m.%Y}"
            )
        whose = "-".join(filter(None, (LETTERS[self.scope.kind], self.scope.code)))
        what = f"M{self.month:02}-{self.heading or WHOLE}-{self.known_on:%y%m%d}"
        code = f"{whose}-{_years(self.year)}-{what}".upper()
        return f"{code}-{_digest([code], 4)}"

    @classmethod
    def of(cls, code):
        """The figure that has a code, its organisation's in capitals; raises ValueError for what
        is none. Typed in small letters it is the same."""
        parts = FIGURE.fullmatch(code.strip().upper())
        if not parts:
            raise ValueError(f"{code} is no figure's code")
        figure = cls(
            Scope(KINDS[parts["kind"]], parts["code"]),
            year_of(parts["year"]),
            int(parts["month"]),
            None if parts["heading"] == WHOLE else parts["heading"],
            _day(parts["day"]),
        )
        if figure.code != code.strip().upper():
            raise ValueError(f"{code} is no figure's code: look for a letter that is mistyped")
        return figure


@dataclass(frozen=True)
class SourceKey:
    """One line by what it says of itself; it stays the same when the month is sent again.

    `first_month` is the month, or 0 for an opening figure, which stands for all months up to
    `month`. Locality and point of delivery are codes; `practice`, `provider` and `specialty` are
    as given in the file.
    """

    locality: str
    year: int
    first_month: int
    month: int
    practice: str
    provider: str
    point_of_delivery: str
    specialty: str
    amount: Decimal

    @property
    def code(self):
        """Where it lies, and ten letters that only this line has there."""
        said = (
            *(self.locality, self.year, self.first_month, self.month, self.practice),
            *(self.provider, self.point_of_delivery, self.specialty, f"{self.amount:.2f}"),
        )
        return f"{self.place}-{_digest(said, 10)}"

    @property
    def place(self):
        """DAC-0607-M06; DAC-0607-T05 of an opening figure, which stands to month 5.

        The year is one that two digits tell, as of a figure.
        """
        return f"{self.locality}-{_years(self.year)}-{self._months}{self.month:02}"

    @property
    def _months(self):
        return "M" if self.first_month else "T"


def _day(text):
    """130307 is no day; 070313 is 13 March 2007."""
    return date(year_of(text[:2]), int(text[2:4]), int(text[4:]))


def year_of(digits):
    """The year that two digits mean: the one of them that has a code."""
    return next(year for year in CODED if year % 100 == int(digits))


def _years(year):
    return f"{year % 100:02}{(year + 1) % 100:02}"


def _digest(parts, length):
    text = "\x1f".join(map(str, parts))
    return hashlib.sha256(text.encode()).hexdigest()[:length].upper()
