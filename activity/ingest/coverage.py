"""What a file covers: the months of localities of which it holds at least half of the practices.

A file replaces whole slices. One that names three of nineteen practices would wipe out the
other sixteen, so it covers nothing, and its rows are kept out; unless somebody says what it
covers, whole months of localities or the months of some practices alone.
"""

from decimal import Decimal

import numpy as np

from activity.ingest import headings as h
from activity.ingest import keys
from activity.ingest.matching import UNASSIGNED
from activity.ingest.words import month_name


def park_copies(raw, parsed, matched, findings):
    """Park the second and later copies of a line; the first stays."""
    sound = np.flatnonzero(findings.sound)
    firsts = _first_of_its_kind(parsed, matched, sound)
    copies = sound[firsts != np.arange(len(sound))]
    first_of = dict(
        zip(copies.tolist(), sound[firsts[firsts != np.arange(len(sound))]], strict=True)
    )

    def say(number):
        part, local = raw.place(int(first_of[number]))
        where = f" of “{part.sheet}”" if part.sheet else ""
        return (
            "The same month, practice, provider, point of delivery and specialty stand in "
            f"row {int(part.rows[local])}{where} already"
        )

    mask = np.zeros(len(raw), dtype=bool)
    mask[copies] = True
    fix = "Ask the sender whether the line was meant twice, and send in one file with its sum"
    findings.park("duplicate-row", h.PRACTICE, mask, say, fix)


def _first_of_its_kind(parsed, matched, rows):
    """For each of some rows the first that says the same of itself, by its number among them."""
    whose = np.where(matched.practice == UNASSIGNED, -matched.locality - 10, matched.practice)
    columns = [parsed.years, parsed.months, whose, matched.point_of_delivery]
    columns += [numbered(matched.given[r]) for r in (h.PRACTICE, h.PROVIDER, h.SPECIALTY)]
    key = keys.packed(*(column[rows] for column in columns))
    _, firsts, which = np.unique(key, return_index=True, return_inverse=True)
    return firsts[which]


def numbered(texts):
    """A number for each different text."""
    return texts.dictionary_encode().indices.to_numpy()


def covered(parsed, matched, known, findings):
    """What a file covers, in order: (year, month, locality), and where somebody said so with the
    number of a practice as well, whose month alone it is."""
    if known.covers is None:
        return slices(parsed, matched, known, findings)
    columns = parsed.years, parsed.months, matched.locality, matched.practice
    rows = keys.distinct(*(column[findings.sound] for column in columns))[0]
    there = {tuple(row) for row in np.array(rows).T.tolist()}
    places = {row[:3] for row in there}
    whole = [place for place in places if (*place, None) in known.covers]
    apart = [
        row for row in there if row[3] >= 0 and (*row[:3], known.id_of(row[3])) in known.covers
    ]
    return sorted([*whole, *apart])


def slices(parsed, matched, known, findings):
    """Months of localities that the sound rows cover: (year, month, locality), in order."""
    named = findings.sound & (matched.practice >= 0)
    columns = parsed.years, parsed.months, matched.locality, matched.practice
    practices = keys.distinct(*(column[named] for column in columns))[0]
    places, which = keys.distinct(*practices[:3])
    named_there = zip(*(p.tolist() for p in places), np.bincount(which).tolist(), strict=True)
    share = Decimal(known.facts["coverage_share"])
    register = _practices_there(known, set(zip(*(p.tolist() for p in places[:2]), strict=True)))
    return sorted(
        (*place, locality)
        for *place, locality, count in named_there
        if count >= share * register.get((*place, locality), 0)
    )


def _practices_there(known, months):
    """How many practices the register has in each locality in some months, closed ones left out."""
    there = {}
    for year, month in months:
        for practice in range(len(known.practices)):
            place = (year, month, known.locality_of(practice, year, month))
            there[place] = there.get(place, 0) + 1
    return there


def park_outside(parsed, matched, covered, known, findings):
    """Park sound rows outside the months of localities, or of practices, that the file covers."""
    columns = parsed.years, parsed.months, matched.locality, matched.practice
    inside = np.zeros(len(parsed.years), dtype=bool)
    for width in (3, 4):
        held = np.array([each for each in covered if len(each) == width] or [(0,) * width]).T
        both = [np.concatenate(pair) for pair in zip(columns[:width], held, strict=True)]
        key = keys.packed(*both)
        inside |= np.isin(key[: len(parsed.years)], key[len(parsed.years) :])
    park = findings.sound & ~inside
    findings.park("outside-coverage", h.PRACTICE, park, _why(parsed, matched, known), _fix(known))


def _why(parsed, matched, known):
    def say(number):
        month = month_name(int(parsed.years[number]), int(parsed.months[number]))
        where = known.locality_names.get(int(matched.locality[number]), "this locality")
        if known.covers is not None:
            return f"Somebody said that the file does not stand for this row of {where} in {month}"
        return f"The file holds too few practices of {where} to stand for {month}"

    return say


def _fix(known):
    if known.covers is not None:
        return "Correct what the file covers, or settle the row by hand"
    return "Ask the sender for the whole file, or settle the row by hand"
