"""Writes docs/asvs.md from docs/asvs.toml: `make asvs`. tests/test_asvs.py looks after both."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
SOURCE, TABLE = DOCS / "asvs.toml", DOCS / "asvs.md"
KINDS = ("test", "document", "not applicable", "open")
HEAD = """\
# The Application Security Verification Standard, item by item

What the site does for each of the {all} items of levels 1 and 2 of the
[OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS/tree/v5.0.0/5.0).
Numbers and levels are the standard's; its requirements are to be read there, the sentences are
ours. Written by `make asvs` from `docs/asvs.toml`.

{counts}

*Test*: each test named fails when what it looks at is taken away. *Document*: the standard asks for
a document, and the section named is it. *Not applicable*: there is no such thing in the site, with
the reason. *Open*: something is missing; what there is so far is named. This is what the makers of
the site say of it: nobody from outside has looked, and none of it says that the site has no faults.
"""


@dataclass(frozen=True)
class Item:
    """An item of the standard: its number and level, and what the site does for it."""

    number: str
    level: int
    kind: str
    by: tuple
    says: str

    @property
    def chapter(self):
        return self.number.partition(".")[0]

    @property
    def order(self):
        return [int(part) for part in self.number.split(".")]


def source():
    """The reviewed file as it stands."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def levels(said):
    """{number of an item: its level}, of all that there are."""
    return {one: int(level) for level, listed in said["levels"].items() for one in listed.split()}


def items(said):
    """What is said of each item, in their order."""
    level = levels(said)
    found = [
        Item(number, level.get(number, 0), one["kind"], tuple(one.get("by", ())), one["says"])
        for one in said["item"]
        for number in one["ids"].split()
    ]
    return sorted(found, key=lambda one: one.order)


def table():
    """The text of docs/asvs.md."""
    said = source()
    found = items(said)
    parts = [HEAD.format(all=len(found), counts=_counts(found))]
    for number, title in said["chapters"].items():
        rows = [_row(one) for one in found if one.chapter == number]
        parts.append("\n".join([f"## {number}. {title}\n", *_headed(rows)]) + "\n")
    return "\n".join(parts)


def _counts(found):
    rows = []
    for level in (1, 2):
        of = Counter(one.kind for one in found if one.level == level)
        rows.append([f"level {level}", of.total(), *(of[kind] for kind in KINDS)])
    rows.append(["both", *map(sum, zip(*(row[1:] for row in rows), strict=True))])
    lines = [" | ".join(map(str, row)) for row in rows]
    head = ["| | items | " + " | ".join(KINDS) + " |", "|---|" + "---:|" * (len(KINDS) + 1)]
    return "\n".join([*head, *(f"| {line} |" for line in lines)])


def _headed(rows):
    return ["| item | level | | what the site does | shown by |", "|---|---:|---|---|---|", *rows]


def _row(one):
    by = "<br>".join(_link(reference) for reference in one.by)
    return f"| {one.number} | {one.level} | {one.kind} | {one.says} | {by} |"


def _link(reference):
    """A test by its name, a section by its place, each with a way to its file."""
    file, _, name = reference.partition("::")
    if name:
        return f"[`{name}`](../{file})"
    place = reference.removeprefix("docs/")
    return f"[{place}]({place})"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
