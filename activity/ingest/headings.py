"""What the columns of a file are called, whoever typed the heading.

A column is known by what its heading says, never by where it stands. A heading is compared
without case, punctuation and units: "Budget (£)", "BUDGET £000" and "budget" are one.
"""

import re
from functools import lru_cache

PRACTICE, PRACTICE_NAME, LOCALITY = "practice", "practice_name", "locality"
PERIOD, YEAR, MONTH = "period", "financial_year", "financial_month"
POD, POD_NAME, MEASURE = "point_of_delivery", "point_of_delivery_name", "measure"
PROVIDER, PROVIDER_NAME, SPECIALTY = "provider", "provider_name", "specialty"
PLAN_ACTIVITY, ACTUAL_ACTIVITY = "plan_activity", "actual_activity"
BUDGET, SAVINGS, REVISED, COST = "budget", "savings_plan", "revised_budget", "actual_cost"
UNUSED = "unused"  # understood, and of no use here

ACTIVITIES = (PLAN_ACTIVITY, ACTUAL_ACTIVITY)
MONEY = (BUDGET, SAVINGS, REVISED, COST)
MEASURES = ACTIVITIES + MONEY
NEEDED = (PRACTICE, PERIOD, LOCALITY, POD, COST)

WORDS = {
    PRACTICE: "practice",
    PRACTICE_NAME: "practice",
    LOCALITY: "locality",
    PERIOD: "month",
    YEAR: "financial year",
    MONTH: "month",
    POD: "point of delivery",
    POD_NAME: "point of delivery",
    PROVIDER: "provider",
    SPECIALTY: "specialty",
    PLAN_ACTIVITY: "plan activity",
    ACTUAL_ACTIVITY: "actual activity",
    BUDGET: "budget",
    SAVINGS: "savings plan",
    REVISED: "revised budget",
    COST: "actual cost",
}

ALIASES = {
    PRACTICE: (
        "practice code; gp practice code; gp practice; prac code; code; gp code; practice no; "
        "practice number; practice id; ods code; practice ods code; org code gp practice; "
        "organisation code gp practice; registered practice; registered practice code; gp "
        "practice registered; practice national code; gppractice"
    ),
    PRACTICE_NAME: (
        "practice; practice name; gp practice name; surgery; surgery name; name of practice; "
        "practice description; gp surgery"
    ),
    LOCALITY: (
        "locality; local locality; locality name; locality code; pbc locality; practice "
        "locality; pct locality; locality group"
    ),
    PERIOD: (
        "period; month; activity month; activity period; date; month year; period month; "
        "activity date; reporting period; reporting month; month ending; month end; month of "
        "activity; year month; yearmonth; mth; calendar month; accounting period"
    ),
    YEAR: "financial year; fin year; year; fy; financial yr; activity year; f year",
    MONTH: (
        "financial month; fin month; month number; month no; financial mth; month num; "
        "financial period; period number; period no; fin period; fin mth; mth no"
    ),
    POD: (
        "pod; pod code; point of delivery; point of delivery code; pod type; delivery point; "
        "points of delivery; local pod code; national pod code; pod category"
    ),
    POD_NAME: (
        "local pod desc; pod desc; pod description; local pod description; pod name; point of "
        "delivery description; point of delivery name; point of delivery desc; local point of "
        "delivery description"
    ),
    MEASURE: "measure; measures; measure name; metric",
    PROVIDER: (
        "provider code; provider; org code provider; organisation code provider; trust code; "
        "trust; hospital; provider org code; prov code; prov; hospital code; organisation "
        "provider code"
    ),
    PROVIDER_NAME: "provider name; trust name; hospital name; provider description",
    SPECIALTY: (
        "specialty code; specialty; speciality; speciality code; treatment function code; "
        "treatment function; tfc; spec; spec code; main specialty; main specialty code; "
        "specialty no"
    ),
    PLAN_ACTIVITY: (
        "plan activity; planned activity; activity plan; plan act; activity planned; planned "
        "act; plan vol; planned volume; plan volume; budget activity; contract activity; "
        "activity budget; indicative activity"
    ),
    ACTUAL_ACTIVITY: (
        "actual activity; activity actual; activity; act activity; actual act; actual volume; "
        "volume; total activity; act vol; activity act"
    ),
    BUDGET: (
        "budget; plan price; plan cost; planned cost; original budget; indicative budget; "
        "baseline budget; baseline; budget cost; plan value; planned price; gross budget; "
        "opening budget; cost plan; budget before savings plan; budget before savings; price "
        "plan"
    ),
    SAVINGS: (
        "savings plan; savings plan adj; savings plan adjustment; plan price adj; savings adj; "
        "savings adjustment; savings; plan price adjustment; plan cost adj; savings target; "
        "budget adj; budget adjustment; saving plan; plan cost adjustment"
    ),
    REVISED: (
        "revised budget; revised plan; net budget; budget after savings plan; budget after "
        "savings; adjusted budget; budget revised; revised plan price; revised plan cost"
    ),
    COST: (
        "actual cost; actual; actual price; actual spend; actual expenditure; cost actual; "
        "spend; actual value; cost; expenditure; price actual; total cost; total actual cost; "
        "act cost"
    ),
    UNUSED: (
        "org code commissioner; commissioner code; commissioner; organisation code "
        "commissioner; pct; pct code; pct name; commissioner name; dataset created; date "
        "created; extract date; created; variance; over under; overspend; over underspend; "
        "variance activity; activity variance; cost variance; variance cost; ytd; year to date; "
        "variance pct; line; line no; row; row no; locality description; specialty name; "
        "speciality name; specialty description; treatment function name; practice town; town; "
        "pbc group; group; full year; annual total; specialty desc; treatment function desc; "
        "total; half; notes; comments; comment"
    ),
}
ROLES = {alias.strip(): role for role, text in ALIASES.items() for alias in text.split(";")}

