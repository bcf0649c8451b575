"""What a secretary types against an item: who spoke, by initials, and lines that are an action, a
decision, a question or a concern."""

import re
from dataclasses import dataclass

from meetings.minutes import actions, people
from meetings.minutes.actions import Found

SPOKE = re.compile(r"^(?P<mark>[-•*] )?(?P<letters>[A-Z]{2,4})\s+[-–—]\s+(?P<text>\S.*)$")
THING = re.compile(
    r"^(?:[-•*] )?(?P<kind>action|decision|question|concern)\s*:\s*(?P<text>\S.*)$", re.IGNORECASE
)
WHOSE = re.compile(r"^(?P<whose>[^-–—]{1,80}?)\s+[-–—]\s+(?P<text>\S.*)$")


@dataclass(frozen=True)
class Matter:
    """A decision, a question or a concern that was typed; `whose` is who is to find out, or with
    whom it is raised, as typed; empty where nobody was named, and of a decision."""

    kind: str
    whose: str
    text: str

    @property
    def line(self):
        """How it stands in the minutes."""
        named = f" ({self.whose})" if self.whose else ""
        return f"**{self.kind.capitalize()}{named}:** {self.text}"


@dataclass(frozen=True)
class Typed:
    """The words that stay, the actions and other things that were typed, initials that nobody is
    known by, and lines of actions that say nothing to do, which stay among the words."""

    text: str
    actions: tuple[Found, ...]
    matters: tuple[Matter, ...]
    unknown: tuple[str, ...]
    unread: tuple[str, ...] = ()


def read(text, known):
    """The Typed in the text of an item. `known` is {initials: name}; a line that is an action
    leaves the text, for it stands in the table of actions."""
    kept, found, matters, unknown, unread = [], [], [], {}, []
    for number, line in enumerate(text.splitlines(), start=1):
        thing = THING.match(line.strip())
        if thing and thing["kind"].lower() == "action":
            action = actions.in_line(thing["text"], number)
            if action:
                found.append(action)
                continue
            unread.append(line.strip())
        elif thing:
            matters.append(_matter(thing["kind"].lower(), thing["text"]))
            kept.append(matters[-1].line)
            continue
        spoke = SPOKE.match(line)
        if spoke and people.is_initials(spoke["letters"]):
            letters = spoke["letters"]
            if letters in known:
                line = f"{spoke['mark'] or ''}**{known[letters]}** – {spoke['text']}"
            else:
                unknown[letters] = None
        kept.append(line)
    text = "\n".join(kept).strip()
    return Typed(text, tuple(found), tuple(matters), tuple(unknown), tuple(unread))


def _matter(kind, text):
    named = None if kind == "decision" else WHOSE.match(text)
    return Matter(kind, named["whose"], named["text"]) if named else Matter(kind, "", text)
