"""Which rows of minutes are headings, and what stands under each, by the words that minutes use."""

import re
from dataclasses import dataclass
from enum import Enum

from meetings.minutes.source import Row


class Kind(Enum):
    """What stands under a heading."""

    ATTENDED = "attended"
    CHAIR = "chair"
    APOLOGIES = "apologies"
    COPIES_TO = "copies to"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    NEXT = "next meeting"
    OTHER = "other"


WHO = r"(?:the |those |members |people |persons |also )*"
FORMS = {
    Kind.ATTENDED: WHO
    + r"(?:attended|attend[ae]nce(?: list)?|attendees|attending|present|in attendance|"
    r"(?:and )?in attendance|by invitation|guests?|observers?|visitors?)"
    r"(?: (?:by|present|were|at the meeting|in person|only))*",
    Kind.CHAIR: r"(?:(?:in the )?chair(?:man|woman|person|ed by)?|minutes?(?: taken)? by|"
    r"minute[- ]taker|note[- ]taker|notes (?:taken )?by|secretary)",
    Kind.APOLOGIES: r"(?:apologies|apologies (?:for absence|received|from|for absence from|"
    r"received from|for absence received from|given)|absent|absent with apologies|"
    r"welcome and apologies|not present)",
    Kind.COPIES_TO: r"(?:copies to|copy to|copied to|copies|cc|c\.c\.|circulation(?: list)?|"
    r"distribution(?: list)?|distributed to|circulated to|circulate to)",
    Kind.ACTIONS: r"(?:(?:summary|list|table|log|schedule) of )?(?:agreed |outstanding |new )?"
    r"action(?:s|s? points?| items?| list| log| plan| table| summary|s summary)"
    r"(?: (?:agreed|arising|list|log|from (?:the|this) meeting|to be taken|required|summary))*",
    Kind.DECISIONS: r"(?:(?:summary of )?(?:key |main )?decisions"
    r"(?: (?:made|taken|agreed|reached))?|"
    r"(?:agreed|resolved|resolutions|agreements|what was agreed))",
    Kind.NEXT: r"(?:(?:the )?(?:dates?|time)?(?: ?(?:,|and|&|/) ?(?:time|venue|place|location))*"
    r"(?: of)?(?: the)? ?next meetings?(?: dates?)?(?: (?:date|and venue|details))?|"
    r"dates? of (?:future meetings?|the next meetings?))",
}
KINDS = [(kind, re.compile(form, re.IGNORECASE)) for kind, form in FORMS.items()]
MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
NUMBER = re.compile(
    r"^(?:(?:agenda )?item\s+)?(?P<number>\d{1,2})(?:\.\d{1,2})*"
    rf"(?:[.):]\s*(?=[^\W\d])|\s+(?-i:(?=[A-Z])))(?!{MONTHS})",
    re.IGNORECASE,
)
LETTER = re.compile(r"^(?:[A-Za-z]|[ivx]{1,4})[.)]\s+")
HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
LABEL = re.compile(r"^(?P<label>[^:]{2,60}?)\s*(?::|\s[–—-](?=\s|$)|[–—](?=\s|$))\s*(?P<rest>.*)$")
LONGEST = 80  # letters of a heading that nothing marks as one
MOST_WORDS = 10
MOST_WORDS_BEFORE_A_COLON = 6  # more of them begin a list within a matter


@dataclass(frozen=True)
class Heading:
    """A heading: its words without number, what it opens, and what stands on its line after it."""

    kind: Kind
    title: str
    rest: str
    number: int | None
    line: int


def known(row: Row):
    """The heading that a row is by its words, or None: “2. Apologies: A. Smith”."""
    if len(row.filled) > 1:
        return _in_first_cell(row)
    plain, number = _without_number(row.text)
    kind = _kind(plain.rstrip(" :.–—-"))
    if kind:
        return Heading(kind, plain.rstrip(" :"), "", number, row.line)
    label = LABEL.match(plain)
    kind = _kind(label["label"]) if label else None
    if (
        not label
        or not kind
        or (kind is Kind.DECISIONS and label["rest"])
        or _speaks(plain, label["label"])
    ):
        return None
    return Heading(kind, label["label"], label["rest"], number, row.line)


def _speaks(text, label):
    """“CC – there are no strategies” is somebody's initials and what they said."""
    return label.isupper() and len(label) < 4 and not text[len(label) :].startswith(":")


def _in_first_cell(row):
    """The heading in the first cell of a table row, whose other cells are what it is over."""
    first, *others = row.filled
    plain, number = _without_number(first.text)
    kind = _kind(plain.rstrip(" :"))
    if kind in (None, Kind.ACTIONS, Kind.DECISIONS):
        return None
    return Heading(kind, plain, ", ".join(cell.text for cell in others), number, row.line)


def _without_number(text):
    """The text without number or hashes before it, and the number."""
    text = HASHES.sub("", text)
    found = NUMBER.match(text)
    if found:
        return text[found.end() :].strip(), int(found["number"])
    return LETTER.sub("", text).strip(), None


def _kind(words):
    plain = " ".join(words.split())
    return next((kind for kind, form in KINDS if form.fullmatch(plain)), None)


def other(row: Row):
    """The heading of some other matter, or None: numbered, with a colon, hashed or in capitals."""
    text = row.text
    if row.is_bullet or len(row.filled) > 1 or len(text) > LONGEST:
        return None
    plain, number = _without_number(text)
    hashed = bool(HASHES.match(text))
    short = plain.endswith(":") and len(plain.split()) <= MOST_WORDS_BEFORE_A_COLON
    marked = number is not None or hashed or short or plain.isupper()
    if not marked or _is_sentence(plain) or not re.search(r"[^\W\d]{2}", plain):
        return None
    return Heading(Kind.OTHER, plain.rstrip(" :"), "", number, row.line)


def looks_like_one(row: Row):
    """Could it be a heading that nothing marks: a few words from a capital on, without a stop?"""
    text = row.text
    plain = not row.is_bullet and len(row.filled) == 1 and len(text) <= LONGEST
    return plain and text[0].isupper() and not _is_sentence(text) and text[-1] not in ",;:)"


def _is_sentence(text):
    return text.endswith((".", "!", "?", ";")) or len(text.split()) > MOST_WORDS
