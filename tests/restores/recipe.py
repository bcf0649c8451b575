"""The recipe of docs/operators.md, as it stands there: its files and its commands, with places of a
test for those of a site."""

import re
import shlex
from pathlib import Path

from pbc.embedded import places

HEADING = "### To lose a minute at most\n"
BLOCK = re.compile(r"(?:^    .*\n)+", re.M)


class Recipe:
    """`moved` are the places that the recipe names, each with what stands for it here."""

    def __init__(self, moved: dict[str, Path | str]):
        text = (places.CHECKOUT / "docs" / "operators.md").read_text()
        text = re.split(r"^##", text.split(HEADING)[1], flags=re.M)[0]
        for place, here in moved.items():
            assert place in text, f"the recipe does not name {place} any more"
            text = text.replace(place, str(here))
        self.tried = set()
        self.blocks = [re.sub(r"^    ", "", one, flags=re.M) for one in BLOCK.findall(text)]

    def file(self, first_line):
        """A file, or the lines for one, that begins so."""
        [found] = [block for block in self.blocks if block.startswith(first_line)]
        self.tried.add(found)
        return found

    def command(self, *words):
        """The one command that has all these words, as a list."""
        lines = [line for block in self.blocks for line in block.splitlines()]
        [found] = [line for line in lines if {*words} <= {*shlex.split(line)}]
        self.tried.add(found)
        return shlex.split(found)

    def not_tried(self):
        """The lines that nobody asked for."""
        left = [block for block in self.blocks if block not in self.tried]
        lines = [line for block in left for line in block.splitlines()]
        return [line for line in lines if line not in self.tried]
