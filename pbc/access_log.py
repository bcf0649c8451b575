"""The access log of the web server, in which no address stands that could be used again.

The way to a password and to a calendar is a key in the address, and what is looked for stands
behind its question mark: of both the log has only that they were asked for.
"""

import re

from gunicorn import glogging

KEY = re.compile(r"[^/]{20,}")  # longer than any code or number of ours
MASK = "…"


class Logger(glogging.Logger):
    """Gunicorn's own, with `r`, `U`, `q` and `f` as they may be read."""

    def atoms(self, resp, req, environ, request_time):
        found = super().atoms(resp, req, environ, request_time)
        path = masked(environ.get("PATH_INFO", ""))
        asked = f"{environ.get('REQUEST_METHOD')} {path} {environ.get('SERVER_PROTOCOL')}"
        return {**found, "r": asked, "U": path, "q": "", "f": "-"}


def masked(path):
    """A path without what could be a key, and without anything that ends a line."""
    return KEY.sub(MASK, path).encode("unicode_escape").decode().replace('"', "%22")
