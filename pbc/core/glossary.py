"""What the words mean: every abbreviation and every word with a meaning of its own here (H03).

An abbreviation is explained on each page where it stands (`pbc.core.explaining`), unless it is an
everyday one; every word has a place of its own on the page of the glossary.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word, and what it means in plain words.

    `full` is what an abbreviation stands for; empty for a word. `everyday` ones are known to
    everybody who comes here, and are explained in the glossary alone.
    """

    word: str
    meaning: str
    full: str = ""
    example: str = ""
    everyday: bool = False

    @property
    def anchor(self):
        """Where it stands on the page: a-and-e, savings-plan."""
        return re.sub(r"[^a-z0-9]+", "-", self.word.lower().replace("&", "-and-")).strip("-")


ORGANISATIONS = (
    Term(
        "PCT",
        "The NHS body of an area. It holds the money for the care of its patients, and the"
        " contracts with hospitals.",
        full="primary care trust",
        example="West Hertfordshire PCT holds the contract with the hospitals in Watford.",
    ),
    Term(
        "PBC",
        "GP practices take a share in how the money for their patients' care is spent. Each has"
        " a budget to measure against; the PCT still pays.",
        full="practice-based commissioning",
    ),
    Term("GP", "A family doctor.", full="general practitioner", everyday=True),
    Term("NHS", "The health service.", full="National Health Service", everyday=True),
    Term(
        "SHA",
        "The body above the PCTs of a region, to which they answered.",
        full="strategic health authority",
    ),
    Term(
        "ICB",
        "The body that holds the money of an area today, as the PCT did.",
        full="integrated care board",
    ),
    Term(
        "LMC", "The committee that speaks for the GPs of an area.", full="local medical committee"
    ),
    Term(
        "PPI",
        "Patients and others of an area who say what they think of its care, and come to meetings.",
        full="patient and public involvement",
    ),
    Term(
        "Quorum",
        "How many members of a body must be there for it to decide.",
        example="The quorum of the executive is 5.",
    ),
    Term(
        "Locality",
        "An area with its practices, such as Dacorum. Hospital files come by locality.",
    ),
    Term(
        "Group",
        "Practices that commission together. A practice may be in one, only provide, or take no"
        " part; a group can be smaller than its locality.",
        example="DacCom is the group of most practices in Dacorum.",
    ),
    Term("Provider", "A hospital trust, or whoever else gives care that is paid for."),
)

CARE = (
    Term("A&E", "Care for what cannot wait, at a hospital.", full="accident and emergency"),
    Term("EL", "An admission that was planned before.", full="elective: planned admissions"),
    Term("NEL", "An admission that nobody planned.", full="non-elective: emergency admissions"),
    Term("OP", "A visit to a hospital clinic without a bed.", full="outpatients"),
    Term(
        "OPFA", "The first of a course of visits to a clinic.", full="outpatient first attendance"
    ),
    Term("OPFUP", "A later visit of the same course.", full="outpatient follow-up attendance"),
    Term("DC", "A planned admission without a night in hospital.", full="day case"),
    Term(
        "FCE",
        "The time a patient spends under one consultant in one stay. One stay can have several.",
        full="finished consultant episode",
        example="Admitted under a surgeon, then moved to a physician: one stay, two episodes.",
    ),
    Term("FFCE", "The first of the episodes of a stay.", full="first finished consultant episode"),
    Term(
        "C2C",
        "One hospital doctor sends the patient to another, without the GP.",
        full="consultant-to-consultant referral",
    ),
    Term(
        "IC",
        "Care between hospital and home, in a bed or at home, for some weeks at most.",
        full="intermediate care",
    ),
    Term(
        "CAS",
        "A service that looks at letters before a hospital does, and says where each"
        " patient is best seen.",
        full="clinical assessment service",
    ),
    Term(
        "CATS",
        "A clinic outside hospital that sees, tests and treats patients, and sends on those who"
        " need a hospital.",
        full="clinical assessment and treatment service",
    ),
    Term(
        "GPwSI",
        "A family doctor who also sees patients of others in one field, such as skin.",
        full="GP with a special interest",
    ),
    Term(
        "HRG",
        "Treatments that cost about the same, and have one price.",
        full="healthcare resource group",
    ),
    Term(
        "POD",
        "How care was given: as a day case, an emergency admission, a visit to a clinic.",
        full="point of delivery",
    ),
)

