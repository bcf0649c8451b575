"""How mail leaves and comes back, what its links are, and where the heads of the seals go."""

import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from pbc.environment import values

MOST_LINK_DAYS = 90


def site_url() -> str:
    """Where people reach the site, for links in mails: https://pbc.example.nhs.uk."""
    host = (values.listed("PBC_HOSTS") or ["localhost"])[0]
    otherwise = f"https://{host}" if values.PRODUCTION else f"http://localhost:{values.port()}"
    given = os.environ.get("PBC_SITE_URL", "").strip() or otherwise
    url = urlsplit(given)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path.strip("/"):
        raise ImproperlyConfigured("PBC_SITE_URL is an address such as https://pbc.example.nhs.uk.")
    return given.rstrip("/")


def mail() -> dict:
    """How mail leaves: by the server of PBC_MAIL_URL, else to the console on a laptop, else not.

    smtp://user:password@host:587 turns to TLS before anything is said (`?tls=no` for a relay
    on the same machine); smtps://host:465 is TLS from the first byte.
    """
    given = os.environ.get("PBC_MAIL_URL", "").strip()
    if not given:
        way = "" if values.PRODUCTION else "console"
        kind = "console" if way else "dummy"
        return {"way": way, "backend": f"django.core.mail.backends.{kind}.EmailBackend"}
    url = urlsplit(given)
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise ImproperlyConfigured("PBC_MAIL_URL is smtp://user:password@host:587.")
    whole = url.scheme == "smtps"
    return {
        "way": "smtp",
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": url.hostname,
        "port": url.port or (465 if whole else 587),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "ssl": whole,
        "tls": not whole and dict(parse_qsl(url.query)).get("tls") != "no",
    }


def mail_from() -> str:
    """As whom mails are sent; with a mail server it must be said."""
    given = os.environ.get("PBC_MAIL_FROM", "").strip()
    if not given and os.environ.get("PBC_MAIL_URL", "").strip():
        raise ImproperlyConfigured("PBC_MAIL_FROM is not set, and PBC_MAIL_URL needs it.")
    if given and ("@" not in parseaddr(given)[1] or len(given.splitlines()) > 1):
        raise ImproperlyConfigured("PBC_MAIL_FROM is an address such as pbc@example.nhs.uk.")
    return given or "pbc@localhost"


def mail_links() -> str:
    """What a link to an action in a mail asks for: signed_in, or token where it is good once."""
    given = os.environ.get("PBC_MAIL_LINKS", "").strip() or "signed_in"
    if given not in {"signed_in", "token"}:
        raise ImproperlyConfigured("PBC_MAIL_LINKS is signed_in or token.")
    return given


def mail_link_days() -> int:
    """Days for which a link for one use is good: two weeks, if nobody says otherwise."""
    given = os.environ.get("PBC_MAIL_LINK_DAYS", "").strip() or "14"
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= MOST_LINK_DAYS):
        raise ImproperlyConfigured("PBC_MAIL_LINK_DAYS is a number of days from 1 to 90.")
    return int(given)


def bounce() -> dict:
    """The mailbox of mails that came back, read by IMAP over TLS; its password is in a file.

    `address` is where they are told to come back to, `ca` a file of who vouches for the server
    where the system knows it not.
    """
    names = ("host", "port", "user", "password_file", "folder", "ca", "address")
    given = {name: os.environ.get(f"PBC_BOUNCE_{name.upper()}", "").strip() for name in names}
    file, address = given.pop("password_file"), given["address"]
    if given["host"] and not (given["user"] and file):
        raise ImproperlyConfigured(
            "PBC_BOUNCE_HOST needs PBC_BOUNCE_USER and PBC_BOUNCE_PASSWORD_FILE."
        )
    if address and (parseaddr(address)[1] != address or "@" not in address):
        raise ImproperlyConfigured("PBC_BOUNCE_ADDRESS is an address as bounces@example.nhs.uk.")
    if not (given["port"] or "993").isdecimal():
        raise ImproperlyConfigured("PBC_BOUNCE_PORT is a number such as 993.")
    return {
        **given,
        "port": int(given["port"] or 993),
        "folder": given["folder"] or "INBOX",
        "password": values.secret_of(file, "PBC_BOUNCE_PASSWORD_FILE") if given["host"] else "",
    }


def seals(var: Path) -> dict:
    """Where the heads of the seals go: a file, and a mailbox where PBC_SEALS_TO is an address."""
    given = os.environ.get("PBC_SEALS_TO", "").strip()
    kept = var / "seals" / "heads.txt"
    if "@" in given and "/" not in given:
        if parseaddr(given)[1] != given:
            raise ImproperlyConfigured("PBC_SEALS_TO is an address as audit@example.nhs.uk.")
        if values.PRODUCTION and not mail()["way"]:
            raise ImproperlyConfigured("PBC_SEALS_TO is an address, and needs PBC_MAIL_URL.")
        return {"file": kept, "address": given}
    if given and not Path(given).is_absolute():
        raise ImproperlyConfigured("PBC_SEALS_TO is an address, or a whole path as /mnt/heads.txt.")
    return {"file": Path(given) if given else kept, "address": ""}
