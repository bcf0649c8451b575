"""Letters that a paper can hold: text may carry the control characters of whatever it was pasted
from, and no Word document takes them."""

import re

NEVER = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printed(text):
    """The text without control characters; those that end a line do so still."""
    return NEVER.sub("", "\n".join(text.splitlines()))


def in_a_line(text):
    """The text in one line, with one space between its words."""
    return " ".join(printed(text).split())
