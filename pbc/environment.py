"""Settings read from the environment, each with what it becomes when nothing is set."""

import os
import re
import secrets
from contextlib import suppress
from datetime import time
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from pbc.core import clock
from pbc.core.openid.addresses import is_safe
from pbc.demonstration import marker
from pbc.embedded import places

PRODUCTION = os.environ.get("PBC_ENV", "development") == "production"

# Whoever may sign in is appointed as one of these.
ROLES = frozenset(
    (
        *("FINANCE", "COMMISSIONING", "GP_LEAD", "PRACTICE_MANAGER", "SECRETARY"),
        *("LMC_OBSERVER", "AUDITOR", "ADMINISTRATOR"),
    )
)
# Seconds that one statement may take in a page or a job; elsewhere it is ten minutes. A page
# stops waiting before (pbc.patience): then the server need not go on either.
STATEMENT_SECONDS = {"web": 5, "worker": 120, "reader": 120, "sweeper": 30}
# Seconds for which a transaction may be forgotten by a page or a job that lost its connection.
FORGOTTEN_SECONDS = {"web": 30, "worker": 30, "reader": 30, "sweeper": 30}

MOST_LINK_DAYS = 90
SHORTEST_SECRET = 32  # characters
MOST_DAYS_KEPT = 36_500
MOST_BEHIND = 60
MOST_TIMES = 1_000_000
MOST_ROOM = 100_000_000  # MiB
MOST_OF_A_NAME = 40  # letters of what a button says

# A peer that has gone without a word is noticed in half a minute. A unix socket has no such peer.
PEER_GONE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
PEER_GONE |= {"tcp_user_timeout": 20_000}


def needed(name: str, otherwise: str = "") -> str:
    """A value that a production site must be given; on a laptop it has a default."""
    value = os.environ.get(name, "").strip()
    if value or not PRODUCTION:
        return value or otherwise
    raise ImproperlyConfigured(f"{name} is not set, and PBC_ENV=production needs it.")


def listed(name: str, otherwise: str = "") -> list[str]:
    """A value of several parts with commas between them."""
    return [part.strip() for part in needed(name, otherwise).split(",") if part.strip()]


def secret_key() -> str:
    """The secret of the site; a laptop makes its own once and keeps it in PBC_VAR."""
    given = os.environ.get("SECRET_KEY", "")
    if not needed("SECRET_KEY"):
        return _kept_secret(places.var() / "secret_key")
    if PRODUCTION and given != given.strip():
        raise ImproperlyConfigured(
            "SECRET_KEY begins or ends with a space, which one place may keep and another leave "
            "out. Give it without."
        )
    if PRODUCTION and len(given) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"SECRET_KEY has fewer than {SHORTEST_SECRET} characters, and can be guessed: see "
            ".env.example for how one is made."
        )
    return given.strip()


def secret_keys_before() -> list[str]:
    """The secrets that the site had before, with spaces between them: what they sealed or signed
    is good still, and nothing is sealed or signed by them any more. A short one would be a word of
    a secret that has spaces in it, by which anybody could sign."""
    given = os.environ.get("PBC_SECRET_KEYS_BEFORE", "").split()
    if any(len(one) < SHORTEST_SECRET for one in given):
        raise ImproperlyConfigured(
            f"PBC_SECRET_KEYS_BEFORE has a secret of fewer than {SHORTEST_SECRET} characters. One "
            "with spaces in it cannot be an older one: leave it out, and run without."
        )
    if secret_key() in given:
        raise ImproperlyConfigured(
            "PBC_SECRET_KEYS_BEFORE has the SECRET_KEY of now. Give it the one before, and "
            "SECRET_KEY a new one."
        )
    return given


def code_steps_off() -> int:
    """Steps of 30 seconds by which the clock of a phone may be off."""
    given = os.environ.get("PBC_CODE_CLOCK_OFF", "").strip() or "0"
    if given not in {"0", "30", "60"}:
        raise ImproperlyConfigured("PBC_CODE_CLOCK_OFF is a number of seconds: 0, 30 or 60.")
    return int(given) // 30


def database() -> dict:
    """The database, as the role that this process has: pbc_app, or pbc_owner for migrations."""
    owner = os.environ.get("PBC_DB_ROLE", "app") == "owner"
    address = needed("DATABASE_URL")
    if owner:
        address = os.environ.get("DATABASE_OWNER_URL") or address
    where = _parts(address) if address else _embedded("pbc_owner" if owner else "pbc_app")
    options = {"connect_timeout": 5, "application_name": f"pbc {_process()}"}
    options |= PEER_GONE | where.pop("OPTIONS", {}) | {"options": _limits(owner)}
    return where | {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60 if _process() == "web" else 0,
        "CONN_HEALTH_CHECKS": True,
    }


def replica() -> dict:
    """{"replica": a database from which pages may be read}, empty where none is named. It is
    read by the role of the site, and by pages alone."""
    address = os.environ.get("PBC_DATABASE_REPLICA_URL", "").strip()
    if not address or _process() != "web":
        return {}
    where = _parts(address, called="PBC_DATABASE_REPLICA_URL")
    options = {"connect_timeout": 2, "application_name": "pbc web, reading"}
    limits = f"{_limits(owner=False)} -c default_transaction_read_only=on"
    options |= PEER_GONE | where.pop("OPTIONS", {}) | {"options": limits}
    engine = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60}
    return {"replica": where | engine | {"OPTIONS": options}}


