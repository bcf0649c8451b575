"""NHS numbers within any text: how they are written, which pass their check, when it is no chance.

Ten digits of which the last checks the others (modulus 11). One number in eleven passes by
chance, so a few that pass among many prove nothing; most of them passing does.
"""

import html
import re
from math import comb

DIGITS = "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"  # full-width, of some forms
TO_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212_", "-")
    | {wide: str(value) for value, wide in enumerate(DIGITS)}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad")
)
# Not inside a longer number or an amount with decimals, unless these are noughts.
NUMBER = re.compile(
    r"(?<!\d)(?<!\d\.)(?<!\d-)(?:"
    r"(?P<plain>\d{10})(?:\.0+)?|(?P<grouped>\d{3}([ .-]{1,3}|/)\d{3}([ .-]{1,3}|/)\d{4})|"
    r"(?P<thousands>\d,\d{3},\d{3},\d{3}(?!,\d))|(?P<power>\d\.\d{9}[eE]\+?0?9)"
    r")(?!\d|[.-]\d)"
)
LABELLED = re.compile(
    r"(?i)\bnhs[\s_-]*(?:(?:no|num|number|id)\b\.?|#)?(?:\s*(?:is|was|[:=#-]))*\s*$|"
    r"\bpatient(?:'?s)?[\s_-]*(?:(?:no|num|number|id)\b\.?|#)?(?:\s*(?:is|was|[:=#-]))*\s*$"
)
FEW, MOST = 3, 0.5
BY_CHANCE = 1e-3
BY_CHANCE_GROUPED = 1e-2  # nothing else is written 943 476 5919
RATE = 1 / 11
REPEATED = 4  # a value that stands in so many rows on average is not a patient's


def passes(text):
    """Does a text of ten digits pass the check of NHS numbers?"""
    if len(set(text)) == 1:
        return False
    check = 11 - sum(int(d) * w for d, w in zip(text, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(text[9])


class Tally:
    """What looks like NHS numbers in one place: a column, a sheet, the words beside the cells."""

    def __init__(self):
        self.plain, self.grouped, self.labelled = set(), set(), set()

    def add(self, text):
        """Take in the numbers that a text holds."""
        text = html.unescape(text).translate(TO_PLAIN)
        for found in NUMBER.finditer(text):
            digits = _digits_of(found)
            (self.grouped if found["grouped"] else self.plain).add(digits)
            if LABELLED.search(text[max(0, found.start() - 30) : found.start()]):
                self.labelled.add(digits)

    def join(self, other):
        """Take in what another one holds."""
        self.plain |= other.plain
        self.grouped |= other.grouped

    def leave_out(self, numbers):
        """Forget numbers that were judged elsewhere."""
        self.plain -= numbers
        self.grouped -= numbers

    def are_of_patients(self, cells=0, least=FEW):
        """Is it no chance? `cells` is how many cells the numbers stand in, where that is known."""
        if any(map(passes, self.labelled)):
            return True
        numbers = self.plain | self.grouped
        if len(numbers) < 20 and cells > REPEATED * len(numbers):
            return False
        in_groups = _most_pass(self.grouped, least=max(2, least - 1), by_chance=BY_CHANCE_GROUPED)
        return in_groups or _most_pass(numbers, least, BY_CHANCE)


def _digits_of(found):
    if found["power"]:
        return f"{round(float(found['power'])):010}"
    return re.sub(r"\D", "", found["plain"] or found["grouped"] or found["thousands"])


def _most_pass(numbers, least, by_chance):
    passing, among = sum(map(passes, numbers)), len(numbers)
    enough = passing >= least and passing > MOST * among
    return enough and _chance(passing, among) < by_chance


def _chance(passing, among):
    """How likely it is that so many or more of some random numbers pass."""
    if among > 30:  # more than half of so many: never by chance
        return 0.0
    return sum(
        comb(among, n) * RATE**n * (1 - RATE) ** (among - n) for n in range(passing, among + 1)
    )


def masked(text):
    """A text with marks in the place of whatever in it passes for an NHS number."""
    plain = text.translate(TO_PLAIN)
    found = NUMBER.sub(lambda one: "…" if passes(_digits_of(one)) else one[0], plain)
    return text if found == plain else found
