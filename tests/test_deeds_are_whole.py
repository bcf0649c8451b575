"""A deed is one transaction: where it fails at its end it has written nothing (ASVS 2.3.3).

Whatever deeds the making of a county comes to are each done twice: once so that it fails after its
last line, and then what stands in every table is compared with what stood before; once as it is.
The others are the same few lines round another function, as is shown of all of them, and no code
ends a transaction that it did not begin. An import is broken at each of its points in tests/faults.
"""

import ast
import copy
import gc
import re
from importlib import import_module
from inspect import unwrap
from types import FunctionType

import pytest
from django.db import connection

from pbc.core.deeds import deed
from pbc.core.people.deeds_in_words import IN_WORDS
from tests.browser import county as counties
from tests.core.people.test_deeds_in_words import is_deed
from tests.test_architecture import MODULES

TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
"""
OF_ALL = "count(*), sum(hashtextextended(t::text, 0))"
DRIVEN = 60  # deeds at least that are failed, of every app
APPS = {"activity", "budgets", "meetings", "pbc"}
# What would end a transaction, or write beside it; where it stands, and why it does no harm.
ENDS = ("commit", "rollback", "set_autocommit", "savepoint_commit", "savepoint_rollback")
MORE = ("set_rollback", "on_commit")
LEAVES = {
    "pbc.core.jobs on_commit": "a message after the commit, which may be lost",
    "pbc.core.leases set_rollback": "of a transaction of its own: nothing of it stays",
    "pbc.core.once set_rollback": "of the whole answer: nothing of it stays",
    "pbc.core.people.joining set_rollback": "a trial, in a transaction of its own",
    "pbc.core.registers.trial set_rollback": "a trial, in a transaction of its own",
    "pbc.core.seals.exported on_commit": "a file beside, made anew from what was committed",
}
CONNECTS = {
    "pbc.backups.tools": "the databases that a backup is put back into",
    "pbc.demonstration.loading": "closes what a child process inherits",
    "pbc.embedded.postgres": "the server of our own, before there is a site",
    "pbc.core.prepared": "has the connection that reads plan what it reads",
    "pbc.core.statements": "asks how long a read may last",
    "pbc.core.way_back": "asks before a migration",
    "pbc.management.commands.migrate": "a migration",
    "pbc.replica": "reads, and writes nothing",
}
OF_A_DRILL = "pbc.backups.drilling"  # reads a trial database of its own as of one moment
BY_HAND = re.compile(r"\s*(COMMIT|ROLLBACK|BEGIN|START TRANSACTION|END)\s*;?\s*")


def every_deed():
    """The deeds themselves, each once: {module and name: what is called}."""
    for name, tree in MODULES.items():
        if any(isinstance(node, ast.FunctionDef) and is_deed(node) for node in ast.walk(tree)):
            import_module(name)  # some are loaded by a command alone
    found = [
        one for one in gc.get_objects() if type(one) is FunctionType and one.__dict__.get("is_deed")
    ]
    return {f"{one.__module__}.{one.__name__}": one for one in found if of_the_site(one)}


def of_the_site(one):
    return one.__module__.partition(".")[0] in APPS


# ---- Of all of them, by how they are made -------------------------------------------------------


def test_every_deed_is_the_same_lines_which_open_one_transaction():
    """And nothing stands outside of them: no other decorator, no deed that is made otherwise."""
    lines = deed(test_every_deed_is_the_same_lines_which_open_one_transaction).__code__
    decorated = [
        (node.name, [ast.unparse(one).rpartition(".")[2] for one in node.decorator_list])
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    named = [(name, by) for name, by in decorated if "deed" in by]

    made = every_deed()
    assert {name for name, one in made.items() if one.__code__ is not lines} == set()
    assert {one.__name__ for one in made.values()} == {name for name, _ in named}
    assert {name for name, _ in named} == set(IN_WORDS)
    assert [name for name, by in named if by != ["deed"]] == []


def test_no_code_ends_a_transaction_or_writes_beside_it():
    """No commit, no roll-back, no durable block, no transaction by hand; another connection and
    what is done after the commit are known."""
    leaves, connects, never = set(), set(), []
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).rpartition(".")[2]
                leaves |= {f"{name} {called}"} if called in MORE else set()
                never += [name] if called in ENDS else []
                never += [name for one in node.keywords if one.arg in ("durable", "savepoint")]
                connects |= {name} if ast.unparse(node.func) == "psycopg2.connect" else set()
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "connections":
                connects.add(name)
            elif isinstance(node, ast.Constant) and BY_HAND.fullmatch(str(node.value)):
                never.append(name)

    assert (leaves, connects, never) == (set(LEAVES), set(CONNECTS), [OF_A_DRILL])


# ---- Of those that a county comes to, by failing them -------------------------------------------


class Broken(Exception):
    """What goes wrong after the last line of a deed."""


class Breaking:
    """Fails each deed at its end, once, before it is done as it is."""

    def __init__(self, owner):
        self.owner, self.depth, self.is_on = owner, 0, False
        self.failed, self.refused, self.left = set(), set(), {}
        owner.execute(TABLES)
        names = sorted(name for (name,) in owner.fetchall())
        self.rows = " UNION ALL ".join(
            f"SELECT '{one}', {OF_ALL} FROM \"{one}\" t" for one in names
        )

    def state(self):
        """What stands in each table, and how much waits for the commit."""
        self.owner.execute(self.rows)
        tables = {name: rest for name, *rest in self.owner.fetchall()}
        return tables | {"after the commit": len(connection.run_on_commit)}

    def around(self, name, signed, function):
        """The function of a deed, which fails once at its end before it does what it does."""

        def inner(*, by, **details):
            if self.is_on:
                return self.broken(function, {"by": by, **details})
            if name not in self.failed:
                self.fail(name, signed, {"by": by, **details})
            return function(by=by, **details)

        return inner

    def broken(self, function, details):
        """Do it, and fail after the last line of the outermost deed; those inside it go on."""
        self.depth += 1
        try:
            said = function(**details)
        finally:
            self.depth -= 1
        if not self.depth:
            raise Broken
        return said

    def fail(self, name, signed, details):
        """Do a deed that fails, with things of its own to hold on to; what it left is noted."""
        try:
            given = copy.deepcopy(details)
        except TypeError:
            return  # a stream, which can be read once
        before, self.is_on = self.state(), True
        try:
            signed(**given)
        except Broken:
            self.failed.add(name)
        except Exception:  # whoever does it looks at the refusal; it left nothing either
            self.refused.add(name)
        finally:
            self.is_on = False
        after = self.state()
        changed = [one for one in after if after[one] != before[one]]
        if changed:
            self.left[name] = changed


@pytest.fixture
def breaking(owner, monkeypatch):
    """Every deed fails once at its end before it is done."""
    found = Breaking(owner)
    for name, signed in every_deed().items():
        cells = dict(zip(signed.__code__.co_freevars, signed.__closure__, strict=True))
        inner = found.around(name, signed, unwrap(signed))
        monkeypatch.setattr(cells["function"], "cell_contents", inner)
    return found


@pytest.mark.django_db
def test_a_deed_that_fails_at_its_end_has_written_nothing(breaking, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", counties.TODAY)

    counties.build()

    assert breaking.left == {}
    assert len(breaking.failed) >= DRIVEN
    assert {name.partition(".")[0] for name in breaking.failed} == APPS
