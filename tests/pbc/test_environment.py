"""Settings come from the environment; a production site refuses to start half set up."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from pbc import environment
from pbc.embedded import places

PRODUCTION = {
    "PBC_ENV": "production",
    "SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgres://pbc_app:secret@db/pbc",
    "REDIS_URL": "redis://broker:6379/0",
    "PBC_HOSTS": "pbc.example.nhs.uk",
}
TOLD = "from pbc import settings as s; print(s.{})"


def test_an_address_gives_the_parts_of_the_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:p%40ss@db:5433/pbc?sslmode=require")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)

    found = environment.database()

    assert found["HOST"], found["PORT"] == ("db", "5433")
    assert found["USER"], found["PASSWORD"] == ("me", "p@ss")
    assert found["NAME"] == "pbc"
    assert found["OPTIONS"]["sslmode"] == "require"


def test_migrations_have_an_address_of_their_own(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://pbc_app@db/pbc")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://pbc_owner@db/pbc")

    users = {}
    for role in ("app", "owner"):
        monkeypatch.setenv("PBC_DB_ROLE", role)
        users[role] = environment.database()["USER"]

    assert users == {"app": "pbc_app", "owner": "pbc_owner"}


def test_an_address_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://db/pbc")

    with pytest.raises(ImproperlyConfigured, match="postgres://user"):
        environment.database()


@pytest.mark.parametrize(
    ("process", "limit"),
    [("web", "5000"), ("worker", "120000"), ("reader", "120000"), ("command", "600000")],
)
def test_a_page_may_take_less_time_than_a_job(monkeypatch, process, limit):
    monkeypatch.setenv("PBC_PROCESS", process)
    monkeypatch.setenv("PBC_DB_ROLE", "app")

    options = environment.database()["OPTIONS"]["options"]

    assert f"-c statement_timeout={limit}" in options
    assert "-c lock_timeout=3000" in options


def test_a_laptop_makes_its_secret_once(monkeypatch, tmp_path):
    monkeypatch.setenv("PBC_VAR", str(tmp_path))
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first, second = environment.secret_key(), environment.secret_key()

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PBC_HOSTS"])
def test_production_refuses_to_start_without(missing, tmp_path):
    given = {name: value for name, value in PRODUCTION.items() if name != missing}

    said = told("SECRET_KEY", given, tmp_path)

    assert f"{missing} is not set" in said.stderr


def test_production_has_secure_cookies_and_no_debugging(tmp_path):
    asked = "SESSION_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.DEBUG, s.SECURE_SSL_REDIRECT"

    said = told(asked, PRODUCTION | {"PBC_DEBUG": "1"}, tmp_path)

    assert said.stdout.strip() == "True __Host-pbc_session False True"


def test_failed_sign_ins_count_for_who_is_before_the_proxy(tmp_path):
    behind = PRODUCTION | {"PBC_BEHIND_PROXY": "1"}

    assert told("ALLAUTH_TRUSTED_PROXY_COUNT", behind, tmp_path).stdout.strip() == "1"


def told(what, given, folder):
    return subprocess.run(
        [sys.executable, "-c", TOLD.format(what)],
        env={**given, "PBC_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "pbc.settings"},
        cwd=places.CHECKOUT,
        capture_output=True,
        text=True,
    )


def test_a_day_that_is_none_is_said_in_a_sentence():
    told = subprocess.run(
        [sys.executable, "manage.py", "help"],
        cwd=places.CHECKOUT,
        env=os.environ | {"PBC_TODAY": "13/03/2007"},
        capture_output=True,
        text=True,
    )

    assert told.returncode == 1
    assert told.stderr == "PBC_TODAY is a date such as 2007-03-13, not '13/03/2007'\n"


def test_a_day_that_is_none_stops_the_web_server_with_the_same_sentence(tmp_path):
    """It gives up at once: a worker that cannot start is not started over and over."""
    told = subprocess.run(
        [sys.executable, "-m", "gunicorn", "pbc.wsgi", "--bind", f"unix:{tmp_path}/web.sock"],
        cwd=places.CHECKOUT,
        env=os.environ | {"PBC_TODAY": "13/03/2007", "DJANGO_SETTINGS_MODULE": "pbc.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert told.returncode == 3
    assert "PBC_TODAY is a date such as 2007-03-13, not '13/03/2007'\n" in told.stderr
    assert "Traceback" not in told.stderr
