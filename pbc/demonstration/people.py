"""The invented people, most of whom sign in with one password that everybody knows."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from pbc.core.deeds import deed
from pbc.core.models import Appointment, Commissioner, Group, Person, Practice, Role

PASSWORD = "hedgerow-lantern-2007"  # noqa: S105 # printed at each start, good nowhere else
APPOINTED_ON = date(2006, 4, 1)


@dataclass(frozen=True)
class SignIn:
    """Somebody who can sign in: `over` is the organisation as (model, code), None the site, and
    `first` what there is to do for them first."""

    username: str
    first_name: str
    last_name: str
    role: Role
    over: tuple[type, str] | None = None
    first: str = ""

    @property
    def name(self):
        """Frances Holroyd."""
        return f"{self.first_name} {self.last_name}"


SIGN_INS = (
    SignIn(
        *("finance", "Frances", "Holroyd", Role.FINANCE, (Commissioner, "5P4")),
        first="Send in months 7 to 9 of Dacorum, publish them, and undo it",
    ),
    SignIn(
        *("commissioner", "Neville", "Stroud", Role.COMMISSIONING, (Commissioner, "5P4")),
        first="See which locality is the most over, and where its months are missing",
    ),
    SignIn(
        *("gp.lead", "Dr Anil", "Whitcombe", Role.GP_LEAD, (Group, "DAC")),
        first="Follow the overspend of outpatients down to a row, and raise an action",
    ),
    SignIn(
        *("practice", "Paula", "Denning", Role.PRACTICE_MANAGER, (Practice, "E82518")),
        first="Read where the practice stands, and close what is done",
    ),
    SignIn(
        *("secretary", "Joan", "Ferriday", Role.SECRETARY, (Group, "DAC")),
        first="Open the record of today’s meeting, and arrange the one in May",
    ),
    SignIn(
        *("observer", "Dr Celia", "Marchmont", Role.LMC_OBSERVER, (Commissioner, "5P4")),
        first="See who meets, and when",
    ),
    SignIn(
        *("auditor", "Martin", "Osgood", Role.AUDITOR),
        first="See who published what, when, and why",
    ),
    SignIn(
        *("administrator", "Sheila", "Parfitt", Role.ADMINISTRATOR),
        first="Add a person, appoint them, and shut them out again",
    ),
)
# Whose work stands in the demonstration, and who do not sign in there.
COLLEAGUES = (SignIn("finance.east", "Colin", "Averill", Role.FINANCE, (Commissioner, "5P3")),)


@deed
def appoint(*, by):
    """Add and appoint everybody who is not there yet. Returns {username: person}."""
    known, unknown = make_password(PASSWORD), make_password(None)
    return {
        one.username: _appoint(one, known if one in SIGN_INS else unknown, by)
        for one in (*SIGN_INS, *COLLEAGUES)
    }


def _appoint(one, encoded, by):
    person, _ = Person.objects.get_or_create(
        username=one.username,
        defaults={
            "first_name": one.first_name,
            "last_name": one.last_name,
            "email": f"{one.username}@example.nhs.uk",
            "password": encoded,
        },
    )
    held = {"person": person, "role": one.role}
    if one.over:
        model, code = one.over
        held[model.__name__.lower()] = model.objects.get(code=code)
    Appointment.objects.get_or_create(**held, defaults={"from_date": APPOINTED_ON, "given_by": by})
    return person


def strangers():
    """People of the site who are neither its operator nor of the demonstration."""
    ours = [one.username for one in (*SIGN_INS, *COLLEAGUES)]
    return Person.objects.exclude(username__in=["operator", *ours])
