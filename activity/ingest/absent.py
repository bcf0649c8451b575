"""Practices that a file should name and does not: a gap that no total of the file would show."""

import numpy as np

from activity.ingest import keys
from activity.ingest.words import first_of, listed, month_name

NAMED = 5  # of the practices that are missing, those that are said


def warn(parsed, matched, slices, known, findings):
    """Name, for each locality, the practices without any row in a month that the file covers."""
    there = _there(parsed, matched)
    missing = {}
    whole = [each for each in slices if len(each) == 3]  # others stand for named practices alone
    for year, month, locality in whole:
        for practice in range(len(known.practices)):
            absent = (year, month, practice) not in there
            if absent and known.locality_of(practice, year, month) == locality:
                missing.setdefault(locality, {}).setdefault(practice, []).append((year, month))
    for locality, practices in missing.items():
        _note(known.locality_names.get(locality, "The locality"), practices, known, findings)


def _there(parsed, matched):
    """Year, month and practice of every row that says them, parked ones too."""
    said = (matched.practice >= 0) & (parsed.months > 0)
    if not said.any():
        return set()
    columns = (column[said] for column in (parsed.years, parsed.months, matched.practice))
    found = keys.distinct(*columns)[0]
    return set(zip(*(np.asarray(column).tolist() for column in found), strict=True))


def _note(locality, practices, known, findings):
    names = [_named(known.practices[p], months) for p, months in practices.items()]
    findings.note(
        "practice-missing",
        f"{locality}: there is no row for {listed(first_of(names, NAMED))}",
        "Nothing, if they had no activity. Else ask the sender for their rows",
        count=sum(map(len, practices.values())),
    )


def _named(practice, months):
    first = month_name(*months[0])
    when = first if len(months) == 1 else f"{first} and {len(months) - 1} other months"
    return f"{practice['code']} {practice['name']} ({when})"
