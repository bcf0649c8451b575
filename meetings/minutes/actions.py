"""Actions as minutes write them down: rows of a table, lines of a list, or “Action: ...”."""

import re
from dataclasses import dataclass
from datetime import date

from meetings import due
from meetings.minutes import days, people

HEADS = {
    "owner": r"(?:who|owners?|by whom|leads?|responsible|responsibility|person(?: responsible)?|"
    r"action by|assigned to|action owner|name)",
    "text": r"(?:what|actions?|tasks?|description|action (?:points?|agreed|required|item)|to do)",
    "due": r"(?:due|when|by when|due date|date|date due|deadline|by|timescales?|target(?: date)?|"
    r"completion(?: date)?)",
    "none": r"(?:no\.?|nr|number|ref\.?|#|item|status|progress|rag|update|comments?|agenda item)",
}
HEAD_FORMS = {name: re.compile(form, re.IGNORECASE) for name, form in HEADS.items()}
LABELLED = re.compile(
    r"^(?:action|action point|action item|ap)\s*\d{0,3}\s*(?::|\s[–—-]\s)\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
AT_THE_END = re.compile(
    r"[.;]?\s*(?P<bracket>[(\[])?\baction(?:ed)?(?: by)?\s*[:–—-]\s*"
    r"(?P<owner>[^:()\[\]]{2,60}?)[)\].]*$",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"\s+[-–—]\s+|\s*;\s+|:\s+|\s+[-–—](?=\S)")
BRACKET_AT_END = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]{1,80})[)\]]\.?$")
BY_AT_END = re.compile(
    r",?\s+(?P<due>(?:by|before|due|for)\s+(?P<day>[^,.;]{3,30}))\.?$", re.IGNORECASE
)
TO_DO = re.compile(r"^(?P<owner>[A-Z][^,.:;()]{0,58}?)\s+(?:to|will)\s+(?P<text>[a-z].+)$")
NUMBERED = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})*[.):]|[a-z][.)]|\(?\d{1,3}\))\s*", re.IGNORECASE)
ONLY_NUMBER = re.compile(r"#?\d{1,3}(?:\.\d{1,2})*[.):]?")
SOON = re.compile(
    r"(?:asap|a\.s\.a\.p\.?|immediate(?:ly)?|urgent(?:ly)?|ongoing|on-going|tbc|tba|done|"
    r"completed?|"
    r"(?:by |before |at |for )?(?:the )?next (?:meeting|week|month|executive|time)|"
    r"as soon as possible|straight away|this week|this month)\.?",
    re.IGNORECASE,
)
LOOKS_LIKE_A_DAY = re.compile(rf"\d\s*(?:st|nd|rd|th)?[\s-]+{days.MONTH}|\d[/.]\d", re.IGNORECASE)
ANY_DAY = date(2007, 3, 13)  # only whether words can be read as a day is asked with it
LONGEST_DUE = 40


@dataclass(frozen=True)
class Found:
    """An action as it was read; what is not said is None."""

    owner: str | None
    text: str
    due_typed: str | None
    line: int


def is_due(text):
    """Do these words say until when?"""
    plain = text.strip()
    if not plain or len(plain) > LONGEST_DUE:
        return False
    if SOON.fullmatch(plain) or re.match(r"w/?[ce]\s+\d", plain, re.IGNORECASE):
        return True
    try:
        return due.read(plain, on=ANY_DAY) is not None
    except due.NotADay:
        return bool(LOOKS_LIKE_A_DAY.search(plain))


def heads(row):
    """Which column of a table is what, where the row is its head: {"owner": 1, ...}; else None."""
    found = {}
    for place, cell in enumerate(row.cells):
        names = (n for n, form in HEAD_FORMS.items() if form.fullmatch(cell.text.strip(" :")))
        name = next((name for name in names if name == "none" or name not in found), None)
        if cell.text and name is None:
            return None
        if name:
            found.setdefault(name, place)
    wanted = {"text", "owner"} <= set(found) or {"owner", "due"} <= set(found)
    return found if wanted and len(row.filled) > 1 else None


def in_row(row, columns=None):
    """The action in a table row: by the columns of its head, or each cell by what it holds."""
    if columns and max(columns.values()) < len(row.cells):
        at = {name: row.cells[place].text for name, place in columns.items()}
        text = at.get("text", "")
        if not text:
            others = [c.text for i, c in enumerate(row.cells) if i not in columns.values()]
            text = " ".join(filter(None, others))
        return _found(at.get("owner"), text, at.get("due"), row.line)
    cells = [cell for cell in row.filled if not ONLY_NUMBER.fullmatch(cell.text)]
    return _by_form([cell.text for cell in cells], row.line)


