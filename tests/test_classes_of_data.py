"""docs/security.md: each class of data has tests of what is claimed of it (ASVS 14.2.4)."""

import re

import pytest

from tests import asvs
from tests.test_asvs import ROOT, collected_of

TEXT = (asvs.DOCS / "security.md").read_text(encoding="utf-8")
OPEN = "what anybody may read"  # of which nothing is to be kept from anybody
SHOWN = re.compile(r"^\| ([a-z ]+) \| ([a-z ]+): .* \| \[`(\w+)`\]\(\.\./(.+)\) \|$", re.MULTILINE)
NEEDED = {
    "patients": {"access", "retention", "log", "privacy"},
    "secrets": {"encryption", "integrity", "retention", "log", "access"},
    "figures of a practice": {"access", "integrity", "retention", "log", "privacy"},
    "words of meetings": {"access", "integrity", "retention", "log"},
    "people": {"access", "integrity", "retention", "log", "privacy"},
    OPEN: {"access", "privacy"},
}


def part(heading):
    """What stands below a heading, up to the next."""
    return TEXT.partition(f"{heading}\n")[2].partition("\n#")[0]


def rows(text):
    """The rows of the table in a text, as they stand, without its head."""
    return [one for one in text.splitlines() if one.startswith("| ")][1:]


CLASSES = [one.split(" | ")[0].removeprefix("| ") for one in rows(part("## What is protected"))]
CLAIMS = SHOWN.findall(part("### What shows it"))


def test_every_row_says_a_class_a_control_and_a_test():
    assert len(CLAIMS) == len(rows(part("### What shows it")))
    assert {name for name, *_ in CLAIMS} == {*CLASSES} == {*NEEDED}


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_has_a_test_of_each_control_that_is_claimed_of_it(name):
    controls = {one for of, said, *_ in CLAIMS if of == name for one in said.split(" and ")}

    assert controls == NEEDED[name]


@pytest.mark.parametrize(("test", "file"), sorted({tuple(one[2:]) for one in CLAIMS}))
def test_what_shows_it_is_there(test, file):
    assert test in collected_of((ROOT / file).read_text(encoding="utf-8"))
