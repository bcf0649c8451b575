"""The organisations: the localities of Hertfordshire's two PCTs and their invented practices.

The localities, groups, trusts and PCTs bear their public names and codes; the practices, their
codes, their list sizes and all that they spend are invented.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pbc.demonstration.care import BY_HEADING, CARE, Care
from pbc.demonstration.practices import TEXTS

YEAR = 2006
PCT = ("5P4", "West Hertfordshire PCT")
EAST_PCT = ("5P3", "East and North Hertfordshire PCT")
PROVIDER_ONLY = "setting up a provider organisation"
NOT_INVOLVED = ("waiting for a say in the budget", "no doctor has the time", "about to merge")

TOGETHER = {"E82522", "E82534", "E82540"}  # of Watford, those that want to provide only
APART = ("E82531", "E82535", "E82542")  # and those that take no part, each with its reason
RED_HOUSE = ("RED", "The Red House")  # a group without a locality of its own, from 2007/08
LEAVES_FOR_IT = "E82551"


@dataclass(frozen=True, eq=False)
class Practice:
    """A practice: the codes of its groups in 2006/07 and 2007/08, and `outside`, why it is in
    none; empty for a member."""

    code: str
    name: str
    town: str
    patients: int
    groups: tuple[str, str]
    outside: str = ""


@dataclass(frozen=True)
class Span:
    """Months that are spent together: by how much their spending is over, and how much of it
    belongs to no practice. Both are met to the penny."""

    months: range
    overspend: Decimal
    unassigned: Decimal


@dataclass(frozen=True, eq=False)
class Locality:
    """A locality, its group, its budget a working day, and what became of it.

    `savings` is what the savings plan takes off a working day of `savings_months`. `hospitals`
    are its own one, two others, and the one for eyes. `cares` is what its spending is counted by.
    """

    code: str
    name: str
    old_pct: tuple[str, str]
    group: str
    hospitals: tuple[str, str, str, str]
    budget: Decimal
    savings: Decimal
    spans: tuple[Span, ...]
    savings_months: range = range(1, 13)
    pct: tuple[str, str] = PCT
    cares: tuple[Care, ...] = CARE

    @cached_property
    def practices(self):
        """Its practices, in the order of their codes."""
        return tuple(_practices(self.code))

    def span_of(self, month):
        """The span that a month is spent in; None where nothing is known of it."""
        return next((span for span in self.spans if month in span.months), None)


def _practices(locality):
    for line in TEXTS[locality].strip().split("\n"):
        code, name, town, patients = line.split("|")
        outside = _outside(code)
        group = "" if outside else locality
        groups = group, RED_HOUSE[0] if code == LEAVES_FOR_IT else group
        yield Practice(code, name, town, int(patients), groups, outside)


def _outside(code):
    if code in APART:
        return f"not involved: {NOT_INVOLVED[APART.index(code)]}"
    return PROVIDER_ONLY if code in TOGETHER else ""


LOCALITIES = (
    Locality(
        code="DAC",
        name="Dacorum",
        old_pct=("5GW", "Dacorum PCT"),
        group="DacCom PbC Ltd",
        hospitals=("RWG", "RXQ", "RC9", "RP6"),
        budget=Decimal(265_840),
        savings=Decimal(9_520),  # 1,190,000 over the 125 working days of months 1 to 6
        savings_months=range(1, 7),
        spans=(
            Span(range(1, 7), Decimal("1221480.36"), Decimal("1009615.27")),
            Span(range(7, 10), Decimal("482917.44"), Decimal("437208.91")),
        ),
    ),
    Locality(
        code="WAT",
        name="Watford & Three Rivers",
        old_pct=("5GV", "Watford and Three Rivers PCT"),
        group="WatCom",
        hospitals=("RWG", "RAS", "RV8", "RP6"),
        budget=Decimal(340_000),
        savings=Decimal(6_000),
        spans=(Span(range(1, 6), Decimal("838412.55"), Decimal("371946.02")),),
    ),
    Locality(
        code="STA",
        name="St Albans & Harpenden",
        old_pct=("5GX", "St Albans and Harpenden PCT"),
        group="St Albans & Harpenden PBC Group",
        hospitals=("RWG", "RVL", "RC9", "RP6"),
        budget=Decimal(234_500),
        savings=Decimal(3_500),
        spans=(Span(range(1, 6), Decimal("614870.25"), Decimal("388214.60")),),
        cares=BY_HEADING,
    ),
    Locality(
        code="HER",
        name="Hertsmere",
        old_pct=("5CP", "Hertsmere PCT"),
        group="Hertsmere PBC Group",
        hospitals=("RVL", "RWG", "RAL", "RP6"),
        budget=Decimal(174_500),
        savings=Decimal(2_500),
        spans=(Span(range(1, 6), Decimal("556207.18"), Decimal("468330.75")),),
    ),
    Locality(
        code="SES",
        name="South East Herts South",
        old_pct=("5GJ", "South East Hertfordshire PCT"),
        group="SE Herts South PBC Group",
        hospitals=("RQW", "RAP", "RVL", "RP6"),
        budget=Decimal(152_000),
        savings=Decimal(1_500),
        spans=(Span(range(1, 6), Decimal("212664.90"), Decimal("141020.15")),),
        pct=EAST_PCT,
        cares=BY_HEADING,
    ),
    Locality(
        code="SEW",
        name="South East Herts West & Central",
        old_pct=("5GJ", "South East Hertfordshire PCT"),
        group="SE Herts West & Central PBC Group",
        hospitals=("RWH", "RQW", "RAP", "RP6"),
        budget=Decimal(207_000),
        savings=Decimal(2_000),
        spans=(Span(range(1, 6), Decimal("148305.72"), Decimal("203611.48")),),
        pct=EAST_PCT,
        cares=BY_HEADING,
    ),
    Locality(
        code="NOR",
        name="North Herts",
        old_pct=("5GH", "North Hertfordshire and Stevenage PCT"),
        group="North Herts & Knebworth PBC Group",
        hospitals=("RWH", "RC9", "RGT", "RP6"),
        budget=Decimal(182_000),
        savings=Decimal(2_000),
        spans=(Span(range(1, 6), Decimal("-96412.38"), Decimal("118930.07")),),
        pct=EAST_PCT,
        cares=BY_HEADING,
    ),
    Locality(
        code="STV",
        name="Stevenage",
        old_pct=("5GH", "North Hertfordshire and Stevenage PCT"),
        group="Stevenage PBC Group",
        hospitals=("RWH", "RC9", "RGT", "RP6"),
        budget=Decimal(147_500),
        savings=Decimal(1_500),
        spans=(Span(range(1, 6), Decimal("431077.64"), Decimal("260118.42")),),
        pct=EAST_PCT,
        cares=BY_HEADING,
    ),
)
DAC = LOCALITIES[0]
WEST = tuple(place for place in LOCALITIES if place.pct == PCT)
EAST = tuple(place for place in LOCALITIES if place.pct == EAST_PCT)
PROVIDERS = {
    "RWG": "West Hertfordshire Hospitals NHS Trust",
    "RXQ": "Buckinghamshire Hospitals NHS Trust",
    "RC9": "Luton and Dunstable Hospital NHS Trust",
    "RVL": "Barnet and Chase Farm Hospitals NHS Trust",
    "RAL": "Royal Free Hampstead NHS Trust",
    "RAS": "The Hillingdon Hospital NHS Trust",
    "RV8": "North West London Hospitals NHS Trust",
    "RWH": "East and North Hertfordshire NHS Trust",
    "RQW": "The Princess Alexandra Hospital NHS Trust",
    "RAP": "North Middlesex University Hospital NHS Trust",
    "RGT": "Cambridge University Hospitals NHS Foundation Trust",
    "RP6": "Moorfields Eye Hospital NHS Foundation Trust",
}
