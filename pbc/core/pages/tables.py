"""The register, a locality and a practice as they are taken away (B11): a sheet a table."""

from django.conf import settings

from pbc.core import money, periods
from pbc.core.exports import Column, Fact, Kind, Table
from pbc.core.pages.frame import counted
from pbc.core.people.tables import of_history

PRACTICES = [
    Column("Practice", Kind.NAME),
    Column("Code"),
    Column("Locality", Kind.NAME),
    Column(settings.PBC_COMMISSIONER_LABEL, Kind.NAME),
    Column("Group, or why in none", Kind.NAME),
    Column("Reason", Kind.NAME),
    Column("From", Kind.DAY),
    Column("To", Kind.DAY),
    Column("Patients", Kind.COUNT),
]
PARTS = [
    Column("How they stand", Kind.NAME),
    Column("Practices", Kind.COUNT),
    Column("Share", Kind.PERCENT),
]
MEMBERS = [
    Column("Practice", Kind.NAME),
    Column("Group", Kind.NAME),
    Column("Reason", Kind.NAME),
    Column("From", Kind.DAY),
    Column("To", Kind.DAY),
]
SPELLS = [
    Column("What", Kind.NAME),
    Column("Reason", Kind.NAME),
    Column("From", Kind.DAY),
    Column("To", Kind.DAY),
]
SIZES = [
    Column("Counted on", Kind.DAY),
    Column("Patients", Kind.COUNT),
    Column("Known since", Kind.DAY),
]


def of_register(page):
    """The practices of each locality, and how many patients they have together."""
    return [
        _locality(commissioner.name, locality)
        for commissioner in page.commissioners
        for locality in commissioner.localities
    ]


def of_locality(page):
    """How the practices of a locality take part, and those that stand alike."""
    rows = [
        (part.name, len(part.members), money.round_half_up(part.percent, 1)) for part in page.parts
    ]
    total = ("All practices", page.practices, None)
    alike = [
        Table(part.name, MEMBERS, map(_member, part.members)) for part in page.parts if part.members
    ]
    return [Table("How they stand", PARTS, rows, total), *alike]


def of_practice(page, history):
    """Where a practice was, in which group, its list sizes, and who wrote that down."""
    sizes = [(size.counted_on, size.patients, size.known_from) for size in page.list_sizes]
    found = [
        Table("Area or locality", SPELLS, map(_spell, page.localities)),
        Table("Commissioning group", SPELLS, map(_spell, page.groups)),
    ]
    found += [Table("Patients registered", SIZES, sizes)] if sizes else []
    return found + ([of_history("Who wrote down what", history)] if history else [])


def facts_of(whose, said, day):
    """What to know of a page of the register: whose it is, its sentences, and of which day."""
    told = [("Of", whose), *(("In words", sentence) for sentence in said if sentence)]
    return [Fact(*one) for one in (*told, ("As it was on", periods.day(day)))]


def _locality(commissioner, locality):
    rows = [_practice(one, locality.name, commissioner) for one in locality.practices]
    patients = "not known" if locality.patients is None else locality.patients
    total = (counted(len(rows), "practice", "practices"), *[None] * 7, patients)
    return Table(locality.name, PRACTICES, rows, total)


def _practice(practice, locality, commissioner):
    return (
        practice.name,
        practice.code,
        locality,
        commissioner,
        practice.standing,
        practice.reason,
        practice.from_date or "not known",
        practice.to_date or "still there",
        "not known" if practice.patients is None else practice.patients,
    )


def _member(member):
    to_date = member.to_date or "still so"
    return member.practice, member.group or "none", member.reason, member.from_date, to_date


def _spell(spell):
    return spell.name, spell.reason, spell.from_date, spell.to_date or "still so"
