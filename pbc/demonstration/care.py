"""The kinds of care: national points of delivery and specialties, and how each one went.

Shares, prices and the course of the year are invented: outpatients run over from the start,
referrals between consultants rise until they are stopped, and inpatients follow.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

OWN, NEXT, FAR, EYES = range(4)  # which of a locality's hospitals

SPECIALTIES = {
    "100": "General surgery",
    "101": "Urology",
    "110": "Trauma and orthopaedics",
    "120": "ENT",
    "130": "Ophthalmology",
    "180": "Accident and emergency",
    "300": "General medicine",
    "301": "Gastroenterology",
    "320": "Cardiology",
    "330": "Dermatology",
    "340": "Respiratory medicine",
    "370": "Medical oncology",
    "410": "Rheumatology",
    "420": "Paediatrics",
    "502": "Gynaecology",
    "812": "Diagnostic imaging",
}


@dataclass(frozen=True, eq=False)
class Care:
    """A point of delivery.

    `share` is its part of a budget, in thousandths; `price` that of one attendance; `course` the
    spending of April to December in thousandths of the budget; `lost` how much of it comes
    without a practice, against the others; `mix` which hospital and specialty, with weights.
    """

    code: str
    name: str
    heading: str
    share: int
    price: Decimal
    lost: int
    course: tuple[int, ...]
    mix: tuple[tuple[int, str, int], ...]
    code_elsewhere: str = ""


def _care(code, name, heading, share, price, lost, course, mix, elsewhere=""):
    months = tuple(int(month) for month in course.split())
    places = tuple((place, spec, weight) for place, spec, weight in mix)
    return Care(code, name, heading, share, Decimal(price), lost, months, places, elsewhere or code)


CARE = (
    _care("EL", "Elective inpatient", "Elective", 128, "2450", 18,
          "1000 1004 998 1006 1012 1018 1058 1082 1101",
          [(OWN, "110", 50), (NEXT, "100", 32), (FAR, "101", 18)]),
    _care("DC", "Day case", "Elective", 112, "680", 20,
          "996 1002 1004 1008 1011 1016 1049 1071 1088",
          [(OWN, "100", 48), (OWN, "301", 30), (EYES, "130", 22)]),
    _care("NEL", "Non-elective inpatient", "Emergency", 372, "2150", 22,
          "1011 1007 1004 1013 1012 1019 1041 1057 1072",
          [(OWN, "300", 62), (OWN, "420", 21), (NEXT, "340", 17)]),
    _care("NELST", "Non-elective short stay", "Emergency", 41, "640", 26,
          "1020 1014 1018 1021 1024 1026 1038 1044 1052",
          [(OWN, "300", 100)], "NELST"),
    _care("XBD", "Excess bed days", "Emergency", 16, "215", 12,
          "1030 1028 1024 1032 1029 1031 1043 1049 1056",
          [(OWN, "300", 100)], "NELXBD"),
    _care("OPFA", "First outpatient attendance (GP referral)", "Outpatients", 83, "168", 44,
          "1086 1082 1071 1092 1098 1084 1057 1046 1039",
          [(OWN, "110", 40), (OWN, "330", 27), (NEXT, "120", 18), (EYES, "130", 15)], "OPFASPCL"),
    _care("OPFAC2C", "First outpatient attendance (consultant referral)", "Outpatients",
          26, "176", 48, "1180 1223 1268 1334 1402 1451 1376 902 418",
          [(OWN, "300", 64), (FAR, "320", 36)]),
    _care("OPFUP", "Follow-up outpatient attendance", "Outpatients", 106, "86", 40,
          "1124 1118 1112 1136 1148 1129 1098 1087 1081",
          [(OWN, "110", 42), (OWN, "410", 24), (NEXT, "502", 20), (EYES, "130", 14)],
          "OPFUPSPCL"),
    _care("OPPROC", "Outpatient procedure", "Outpatients", 19, "155", 30,
          "1048 1041 1052 1058 1049 1055 1046 1043 1041",
          [(OWN, "330", 100)]),
    _care("AE", "A&E attendance", "A&E", 58, "84", 70,
          "1024 1018 1012 1022 1026 1016 1021 1027 1034",
          [(OWN, "180", 74), (NEXT, "180", 26)]),
    _care("DA", "Direct access diagnostics", "Other", 24, "11.50", 28,
          "1008 1004 996 1006 1002 1005 1007 1004 1002",
          [(OWN, "812", 100)]),
    _care("HCD", "High cost drugs and devices", "Other", 15, "1150", 8,
          "998 1006 1004 996 1002 1008 1012 1009 1014",
          [(FAR, "370", 100)]),
)  # fmt: skip
BY_CODE = {care.code: care for care in CARE}


def _of_heading(code):
    """A kind of care that stands for all of its heading, at one hospital."""
    care = BY_CODE[code]
    share = sum(one.share for one in CARE if one.heading == care.heading)
    return replace(care, share=share, mix=care.mix[:1])


# What a PCT counts by whose books are no finer: one kind of care a heading.
BY_HEADING = tuple(_of_heading(code) for code in ("EL", "NEL", "OPFA", "AE", "DA"))
LOST_UNDER = (("V81999", "GP practice code not known", 70),
              ("V81997", "No registered GP practice", 19),
              ("V81998", "GP practice code not applicable", 11))  # fmt: skip
DEFAULT_CODES = {code: name for code, name, _ in LOST_UNDER}
