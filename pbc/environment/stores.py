"""Where the database and the queue are, and how long they may take to answer."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from pbc.embedded import places
from pbc.environment import values

# Seconds that one statement may take in a page or a job; elsewhere it is ten minutes. A page
# stops waiting before (pbc.patience): then the server need not go on either.
STATEMENT_SECONDS = {"web": 5, "worker": 120, "reader": 120, "sweeper": 30}
# Seconds for which a transaction may be forgotten by a page or a job that lost its connection.
FORGOTTEN_SECONDS = {"web": 30, "worker": 30, "reader": 30, "sweeper": 30}
MOST_BEHIND = 60

# A peer that has gone without a word is noticed in half a minute. A unix socket has no such peer.
PEER_GONE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
PEER_GONE |= {"tcp_user_timeout": 20_000}


def database() -> dict:
    """The database, as the role that this process has: pbc_app, or pbc_owner for migrations."""
    owner = os.environ.get("PBC_DB_ROLE", "app") == "owner"
    address = values.needed("DATABASE_URL")
    if owner:
        address = os.environ.get("DATABASE_OWNER_URL") or address
    where = _parts(address) if address else _embedded("pbc_owner" if owner else "pbc_app")
    options = {"connect_timeout": 5, "application_name": f"pbc {values.process()}"}
    options |= PEER_GONE | where.pop("OPTIONS", {}) | {"options": _limits(owner)}
    return where | {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60 if values.process() == "web" else 0,
        "CONN_HEALTH_CHECKS": True,
    }


def replica() -> dict:
    """{"replica": a database from which pages may be read}, empty where none is named. It is
    read by the role of the site, and by pages alone."""
    address = os.environ.get("PBC_DATABASE_REPLICA_URL", "").strip()
    if not address or values.process() != "web":
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
    return values.needed("REDIS_URL") or f"redis+socket://{places.sockets_path() / 'valkey.sock'}"


def broker_seconds() -> int:
    """Seconds that the queue may take to answer once. A page asks it twice at the most."""
    return 1 if values.process() == "web" else 2


def _limits(owner):
    """A hanging statement, a lock not given, a forgotten transaction: each ends by itself; and
    no statement is planned for longer than it runs, nor one that is prepared each time (ADR 29)."""
    seconds = 0 if owner else STATEMENT_SECONDS.get(values.process(), 600)
    forgotten = FORGOTTEN_SECONDS.get(values.process(), 60)
    limits = {
        "statement_timeout": seconds * 1000,
        "lock_timeout": 30_000 if owner else 3_000,
        "idle_in_transaction_session_timeout": 0 if owner else forgotten * 1000,
        # Which of eight joins comes first took up to 18 ms to weigh up, and they run in one.
        "join_collapse_limit": 4,
        "plan_cache_mode": "force_generic_plan",
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
