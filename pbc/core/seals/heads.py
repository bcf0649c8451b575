"""The heads of the chain, as they are kept outside: a line for each sealing.

    2007-03-13 12 9f86d081... budgets_budgetentry:9:101-130:30:60303ae2... core_personevent:4:...

The day, the number of the sealing, its digest, and of each table that got seals: the number of the
seal, its first and last row, how many they are, and its head. The first three words suffice to see
that something changed; the others name it.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

DIGEST = r"[0-9a-f]{64}"
LINE = re.compile(rf"(\d{{4}}-\d\d-\d\d) (\d+) ({DIGEST})((?: \S+)*)\s*")
SET_ASIDE = " # incomplete"  # after the beginning of a line whose end was never written
MOST = 2**63 - 1  # that a number of a line may be
PART = re.compile(rf"(\w+):(\d+):(-?\d+)-(-?\d+):(\d+):({DIGEST})")


class NotALine(Exception):
    """What was given is no line of heads; the text says which."""


@dataclass(frozen=True)
class Part:
    """What a line says of one seal."""

    table: str
    number: int
    first: int
    last: int
    count: int
    head: str

    def __str__(self):
        return f"{self.table}:{self.number}:{self.first}-{self.last}:{self.count}:{self.head}"


@dataclass(frozen=True)
class Line:
    """What is kept outside of one sealing."""

    day: date
    number: int
    digest: str
    said: str = ""

    @property
    def short(self):
        """The words that suffice to see that something changed."""
        return f"{self.day.isoformat()} {self.number} {self.digest}"

    @property
    def parts(self):
        return parts_of(self.said)

    def __str__(self):
        return f"{self.short} {self.said}".strip()


def of(sealing):
    """The line of a Sealing."""
    return Line(sealing.day, sealing.number, sealing.digest, sealing.said)


def said_of(seals):
    """What a sealing says of its seals, by table."""
    whole = sorted(seals, key=lambda one: (one.table_name, one.number))
    return " ".join(
        str(Part(one.table_name, one.number, one.first_id, one.last_id, one.count, one.head))
        for one in whole
    )


def parts_of(said):
    """The parts that a sealing names; what is no such part is left out, and its digest tells."""
    return [
        Part(found[1], *map(int, found.groups()[1:5]), found[6])
        for found in map(PART.fullmatch, said.split())
        if found
    ]


def read(lines):
    """The lines of a file of heads, without remarks and what was set aside. Raises NotALine."""
    found = []
    for at, text in enumerate(map(str.strip, lines), 1):
        if text and not text.startswith("#") and not text.endswith(SET_ASIDE):
            try:
                found.append(_line(text))
            except ValueError:
                raise NotALine(f"Line {at} is no line of heads: {text[:60]}") from None
    return found


def _line(text):
    """The Line of a text. Raises ValueError, of a day or a number that cannot be, too."""
    match = LINE.fullmatch(text)
    if not match:
        raise ValueError(text)
    day, number, digest, said = match.groups()
    line = Line(date.fromisoformat(day), int(number), digest, said.strip())
    numbers = [one for part in line.parts for one in (part.number, part.first, part.last)]
    if max([line.number, *map(abs, numbers)]) > MOST:
        raise ValueError(text)
    return line


def of_a_seal(before, seal):
    """The head of a seal over that of the seal before; `seal` is a Seal that has `marks_digest`,
    the SHA-256 of its marks."""
    what = (seal.table_name, seal.number, seal.sealing_id, ",".join(seal.columns))
    where = (seal.first_id, seal.last_id, seal.count, seal.marks_digest)
    return hashed(before, *what, *where)


def of_a_sealing(before, *, number, day, said):
    """The digest of a sealing, over that of the one before it."""
    return hashed(before, number, day.isoformat(), said)


def hashed(*words):
    """The SHA-256 of words, one a line, none of which holds an end of line."""
    return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()
