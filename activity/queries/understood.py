"""What a reading understood of its file, and that no row and no penny of it is missing."""

from dataclasses import dataclass
from decimal import Decimal

from activity.models import State
from activity.queries import coverage, left, words
from activity.queries.versions import covered
from pbc.core import money, periods
from pbc.core.clock import LONDON

LAYOUTS = {
    "long": "One row for each month, practice, hospital and kind of care",
    "report": "One line for each practice and kind of care; the month, then the year to date",
    "wide": "One sheet for each practice, with the months side by side",
    "monitoring": "Contract monitoring: codes only, with the commissioner of each row",
}
UNITS = {"pounds": "Pounds", "thousands": "Thousands of pounds, made into pounds"}


@dataclass(frozen=True)
class Fact:
    """A pair of a summary list."""

    name: str
    value: str


@dataclass(frozen=True)
class Headings:
    """Headings of a file that were found, that lack, and that mean nothing to the service."""

    found: list[str]
    missing: list[str]
    not_understood: list[str]


@dataclass(frozen=True)
class BalanceLine:
    """Rows and money of the whole file, or of one part of it."""

    name: str
    rows: int
    money: Decimal | None
    part: bool = True


@dataclass(frozen=True)
class Balance:
    """What was read, and what became of it. What is missing is worked out, never stored."""

    lines: list[BalanceLine]

    @property
    def rows_missing(self):
        """Rows read less the parts."""
        return self.lines[0].rows - sum(line.rows for line in self.lines[1:])

    @property
    def money_missing(self):
        """Money read less the parts; rows that are ignored carry none."""
        return self.lines[0].money - sum(line.money or 0 for line in self.lines[1:])


def balance(submission):
    """Where every row and penny of a file went; None before it was read."""
    s = submission
    if not s.rows_read:
        return None
    rows, amount = s.rows_staged - s.rows_unassigned, s.money_staged - s.money_unassigned
    return Balance(
        [
            BalanceLine("Read from the file", s.rows_read, s.money_read, part=False),
            BalanceLine("= staged for a practice", rows, amount),
            BalanceLine("+ staged as unassigned", s.rows_unassigned, s.money_unassigned),
            BalanceLine("+ parked", s.rows_parked, s.money_parked),
            BalanceLine("+ ignored: totals and headings", s.rows_ignored, None),
        ]
    )


def headings(submission):
    """The headings of a file that was not understood for them; else None."""
    said = submission.headings
    told = submission.state in (State.MAPPING_NEEDED, State.REFUSED)
    if not told or not (said.get("missing") or said.get("not_understood")):
        return None
    return Headings(*(list(said.get(k, [])) for k in ("found", "missing", "not_understood")))


def facts(submission):
    """What was understood of a file, in pairs."""
    if not submission.rows_read:
        return []
    slices = words.slices_in_words(covered(submission))
    said = [
        Fact("What it is", str(submission.feed)),
        Fact("Layout", LAYOUTS.get(submission.layout, submission.layout)),
        Fact("Covers", slices or "No month of any locality"),
        *_said(submission),
        Fact("Money", UNITS.get(submission.unit, submission.unit)),
        Fact("Its own total", _own_total(submission)),
        Fact("Skipped", _skipped(submission)),
    ]
    said += [Fact("Left as it is", sentence) for sentence in left.in_words(submission)]
    again = submission.sent_again.select_related("sent_by").order_by("pk")
    return said + [Fact("Sent again", _sent_again(delivery)) for delivery in again]


def _said(submission):
    """Who said what it covers, when and why, where somebody did."""
    said = coverage.said(submission)
    if said is None:
        return []
    day = periods.day(said.at.astimezone(LONDON).date())
    told = f"{said.by} on {day}, in the place of submission {said.instead_of}: {said.reason}"
    return [Fact("Said to cover it by", told)]


def _own_total(submission):
    difference = submission.stated_total_difference
    if submission.stated_total is None:
        return "None is given"
    said = money.pence(submission.stated_total)
    if not difference:
        return f"{said}: agrees with its rows"
    more = "more" if difference > 0 else "less"
    return f"{said}: {money.pence(abs(difference))} {more} than its rows"


def _skipped(submission):
    return f"Sheets {', '.join(submission.sheets_skipped)}" if submission.sheets_skipped else "None"


def _sent_again(delivery):
    day = periods.day(delivery.received_on)
    return f"The same bytes as {delivery.file_name}, by {delivery.sent_by} on {day}"
