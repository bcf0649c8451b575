"""Which addresses of a provider are spoken to."""

from urllib.parse import urlsplit

HERE = ("localhost", "127.0.0.1")


def is_safe(url, *, production):
    """Whether it is an https address of a host; of this machine by http too, but in production."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 it raises where it is no number
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in HERE and not production
    )