MONEY = (
    Term(
        "Budget",
        "What a practice's care is planned to cost: the original budget, the savings plan and"
        " every later change, each with its reason. Only months that are in are compared.",
    ),
    Term(
        "Over and under",
        "Spending less budget. Plus is over: more was spent than planned. Minus is under.",
        example="Budget £100,000, spending £103,800: £3,800 over, 3.8%.",
    ),
    Term(
        "Savings plan",
        "What is taken out of a budget because it is planned to be saved. A page can be read with"
        " it and without it.",
    ),
    Term("Allocation", "What there is to spend in a year."),
    Term(
        "Control total",
        "How far a year may end over or under its allocation. It must be hit.",
        example="A control total of minus £120,000: £120,000 is to be left at the year's end.",
    ),
    Term("Break-even", "A year that ends with exactly its allocation spent."),
    Term(
        "Forecast",
        "Where the year would end if the rest went like the months that are in. It has a range.",
    ),
    Term(
        "Tariff",
        "The national price list of hospital care.",
    ),
    Term("PbR", "Hospitals are paid for each treatment, by the tariff.", full="payment by results"),
    Term(
        "MFF",
        "What is added to a price where land and staff cost more.",
        full="market forces factor",
    ),
    Term(
        "DES",
        "A service for which practices are paid extra, everywhere.",
        full="directed enhanced service",
    ),
    Term(
        "LES",
        "A service for which practices are paid extra, agreed here.",
        full="local enhanced service",
    ),
    Term(
        "SLA",
        "A contract with a provider: what it does, how much of it, for how much.",
        full="service level agreement",
    ),
    Term("KPI", "A measure of how well a contract is kept.", full="key performance indicator"),
    Term("QOF", "What practices are paid for by points.", full="quality and outcomes framework"),
)

FILES = (
    Term(
        "Unassigned",
        "Real spending that belongs to no practice yet. It counts for its locality, and is always"
        " a line of its own.",
    ),
    Term(
        "Parked",
        "Rows that could not be understood. They are kept, with the cell and the reason, and"
        " count nowhere until they are settled.",
    ),
    Term("Staged", "Read and checked, but not published: it counts for nothing yet."),
    Term(
        "Published",
        "From this moment the figures of a file count, and everybody they concern is told once.",
    ),
    Term("Restated", "A month that is in was sent again, and the newer figures count."),
    Term(
        "Withdrawn",
        "A publication was undone: the figures before it count again. Nothing is deleted.",
    ),
    Term("In force", "The file whose figures count for a month and a locality."),
    Term(
        "Known on",
        "The day as of which a page is read. What came in later is left out, so that you can see"
        " what people saw then.",
    ),
    Term(
        "Month",
        "A month of the financial year: month 1 is April, month 12 is March.",
        example="Month 6 of 2006/07 is September 2006.",
    ),
    Term("Heading", "A kind of care that has a budget of its own, such as outpatients."),
    Term(
        "Passkey",
        "What your phone, your computer or a security key keeps so that you can sign in by it: you"
        " show it by your finger, your face or the number that opens the device. It works on the"
        " site for which it was made, and on no other.",
    ),
    Term("List size", "How many patients are registered with a practice on a day."),
    Term(
        "ASAP",
        "Typed where a day should stand. It has no day, so nothing of it can be late.",
        full="as soon as possible",
    ),
    Term(
        "WCAG",
        "The rules for pages that everybody can use.",
        full="Web Content Accessibility Guidelines",
    ),
    Term(
        "SUS",
        "The national store of hospital records, from which reports are made.",
        full="Secondary Uses Service",
    ),
    Term(
        "KB",
        "A thousandth of a megabyte (MB): a short letter has about 20.",
        full="kilobytes",
        everyday=True,
    ),
    Term(
        "GB",
        "A thousand megabytes (MB): room for some hundred long spreadsheets.",
        full="gigabytes",
        everyday=True,
    ),
    Term(
        "MB",
        "How large a file is: a long spreadsheet has about 10.",
        full="megabytes",
        everyday=True,
    ),
    Term(
        "PDF",
        "A printed page as a file. Its figures cannot be read from it here.",
        full="portable document format",
        everyday=True,
    ),
)

PARTS = (
    ("Who is who", ORGANISATIONS),
    ("Care", CARE),
    ("Money", MONEY),
    ("Files and figures", FILES),
)
TERMS = tuple(term for _, terms in PARTS for term in terms)
ABBREVIATIONS = {term.word: term for term in TERMS if term.full}
