"""R9: a site that the code of the last release made is brought up to date by that of now, and the
code of the release goes on working on the new tables, as it does while its parts are replaced."""

import json
import tarfile
from decimal import Decimal

import pytest

from pbc.embedded.places import CHECKOUT
from tests.upgrades import releases

STANDS = ("position", "--locality", "DAC", "--year", "2006/07", "--json", "--month")
FINANCE = "PCT finance"
PLACES = {app: app for app in ("activity", "meetings", "budgets")} | {"core": "pbc/core"}
ACTION = "Ring the practice about its returns"
# Signs in as the page has it done, opens everything that the desk leads to, raises an action,
# and says what it got.
VISIT = """
import json, re
from django.test import Client

visitor = Client(SERVER_NAME="localhost")
signed_in = visitor.post("/accounts/login/", {{"login": {username!r}, "password": {password!r}}})
desk = visitor.get("/")
found = {{*re.findall(r'href="(/[^"#?]*)', desk.content.decode())}}
pages = [one for one in sorted(found) if not one.startswith(("/static/", "/accounts/logout/"))]
seen = {{one: visitor.get(one).status_code for one in pages}}

form = visitor.get("/actions/new/").content.decode()
[of, *_] = re.findall(r'value="([a-z]+:[^"]+)"', form)
given = {{"of": of, "text": {action!r}, "owner_name": "A. Nurse"}}
raised = visitor.post("/actions/new/", given | {{"due_typed": "ASAP"}}, follow=True)
shown = {action!r} in raised.content.decode()
print(json.dumps([signed_in.status_code, seen, raised.redirect_chain, shown]))
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The code of the last release, unpacked."""
    folder = tmp_path_factory.mktemp("released")
    with tarfile.open(releases.last().kept_in) as tar:
        tar.extractall(folder, filter="data")
    (folder / "static" / "vendor").symlink_to(CHECKOUT / "static" / "vendor")
    return folder


def test_what_is_kept_of_the_last_release_is_its_code_r9(released):
    """Git writes into an archive of which commit it is."""
    release = releases.last()

    with tarfile.open(release.kept_in) as tar:
        of = tar.pax_headers["comment"]
    there = {
        app: max(file.stem for file in (released / place / "migrations").glob("0*.py"))
        for app, place in PLACES.items()
    }

    assert of.startswith(release.commit)
    assert there == release.migrations


def test_old_code_works_on_the_new_tables_of_a_site_that_it_made_r9(released, site):
    site.checkout = released
    loaded = json.loads(site("seed_demo", "--json"))
    stood = json.loads(site(*STANDS, "6"))
    by_release = {**without_servers_of_its_own(site), "PBC_PROCESS": "web"}

    site.checkout = CHECKOUT
    site("migrate")
    stands = json.loads(site(*STANDS, "6"))

    site.checkout = released
    [finance] = [one for one in loaded["sign_ins"] if one["role"] == FINANCE]
    visiting = VISIT.format(**finance, action=ACTION)
    visit = site("shell", "--no-imports", "-c", visiting, **by_release)
    signed_in, pages, raised, is_shown = json.loads(visit)
    [sent] = json.loads(site("ingest", loaded["next"], "--publish", "--json", **by_release))
    old_way = json.loads(site(*STANDS, "7", **by_release))

    site.checkout = CHECKOUT
    checked = json.loads(site("recompute", "--json"))
    actions = site.sql(f"SELECT text FROM meetings_action WHERE text = '{ACTION}' LIMIT 1")

    assert {name: stands[name] for name in stood} == stood
    assert signed_in == 302
    assert len(pages) > 10
    assert {*pages.values()} <= {200, 302}, pages
    assert (len(raised), is_shown) == (1, True)
    assert f"[('{ACTION}',)]" in actions
    assert sent["state"] == "published"
    assert Decimal(old_way["actual"]) > Decimal(stood["actual"])
    assert json.loads(site(*STANDS, "7"))["actual"] == old_way["actual"]
    assert checked["differences"] == 0


def without_servers_of_its_own(site):
    """Settings as a site has them whose servers are its operator's: no part of it migrates."""
    folder = site.sockets()
    return {
        "DATABASE_URL": f"postgres://pbc_app@/pbc?host={folder}",
        "REDIS_URL": f"redis+socket://{folder}/valkey.sock",
    }