TO_DATE = re.compile(r"\b(ytd|year to date|cumulative|to date|cum|months? 1 (to|-|–) ?\d+)\b")
IN_MONTH = re.compile(r"\b(in month|this month|current month|month|mth)\b")
SCALES = tuple(
    # Larger units first: a text that says £000 also says £.
    (unit, re.compile(said, re.IGNORECASE))
    for unit, said in (
        (
            "thousands",
            r"£\s*['’`]?000s?\b|(?<![\d,.])\b000s?\b|£\s*k\b|\b(?:in|of|£) ?thousands?\b",
        ),
        ("thousands", r"\(\s*thousands?\s*\)|\bthousands of pounds\b"),
        ("millions", r"£\s*m(?:n|illions?)?\b|\bin (?:£ ?)?millions?\b|\bmillions of pounds\b"),
        ("pence", r"\bpence\b|\(p\)"),
        ("pounds", r"£|\bpounds?\b|\bgbp\b"),
    )
)
POWERS = {"pounds": 0, "thousands": 3, "millions": 6, "pence": -2}


@lru_cache(maxsize=20_000)
def plain(text):
    """A heading without case, punctuation and units."""
    words = re.sub(r"£\s*['’`]?000s?|£\s*k\b|£\s*m\b|\b000s?\b", " ", text.lower())
    words = words.replace("&", " and ").replace("_", " ")
    words = re.sub(r"['’`]", "", words)
    words = re.sub(r"[^a-z0-9]+", " ", words)
    words = re.sub(r"\b(gbp|pounds|pence|thousands|thousand)\b", " ", words)
    return " ".join(words.split())


@lru_cache(maxsize=20_000)
def role_of(text):
    """What a heading means, or None."""
    words = plain(text)
    if words in ROLES:
        return ROLES[words]
    bare = " ".join(IN_MONTH.sub(" ", TO_DATE.sub(" ", words)).split())
    return ROLES.get(bare) if bare in ROLES and ROLES[bare] in (*MEASURES, UNUSED) else None


def is_to_date(text):
    """Does a heading say that what stands under it is added up from April on?"""
    return bool(TO_DATE.search(plain(text)))


def unit_of(text):
    """The unit of money that a text names, or None."""
    return next((unit for unit, said in SCALES if said.search(text)), None)


def understood(record):
    """How many different things the cells of a row, taken as headings, mean."""
    return len({role_of(cell) for cell in record if cell and len(cell) < 80} - {None, UNUSED})
