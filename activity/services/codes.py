"""Code tables and list sizes from a reference folder."""

from activity.models import (
    DefaultPracticeCode,
    Heading,
    ListSize,
    PointOfDelivery,
    Specialty,
)
from pbc.core import reference
from pbc.core.deeds import deed
from pbc.core.directory import keep_named
from pbc.core.models import Practice

NATIONAL = {
    "V81997": "No registered GP practice",
    "V81998": "GP practice code not applicable",
    "V81999": "GP practice code not known",
    "&": "GP practice not known",
}
HEADING_CODES = {
    "Outpatients": "OP",
    "Elective": "EL",
    "Emergency": "EM",
    "A&E": "AE",
    "Other": "OT",
}

MOST_PATIENTS = 1_000_000  # of one practice; no list in England is near it


@deed
def load_codes(*, folder, known_from, by):
    """Load points of delivery with their headings, specialties, default codes, list sizes."""
    for row in reference.rows(folder, "pods.csv"):
        with reference.at(row):
            _load_point_of_delivery(row)
    for row in reference.rows(folder, "specialties.csv"):
        with reference.at(row):
            keep_named(Specialty, row["code"], name=row["name"])
    stated = {
        row["code"]: row["name"] for row in reference.rows(folder, "default_practice_codes.csv")
    }
    for code, name in (NATIONAL | stated).items():
        keep_named(DefaultPracticeCode, code, name=name)
    _load_list_sizes(folder, known_from)


def _load_point_of_delivery(row):
    name = row["group"]
    if not name:
        raise reference.NotReadable(f"{row['pod']} has no heading: fill in its column group")
    heading = Heading.objects.filter(name=name).first()
    if heading is None:
        heading = Heading.objects.create(code=heading_code(name), name=name)
    aliases = sorted({a for k, a in row.items() if k.startswith("code_in_") and a != row["pod"]})
    keep_named(
        PointOfDelivery, row["pod"], name=row["description"], heading=heading, aliases=aliases
    )


def heading_code(name):
    """A short code for a heading: the usual one, else its first letters, made unique."""
    letters = "".join(c for c in name.upper() if c.isalnum()) or "X"
    wanted = [HEADING_CODES.get(name), *(letters[:n] for n in range(2, 9))]
    taken = set(Heading.objects.values_list("code", flat=True))
    return next(code for code in wanted if code and code not in taken)


def _load_list_sizes(folder, known_from):
    ids = dict(Practice.objects.values_list("code", "pk"))
    held = {}
    for size in ListSize.objects.order_by("pk"):
        held[size.practice_id, size.counted_on] = size.patients
    new = []
    for row in reference.rows(folder, "practices.csv"):
        practice = ids[row["practice_code"]]
        with reference.at(row):
            for counted_on, patients in _list_sizes(row).items():
                if held.get((practice, counted_on)) != patients:
                    known = known_from or counted_on
                    sizes = {"counted_on": counted_on, "patients": patients, "known_from": known}
                    new.append(ListSize(practice_id=practice, **sizes))
    ListSize.objects.bulk_create(new)


def _list_sizes(row):
    """{day: patients} of a practice."""
    columns = reference.date_columns(row, "list_size_")
    sizes = {counted_on: reference.whole(patients) for counted_on, patients in columns.items()}
    if not all(0 <= patients <= MOST_PATIENTS for patients in sizes.values()):
        raise reference.NotReadable(f"a list has 0 to {MOST_PATIENTS:,} patients")
    return sizes
