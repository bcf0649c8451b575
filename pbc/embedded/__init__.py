"""A private PostgreSQL and Valkey, so that nothing has to be installed or set to begin.

With DATABASE_URL and REDIS_URL set those servers are used, and nothing here is started.
"""

import os

# Commands that touch no server, and commands that work on the schema itself, as its owner.
NEED_NOTHING = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help",
    "makemessages", "services", "startapp", "version",
}  # fmt: skip
WORK_ON_THE_SCHEMA = {
    "dbshell", "inspectdb", "makemigrations", "migrate", "pgtrigger", "restore", "showmigrations",
    "sqlmigrate", "squashmigrations",
}  # fmt: skip


def prepare(arguments: list[str]):
    """Have ready what a command of manage.py needs: servers, and a schema up to date."""
    command = arguments[0] if arguments else "help"
    if command in NEED_NOTHING or {"--help", "-h", "--version"} & set(arguments):
        return
    if command in WORK_ON_THE_SCHEMA:
        os.environ.setdefault("PBC_DB_ROLE", "owner")
    start(schema=command not in WORK_ON_THE_SCHEMA)


def start(*, schema=True, wait=False):
    """Start what no address is given for. `wait` for the broker too, as the site does."""
    if not os.environ.get("REDIS_URL"):
        from pbc.embedded import valkey

        valkey.ensure(wait=wait)
    if not os.environ.get("DATABASE_URL"):
        from pbc.embedded import postgres
        from pbc.embedded import schema as tables

        postgres.ensure()
        if schema:
            tables.ensure()
