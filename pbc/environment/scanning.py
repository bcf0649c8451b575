"""Where a scanner of what is sent in listens, and how long it may take over a file."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

MOST_SECONDS = 25  # a page's transaction may be silent for 30: pbc.environment.stores
OF_CLAMD = 3310  # the port that is used where none is named


def scanner() -> tuple[str, int] | str:
    """(host, port) of a scanner, or the path of its socket; empty where there is none."""
    given = os.environ.get("PBC_SCANNER", "").strip()
    if not given:
        return ""
    try:
        url = urlsplit(given)
        port = url.port or OF_CLAMD
    except ValueError:
        raise _not_an_address() from None
    beyond = url.username or url.query or url.fragment
    if url.scheme == "unix" and url.path.strip("/") and not url.netloc and not beyond:
        return url.path
    if url.scheme == "tcp" and url.hostname and not url.path.strip("/") and not beyond:
        return url.hostname, port
    raise _not_an_address()


def _not_an_address():
    return ImproperlyConfigured("PBC_SCANNER is tcp://host:3310 or unix:///run/clamav/clamd.ctl.")


def scanner_seconds() -> int:
    """Seconds that a scanner may take over one file, from the first byte to its answer."""
    given = os.environ.get("PBC_SCANNER_SECONDS", "").strip() or "20"
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= MOST_SECONDS):
        raise ImproperlyConfigured(f"PBC_SCANNER_SECONDS is a number from 1 to {MOST_SECONDS}.")
    return int(given)
