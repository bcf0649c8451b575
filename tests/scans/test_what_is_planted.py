"""The scans of `make check` find what is planted for them: they can fail."""

import re
import subprocess
import sys

from pbc.embedded import places
from tests.scans import secrets
from tests.test_architecture import PATHS

INJECTION = """
def found(cursor, name):
    cursor.execute("SELECT * FROM core_person WHERE name = '" + name + "'")
"""
# Of no account: in two parts, so that they are not found here.
KEY = "AKIA" + "QX3LPW7NZT5RM2VD"
ADDRESS = "postgres://pbc_app:" + "tUesdayHeron9@db.example.org/pbc"


def bandit(path):
    of_ours = places.CHECKOUT / "pyproject.toml"
    command = [sys.executable, "-m", "bandit", "--quiet", "--configfile", str(of_ours), str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_statement_put_together_of_what_was_sent_is_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text(INJECTION)

    done = bandit(planted)

    assert done.returncode == 1
    assert "B608" in done.stdout


def test_what_is_let_pass_names_the_rule_and_the_reason():
    odd = [
        f"{path}: {line.strip()}"
        for path in PATHS
        for line in path.read_text().splitlines()
        if "# nosec" in line and not re.search(r"# nosec( B\d{3})+ # \w+", line)
    ]

    assert odd == []


def test_a_key_and_a_password_are_found_wherever_they_stand(tmp_path):
    (tmp_path / "settings.py").write_text(f'AWS = "{KEY}"\n')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/how.md").write_text(f"{ADDRESS}\n")

    found = list(secrets.findings(secrets.files(tmp_path), root=tmp_path))

    assert {one.place for one in found} == {
        "settings.py:1: AWS Access Key",
        "docs/how.md:1: Basic Auth Credentials",
    }
    assert len([one for one in secrets.said_of(found) if one.endswith("looks like a secret")]) == 2


def test_a_password_of_tests_is_one_in_the_code_of_the_site():
    kind, text = next(iter(secrets.OF_TESTS))
    places = ("tests/core/test_people.py", "pbc/settings.py")

    told = secrets.said_of([secrets.Finding(path, 1, kind, text) for path in places])

    assert [one for one in told if one.endswith("looks like a secret")] == [
        f"pbc/settings.py:1: {kind}: looks like a secret"
    ]


def test_an_explanation_of_what_is_not_there_any_more_is_named():
    assert len(list(secrets.said_of([]))) == len(secrets.NO_SECRETS) + len(secrets.OF_TESTS)


def test_make_check_runs_them():
    recipe = (
        (places.CHECKOUT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]
    )

    assert "bandit --quiet --configfile pyproject.toml --recursive $(CODE)" in recipe
    assert "-m tests.scans.secrets" in recipe
