"""The demonstration is loaded once, whole, and on no site that is in use."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pbc import environment
from pbc.core import context
from pbc.demonstration import loading, marker, ready
from tests import make
from tests.demonstration.figures import stands
from tests.network.conftest import within


def test_a_second_time_it_says_that_it_is_loaded_already(loaded, db):
    said, again = StringIO(), StringIO()

    call_command("seed_demo", stdout=said)
    call_command("seed_demo", "--json", stdout=again)

    assert "is loaded already" in said.getvalue()
    assert str(loaded / ready.NEXT.name) in said.getvalue()
    answer = json.loads(again.getvalue())
    assert answer["today"] == "2007-03-13"
    assert len(answer["sign_ins"]) == 8
    assert Path(answer["next"]).exists()


def test_loading_goes_on_after_it_was_cut_short(loaded, db):
    marker.begin()

    loading.load()

    assert marker.day() == "2007-03-13"
    assert stands("locality", "DAC").overspend == Decimal("1221480.36")


def test_nothing_of_it_is_shown_before_it_is_whole(elsewhere, client, db, monkeypatch):
    monkeypatch.delenv("PBC_TODAY", raising=False)
    with marker.being_loaded() as note:
        note("The budgets are put in")
        meanwhile, well = client.get("/accounts/login/"), client.get("/healthz")
        day = environment.demonstration()

    assert (meanwhile.status_code, meanwhile.headers["Retry-After"]) == (503, "2")
    assert "The budgets are put in" in meanwhile.content.decode()
    assert "no-store" in meanwhile.headers["Cache-Control"]
    assert well.status_code == 200
    assert day == "2007-03-13"
    assert client.get("/accounts/login/").status_code == 200
    monkeypatch.delenv("PBC_TODAY")


def test_a_loading_that_was_killed_closes_the_site_to_nobody(elsewhere, client, db):
    code = (
        "import os, django; django.setup()\nfrom pbc.demonstration import loading, marker\n"
        "with marker.being_loaded(), loading.another_process() as beside:\n"
        "    beside.submit(os.getpid).result()\n    os.kill(os.getpid(), 9)"
    )
    place = {"DJANGO_SETTINGS_MODULE": "pbc.settings", "PBC_VAR": str(elsewhere.parent)}
    place = {**os.environ, **place}

    assert subprocess.run([sys.executable, "-c", code], env=place).returncode == -9

    assert marker.has_begun()
    # The process beside it holds the same lock, and is ended by the kernel.
    within(10, lambda: marker.step() is None)
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.parametrize("something", [make.person, make.practice])
def test_a_site_with_other_data_is_refused(elsewhere, db, something):
    something()

    with pytest.raises(CommandError, match="holds other data"):
        call_command("seed_demo")

    assert marker.day() == ""
    assert not loading.is_welcome()


def test_a_production_site_is_refused(monkeypatch):
    monkeypatch.setattr(environment, "PRODUCTION", True)

    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")


def test_the_day_of_a_demonstration_is_the_day_of_its_site(elsewhere, monkeypatch, rf, settings):
    monkeypatch.delenv("PBC_TODAY", raising=False)
    assert environment.demonstration() == ""

    marker.begin()
    marker.finish()
    settings.PBC_DEMONSTRATION = environment.demonstration()

    assert settings.PBC_DEMONSTRATION == "2007-03-13"
    assert context.site(rf.get("/"))["demonstration"] == marker.DAY
    monkeypatch.delenv("PBC_TODAY")


def test_a_day_that_was_given_goes_before_that_of_the_demonstration(elsewhere, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-02")
    marker.begin()
    marker.finish()

    environment.demonstration()

    assert os.environ["PBC_TODAY"] == "2007-04-02"
