"""What the pages of positions are handed: words, and figures in pounds; plus is over."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar


@dataclass(frozen=True)
class Check:
    """One kind of care at one hospital that is worth a look: its rows, and what to ask of them."""

    name: str
    url: str
    said: str
    question: str
    rows: int
    worth: Decimal


@dataclass(frozen=True)
class Cause:
    """One file or one entry of the ledger that came later: what, by whom and when, and why."""

    what: str
    said: str
    on: date


@dataclass(frozen=True)
class Restated:
    """A figure as known today beside what it was as known then (I01)."""

    sentence: str
    causes: list[Cause] = field(default_factory=list)
    url: str = ""


@dataclass(frozen=True)
class Crumb:
    """A step of the way up."""

    name: str
    url: str


@dataclass(frozen=True)
class Link:
    """A place to go to; without an address only its name. `of` is said to whoever cannot see
    what it stands under."""

    name: str
    url: str = ""
    of: str = ""


@dataclass(frozen=True)
class Fact:
    """A term and its meaning."""

    name: str
    value: str


@dataclass(frozen=True)
class Incomplete:
    """Why a total is withheld, and the last one that is whole."""

    heading: str
    sentences: list[str]
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class MonthMark:
    """A month of the bar: IN force, in PART of the localities, or NONE."""

    number: int
    state: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Source:
    """How old the figures are, and when the last file of them came (B12)."""

    age_days: int
    ends_on: date
    received_on: date
    late_days: int | None = None
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Aside:
    """Money to know of before relying on a total: unassigned, or parked."""

    amount: Decimal
    note: str
    rows: int
    percent: Fraction | None = None
    url: str = ""


@dataclass(frozen=True)
class Measure:
    """One of the three variances, to the month and at the year's end."""

    name: str
    to_month: Decimal | None
    forecast: Decimal | None
    low: Decimal | None
    high: Decimal | None
    set_for_year: Decimal | None
    meaning: str


@dataclass(frozen=True)
class Measures:
    """The three variances, never mixed."""

    heading: str
    to_month_name: str
    rows: list[Measure]
    forecast_words: str
    reading: str
    stated_url: str = ""
    takes: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class FigureRow:
    """A line of a table of figures; `note` stands in the place of its bar."""

    name: str
    url: str = ""
    overspend: Decimal | None = None
    percent: Fraction | None = None
    budget: Decimal | None = None
    spend: Decimal | None = None
    no_budget: str = ""
    no_spend: str = ""
    patients: int | None = None
    note: str = ""
    code: str = ""
    chance: str = ""


@dataclass(frozen=True)
class Figures:
    """A table of figures of what `of` names: heading, practice, group... `total` None is withheld;
    `beside` stands outside it."""

    of: str
    kind: str
    heading: str
    caption: str
    rows: list[FigureRow]
    total: FigureRow | None
    unassigned: FigureRow | None = None
    beside: list[FigureRow] = field(default_factory=list)
    key: list[Fact] = field(default_factory=list)
    has_patients: bool = False
    has_chance: bool = False
    takes: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class LagRow:
    """A month of two headings."""

    month: int
    first: Decimal | None
    second: Decimal | None


@dataclass(frozen=True)
class Lag:
    """Two headings on one time axis."""

    heading: str
    finding: str
    first: str
    second: str
    rows: list[LagRow]
    note: str = ""
    takes: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class MonthFigures:
    """A month by itself; `no_spend` says why its spending is not there."""

    month: int
    overspend: Decimal | None
    budget: Decimal | None
    spend: Decimal | None
    no_spend: str = "not received"


@dataclass(frozen=True)
class ByMonth:
    """The year's months."""

    heading: str
    finding: str
    caption: str
    opening: str
    rows: list[MonthFigures]
    takes: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class BudgetLine:
    """A part of the budget, or one that stands below the line."""

    name: str
    note: str
    amount: Decimal | None


@dataclass(frozen=True)
class PositionPage:
    """Everything that the page of a position shows."""

    template: ClassVar[str] = "budgets/position.html"
    called: ClassVar[str] = "position"
    title: str
    crumbs: list[Crumb]
    caption: str
    heading: str
    sentences: list[str]
    shown: str
    known_on: date
    months: list[MonthMark]
    months_note: str
    incomplete: Incomplete | None
    source: Source | None
    unassigned: Aside | None
    parked: Aside | None
    notes: list[str]
    measures: Measures | None
    by_heading: Figures | None
    lag: Lag | None
    by_month: ByMonth | None
    parts: list[Figures]
    budget_lines: list[BudgetLine]
    budget_caption: str
    budget: Decimal | None
    figure: str = ""
    restated: Restated | None = None
    takes: list[Link] = field(default_factory=list)
    budget_takes: list[Link] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    checks_note: str = ""
    savings_share: str = ""
    panels: list = field(default_factory=list)
    support: list[Link] = field(default_factory=list)
    scopes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Nothing:
    """A scope and year for which nothing is in force."""

    template: ClassVar[str] = "budgets/position_none.html"
    called: ClassVar[str] = "none"
    caption: str
    heading: str
    text: str
    months: list[MonthMark]
    months_note: str
    shown: str
    url: str = ""
    link: str = ""
    here: list[Link] = field(default_factory=list)
    scopes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
