"""Slices and counts in words, for the pages on files."""

from collections import defaultdict

from django.contrib.humanize.templatetags.humanize import apnumber

from pbc.core import money, periods
from pbc.core.models import Locality


def locality_names():
    """Name of each locality by its id."""
    return dict(Locality.objects.values_list("pk", "name"))


def some_of(names, *, most=3, what="localities"):
    """Dacorum; Dacorum and Hertsmere; 10 localities."""
    names = sorted(set(names))
    if len(names) > most:
        return f"{len(names)} {what}"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def slices_in_words(slices, names):
    """Dacorum, months 1 to 6 of 2006/07. `slices` are (year, month, locality id)."""
    held = defaultdict(set)
    for year, month, locality in slices:
        held[year, locality].add(month)
    alike = defaultdict(list)
    for (year, locality), months in held.items():
        alike[year, tuple(sorted(months))].append(names[locality])
    if len(alike) > 3:
        alike = _at_most_three(held, names)
    return "; ".join(
        f"{some_of(places)}, {periods.span_in_words(months)} of {periods.year_name(year)}"
        for (year, months), places in sorted(alike.items())
    )


def _at_most_three(held, names):
    """Where too many differ: all localities and all months of a year together."""
    together = defaultdict(lambda: (set(), set()))
    for (year, locality), months in held.items():
        together[year][0].update(months)
        together[year][1].add(names[locality])
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
