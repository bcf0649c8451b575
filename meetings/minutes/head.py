"""Whose minutes they are, and of which day: what stands above the first list."""

import re

from meetings.minutes import days, headings, people
from meetings.minutes.headings import Kind

ROWS = 15  # rows from the top on among which title and day stand
LONGEST = 130
OF = re.compile(
    r"^(?:draft|final|approved|confirmed|unconfirmed|\s)*"
    r"(?:minutes?|notes?|record|report|reflections|summary|meeting(?= of))"
    r"(?:\s+(?:of|from|on|for))?(?:\s+(?:the|a|an))?(?:\s+(?:\d\w+|last|recent))?"
    r"(?:\s+meetings?)?(?:\s+(?:of|with|between|on))?(?:\s+the\b)?\s*[:–-]?\s*",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s*[,–-]?\s*\b(?:held|which took place|taking place)\b.*$|\s+[-–—:,]\s*$", re.IGNORECASE
)
BODY = re.compile(
    r"\b(?:meeting|committee|executive|board|group|forum|leads|council|team|panel|partnership|cabinet|"
    r"assembly|ltd|limited|network|federation|consortium|representatives|party|trust|practice|surgery|"
    r"commissioning|conference|directors|partners|governors)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:body|committee|meeting|group|title|name of (?:meeting|group|committee))\s*:\s*(\S.*)$",
    re.IGNORECASE,
)
MINUTES_AFTER = re.compile(
    r"\s*[-–—:,]?\s*\b(?:draft\s+)?(?:minutes|notes)\s*(?:of (?:the )?meeting)?\s*$", re.IGNORECASE
)
HELD = re.compile(r"\bheld\b|\bdate\b|\bmeeting\b|\bminutes\b", re.IGNORECASE)


def rows_of(rows):
    """The rows above the first list and the first paragraph."""
    found = []
    for row in rows[:ROWS]:
        heading = headings.known(row)
        if heading and heading.kind is not Kind.CHAIR:
            break
        if len(row.text) > LONGEST or (row.text.endswith(".") and len(row.text.split()) > 12):
            break
        if row.filled:
            found.append(row)
    return found


def end(rows, top, *lines):
    """The last line of the title: what stands above the first list belongs to it."""
    after = rows[len(top)] if len(rows) > len(top) else None
    if top and after and headings.known(after):
        return top[-1].line
    return max((line for line in lines if line), default=0)


def body(rows):
    """(words, line) of the title, without “Minutes of” before it and “held on” after it."""
    for row in rows:
        label = LABEL.match(row.text)
        text = _body(label[1] if label else row.text)
        if text and (label or BODY.search(text)) and not row.is_bullet:
            return text, row.line
    return None, None


def _body(text):
    text = headings.HASHES.sub("", text)
    text = AFTER.sub("", text)
    bare = MINUTES_AFTER.sub("", OF.sub("", text))
    bare = days.DAY.sub("", days.SPAN.sub("", bare))
    bare = " ".join(bare.split()).strip(" ,.:;–—-")
    is_one = (
        len(bare) > 3
        and not bare.lower().startswith(("held", "meeting held"))
        and bare.lower() != "meeting"
    )
    return bare if is_one and not people.is_name(bare) else None


def day(rows):
    """(date, line) of the meeting: first where it is said to be held, else the first day at all."""
    written = [(row, found) for row in rows for found in days.days_in(row.text)]
    for row, found in sorted(written, key=lambda one: not HELD.search(one[0].text)):
        if on := days.read(
            re.sub(r"^(?:\w+day,?\s+)?the\s+", "", found, flags=re.IGNORECASE), None
        ):
            return on, row.line
    return None, None
