"""The support log of a practice as it is taken away (B11): what stands, and what was corrected."""

from pbc.core.exports import Column, Kind, Table

CONTACTS = [
    Column("Day", Kind.DAY),
    Column("What"),
    Column("Who", Kind.NAME),
    Column("In words", Kind.NAME),
    Column("About the action", Kind.NAME),
    Column("About the figure", Kind.NAME),
    Column("What came of it", Kind.NAME),
    Column("On", Kind.DAY),
    Column("Written down by", Kind.NAME),
]
CORRECTED = [
    Column("Day", Kind.DAY),
    Column("What"),
    Column("Who", Kind.NAME),
    Column("In words", Kind.NAME),
    Column("Written down by", Kind.NAME),
    Column("Why it was written down anew", Kind.NAME),
]


def of_log(standing, corrected):
    """Every contact of a practice, and the rows that a later one corrects."""
    found = [Table("Support log", CONTACTS, map(_contact, standing))]
    before = [_corrected(one) for one in corrected]
    return found + ([Table("Corrected", CORRECTED, before)] if before else [])


def _contact(one):
    return (
        one.on_date,
        one.get_kind_display(),
        one.who,
        one.words,
        str(one.action or ""),
        one.about_said,
        one.outcome or "nothing yet",
        one.outcome_on,
        str(one.written_by),
    )


def _corrected(one):
    kind, reason = one.get_kind_display(), one.corrected_by.reason
    return one.on_date, kind, one.who, one.words, str(one.written_by), reason
