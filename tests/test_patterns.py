"""No pattern of the code takes a time without bounds, whatever is sent to it (TRUST S5, 1.2.9)."""

import ast
import importlib
import re

import pytest

from tests.patterns import without_bounds
from tests.test_architecture import MODULES
from tests.test_no_dangerous_calls import OF_PATTERNS

# It keeps no pattern, and whoever imports it is a web server from then on.
DOORS = {"pbc.wsgi"}
# What a pattern that is written where it is used is compiled with, at the most.
ANY_FLAG = re.IGNORECASE | re.MULTILINE | re.DOTALL


def named():
    """Every pattern that a module of ours keeps, by itself or in a list or table."""
    for name in MODULES:
        if name in DOORS or "migrations" in name:
            continue
        name = name.removesuffix(".__init__")
        for value in vars(importlib.import_module(name)).values():
            yield from (one for one in _flat(value) if isinstance(one, re.Pattern))


def _flat(value):
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _flat(one)
    else:
        yield value


def written():
    """Every pattern that stands as a constant where it is used."""
    calls = (node for tree in MODULES.values() for node in ast.walk(tree))
    for call in calls:
        if isinstance(call, ast.Call) and _is_of_patterns(call.func) and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant):
                yield re.compile(first.value, ANY_FLAG if isinstance(first.value, str) else 0)


def _is_of_patterns(function):
    of = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return of and function.value.id == "re" and function.attr in OF_PATTERNS


def test_no_pattern_repeats_what_it_repeats_s5():
    patterns = {(one.pattern, one.flags): one for one in [*named(), *written()]}

    assert len(patterns) > 100
    assert [one.pattern for one in patterns.values() if without_bounds(one)] == []


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(\w+\s?)*$", r"(a|a)*b", r"(.*)*", r"(x|xy*)+"])
def test_a_pattern_without_bounds_is_found(pattern):
    assert without_bounds(re.compile(pattern))


@pytest.mark.parametrize(
    "pattern", [r"(?:,\d+)*", r"(?:[a-z]+ )+", r"(?>a+)+", r"(?:\s|a)*", r"a+b+"]
)
def test_a_pattern_that_can_be_cut_in_one_way_is_not(pattern):
    assert without_bounds(re.compile(pattern)) == []
