"""What a secretary types against an item: who spoke, by initials, and lines that are an action."""

import re
from dataclasses import dataclass

from meetings.minutes import actions, people
from meetings.minutes.actions import Found

SPOKE = re.compile(r"^(?P<mark>[-•*] )?(?P<letters>[A-Z]{2,4})\s+[-–—]\s+(?P<text>\S.*)$")
ACTION = re.compile(r"^(?:[-•*] )?action\s*:\s*(?P<text>\S.*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """The words that stay, the actions that were typed, and initials that nobody is known by."""

    text: str
    actions: tuple[Found, ...]
    unknown: tuple[str, ...]


def read(text, known):
    """The Typed in the text of an item. `known` is {initials: name}; a line that is an action
    leaves the text, for it stands in the table of actions."""
    kept, found, unknown = [], [], {}
    for number, line in enumerate(text.splitlines(), start=1):
        action = ACTION.match(line.strip())
        if action:
            found.append(actions.in_line(action["text"], number))
            continue
        spoke = SPOKE.match(line)
        if spoke and people.is_initials(spoke["letters"]):
            letters = spoke["letters"]
            if letters in known:
                line = f"{spoke['mark'] or ''}**{known[letters]}** – {spoke['text']}"
            else:
                unknown[letters] = None
        kept.append(line)
    return Typed("\n".join(kept).strip(), tuple(filter(None, found)), tuple(unknown))
