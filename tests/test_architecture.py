"""How the house stands: imports run downhill, views read what may be seen, services are deeds."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOUSE = ["pbc.core", "meetings", "activity", "contracts", "budgets", "funding", "projects", "pbc"]
CELLAR = "pbc.secretive"  # knows none of ours, and every log and every floor leaves secrets out
KNOW_DJANGO = {"activity.ingest.job", "activity.ingest.writer"}  # the child's own modules do not
FOR_ALL = ("FinancialYear.objects",)  # rows that anybody who is signed in may see
LONGEST = 400  # lines of a file: what is longer is split by what it is about
SENDERS = {"delay", "delay_on_commit", "apply_async", "send_task"}

# Functions beside the deeds: they read or prepare, or run inside a deed that another one opened.
NOT_DEEDS = """
activity.services.codes.heading_code activity.services.deliveries.keep
activity.services.deliveries.legible
activity.services.deliveries.reading_that_stands
activity.services.notices.tell activity.services.notices.tell_the_sender
activity.services.sending.publish activity.services.sending.send
activity.services.sweeping.waiting
meetings.diary.services.meetings.lay_round_table meetings.diary.services.papers.kind_of
meetings.diary.services.papers.legible
activity.services.years.make_room budgets.services.ledger.stated
budgets.checks.services.bring_back budgets.checks.services.make_checks
budgets.checks.services.take_back
budgets.services.stated.compare_stated budgets.services.stated.state_positions
budgets.services.stated.touched budgets.services.targets.holder pbc.core.services.operator
pbc.core.people.services.accounts.send_forgotten pbc.core.openid.services.end_every
"""
REGISTERED = {
    "registry.panels.add('Events'",
    *("registry.panels.add('Companies'", "registry.panels.add('Support log'"),
    *("registry.cards.add('Files sent in'", "registry.cards.add('Our position'"),
    *("registry.cards.add('Details of patients'", "registry.does(purging.CARRY_OUT"),
    *("registry.cards.add('Budgets to set'", "registry.cards.add('Over budget and not contacted'"),
    *("registry.cards.add('What you were told'", "registry.on(event"),
    *("registry.checks.add(checks.year_to_date", "registry.on('financial year opened'"),
    "registry.checks.add(checks.month_against_the_month_before",
    *("registry.checks.add(review.plan_against_the_ledger", "registry.on('submission published'"),
    *("registry.sections.add(changes.SINCE", "registry.sections.add(parts.SECTION"),
    *("registry.cards.add('Newsletters'", "registry.does(SPREAD"),
    *("registry.sections.add('submission consequences'", "registry.sections.add(SECTION"),
    *("registry.cards.add('Decisions'", "registry.panels.add('Decisions of its group'"),
    *("registry.cards.add('My actions'", "registry.panels.add('Actions'"),
    *("registry.cards.add('Meetings'", "registry.panels.add('Meetings'"),
    *("registry.cards.add('Left undone'", "registry.does(clearing.DROP"),
    *("registry.does(clearing.CLEAR_UP", "registry.does(mail.SEND"),
    *("registry.cards.add('Appointments to confirm'", "registry.does(accounts.FORGOTTEN"),
    "registry.sections.add('register consequences'",
    "registry.on('financial year closing'",
    *("registry.on('submission withdrawn'", "registry.on('submission brought back'"),
    "registry.cards.add('Checks of the practices'",
    *("registry.cards.add('Mails that came back'", "registry.cards.add('Backups'"),
    "registry.on(one_use.BEGUN",
    *("registry.cards.add('Seals'", "registry.does(work.SEAL", "registry.does(work.CHECK"),
    "registry.does(exported.SEND",
}
TOPS = {ROOT / name.partition(".")[0] for name in HOUSE}


PATHS = [path for top in TOPS for path in top.rglob("*.py")]
NAMES = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in PATHS]
MODULES = dict(zip(NAMES, (ast.parse(path.read_text()) for path in PATHS), strict=True))


def floor(name):
    """The floor of the house that a module stands on, -1 for what is not ours."""
    if f"{name}.".startswith(f"{CELLAR}."):
        return -1
    found = "pbc.core" if f"{name}.".startswith("pbc.core.") else name.partition(".")[0]
    return HOUSE.index(found) if found in HOUSE else -1


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)


def calls():
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, ast.unparse(node.func), ast.unparse(node)


def test_no_file_is_longer_than_can_be_held_in_the_head():
    files = [path for top in (*TOPS, ROOT / "tests", ROOT / "bench") for path in top.rglob("*.py")]
    written = [path for path in files if path.parent.name != "migrations"]
    lines = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in written}

    assert {path: number for path, number in lines.items() if number > LONGEST} == {}


def test_imports_run_downhill():
    found = [(name, one) for name, tree in MODULES.items() for one in imports(tree)]

    assert [(name, one) for name, one in found if floor(one) > floor(name)] == []


def test_the_child_that_reads_files_knows_no_django():
    child = {name for name in MODULES if name.startswith("activity.ingest.")} - KNOW_DJANGO
    beyond = ("django", "activity.models", "activity.queries", "activity.services", "pbc")

    assert [n for n in child for one in imports(MODULES[n]) if one.startswith(beyond)] == []


def test_the_reader_of_minutes_knows_no_django():
    names = [name for name in MODULES if name.startswith("meetings.minutes")]
    beyond = ("django", "meetings.models", "meetings.queries", "meetings.services", "pbc")

    assert [n for n in names for one in imports(MODULES[n]) if one.startswith(beyond)] == []


def test_views_start_from_rows_that_may_be_seen():
    starts = [c for name, _, c in calls() if ".views" in name and ".objects." in c]

    assert [c for c in starts if ".visible_to(" not in c and not c.startswith(FOR_ALL)] == []


def test_every_public_service_is_a_deed():
    functions = {
        f"{name}.{one.name}": [ast.unparse(decorator) for decorator in one.decorator_list]
        for name, tree in MODULES.items()
        if ".services" in name and ".commands." not in name
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    }

    assert {name for name, by in functions.items() if "deed" not in by} == set(NOT_DEEDS.split())


def test_work_is_sent_only_by_queue():
    sends = {name for name, called, _ in calls() if called.rpartition(".")[2] in SENDERS}

    assert sends == {"pbc.core.jobs"}


def test_there_are_six_registries_and_this_is_all_that_is_in_them():
    registry = ast.unparse(MODULES["pbc.core.registry"])
    fills = [c for _, f, c in calls() if f.startswith("registry.") and "happen" not in f]

    assert sum(map(registry.count, ("Entries()", "Checks()", "def on(", "def does("))) == 6
    assert {fill.partition(",")[0].rstrip(")") for fill in fills} == REGISTERED


def test_the_web_has_no_reader_of_files_in_memory():
    """What parses files runs in the watched child alone (TRUST S2): the pages do not even load it,
    which would cost each start a quarter of a second."""
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; "
        "get_resolver().url_patterns; "
        "print(sorted({'numpy', 'pyarrow', 'pandas', 'fastexcel', 'xlrd'} & set(sys.modules)))"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "pbc.settings"}

    said = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)

    assert said.stdout.strip() == "[]", said.stderr
