"""Persons as minutes list them: a name, its mark, and what they are, told from words like theirs.

A name is known by its form (capitalised words, initials, a title), never by a list of names.
"""

import re
from dataclasses import dataclass, replace

MARKS = "#^*†‡§¶~+@¹²³"
TRAILING_MARK = re.compile(rf"\s*([{re.escape(MARKS)}]+)$")
LEADING_MARK = re.compile(rf"^([{re.escape(MARKS)}]+)\s*")
MARK_KEY = re.compile(
    rf"^([{re.escape(MARKS)}]+)\s*(?:=|[-–—:]|denotes|indicates|means)?\s*(\w.*)$", re.IGNORECASE
)
TITLE = re.compile(
    r"^(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|cllr|councillor|rev|sister)\.?\s+",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Z][a-zA-Zà-öø-ÿÀ-ÖØ-Þ'’\-]*\.?")
INITIALS = re.compile(r"(?:[A-Z]\.?){2,4}")
PARTICLE_WORDS = "de da del di du la le van von der den al el bin"
PARTICLES = frozenset(PARTICLE_WORDS.split())
NOBODY = re.compile(
    r"(?:none|nil|no apologies|n/?a|no one|nobody|none (?:were )?(?:received|given|noted))\.?",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
SEPARATORS = re.compile(r"[(\[)\]]|[,;](?:\s*and\s)?|\sand\s|\s&\s")
ENDS = re.compile(r"[,;(\[]|\sand\s")
# Words of posts and of organisations: what has one of them is no person's name.
POST_WORDS = """
administrator adviser advisor analyst assistant associate board cabinet care carer ceo chair
chairman chairperson chairwoman chief clerk clinical commissioner commissioning committee
community consultant contracts coordinator council county cfo deputy development director
directors district doctor engagement executive facilitator federation finance forum general
governance governor gp gps group groups head health hospital interim lay lead leader leads
liaison lmc locality localities manager managers matron medical medicines member members
national nhs nurse nurses office officer operations organisation partner partners patient
pbc pct pec performance pharmacist pharmacy physio pm pms ppi practice practices primary
programme project provider public rep representative representatives secretary service
services sha specialist staff strategic surgery surgeries team treasurer trust trustee
trustees volunteer centre clinic
"""
POSTS = frozenset(POST_WORDS.split())
# Words of headings, which are capitalised and stand alone as names do.
HEADING_WORDS = """
action actions agenda agreed aob any apologies arising attendance background budget business
communication confirmation contract correspondence date declaration declarations decision
decisions discussion draft feedback finance future general house index information interests
introduction introductions issues item items last matters meeting meetings minutes month news
next notes opening other overview paper papers plan planning plans position prescribing
presentation previous progress question questions record register report reports review
risk risks strategy summary terms time topics training update updates urgent
venue welcome work year
"""
HEADINGS = frozenset(HEADING_WORDS.split())


@dataclass(frozen=True)
class Entry:
    """Somebody on a list, or an organisation; what is not said is None."""

    name: str
    mark: str | None
    role: str | None
    line: int


def is_name(text, *, alone=False):
    """Does this read as a person's name? With `alone`, a first name alone does too."""
    bare = TITLE.sub("", text.strip())
    titled = bare != text.strip()
    words = bare.split()
    if not words or len(words) > 5 or len(text) > 60:
        return False
    if len(words) == 1 and not (titled or alone):
        return False
    return all(map(_is_part, words)) and words[-1].lower() not in PARTICLES


def _is_part(word):
    """Could it be a part of a name: a capitalised word, an initial, a particle?"""
    plain = word.strip(".").lower()
    if plain in POSTS or plain in HEADINGS:
        return False
    if plain in PARTICLES:
        return True
    letters = word.strip(".")
    return bool(WORD.fullmatch(word)) and (len(letters) <= 2 or not letters.isupper())


def is_initials(text):
    """Does this read as the initials of somebody: SBJ, M.J.?"""
    plain = text.strip().replace(".", "").lower()
    return bool(INITIALS.fullmatch(text.strip())) and plain not in POSTS


def is_somebody(text):
    """A name, initials, or several of them: “Mark Jones and LD”, “CM/RW”."""
    parts = [part for part in re.split(r"\s*(?:,|/|&|\band\b)\s*", text.strip()) if part]
    return bool(parts) and all(is_name(part, alone=True) or is_initials(part) for part in parts)


def initials(name):
    """The initials of a name: SBJ for Sarah Bright-Jones, and SB for who leaves the second out."""
    bare = TITLE.sub("", name)
    return "".join(word[0] for word in re.split(r"[\s\-]+", bare) if word).upper()


def mark_key(text):
    """What a line says that a mark means: ("#", "West Hertfordshire PCT"); None of other lines."""
    found = MARK_KEY.match(text)
    return (found[1], found[2].strip(" .")) if found else None


def entry(text, line):
    """One person or organisation with mark and role, whatever the order they are written in."""
    bare, mark = _without_mark(text.strip().rstrip(",;"))
    roles = [found.strip() for found in BRACKETS.findall(bare)]
    name = BRACKETS.sub(" ", bare).strip(" ,;")
    for separator in (",", " – ", " — ", " - ", ":"):
        head, found, tail = name.partition(separator)
        if found and (is_name(head, alone=True) or not is_name(tail, alone=True)):
            name, roles = head.strip(), [tail.strip(), *roles]
            break
    name, inner = _without_mark(name)
    role = _role(text, [role for role in roles if role])
    return Entry(" ".join(name.split()).rstrip("."), mark or inner, role, line)


def _role(text, roles):
    """The role as it was written, the bracket after a post kept with it."""
    if len(roles) > 1 and f"{roles[0]} ({roles[1]})" in " ".join(text.split()):
        return f"{roles[0]} ({roles[1]})"
    return ", ".join(roles) or None


def _without_mark(text):
    """The text without the mark before or after it, and the mark or None."""
    for form in (TRAILING_MARK, LEADING_MARK):
        found = form.search(text)
        if found and len(found[0].strip()) < len(text.strip()):
            return form.sub("", text).strip(), found[1]
    return text, None


def listed(text, line):
    """Everybody on one line: names apart by commas, semicolons or “and”, each with what it is."""
    found, pieces = [], _pieces(text)
    short = all(is_initials(piece) for piece, _ in pieces)
    for piece, is_new in pieces:
        one = entry(piece, line)
        if found and not (is_new or short or is_name(one.name, alone=True)):
            found[-1] = _with_more(found[-1], piece)
        elif one.name and not NOBODY.fullmatch(one.name):
            found.append(one)
    return found


def _with_more(before, piece):
    return replace(before, role=", ".join(filter(None, (before.role, piece))))


def _pieces(text):
    """The parts between commas, semicolons and “and” that stand in no bracket, each with whether
    a semicolon stands before it."""
    depth, start, is_new, pieces = 0, 0, False, []
    for found in SEPARATORS.finditer(text):
        depth = max(0, depth + {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0))
        if depth or found[0] in ")]":
            continue
        if found[0][0] in ",;" or _are_two(text, found):
            pieces.append((text[start : found.start()].strip(), is_new))
            start, is_new = found.end(), found[0][0] == ";"
    pieces.append((text[start:].strip(), is_new))
    return [piece for piece in pieces if piece[0]]


def _are_two(text, found):
    """Does an “and” stand between two people, and not within “Hertford and Ware”?"""
    before = ENDS.split(text[: found.start()])[-1]
    after = ENDS.split(text[found.end() :])[0]
    names = entry(before, 0).name, entry(after, 0).name
    return all(is_name(name, alone=True) or is_initials(name) for name in names)