def _by_form(parts, line, *, as_written=" – "):
    """Which of some parts is the day, which the owner; the rest is what to do."""
    parts = list(parts)
    day = next((n for n in reversed(range(1, len(parts))) if is_due(parts[n])), None)
    typed = parts.pop(day) if day is not None else None
    owner = _owner_among(parts)
    return _found(owner, as_written.join(parts), typed, line)


def _owner_among(parts):
    """Take the owner out of the parts: the first or the last, by its form."""
    if len(parts) < 2:
        return None
    for place in (0, -1):
        if people.is_somebody(parts[place].strip(" .")):
            return parts.pop(place).strip(" .")
    if len(parts[0]) <= 40 and len(parts[0].split()) <= 5 and parts[0][0].isupper():
        return parts.pop(0)
    return None


def _found(owner, text, typed, line):
    if not text or not text.strip():
        return None
    text, typed = _day_at_end(text.strip(), typed)
    return Found(owner or None, text, (typed or "").strip(" .") or None, line)


def _day_at_end(text, typed):
    """“Draft the plan by 16 March” without its day, and the day; only where none was given."""
    found = None if typed else BY_AT_END.search(text)
    if found and is_due(found["day"]):
        return text[: found.start()], found["day"]
    return text, typed


def in_line(text, line):
    """The action in a line of a list of actions: “Mark Jones - draft the plan - End-Mar”."""
    text = NUMBERED.sub("", text).strip()
    inner = BRACKET_AT_END.search(text)
    if inner and (parts := _in_bracket(inner["inner"])):
        whole = [text[: inner.start()]]
        owner, typed = parts
        if owner is None and (split := in_line(whole[0], line)):
            return Found(split.owner, split.text, typed, line)
        return _found(owner, whole[0], typed, line)
    parts = [part.strip() for part in SEPARATORS.split(text) if part.strip()]
    if len(parts) > 1 and (_names_somebody(parts) or is_due(parts[-1])):
        return _joined_again(text, parts, line)
    promise = TO_DO.match(text)
    if promise and is_owner(promise["owner"]):
        return _found(promise["owner"], promise["text"], None, line)
    return _found(None, text, None, line)


def _joined_again(text, parts, line):
    """By the parts; the text between owner and day is kept as it was written."""
    found = _by_form(parts, line)
    if found is None:
        return None
    start, last = text.find(parts[0]), len(parts)
    kept = [part for part in parts if part not in (found.owner, found.due_typed)]
    if len(kept) > 1 and last > 1:
        begin = text.find(kept[0], start)
        end = text.rfind(kept[-1]) + len(kept[-1])
        return Found(found.owner, text[begin:end], found.due_typed, line)
    promise = TO_DO.match(found.text) if found.owner is None else None
    if promise and is_owner(promise["owner"]):
        return Found(promise["owner"], promise["text"], found.due_typed, line)
    return found


def _names_somebody(parts):
    return any(people.is_somebody(parts[place].strip(" .")) for place in (0, -1))


def _in_bracket(inner):
    """(owner, day) of what stands in a bracket at the end: “MJ, End-Mar”; None for other words."""
    parts = [p.strip() for p in re.split(r",|;|\s[-–—]\s|/|\bby\b", inner) if p.strip()]
    typed = next((part for part in parts if is_due(part)), None)
    rest = [re.sub(r"^action:?\s*", "", p, flags=re.IGNORECASE) for p in parts if p != typed]
    if not all(people.is_somebody(part) for part in rest) or not (typed or rest):
        return None
    return ", ".join(rest) or None, typed


def is_owner(text):
    """Can these words be who does something: a person, initials, or people by their post?"""
    return people.is_somebody(text) or is_body(text)


def is_body(text):
    """A post or a body of people: “Locality groups”, “The practice manager”, “PCT finance”."""
    words = text.lower().split()
    return 0 < len(words) <= 5 and words[-1].strip(".") in people.POSTS


def labelled(text, line):
    """The action after “Action:”, wherever it stands; None where the line has no such word."""
    found = LABELLED.match(text)
    return in_line(found["text"], line) if found else None


def at_the_end(text, line):
    """The action that “Action: MJ” at the end of a paragraph makes of its last sentence."""
    found = AT_THE_END.search(text)
    if not found or not found.start():
        return None
    owner = found["owner"].strip()
    before = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text[: found.start()].strip())[-1]
    bracket = _in_bracket(owner)
    if bracket is None or bracket[0] is None or not before:
        return None
    return _found(bracket[0], before, bracket[1], line)
