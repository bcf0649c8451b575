"""Settings come from the environment; a production site refuses to start half set up."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from pbc import environment
from pbc.core.models import Role
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


def test_a_replica_is_for_pages_alone_and_read_only(monkeypatch):
    monkeypatch.setenv("PBC_DATABASE_REPLICA_URL", "postgres://pbc_app@beside:5433/pbc")
    monkeypatch.setenv("PBC_DB_ROLE", "app")
    found = {}
    for process in ("web", "worker", "reader", "command"):
        monkeypatch.setenv("PBC_PROCESS", process)
        found[process] = environment.replica()

    assert (found["web"]["replica"]["HOST"], found["web"]["replica"]["PORT"]) == ("beside", "5433")
    assert "default_transaction_read_only=on" in found["web"]["replica"]["OPTIONS"]["options"]
    assert found["worker"] == found["reader"] == found["command"] == {}


@pytest.mark.parametrize("seconds", ["0", "61", "-1", "ten", "1.5"])
def test_a_replica_is_behind_by_a_number_of_seconds(monkeypatch, seconds):
    monkeypatch.setenv("PBC_DATABASE_REPLICA_SECONDS", seconds)

    with pytest.raises(ImproperlyConfigured, match="a number from 1 to 60"):
        environment.replica_seconds()


@pytest.mark.parametrize(
    ("process", "limit"),
    [
        ("web", "5000"),
        ("worker", "120000"),
        ("reader", "120000"),
        ("sweeper", "30000"),
        ("command", "600000"),
    ],
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


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        ("x" * 31, "SECRET_KEY has fewer than 32 characters"),
        (f" {'x' * 50}", "SECRET_KEY begins or ends with a space"),
        (f"{'x' * 50}\n", "SECRET_KEY begins or ends with a space"),
        ("   ", "SECRET_KEY is not set"),
        ("x" * 32, ""),
        (f"{'herons of the canal ' * 2}came", ""),
    ],
)
def test_production_refuses_a_secret_that_is_short_or_has_a_space_at_its_end(
    monkeypatch, secret, why
):
    monkeypatch.setattr(environment.values, "PRODUCTION", True)
    monkeypatch.setenv("SECRET_KEY", secret)

    if why:
        with pytest.raises(ImproperlyConfigured, match=why):
            environment.secret_key()
    else:
        assert environment.secret_key() == secret


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


SERVER = "smtp://pbc:p%40ss@mail.example.nhs.uk:2525"
MAIL = {
    "PBC_MAIL_URL": "",
    "PBC_MAIL_FROM": "",
    "PBC_SITE_URL": "",
    "PBC_HOSTS": "",
    "PBC_PORT": "",
    "PBC_MAIL_LINK_DAYS": "",
}


def mail_of(monkeypatch, **given):
    for name, value in (MAIL | given).items():
        monkeypatch.setenv(name, value)
    return environment.mail()


def test_an_address_gives_the_mail_server(monkeypatch):
    found = mail_of(monkeypatch, PBC_MAIL_URL=SERVER)

    assert (found["host"], found["port"]) == ("mail.example.nhs.uk", 2525)
    assert (found["user"], found["password"]) == ("pbc", "p@ss")
    assert (found["tls"], found["ssl"], found["way"]) == (True, False, "smtp")


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail", 587, True, False),
        ("smtp://localhost:25?tls=no", 25, False, False),
        ("smtps://mail", 465, False, True),
    ],
)
def test_mail_is_encrypted_unless_told_otherwise(monkeypatch, address, port, tls, ssl):
    found = mail_of(monkeypatch, PBC_MAIL_URL=address)

    assert (found["port"], found["tls"], found["ssl"]) == (port, tls, ssl)


def test_without_a_mail_server_a_laptop_writes_mail_out_and_production_sends_none(monkeypatch):
    assert mail_of(monkeypatch)["way"] == "console"
    monkeypatch.setattr(environment.values, "PRODUCTION", True)
    assert mail_of(monkeypatch)["way"] == ""


def all_of_mail(monkeypatch, **given):
    mail_of(monkeypatch, **given)
    return environment.mail_from(), environment.site_url(), environment.mail_link_days()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"PBC_MAIL_URL": "http://mail"}, "PBC_MAIL_URL"),
        ({"PBC_MAIL_URL": SERVER}, "PBC_MAIL_FROM"),
        ({"PBC_MAIL_FROM": "nobody"}, "PBC_MAIL_FROM"),
        ({"PBC_MAIL_FROM": "a@b.uk\nBcc: c@d.uk"}, "PBC_MAIL_FROM"),
        ({"PBC_SITE_URL": "pbc.example.nhs.uk"}, "PBC_SITE_URL"),
        *(({"PBC_MAIL_LINK_DAYS": days}, "from 1 to 90") for days in ("0", "91", "-1", "x", "1.5")),
        ({"PBC_SITE_URL": "https://pbc.example.nhs.uk/here"}, "PBC_SITE_URL"),
    ],
)
def test_settings_of_mail_that_cannot_be_are_refused(monkeypatch, given, names):
    with pytest.raises(ImproperlyConfigured, match=names):
        all_of_mail(monkeypatch, **given)


def test_links_in_mails_begin_with_the_site(monkeypatch):
    mail_of(monkeypatch, PBC_PORT="8123")
    assert environment.site_url() == "http://localhost:8123"
    mail_of(monkeypatch, PBC_SITE_URL="https://pbc.example.nhs.uk/")
    assert environment.site_url() == "https://pbc.example.nhs.uk"
    monkeypatch.setattr(environment.values, "PRODUCTION", True)
    mail_of(monkeypatch, PBC_HOSTS="pbc.example.nhs.uk,other.nhs.uk")
    assert environment.site_url() == "https://pbc.example.nhs.uk"


@pytest.mark.parametrize(
    ("given", "demonstration", "roles"),
    [
        ({}, "", {"FINANCE", "COMMISSIONING", "ADMINISTRATOR"}),
        ({}, "2007-03-13", set()),
        ({"PBC_MFA_FOR": "auditor, gp_lead"}, "", {"AUDITOR", "GP_LEAD"}),
        ({"PBC_MFA_FOR": "all"}, "2007-03-13", set()),
        ({"PBC_MFA_FOR": "all"}, "", {one.name for one in Role if one != Role.OPERATOR}),
        ({"PBC_MFA_FOR": "none"}, "", set()),
        ({"PBC_MFA_FOR": " "}, "", {"FINANCE", "COMMISSIONING", "ADMINISTRATOR"}),
    ],
)
def test_finance_contracts_and_administrators_sign_in_by_two_steps_but_not_in_a_demonstration_s10(
    monkeypatch, given, demonstration, roles
):
    monkeypatch.delenv("PBC_MFA_FOR")
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert environment.two_steps_for(demonstration) == roles


def test_nobody_beside_a_role_is_refused_before_anything_is_served_s10(monkeypatch):
    monkeypatch.setenv("PBC_MFA_FOR", "none finance")

    with pytest.raises(ImproperlyConfigured, match="none stands alone"):
        environment.two_steps_for("")


def test_a_role_that_is_none_is_refused_before_anything_is_served_s10(monkeypatch):
    monkeypatch.setenv("PBC_MFA_FOR", "finance administrators")

    with pytest.raises(ImproperlyConfigured, match="ADMINISTRATORS is no role"):
        environment.two_steps_for("")


@pytest.mark.parametrize("given", ["0", "-1", "a year", "36501", "²"])
def test_days_for_which_something_is_kept_are_a_number(monkeypatch, given):
    monkeypatch.setenv("PBC_TRACES_KEPT_DAYS", given)

    with pytest.raises(ImproperlyConfigured, match="PBC_TRACES_KEPT_DAYS is a number of days"):
        environment.days_kept("PBC_TRACES_KEPT_DAYS", 365)


@pytest.mark.parametrize("given", ["-1", "200 MB", "0.5", "²", "9" * 30])
def test_the_room_that_stays_free_is_a_number_of_mib(monkeypatch, given):
    monkeypatch.setenv("PBC_ROOM_LEFT_MB", given)

    with pytest.raises(ImproperlyConfigured, match="PBC_ROOM_LEFT_MB is a number of MiB"):
        environment.room_left()


@pytest.mark.parametrize(("given", "mib"), [("", 200), (" ", 200), ("0", 0), ("1500", 1500)])
def test_where_nobody_says_how_much_room_stays_free_it_is_200_mib(monkeypatch, given, mib):
    monkeypatch.setenv("PBC_ROOM_LEFT_MB", given)

    assert environment.room_left() == mib


def test_what_nobody_says_is_kept_for_the_days_of_the_site(monkeypatch):
    monkeypatch.setenv("PBC_TRACES_KEPT_DAYS", "")

    assert environment.days_kept("PBC_TRACES_KEPT_DAYS", 365) == 365


@pytest.fixture
def known_at_a_provider(monkeypatch, tmp_path):
    """What a provider of sign-ins knows the site as; a test changes one of them."""
    secret = tmp_path / "sign-in.secret"
    secret.write_text("a secret\n")
    given = {"ISSUER": "https://id.example.nhs.uk", "CLIENT_ID": "pbc"}
    given |= {"CLIENT_SECRET_FILE": str(secret), "STEPS": "acr=AAL3 amr=mfa", "NAME": ""}
    for name, value in given.items():
        monkeypatch.setenv(f"PBC_OIDC_{name}", value)


def test_a_provider_of_sign_ins_is_one_by_its_issuer_client_and_secret_s10(known_at_a_provider):
    assert environment.sign_in_service() == {
        "issuer": "https://id.example.nhs.uk",
        "client": "pbc",
        "secret": "a secret",
        "name": "NHS sign-in",
        "acr": ["AAL3"],
        "amr": ["mfa"],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("ISSUER", "http://id.example.nhs.uk"), ("ISSUER", "id.example.nhs.uk")),
        *(("ISSUER", "https://id.example.nhs.uk/?a=b"), ("ISSUER", "https://a:b@id.example")),
        *(("CLIENT_ID", ""), ("CLIENT_SECRET_FILE", ""), ("CLIENT_SECRET_FILE", "/nowhere")),
        *(("STEPS", "mfa"), ("STEPS", "acr=")),
    ],
)
def test_a_provider_of_sign_ins_that_cannot_be_is_refused_s10(
    known_at_a_provider, monkeypatch, name, value
):
    monkeypatch.setenv(f"PBC_OIDC_{name}", value)

    with pytest.raises(ImproperlyConfigured, match="PBC_OIDC"):
        environment.sign_in_service()


def test_in_production_a_provider_of_sign_ins_needs_tls_on_both_sides_s10(
    known_at_a_provider, monkeypatch
):
    monkeypatch.setattr(environment.values, "PRODUCTION", True)
    monkeypatch.setenv("PBC_HOSTS", "pbc.example.nhs.uk")
    monkeypatch.setenv("PBC_SITE_URL", "http://pbc.example.nhs.uk")
    with pytest.raises(ImproperlyConfigured, match="PBC_SITE_URL with https"):
        environment.sign_in_service()
    monkeypatch.setenv("PBC_OIDC_ISSUER", "http://localhost:9000")
    with pytest.raises(ImproperlyConfigured, match="PBC_OIDC_ISSUER is an address"):
        environment.sign_in_service()
