"""Logs that hold no secret: an address in which one stands is written without it."""

import re

# What opens something by itself: an action of a mail, a calendar, a list, the choice of a password.
SECRET = re.compile(
    r"(/(?:actions/link|meetings/calendar|newsletters/leave|accounts/password/reset/key)/+)"
    r"[^/\s\"'?]+",
    re.IGNORECASE,
)


def without_secrets(text):
    """The text, with … where a secret stood."""
    return SECRET.sub(r"\1…", text)
