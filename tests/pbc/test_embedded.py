"""The private servers: started by whoever needs them, and never in each other's way."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from pbc import embedded
from pbc.embedded import identity, places, postgres, processes, valkey
from pbc.embedded.places import Unusable


def test_a_server_takes_a_real_connection_and_is_found_again(own_var):
    postgres.ensure()

    before = [*postgres_process()]
    postgres.ensure()

    assert [*postgres_process()] == before
    assert select("SELECT current_user") == "pbc_app"


def test_nobody_else_can_reach_it(own_var):
    postgres.ensure()
    valkey.ensure(wait=True)

    servers = [psutil.Process(number) for number in (*postgres_process(), *valkey_process())]

    assert len(servers) == 2
    assert not any(server.net_connections(kind="tcp") for server in servers)
    assert places.sockets().stat().st_mode & 0o777 == 0o700
    assert (own_var / f"pg{major()}").stat().st_mode & 0o777 == 0o700


def test_the_site_has_a_role_without_rights_over_the_schema(own_var):
    postgres.ensure()

    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        tell("CREATE TABLE not_mine (id int)", user="pbc_app")
    tell("CREATE TABLE mine (id int)", user="pbc_owner")


def test_its_log_says_what_went_wrong_and_not_with_which_row_or_statement(own_var):
    postgres.ensure()
    tell("CREATE TABLE named (name text PRIMARY KEY)", user="pbc_owner")

    with pytest.raises(psycopg2.errors.UniqueViolation):
        tell("INSERT INTO named VALUES ('Fernville'), ('Fernville')", user="pbc_owner")

    log = (own_var / f"pg{major()}" / "server.log").read_text()
    assert "duplicate key value violates unique constraint" in log
    assert "Fernville" not in log


def test_a_new_database_has_the_extensions(own_var):
    postgres.ensure()

    tell("CREATE DATABASE another", user="pbc_owner")

    asked = "SELECT count(*) FROM pg_extension WHERE extname IN ('btree_gist', 'pg_trgm')"
    assert select(asked, database="another") == 2


def test_data_of_another_postgresql_is_not_passed_over_for_an_empty_site_r9(tmp_path, monkeypatch):
    """An upgrade that brings another major version."""
    monkeypatch.setenv("PBC_VAR", str(tmp_path))
    (tmp_path / "pg14").mkdir()

    with pytest.raises(Unusable, match=r"is of PostgreSQL 14 .* cannot read it"):
        postgres.ensure()

    assert [one.name for one in tmp_path.glob("pg*")] == ["pg14"]


def test_older_data_beside_a_site_that_nobody_has_begun_is_not_passed_over_r9(own_var):
    """Another major version was brought before that was refused, and began anew."""
    postgres.ensure()
    postgres.stop()
    [begun] = [one for one in own_var.glob("pg*") if one.name[2:].isdecimal()]
    (own_var / "pg9").mkdir()
    (own_var / "pg9" / "PG_VERSION").write_text("9\n")

    with pytest.raises(Unusable, match=rf"is of PostgreSQL 9 .*{begun.name} is a site that nobody"):
        postgres.ensure()
    gone = not postgres.answers()
    (own_var / "pg9").rename(own_var / "aside")
    postgres.ensure()
    tell("CREATE TABLE core_appointment AS SELECT 1 AS id", user="pbc_owner")
    postgres.stop()
    (own_var / "aside").rename(own_var / "pg9")
    postgres.ensure()

    assert gone
    assert select("SELECT id FROM core_appointment", user="pbc_owner") == 1
    tell("DROP TABLE core_appointment", user="pbc_owner")
    shutil.rmtree(own_var / "pg9")


def test_what_was_committed_is_there_after_a_kill(own_var):
    postgres.ensure()
    tell("CREATE TABLE kept AS SELECT 7 AS number", user="pbc_owner")

    kill(postgres_process())
    postgres.ensure()

    assert select("SELECT number FROM kept", user="pbc_owner") == 7


def test_a_server_that_does_not_come_is_told_of_in_a_sentence(own_var):
    """Whoever waited in vain must not go on as if it were there."""
    postgres.ensure()
    [server] = postgres_process()
    psutil.Process(server).suspend()
    try:
        with pytest.raises(Unusable, match="on its way and takes no connections yet"):
            postgres.ensure(patience=0.1)
        postgres.ensure(patience=0)
    finally:
        psutil.Process(server).resume()
    postgres.ensure()


def test_a_server_that_recovers_from_a_killed_backend_is_left_to_do_so(own_var):
    """R3: asked for in the middle of its recovery, the server was once shut down instead."""
    postgres.ensure()
    before = [*postgres_process()]

    for _ in range(5):
        connection = postgres.connect()
        kill([connection.info.backend_pid])
        connection.close()
        for _ in range(50):
            postgres.ensure(patience=0)
        postgres.ensure()

    assert [*postgres_process()] == before
    assert postgres.state() == postgres.READY


def test_messages_are_there_after_a_kill(own_var):
    valkey.ensure(wait=True)
    client = redis.Redis(unix_socket_path=str(valkey.socket_path()))
    client.delete("queue")
    client.rpush("queue", "message")
    time.sleep(1.2)  # it writes to the disk once a second

    kill(valkey_process())
    valkey.ensure(wait=True)

    assert client.lrange("queue", 0, -1) == [b"message"]
    client.close()


def test_a_server_whose_socket_was_taken_away_makes_room_for_another(own_var):
    valkey.ensure(wait=True)
    [before] = valkey_process()
    valkey.socket_path().unlink()
    long_ago = time.time() - 2 * valkey.LONG_ENOUGH
    os.utime(own_var / "valkey" / "pid", (long_ago, long_ago))

    valkey.ensure(wait=True)

    [after] = valkey_process()
    assert after != before
    assert redis.Redis(unix_socket_path=str(valkey.socket_path())).ping()


def test_a_folder_that_was_removed_below_the_servers_starts_afresh(own_var):
    postgres.ensure()
    valkey.ensure(wait=True)
    old = {*postgres_process(), *valkey_process()}

    shutil.rmtree(own_var)
    postgres.ensure()
    valkey.ensure(wait=True)

    assert not old & {*postgres_process(), *valkey_process()}
    assert not any(psutil.pid_exists(number) and not is_zombie(number) for number in old)
    assert select("SELECT 1") == 1


def test_stop_leaves_no_process_and_no_socket(own_var):
    postgres.ensure()
    valkey.ensure(wait=True)
    running = {*postgres_process(), *valkey_process()}

    embedded.stop()

    assert all(not psutil.pid_exists(number) or is_zombie(number) for number in running)
    assert not places.sockets_path().exists()


def test_a_socket_folder_of_somebody_else_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("PBC_VAR", str(tmp_path))
    folder = places.sockets_path()
    folder.mkdir()
    folder.chmod(0o777)

    with pytest.raises(places.Unusable, match="belongs to another user"):
        postgres.ensure()
    folder.rmdir()


def test_each_folder_has_sockets_of_its_own_with_a_short_path(monkeypatch, tmp_path):
    paths = set()
    for name in ("one", "two" * 60):
        monkeypatch.setenv("PBC_VAR", str(tmp_path / name))
        paths.add(places.sockets_path())

    assert len(paths) == 2
    assert all(len(str(path / ".s.PGSQL.5432")) < 100 for path in paths)


def test_root_runs_it_in_a_namespace_or_as_nobody_and_others_as_themselves(monkeypatch, tmp_path):
    program = Path(shutil.which("true"))
    found = {words[0]: words for words in (identity.NAMESPACE, identity.OTHER_USER)}

    assert identity.prefix(program) == (identity.NAMESPACE if os.geteuid() == 0 else ())

    (tmp_path / "setpriv").symlink_to(shutil.which("setpriv"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert identity.prefix(program) == (found["setpriv"] if os.geteuid() == 0 else ())


def test_root_is_told_in_words_when_neither_is_allowed(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(places.Unusable, match="Run the same command as a normal user"):
        identity.prefix(Path("/bin/true"))


def test_a_process_that_does_not_leave_is_killed():
    deaf = subprocess.Popen(["sh", "-c", "trap '' TERM; echo ready; sleep 60"], stdout=-1)
    deaf.stdout.readline()

    processes.end(deaf.pid, asking="SIGTERM", patience=0.3)

    assert deaf.wait() == -signal.SIGKILL
    deaf.stdout.close()


def test_nobody_is_behind_a_socket_that_is_only_a_file(tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))

    assert processes.behind(tmp_path / "s") == []


def postgres_process():
    return processes.behind(places.sockets_path() / ".s.PGSQL.5432")


def valkey_process():
    return processes.behind(valkey.socket_path())


def kill(numbers):
    for number in numbers:
        os.kill(number, signal.SIGKILL)


def is_zombie(number):
    return psutil.Process(number).status() == psutil.STATUS_ZOMBIE


def major():
    return select("SHOW server_version_num")[:2]


def select(question, **where):
    connection = postgres.connect(**where)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def tell(statement, *, user):
    connection = postgres.connect(user=user)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
