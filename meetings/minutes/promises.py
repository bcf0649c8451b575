"""What somebody is to do by the running text alone, where minutes have no list of actions.

Only plain promises count: “Mark will ...” of somebody who was there, “Jane Smith to ...”,
“the groups are to ...”. What ought or needs to be done is an opinion, not an action.
"""

import re

from meetings.minutes import actions, people, sentences
from meetings.minutes.actions import Found

WILL = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms)\.? )?(?P<owner>[A-Z][\w'’\-]*(?: [A-Z][\w'’\-]*){0,3}) "
    r"(?:will|agreed to|undertook to|offered to) (?P<text>(?!be\b|not\b)[a-z].+)$"
)
ARE_TO = re.compile(
    r"^(?P<owner>[A-Z][^,.:;()?]{2,50}?) (?:is|are) to (?P<text>(?!be\b|not\b)[a-z].+)$"
)
PASSIVE = re.compile(r"^[A-Z][^,.:;()?]{2,50}? (?:is|are) to be \w+ed\b.*$")


def made(paragraphs, attended):
    """The Found of every promise in [(words, line), ...], by people of the attendance."""
    known = {form for one in attended for form in _forms(one.name)}
    return [
        found
        for text, line in paragraphs
        for sentence in sentences.of(text)
        if (found := _promise(sentence, line, known))
    ]


def _forms(name):
    """How somebody is called in running text: by the first name, by the surname, in short."""
    words = people.TITLE.sub("", name).split()
    return {name, words[0], words[-1], people.initials(name)} if words else set()


def _promise(sentence, line, known):
    will = WILL.match(sentence)
    if will and will["owner"] in known:
        return _by(will, line)
    to_do = actions.TO_DO.match(sentence)
    if to_do and people.is_name(to_do["owner"]) and " to " in sentence[: to_do.start("text")]:
        return _by(to_do, line)
    are_to = ARE_TO.match(sentence)
    if are_to and (people.is_name(are_to["owner"]) or actions.is_body(are_to["owner"])):
        return _by(are_to, line)
    return Found(None, sentence, None, line) if PASSIVE.match(sentence) else None


def _by(promise, line):
    text = promise["text"].rstrip(".")
    found = actions.in_line(f"{promise['owner']} to {text}", line)
    return found if found and found.owner else Found(promise["owner"], text, None, line)
