"""Slices and counts in words, for the pages on files."""

from collections import defaultdict

from django.contrib.humanize.templatetags.humanize import apnumber

from activity.queries.slices import place_names, whole_first
from pbc.core import money, periods


def some_of(names, *, most=3, what="localities"):
    """Dacorum; Dacorum and Hertsmere; 10 localities."""
    names = sorted(set(names))
    if len(names) > most:
        return f"{len(names)} {what}"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def slices_in_words(slices, names=None):
    """Dacorum, months 1 to 6 of 2006/07; of a practice's month alone the practice.

    `names` are those of the places, where they were read for several such sentences.
    """
    slices, held = whole_first(slices), defaultdict(set)
    names = names or place_names(slices)
    for year, month, *place in slices:
        held[year, names[tuple(place)]].add(month)
    alike = defaultdict(list)
    for (year, name), months in held.items():
        alike[year, tuple(sorted(months))].append(name)
    if len(alike) > 3:
        alike = _at_most_three(held)
    what = "practices" if any(key[3] for key in slices) else "localities"
    return "; ".join(
        f"{some_of(places, what=what)}, {periods.span_in_words(months)} of "
        f"{periods.year_name(year)}"
        for (year, months), places in sorted(alike.items())
    )


def _at_most_three(held):
    """Where too many differ: all places and all months of a year together."""
    together = defaultdict(lambda: (set(), set()))
    for (year, name), months in held.items():
        together[year][0].update(months)
        together[year][1].add(name)
    return {
        (year, tuple(sorted(months))): sorted(places) for year, (months, places) in together.items()
    }


def counted(number, one, many=""):
    """One row, nine rows, 1,204 rows."""
    return f"{number_in_words(number)} {one if number == 1 else many or one + 's'}"


def number_in_words(number):
    """Numbers up to nine in words, the rest in figures: three, 1,204."""
    return apnumber(number) if 0 < number < 10 else f"{number:,}"


def sentence_case(text):
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def more_or_less(difference):
    """£12,406.55 less; £5,587.29 more. To the penny below a million, as in a sentence above."""
    show = money.pounds if abs(difference) >= money.MILLION else money.pence
    return f"{show(abs(difference))} {'more' if difference > 0 else 'less'}"
