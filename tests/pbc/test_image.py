"""What the Dockerfile copies: what a site of production needs (ASVS 15.2.3)."""

import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch

import pytest

from pbc.embedded.places import CHECKOUT
from tests.pbc.test_environment import PRODUCTION

IGNORED = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
OF_A_LAPTOP = (
    "pbc/demonstration",
    "pbc/supervisor.py",
    *(f"pbc/management/commands/{name}.py" for name in ("run", "seed_demo", "services")),
    "templates/account/_sign_ins.html",
    "templates/components/demonstration.html",
    "templates/pbc/being_loaded.html",
)
ASKED = """
import django; django.setup()
from django.test import Client
client = Client(HTTP_HOST="pbc.example.nhs.uk")
for path in ("/privacy/", "/accounts/login/", "/demonstration/next/"):
    answer = client.get(path, secure=True)
    print(path, answer.status_code, len(answer.content) > 1000)
"""
NAMED = """
import django; django.setup()
from django.urls import get_resolver
names = get_resolver().reverse_dict
print("home" in names, "demonstration-next" in names)
"""


def is_left_out(path):
    """Whether the Dockerfile leaves a path out: the last line that speaks of it says."""
    said = False
    for line in filter(None, IGNORED):
        pattern = line.removeprefix("!")
        anywhere = pattern.removeprefix("**/")
        is_here = fnmatch(path, pattern) and path.count("/") == pattern.count("/")
        if is_here or (anywhere != pattern and fnmatch(path.split("/")[-1], anywhere)):
            said = not line.startswith("!")
    return said


def left_out(folder, names):
    below = os.path.relpath(folder, CHECKOUT)
    paths = {name: os.path.normpath(os.path.join(below, name)) for name in names}
    return {name for name, path in paths.items() if is_left_out(path)}


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The checkout as the image has it, its files collected."""
    to = tmp_path_factory.mktemp("image") / "site"
    shutil.copytree(CHECKOUT, to, ignore=left_out)
    shutil.copytree(CHECKOUT / "static" / "vendor", to / "static" / "vendor")
    done = run(to, to.parent, "manage.py", "collectstatic", "--no-input")
    assert done.returncode == 0, done.stderr
    return to


def run(image, var, *words):
    given = PRODUCTION | {"SECRET_KEY": SECRET, "PATH": os.environ["PATH"], "PBC_VAR": str(var)}
    given |= {"PBC_BACKUPS_TO": str(var / "backups"), "DJANGO_SETTINGS_MODULE": "pbc.settings"}
    given |= {"PYTHONDONTWRITEBYTECODE": "1"}  # what is there is what was copied
    return subprocess.run(
        [sys.executable, *words],
        cwd=image,
        env=given,
        capture_output=True,
        text=True,
    )


def test_the_image_has_no_history_no_tests_and_no_secrets_of_the_checkout(image):
    here = {path.name for path in image.iterdir()}

    assert not {".git", ".env", ".venv", "tests", "bench", "var", ".ci"} & here
    assert {"manage.py", "pbc", "activity", "meetings", "budgets", "templates", "static"} <= here


@pytest.mark.parametrize("path", OF_A_LAPTOP)
def test_the_image_has_nothing_of_the_demonstration_and_of_what_a_laptop_starts(image, path):
    assert (CHECKOUT / path).exists()
    assert not (image / path).exists()


def test_the_image_has_no_compiled_code_no_caches_and_no_scripts(image):
    speaks = re.compile(r"demonstration|__pycache__|_cache$|\.hypothesis|\.semgrep")
    found = {str(path.relative_to(image)) for path in image.rglob("*")}

    assert {path for path in found if speaks.search(path)} == set()
    assert {path for path in found if path.startswith("scripts/")} == {"scripts/vendor.mjs"}


def test_what_the_image_has_is_a_whole_site_s6(image, tmp_path):
    done = run(image, tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_the_site_of_the_image_answers_and_has_no_page_of_a_demonstration(image, tmp_path):
    told = run(image, tmp_path, "-c", ASKED)

    said = [one for one in told.stdout.splitlines() if one.startswith("/")]
    assert said == [
        "/privacy/ 200 True",
        "/accounts/login/ 200 True",
        "/demonstration/next/ 404 True",
    ], told.stderr


def test_a_checkout_in_production_has_no_page_of_a_demonstration_either(tmp_path):
    told = run(CHECKOUT, tmp_path, "-c", NAMED)

    assert told.stdout == "True False\n", told.stderr
