"""What the register holds: organisations, codes and years, known from ever unless told."""

from datetime import date
from itertools import count

from activity.models import Heading, ListSize, PointOfDelivery, Specialty
from pbc.core import services
from pbc.core.models import (
    Commissioner,
    FinancialYear,
    Group,
    GroupMembership,
    Locality,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    Provider,
    Standing,
)

SINCE_EVER = date(1990, 4, 1)
numbers = count(1)
HEADINGS = {"EL": ("Elective", "Elective inpatient"), "OPFA": ("Outpatients", "First attendance")}


# ---- Organisations ---------------------------------------------------------------------------


def commissioner(name="West Hertfordshire"):
    """The PCT of that name; asked for twice it is the same."""
    found = Commissioner.objects.filter(name=name).first()
    return found or Commissioner.objects.create(code=f"C{next(numbers)}", name=name)


def locality(name="Dacorum", *, pct=None, code=None, from_date=SINCE_EVER, to_date=None):
    """The locality of that name under a commissioner; asked for twice it is the same."""
    found = Locality.objects.filter(name=name).first()
    if found is None:
        found = Locality.objects.create(code=code or f"L{next(numbers)}", name=name)
        LocalityCommissioner.objects.create(
            locality=found,
            commissioner=pct or commissioner(),
            from_date=from_date,
            to_date=to_date,
            known_from=from_date,
        )
    return found


def group(name="DacCom"):
    """The group of that name; asked for twice it is the same."""
    found = Group.objects.filter(name=name).first()
    return found or Group.objects.create(code=f"G{next(numbers)}", name=name)


def practice(
    name="Fernville Surgery", *, in_=None, group=None, code=None, opened=SINCE_EVER, closed=None
):
    """A practice in a locality, and in a group if one is given."""
    made = Practice.objects.create(code=code or f"T{next(numbers):05}", name=name, town="Hemel")
    PracticeLocality.objects.create(
        practice=made,
        locality=in_ or locality(),
        from_date=opened,
        to_date=closed,
        known_from=opened,
    )
    if group:
        membership(made, group, from_date=opened, to_date=closed)
    return made


def membership(of, group=None, *, reason="", from_date=SINCE_EVER, to_date=None):
    """How a practice stands: in a group, or not involved for a reason."""
    return GroupMembership.objects.create(
        practice=of,
        group=group,
        standing=Standing.MEMBER if group else Standing.NOT_INVOLVED,
        reason=reason if group else reason or "not stated",
        from_date=from_date,
        to_date=to_date,
        known_from=from_date,
    )


def provider(code="RWG", name="West Hertfordshire Hospitals"):
    """A trust; asked for twice it is the same."""
    return Provider.objects.get_or_create(code=code, defaults={"name": name})[0]


def list_size(of, patients, *, counted_on=date(2006, 4, 1)):
    """How many patients a practice had on a day."""
    return ListSize.objects.create(
        practice=of, counted_on=counted_on, patients=patients, known_from=counted_on
    )


# ---- Codes and years -------------------------------------------------------------------------


def year(number=2006):
    """A financial year that finance has opened, with room for its lines."""
    found = FinancialYear.objects.filter(year=number).first()
    return found or services.open_year(year=number, on=date(number, 4, 1), by=services.operator())


def heading(name="Elective"):
    """The heading of that name; asked for twice it is the same."""
    found = Heading.objects.filter(name=name).first()
    return found or Heading.objects.create(code=name.upper()[:8], name=name)


def point_of_delivery(code="EL"):
    """The point of delivery of that code, under its heading."""
    over, name = HEADINGS.get(code, ("Other", code))
    return PointOfDelivery.objects.get_or_create(
        code=code, defaults={"name": name, "heading": heading(over)}
    )[0]


def specialty(code="100", name="General surgery"):
    """A specialty; asked for twice it is the same."""
    return Specialty.objects.get_or_create(code=code, defaults={"name": name})[0]
