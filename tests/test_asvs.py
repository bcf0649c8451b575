"""docs/asvs.md: whole, as its source has it, of tests and sections that there are (TRUST S5)."""

import ast
import re
from collections import Counter

import pytest

from tests import asvs

ROOT = asvs.DOCS.parent
ITEMS = asvs.items(asvs.source())
WORDS = 7  # that a reason has at least


def test_every_item_of_both_levels_is_there_once_s5():
    levels = asvs.levels(asvs.source())

    assert Counter(levels.values()) == {1: 70, 2: 183}
    assert Counter(one.number for one in ITEMS) == Counter([*levels])


def test_the_table_is_what_its_source_says_s5():
    assert asvs.TABLE.read_text(encoding="utf-8") == asvs.table(), "make asvs"


def test_the_counts_of_the_table_are_those_of_its_rows_s5():
    text = asvs.TABLE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+\.\d+\.\d+ \| \d \| ([a-z ]+) \|", text, re.MULTILINE)
    [told] = re.findall(r"^\| both \| (.*) \|$", text, re.MULTILINE)

    assert list(map(int, told.split(" | "))) == [253, *(rows.count(kind) for kind in asvs.KINDS)]


@pytest.mark.parametrize("kind", asvs.KINDS)
def test_what_is_said_of_an_item_fits_its_kind_s5(kind):
    wrong = [one.number for one in ITEMS if one.kind == kind and not fits(one)]

    assert wrong == []
    assert {one.kind for one in ITEMS} == set(asvs.KINDS)


def fits(one):
    """A test has tests, a document a section, what is not applicable a reason and nothing else."""
    tests = [is_test(reference) for reference in one.by]
    if one.kind == "test":
        return bool(tests) and all(tests)
    if one.kind == "document":
        return bool(tests) and not any(tests)
    is_reason = len(one.says.split()) >= WORDS
    return is_reason and (one.kind == "open" or not tests)


def is_test(reference):
    return "::" in reference


@pytest.mark.parametrize("reference", sorted({by for one in ITEMS for by in one.by}))
def test_what_an_item_names_is_there_s5(reference):
    file, _, name = reference.partition("::" if is_test(reference) else "#")
    text = (ROOT / file).read_text(encoding="utf-8")

    assert name in (collected_of(text) if is_test(reference) else sections_of(text))


def collected_of(text):
    """The tests that pytest collects of a module and that it does not leave out."""
    found = [one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]
    return {
        one.name
        for one in found
        if one.name.startswith("test_") and not any(map(leaves_out, one.decorator_list))
    }


def leaves_out(decorator):
    return any(word in ast.unparse(decorator) for word in ("skip", "xfail"))


def sections_of(text):
    """The places of a document to which a link leads: its headings in small letters with dashes."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_nothing_is_said_to_be_without_faults_s5():
    never = ("no known vulnerabilit", "fully secure", "is compliant", "certified")
    texts = [asvs.TABLE.read_text(), (asvs.DOCS / "security.md").read_text()]

    assert [word for word in never for text in texts if word in text.lower()] == []


def test_a_test_that_is_left_out_or_not_there_is_found():
    kept = "def test_a():\n    pass\n"
    left_out = "@pytest.mark.skip\ndef test_b():\n    pass\ndef helper():\n    pass\n"

    assert collected_of(kept + left_out) == {"test_a"}
    assert sections_of("# Keys\n## What takes long\n") == {"keys", "what-takes-long"}
