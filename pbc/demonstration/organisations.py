"""The invented organisations: three localities of West Hertfordshire and their practices.

The localities, trusts and PCTs bear their public names and codes; the practices, their codes,
their list sizes and all that they spend are invented.
"""

from dataclasses import dataclass
from decimal import Decimal

YEAR = 2006
PCT = ("5P4", "West Hertfordshire PCT")
PROVIDER_ONLY = "setting up a provider organisation"
NOT_INVOLVED = ("waiting for a say in the budget", "no doctor has the time", "about to merge")

DACORUM = """
E82501|Alder Green Surgery|Hemel Hempstead|9840
E82502|Bulbourne Health Centre|Berkhamsted|8655
E82503|Chilterns Edge Practice|Tring|6120
E82504|Dacre Street Surgery|Hemel Hempstead|7290
E82505|Field End Medical Practice|Hemel Hempstead|5210
E82506|Gade Bridge Surgery|Hemel Hempstead|10985
E82507|Hazel Copse Surgery|Kings Langley|4370
E82508|Icknield Way Practice|Tring|8245
E82509|Jubilee Walk Surgery|Hemel Hempstead|6905
E82510|Kiln Ground Medical Centre|Bovingdon|5580
E82511|Lockers Mead Surgery|Hemel Hempstead|7715
E82512|Maltings Yard Practice|Berkhamsted|11430
E82513|Northend Lane Surgery|Hemel Hempstead|6340
E82514|Orchard Rise Practice|Hemel Hempstead|8020
E82515|Pipers Hill Surgery|Markyate|3985
E82516|Queensgate Medical Practice|Hemel Hempstead|9470
E82517|Ridgeway Cottage Surgery|Kings Langley|5125
E82518|Saddlers Walk Surgery|Hemel Hempstead|7560
E82519|Three Elms Practice|Berkhamsted|6855
"""
WATFORD = """
E82521|Almshouse Lane Surgery|Watford|8120
E82522|Barley Field Medical Centre|Watford|9245
E82523|Canal Side Practice|Croxley Green|6410
E82524|Croft Meadow Surgery|Abbots Langley|7385
E82525|Ebury Row Practice|Rickmansworth|10260
E82526|Foundry Reach Surgery|Watford|5890
E82527|Garston Vale Surgery|Watford|7740
E82528|Harebell House Practice|Abbots Langley|6635
E82529|Ironbridge Road Surgery|Watford|8810
E82530|Junction Street Practice|Watford|11275
E82531|Knoll View Surgery|South Oxhey|5340
E82532|Lavender Court Surgery|Rickmansworth|7065
E82533|Moor Edge Practice|Rickmansworth|6780
E82534|Newmill Health Centre|Croxley Green|9915
E82535|Oakapple Surgery|South Oxhey|4860
E82536|Paddock Close Practice|Watford|8305
E82537|Quince Tree Surgery|Abbots Langley|5975
E82538|River Chess Practice|Rickmansworth|12480
E82539|Semaphore Row Surgery|Watford|7120
E82540|Tudor Row Medical Centre|Watford|9030
E82541|Upper Weir Surgery|Croxley Green|6245
E82542|Vicarage Mead Practice|South Oxhey|5510
E82543|Whippendell Rise Surgery|Watford|8575
"""
HERTSMERE = """
E82551|Aldenham Gate Surgery|Radlett|9320
E82552|Brickfield Lane Practice|Borehamwood|11205
E82553|Cranborne Hill Surgery|Potters Bar|8740
E82554|Darkes Meadow Surgery|Potters Bar|10115
E82555|Elm Passage Practice|Bushey|7860
E82556|Furzehill Green Surgery|Borehamwood|9675
E82557|Grange Corner Practice|Bushey|8430
E82558|High Barn Surgery|Shenley|6950
E82559|Ivy Bridge Surgery|Elstree|8215
E82560|Lower Pond Surgery|Borehamwood|11490
"""
TOGETHER = {"E82522", "E82534", "E82540"}  # of Watford, those that want to provide only
APART = ("E82531", "E82535", "E82542")  # and those that take no part, each with its reason


@dataclass(frozen=True, eq=False)
class Practice:
    """A practice: `outside` is why it is in no group, empty for a member."""

    code: str
    name: str
    town: str
    patients: int
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
    are its own one, two others, and the one for eyes.
    """

    code: str
    name: str
    old_pct: tuple[str, str]
    group: str
    practices: tuple[Practice, ...]
    hospitals: tuple[str, str, str, str]
    budget: Decimal
    savings: Decimal
    savings_months: range
    spans: tuple[Span, ...]

    def span_of(self, month):
        """The span that a month is spent in; None where nothing is known of it."""
        return next((span for span in self.spans if month in span.months), None)


def _practices(text):
    for line in text.split("\n"):
        if line:
            code, name, town, patients = line.split("|")
            yield Practice(code, name, town, int(patients), _outside(code))


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
        practices=tuple(_practices(DACORUM)),
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
        practices=tuple(_practices(WATFORD)),
        hospitals=("RWG", "RAS", "RV8", "RP6"),
        budget=Decimal(340_000),
        savings=Decimal(6_000),
        savings_months=range(1, 13),
        spans=(Span(range(1, 6), Decimal("838412.55"), Decimal("371946.02")),),
    ),
    Locality(
        code="HER",
        name="Hertsmere",
        old_pct=("5CP", "Hertsmere PCT"),
        group="Hertsmere PBC Group",
        practices=tuple(_practices(HERTSMERE)),
        hospitals=("RVL", "RWG", "RAL", "RP6"),
        budget=Decimal(174_500),
        savings=Decimal(2_500),
        savings_months=range(1, 13),
        spans=(Span(range(1, 6), Decimal("556207.18"), Decimal("468330.75")),),
    ),
)
DAC = LOCALITIES[0]
PROVIDERS = {
    "RWG": "West Hertfordshire Hospitals NHS Trust",
    "RXQ": "Buckinghamshire Hospitals NHS Trust",
    "RC9": "Luton and Dunstable Hospital NHS Trust",
    "RVL": "Barnet and Chase Farm Hospitals NHS Trust",
    "RAL": "Royal Free Hampstead NHS Trust",
    "RAS": "The Hillingdon Hospital NHS Trust",
    "RV8": "North West London Hospitals NHS Trust",
    "RP6": "Moorfields Eye Hospital NHS Foundation Trust",
}
