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


# What a fault quotes, and whether it is the name of something in the database that it quotes.
QUOTED = re.compile(r"""(\b\w+ )?("[^"]*"|'[^']*'|\(.+\))""")
NAMED = ("column", "constraint", "function", "index", "relation", "role", "sequence", "table")


def without_quotes(fault):
    """The first line of what a fault says, with … for what it quotes: a name or a figure may be
    among it, and in further lines PostgreSQL has whole rows and statements. Names of tables and of
    what is theirs stay."""
    first, _, _ = fault.strip().partition("\n")
    return QUOTED.sub(_left_out, first)


def _left_out(found):
    before, quoted = found[1] or "", found[2]
    is_name = before.strip() in NAMED and re.fullmatch('"[a-z_0-9]+"', quoted)
    return before + (quoted if is_name else f"{quoted[0]}…{quoted[-1]}")
