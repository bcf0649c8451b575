"""The next meeting: its day, times and place, as far as they are said."""

import re
from dataclasses import dataclass
from datetime import date, time

from meetings.minutes import days, sentences

SENTENCE = re.compile(
    r"\b(?:our|the|date of(?: the)?) next\b[^?]{0,60}?\bmeetings?\b(?:[^?]{0,40}?)\s"
    r"(?:is|will be|to be|takes place|"
    r"has been)\b|^next meeting\s+(?:is\s+|will be\s+)?(?:on|at|to be)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"^(?:the|a)\s+(?P<name>(?!next\b)[A-Z][^.,;:?]{2,60}?\bmeeting)\s+"
    r"(?:will be(?: held)?|is|takes place)\s*(?=:|on\b|at\b|to be\b)",
    re.IGNORECASE,
)
LUNCH = re.compile(
    r"[(,;]?\s*\b(?:with\s+|a\s+)*(?:sandwich\s+|buffet\s+|light\s+)*"
    r"(?:lunch|refreshments|buffet|sandwiches|supper|"
    r"breakfast|tea and coffee|coffee)\b[^);\n]{0,60}\)?",
    re.IGNORECASE,
)
GUEST = re.compile(
    r"^(?P<name>[A-Z][^.,;:]{2,60}?) (?:has|have|had) (?:been|agreed to) (?:invited|attend|come)\b"
    r"|^(?P<other>[A-Z][^.,;:]{2,60}?) (?:will|is to|to) (?:attend|speak|present)\b"
)
PLACE = re.compile(
    r"(?:\bvenue\s*[:–-]?\s*|\bplace\s*:\s*|\blocation\s*:\s*"
    r"|\b(?:at|in)\s+the\s+(?=[a-z])(?!end|start|beginning|latest|morning|afternoon|evening|"
    r"first|last|same time)|\b(?:at|in)\s+(?:the\s+)?(?=[A-Z]))"
    r"(?P<place>\w[^;(\n]*)"
)
END_OF_PLACE = re.compile(
    r"\s*(?:[,–-]\s*)?(?:\b(?:on|from|at|commencing|starting|start)\s*(?=$|[,.;])|[.](?:\s|$)).*$"
)
TO_BE_ARRANGED = re.compile(
    r"\b(?:to be (?:arranged|confirmed|agreed|advised|decided|notified|announced)|tba|tbc|tbd)\b",
    re.IGNORECASE,
)
WORDS_ROUND = re.compile(
    r"(?i)\b(?:date|time|venue|place|location|day|start|finish|the next meeting|next meeting|"
    r"meeting|will be|is|held|to be|on|at|from|in|of|the|and|commencing|starting|with)\b"
)


@dataclass(frozen=True)
class Found:
    """What was said of the next meeting; what was not is None. `typed` is the day as written."""

    date: date | None
    typed: str | None
    starts: time | None
    ends: time | None
    place: str | None
    lunch: str | None
    guests: tuple[str, ...]
    to_be_arranged: bool
    line: int


def in_lines(lines, line, on):
    """The next meeting from the lines under its heading: [text, ...]."""
    guests = tuple(one for text in lines for one in _guests(text))
    told = [text for text in lines if not any(map(GUEST.match, sentences.of(text)))]
    text = "\n".join(told)
    lunch = LUNCH.search(text)
    plain = LUNCH.sub(" ", text)
    written = days.days_in(plain)
    arranged = TO_BE_ARRANGED.search(plain)
    if not arranged and not written:
        typed = None
    else:
        typed = written[0].rstrip(".") if written else " ".join(plain.split()).strip(" .")
    starts, ends = days.span(plain)
    return Found(
        date=days.read(_plain_day(written[0]), on) if written else None,
        typed=typed,
        starts=starts,
        ends=ends,
        place=_place(plain),
        lunch=" ".join(lunch[0].split()).strip(" (),;.") if lunch else None,
        guests=guests,
        to_be_arranged=bool(arranged) and not written,
        line=line,
    )


def in_sentence(text, line, on):
    """The next meeting from a sentence of a paragraph; None where none speaks of it."""
    for sentence in sentences.of(text):
        if SENTENCE.search(sentence):
            found = in_lines([sentence], line, on)
            if found.typed or found.starts:
                return found
    return None


def of_others(text, line, on):
    """(name, Found) of each meeting of another body that a paragraph announces."""
    for sentence in sentences.of(text):
        named = OTHERS.match(sentence)
        if named:
            found = in_lines([sentence[named.end() :]], line, on)
            if found.typed:
                yield named["name"], found


def _guests(text):
    for sentence in sentences.of(text):
        if found := GUEST.match(sentence):
            yield (found["name"] or found["other"]).strip()


def _plain_day(said):
    return re.sub(r"^(?:\w+day,?\s+)?the\s+", "", said, flags=re.IGNORECASE)


def _place(text):
    """What stands after “at” or “in”; else a part of the text that is neither day nor time."""
    bare = re.sub(r"[ \t]+", " ", days.without_times(text))
    for found in PLACE.finditer(bare):
        place = END_OF_PLACE.sub("", found["place"]).strip(" ,.;–-")
        if place and not TO_BE_ARRANGED.search(place):
            return place
    for part in re.split(r"\n|,\s|\s[-–—]\s|;|\. ", bare):
        left = " ".join(WORDS_ROUND.sub(" ", part).split()).strip(" .,:;()–-")
        if left and left[0].isupper() and not TO_BE_ARRANGED.search(part) and len(left) < 80:
            return " ".join(part.split()).strip(" .,:;()–-")
    return None
