"""What is loaded before a web server divides into its workers is loaded once, for all of them."""

import json
import os
import subprocess
import sys

import pytest

from pbc import warming
from pbc.embedded import places

# In a process of its own: here other tests have long since loaded everything.
LOOK = """
import gc, json, sys
import pbc.wsgi
from django.template import engines
from pbc.core import periods
loader, = engines["django"].engine.template_loaders
print(json.dumps({
    "compiled": sorted(loader.get_template_cache),
    "calendar": periods._bank_holidays.cache_info().currsize,
    "settled": gc.get_freeze_count(),
    "looks after": gc.get_threshold()[0],
    "looked through": len(gc.get_objects()),
}))
"""


@pytest.fixture(scope="module")
def web():
    told = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=places.CHECKOUT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "pbc.settings", "PBC_PROCESS": "web"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_every_template_of_ours_is_compiled_before_the_first_page(web):
    ours = warming.templates()

    assert {"base.html", "budgets/position.html", "meetings/action_list.html"} <= {*ours}
    assert {*ours} <= {*web["compiled"]}


def test_templates_of_packages_are_left_until_a_page_wants_them():
    assert not [name for name in warming.templates() if name.startswith(("admin/", "crispy"))]


def test_bank_holidays_are_read_before_the_first_page(web):
    assert web["calendar"] == 1


def test_what_stands_for_the_life_of_a_server_is_not_looked_through_for_garbage(web):
    assert web["settled"] > 100_000
    assert web["looked through"] < 10_000


def test_a_web_looks_for_garbage_after_a_few_pages_and_not_many_times_in_each(web):
    assert web["looks after"] == 10_000