def replica_seconds() -> int:
    """Seconds that a replica may be behind and still be read."""
    given = os.environ.get("PBC_DATABASE_REPLICA_SECONDS", "").strip() or "10"
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= MOST_BEHIND):
        raise ImproperlyConfigured("PBC_DATABASE_REPLICA_SECONDS is a number from 1 to 60.")
    return int(given)


def broker() -> str:
    """The address of the queue: REDIS_URL, or the socket of the embedded server."""
    return needed("REDIS_URL") or f"redis+socket://{places.sockets_path() / 'valkey.sock'}"


def broker_seconds() -> int:
    """Seconds that the queue may take to answer once. A page asks it twice at the most."""
    return 1 if _process() == "web" else 2


def site_url() -> str:
    """Where people reach the site, for links in mails: https://pbc.example.nhs.uk."""
    host = (listed("PBC_HOSTS") or ["localhost"])[0]
    otherwise = f"https://{host}" if PRODUCTION else f"http://localhost:{_port()}"
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
        way = "" if PRODUCTION else "console"
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


def days_kept(name: str, default: int) -> int:
    """Days for which something is kept: from one to a hundred years."""
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= MOST_DAYS_KEPT):
        raise ImproperlyConfigured(f"{name} is a number of days from 1 to {MOST_DAYS_KEPT}.")
    return int(given)


def limits() -> dict:
    """How often one person may send forms and files, search, and take tables away."""
    return {
        "deeds": (_times("PBC_DEEDS_A_MINUTE", 60), 60),
        "files": (_times("PBC_FILES_AN_HOUR", 600), 3600),
        "searches": (_times("PBC_SEARCHES_A_MINUTE", 60), 60),
        "tables": (_times("PBC_TABLES_AN_HOUR", 1000), 3600),
    }


def _times(name: str, default: int) -> int:
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and int(given[:8]) <= MOST_TIMES):
        raise ImproperlyConfigured(f"{name} is a number of times, or 0 for no limit.")
    return int(given)


def room_left() -> int:
    """MiB that stay free on the disk of our files; 0 where all of it may be taken."""
    given = os.environ.get("PBC_ROOM_LEFT_MB", "").strip() or "200"
    if not (given.isascii() and given.isdecimal() and int(given[:10]) <= MOST_ROOM):
        raise ImproperlyConfigured("PBC_ROOM_LEFT_MB is a number of MiB, 0 or more.")
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
        "password": _secret(file, "PBC_BOUNCE_PASSWORD_FILE") if given["host"] else "",
    }


def seals(var: Path) -> dict:
    """Where the heads of the seals go: a file, and a mailbox where PBC_SEALS_TO is an address."""
    given = os.environ.get("PBC_SEALS_TO", "").strip()
    kept = var / "seals" / "heads.txt"
    if "@" in given and "/" not in given:
        if parseaddr(given)[1] != given:
            raise ImproperlyConfigured("PBC_SEALS_TO is an address as audit@example.nhs.uk.")
        if PRODUCTION and not mail()["way"]:
            raise ImproperlyConfigured("PBC_SEALS_TO is an address, and needs PBC_MAIL_URL.")
        return {"file": kept, "address": given}
    if given and not Path(given).is_absolute():
        raise ImproperlyConfigured("PBC_SEALS_TO is an address, or a whole path as /mnt/heads.txt.")
    return {"file": Path(given) if given else kept, "address": ""}


def sign_in_service() -> dict:
    """The provider of OpenID Connect by which people may sign in; nothing where there is none.

    `client` and `secret` are what the provider knows the site as; `name` is what the button says;
    `acr` and `amr` are the values of these claims that count as two steps.
    """
    issuer = os.environ.get("PBC_OIDC_ISSUER", "").strip()
    client = os.environ.get("PBC_OIDC_CLIENT_ID", "").strip()
    file = os.environ.get("PBC_OIDC_CLIENT_SECRET_FILE", "").strip()
    steps = os.environ.get("PBC_OIDC_STEPS", "").split()
    if not issuer:
        return {}
    if not is_safe(issuer, production=PRODUCTION) or urlsplit(issuer).query:
        raise ImproperlyConfigured(
            "PBC_OIDC_ISSUER is an address such as https://id.example.nhs.uk."
        )
    if not (client and file):
        raise ImproperlyConfigured(
            "PBC_OIDC_ISSUER needs PBC_OIDC_CLIENT_ID and PBC_OIDC_CLIENT_SECRET_FILE."
        )
    if PRODUCTION and not site_url().startswith("https://"):
        raise ImproperlyConfigured("PBC_OIDC_ISSUER needs a PBC_SITE_URL with https.")
    if any(not re.fullmatch(r"(acr|amr)=\S+", one) for one in steps):
        raise ImproperlyConfigured("PBC_OIDC_STEPS is such as: acr=AAL3 amr=mfa.")
    name = os.environ.get("PBC_OIDC_NAME", "").strip() or "NHS sign-in"
    return {
        "issuer": issuer,
        "client": client,
        "secret": _secret(file, "PBC_OIDC_CLIENT_SECRET_FILE"),
        "name": name[:MOST_OF_A_NAME],
        "acr": [one[4:] for one in steps if one.startswith("acr=")],
        "amr": [one[4:] for one in steps if one.startswith("amr=")],
    }


