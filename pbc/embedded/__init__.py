"""A private PostgreSQL and Valkey, so that nothing has to be installed or set to begin.

With DATABASE_URL and REDIS_URL set those servers are used, and nothing here is started.
"""

import fcntl
import os
import shutil

# Commands that touch no server, and commands that work on the schema itself, as its owner.
NEED_NOTHING = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help",
    "makemessages", "services", "startapp", "version",
}  # fmt: skip
WORK_ON_THE_SCHEMA = {
    "backup", "dbshell", "drill", "inspectdb", "makemigrations", "migrate", "pgtrigger", "restore",
    "showmigrations", "sqlmigrate", "squashmigrations", "write_tables",
}  # fmt: skip


def prepare(arguments: list[str]):
    """Have ready what a command of manage.py needs: servers, and a schema up to date."""
    command = arguments[0] if arguments else "help"
    if command in NEED_NOTHING or {"--help", "-h", "--version"} & set(arguments):
        return
    if command in WORK_ON_THE_SCHEMA:
        os.environ.setdefault("PBC_DB_ROLE", "owner")
    start(schema=command not in WORK_ON_THE_SCHEMA)


def start(*, schema=True, wait=False, patience=60):
    """Start what no address is given for. `wait` for the broker too, as the site does.

    A database that recovers is waited for as long as `patience` says, in seconds.
    """
    if not os.environ.get("REDIS_URL"):
        from pbc.embedded import valkey

        valkey.ensure(wait=wait)
    if has_the_database():
        from pbc.embedded import postgres
        from pbc.embedded import schema as tables

        postgres.ensure(patience=patience)
        if schema:
            tables.ensure()


def has_the_database() -> bool:
    """Whether the database is the private one, on this machine."""
    return not os.environ.get("DATABASE_URL")


def stop():
    """Stop the embedded servers, and leave nothing behind but the data."""
    from pbc.embedded import places, postgres, valkey

    valkey.stop()
    postgres.stop()
    shutil.rmtree(places.sockets_path(), ignore_errors=True)


def site_process() -> int | None:
    """The process of `make run` on this PBC_VAR, by the lock that it holds."""
    from pbc.embedded import places

    try:
        with open(places.var_path() / "run.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int((places.var_path() / "run.lock").read_text() or 0) or None
    return None
