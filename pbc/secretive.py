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


LONGEST = 500  # signs of what a fault says that are looked at
# Where a fault may begin to quote: nobody knows where that ends, as what is quoted may have such
# signs itself. What stands there is left out to the end, but for the name of something of ours.
QUOTES = re.compile(
    r"""((?:column|constraint|function|index|relation|role|sequence|table)[ ]"[a-z_0-9]+")"""
    r"""|\(\)|["'`<({\u2018-\u201f].*"""
)
FIGURE = re.compile(r"\d[\d,.]*")


def without_quotes(fault):
    """What a fault says, without what it quotes and without figures: … stands there. A name may be
    among it; and in further lines PostgreSQL has whole rows and statements, so that they are left
    out. Names of tables and of what is theirs stay."""
    first, _, _ = fault.strip().partition("\n")
    return FIGURE.sub("…", QUOTES.sub(_left_out, first[:LONGEST]))


def _left_out(found):
    return found[0] if found[1] or found[0] == "()" else "…"