def _secret(file, name):
    try:
        return Path(file).read_text().strip()
    except OSError:
        raise ImproperlyConfigured(f"{name}: {file} cannot be read.") from None


def two_steps_for(demonstration) -> frozenset[str]:
    """The roles that sign in by two steps, in capitals; none of them in a demonstration."""
    given = os.environ.get("PBC_MFA_FOR", "").strip() or "finance commissioning administrator"
    named = frozenset(given.upper().replace(",", " ").split())
    if strange := named - ROLES - {"ALL", "NONE"}:
        raise ImproperlyConfigured(f"PBC_MFA_FOR: {' '.join(sorted(strange))} is no role.")
    if "NONE" in named and len(named) > 1:
        raise ImproperlyConfigured("PBC_MFA_FOR: none stands alone, or not at all.")
    if demonstration or "NONE" in named:
        return frozenset()
    return ROLES if "ALL" in named else named


def check_today():
    """Refuse a day that is none before anything is served by it."""
    try:
        clock.today()
    except clock.NoSuchDay as reason:
        raise ImproperlyConfigured(str(reason)) from None


def demonstration() -> str:
    """The day on which a demonstration is seen; empty on every other site, and in production.

    The clock of its business stands on that day, unless PBC_TODAY says another.
    """
    day = "" if PRODUCTION else marker.day()
    if day:
        os.environ.setdefault("PBC_TODAY", day)
    return day


def backups_to(demonstration) -> Path | None:
    """The folder into which a backup is made every day; None where none is made.

    A laptop has one of its own in PBC_VAR. A production site is told one, since a backup on the
    disk of what it saves is none; a demonstration is made anew by one command.
    """
    given = os.environ.get("PBC_BACKUPS_TO", "").strip()
    if given:
        return None if given == "none" else Path(given).resolve()
    return None if PRODUCTION or demonstration else places.var_path() / "backups"


def backups_at() -> time:
    """The time of day in London at which a backup is due."""
    given = os.environ.get("PBC_BACKUPS_AT", "").strip() or "02:00"
    try:
        at = time.fromisoformat(given)
    except ValueError:
        at = None
    if at is None or at.tzinfo:
        raise ImproperlyConfigured("PBC_BACKUPS_AT is a time of day in London such as 02:00.")
    return at


def backups_kept() -> dict[str, int]:
    """{daily, weekly, monthly: of how many days, weeks and months the newest backup is kept}."""
    given = os.environ.get("PBC_BACKUPS_KEPT", "").strip() or "7 daily 5 weekly 12 monthly"
    words = given.replace(",", " ").split()
    kept = dict(zip(words[1::2], words[::2], strict=False))
    numbers = all(number.isdecimal() for number in kept.values())
    whole = len(words) == 2 * len(kept) and {*kept} <= {"daily", "weekly", "monthly"}
    some = numbers and any(map(int, kept.values()))
    if not (whole and some):
        raise ImproperlyConfigured("PBC_BACKUPS_KEPT is such as: 7 daily 5 weekly 12 monthly.")
    return {kind: int(number) for kind, number in kept.items()}


def _port():
    return os.environ.get("PBC_PORT", "").strip() or "8000"


def _process():
    return os.environ.get("PBC_PROCESS", "command")


def _limits(owner):
    """A hanging statement, a lock not given, a forgotten transaction: each ends by itself; and
    no statement is planned for longer than it runs."""
    seconds = 0 if owner else STATEMENT_SECONDS.get(_process(), 600)
    forgotten = FORGOTTEN_SECONDS.get(_process(), 60)
    limits = {
        "statement_timeout": seconds * 1000,
        "lock_timeout": 30_000 if owner else 3_000,
        "idle_in_transaction_session_timeout": 0 if owner else forgotten * 1000,
        # Which of eight joins comes first took up to 18 ms to weigh up, and they run in one.
        "join_collapse_limit": 4,
    }
    return " ".join(f"-c {name}={value}" for name, value in limits.items())


def _embedded(role):
    return {"NAME": "pbc", "USER": role, "HOST": str(places.sockets_path()), "PORT": "5432"}


def _parts(address, called="DATABASE_URL"):
    """The parts of postgres://user:password@host:port/name?sslmode=require."""
    url = urlsplit(address)
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise ImproperlyConfigured(f"{called} is postgres://user:password@host:port/name.")
    options = dict(parse_qsl(url.query))
    host = options.pop("host", None) or unquote(url.hostname or "")
    return {
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def _kept_secret(path: Path) -> str:
    """Written beside its place and then linked there: of two processes at once one wins whole."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
