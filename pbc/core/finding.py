"""What somebody who looks for words is shown: a thing, its page, and the words that are meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet

# Letters of no language, which the database puts round a word that was found.
BEGIN, END = "\ue000", "\ue001"
LINES, LETTERS = 3, 200  # how much of a long text is shown
MARKED = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")


@dataclass(frozen=True)
class Piece:
    """A part of a text: found, or what stands between."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Found:
    """One thing that was found: what it is, its name, what tells it from another, its page, and
    what it says. Words that were found stand between BEGIN and END."""

    kind: str
    name: str
    note: str
    url: str
    words: str = ""

    @property
    def title(self):
        """Its name in pieces."""
        return pieces(self.name)

    @property
    def said(self):
        """What it says in pieces."""
        return pieces(self.words)


@dataclass(frozen=True)
class Looked:
    """What somebody looks for: words, and of minutes also who said them. `known` is what a kind
    has worked out of that and needs again, by a name."""

    user: object
    text: str
    who: str = ""
    known: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found: the model; the permission under which its rows are seen,
    and neither they nor what is told of them hang on another; the rows that match and that the user
    may see, in no order; the order in which they are shown; some of them with all that is told,
    their words marked; and one of these as Found. Kinds of one family are shown together.
    """

    family: str
    model: type
    seen_under: str
    rows: Callable[[Looked], QuerySet]
    order: tuple
    told: Callable[[QuerySet, Looked], QuerySet]
    show: Callable[[object, object], Found]


def pieces(text):
    """A text in Pieces, as the database marked it."""
    parts = enumerate(MARKED.split(text))
    return [
        Piece(part.replace(BEGIN, "").replace(END, ""), number % 2 == 1)
        for number, part in parts
        if part
    ]


def excerpt(text):
    """The first lines of a marked text in which something was found; where nothing was, its first
    lines. Of a long line what stands round the first word."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    those = [line for line in lines if BEGIN in line] or lines
    return " … ".join(map(_cut, those[:LINES]))


def _cut(line):
    if len(line) <= LETTERS:
        return line
    at = max(0, line.find(BEGIN) - LETTERS // 2)
    start = line.find(" ", at) + 1 if at else 0
    end = line.rfind(" ", start, start + LETTERS)
    end = end if end > line.find(END, start) else start + LETTERS
    return ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")
