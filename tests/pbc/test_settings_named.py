"""Whoever runs the site finds every setting in .env.example, docker-compose.yml and README."""

import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
READ = re.compile(r'[\[(]\s*"(PBC_[A-Z0-9_]+)"')
ASSIGNED = re.compile(r"^(?:# )?(PBC_[A-Z0-9_]+)=")
APPS = ("pbc", "meetings", "activity", "budgets")
# Each process says these of itself.
OF_A_PROCESS = {"PBC_PROCESS", "PBC_DB_ROLE"}
# Of a laptop, or said by docker-compose.yml or the Dockerfile for good.
NOT_PASSED_ON = OF_A_PROCESS | {"PBC_VAR", "PBC_TODAY", "PBC_BIND", "PBC_DEBUG", "PBC_PORT"}


def read_by_the_code():
    """The names that the code asks the environment for."""
    files = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    found = {name for path in files for name in READ.findall(path.read_text())}
    of_the_mailbox = {*settings.PBC_BOUNCE, "password_file"} - {"password"}
    return found | {f"PBC_BOUNCE_{part.upper()}" for part in of_the_mailbox}


def explained():
    """The names of .env.example that stand in a paragraph with words about them."""
    names = set()
    for paragraph in (ROOT / ".env.example").read_text().split("\n\n"):
        lines = paragraph.splitlines()
        said = [line for line in lines if line.startswith("# ") and not ASSIGNED.match(line)]
        names |= {found[1] for line in lines if said and (found := ASSIGNED.match(line))}
    return names


def test_every_setting_stands_in_the_example_with_a_word_about_it():
    assert read_by_the_code() - explained() == set()


def test_the_example_names_no_setting_that_nobody_reads():
    of_servers = {"PBC_OWNER_PASSWORD", "PBC_APP_PASSWORD", "PBC_TLS_FOLDER", "PBC_HTTP_PORT"}
    of_servers |= {"PBC_PROXY_LIMIT_MB", "PBC_BREACHED_FOLDER"}
    passed_on = set(re.findall(r"PBC_[A-Z0-9_]+", (ROOT / "docker-compose.yml").read_text()))

    assert of_servers <= passed_on
    assert explained() - read_by_the_code() - of_servers == set()


@pytest.mark.parametrize(
    ("file", "without"), [("docker-compose.yml", NOT_PASSED_ON), ("README.md", OF_A_PROCESS)]
)
def test_every_setting_is_passed_on_and_told_of(file, without):
    said = set(re.findall(r"PBC_[A-Z0-9_]+", (ROOT / file).read_text()))

    assert read_by_the_code() - without - said == set()
