"""The logs of the web server, in which no address stands that could be used again.

The way to a password and to a calendar is a key in the address, and what is looked for stands
behind its question mark: of both the log has only that they were asked for. Who asks can write
what they like into most of the rest, and none of it may look like a line of the log.
"""

import re

from gunicorn import glogging

from pbc.logs import Line
from pbc.secretive import without_secrets

KEY = re.compile(r"[^/]{20,}")  # longer than any code or number of ours
SIGN = re.compile(r"[^ -~]")
MASK = "…"


class Logger(glogging.Logger):
    """Gunicorn's own, with what is said of a request as it may be read, and its faults written as
    the site writes its own. Headers and the environment are no part of any format."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            if getattr(handler, "_gunicorn", False):  # its own, and not what somebody else added
                handler.setFormatter(Line())

    def atoms(self, resp, req, environ, request_time):
        found = super().atoms(resp, req, environ, request_time)
        path = masked(environ.get("PATH_INFO", ""))
        asked = " ".join(_plain(str(part)) for part in (found["m"], path, found["H"]))
        said = {name: value for name, value in found.items() if not name.startswith("{")}
        plain = {name: _plain(one) if isinstance(one, str) else one for name, one in said.items()}
        return {**plain, "r": asked, "U": path, "u": "-", "q": "", "f": "-"}


def masked(path):
    """A path without what could be a key, and without anything that ends a line."""
    return _plain(KEY.sub(MASK, without_secrets(path))).replace('"', "%22")


def _plain(text):
    """Signs of ASCII that are printed; others, of which some end a line, as their numbers."""
    return SIGN.sub(_number, without_secrets(text))


def _number(sign):
    return sign[0].encode("unicode_escape").decode()
