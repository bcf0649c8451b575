"""Decisions as minutes write them down: “Agreed: ...”, “It was agreed that ...”, “X was agreed”.

What others agreed elsewhere (“17 practices have agreed”, “as previously agreed”) is no decision of
the meeting.
"""

import re
from dataclasses import dataclass

from meetings.minutes import sentences

AGREED = r"(?:agreed|resolved|decided|approved|accepted|ratified|endorsed|adopted|confirmed)"
BODY = (
    r"(?:we|(?:the|this)\s+(?:\w+\s+){0,2}?(?:executive|committee|board|meeting|group|forum|panel|"
    r"council|team|leads|members|partners|practices|federation|network|directors))"
)
THING = r"(?:[^.,;:?]|\d\.\d){2,120}?"
FORMS = (
    re.compile(rf"^(?:and\s+)?it was\s+(?:\w+\s+)?(?:{AGREED}|felt and agreed)\b", re.IGNORECASE),
    re.compile(
        rf"^{BODY}\s+(?:present\s+)?(?:(?:all|have|has|then|also|unanimously|formally)\s+)*"
        rf"(?:{AGREED}|agrees?)\b(?!\s+with\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{THING}\s(?:was|were)\s+(?:then\s+|also\s+|unanimously\s+|formally\s+)*{AGREED}\b"
        r"(?!\s+(?:elsewhere|previously))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{BODY}\s+(?:did not|has not|have not)\s+(?:agree|approve|accept)", re.IGNORECASE
    ),
    re.compile(r"^(?:however,?\s+)?(?:they|we) are\s+(?:not\s+)?agreeing\b", re.IGNORECASE),
    re.compile(r"^[^?]{2,120}?\bdid not agree\b(?!\s+with\b)", re.IGNORECASE),
    re.compile(r"^it was not\s+(?:agreed|approved|accepted)", re.IGNORECASE),
    re.compile(
        rf"^{THING}\s(?:was|were)\s+"
        r"(?:deferred|rejected|refused|not (?:agreed|approved|accepted))\b",
        re.IGNORECASE,
    ),
)
LABELLED = re.compile(
    r"^(?P<label>agreed|decisions?|decided|resolved|resolution|approved|deferred|rejected|"
    r"not agreed)(?:\s+(?:no\.?\s*)?\d{1,3}(?:[./]\d{1,3})?)?"
    r"\s*(?P<principle>,?\s*in principle)?\s*(?::|[–—]|\s-\s)\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
IN_CAPITALS = re.compile(r"^(?:AGREED|RESOLVED|DECIDED|APPROVED)\b\s*(?P<text>(?:that|to)\b.+)$")
STATUSES = (
    ("agreed in principle", re.compile(r"\bin principle\b", re.IGNORECASE)),
    ("agreed subject to conditions", re.compile(r"\bsubject to\b", re.IGNORECASE)),
    (
        "not agreed",
        re.compile(
            r"\b(?:not agreed|not agreeing|did not (?:agree|approve|accept)|not approved|"
            r"not accepted|rejected|refused)\b",
            re.IGNORECASE,
        ),
    ),
    ("deferred", re.compile(r"\bdeferred\b", re.IGNORECASE)),
)
TO_CONFIRM = re.compile(
    r"\b(?:to|will|must|should)\b.{0,60}\bconfirm\b|\bsubject to\b|\bconfirmation\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A decision as it was read. `to_confirm` is the sentence after it that says who confirms."""

    text: str
    status: str
    about: str | None
    to_confirm: str | None
    line: int


def labelled(text, line, about=None):
    """The decision after “Agreed:” or “RESOLVED that”; None where the line has no such word."""
    found = LABELLED.match(text) or IN_CAPITALS.match(text)
    if not found:
        return None
    label = found.groupdict().get("label") or ""
    principle = found.groupdict().get("principle") or ""
    said = sentences.of(found["text"])
    return Found(
        found["text"], _status(f"{label} {principle} {said[0]}"), about, _after(said), line
    )


def in_list(text, line):
    """A line of a list of decisions."""
    said = sentences.of(text)
    return labelled(text, line) or Found(text, _status(said[0]), None, _after(said), line)


def in_paragraph(text, line, about=None):
    """Each sentence of a paragraph that says what the meeting decided."""
    said = sentences.of(text)
    for number, sentence in enumerate(said):
        if _is_said(sentence) and any(form.search(sentence) for form in FORMS):
            status = _status(sentence)
            yield Found(sentence, status, about, _after(said[number:]), line)


def _is_said(sentence):
    """Apologies that were accepted, and what is asked, are no decisions."""
    return not sentence.endswith("?") and not sentence.lower().startswith("apologies")


def _status(sentence):
    return next((name for name, form in STATUSES if form.search(sentence)), "agreed")


def _after(said):
    """The sentence after a decision where it says that it is to be confirmed."""
    return said[1] if len(said) > 1 and TO_CONFIRM.search(said[1]) else None
