"""`python -m tests.upgrades.keep_release`: keep the code of the last release beside the tests.

A copy of this project without its history (a clone of depth 1, an archive) has the release too
then. Only what a site runs is kept: no tests, no documents, nothing that npm fetches. It is
written by git out of the history, so that whoever has that gets the same file again, to the byte;
without it the command ends with git's own words.
"""

import lzma
import subprocess

from pbc.embedded.places import CHECKOUT
from tests.upgrades import releases

RUNS = ("manage.py", "activity", "budgets", "meetings", "pbc", "static", "templates")


def main():
    release = releases.last()
    command = ["git", "archive", "--format=tar", release.commit, "--", *RUNS]
    tar = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, check=True).stdout
    release.kept_in.write_bytes(lzma.compress(tar, preset=9 | lzma.PRESET_EXTREME))
    print(f"{release.kept_in.relative_to(CHECKOUT)}: {release.kept_in.stat().st_size >> 10} KB")


if __name__ == "__main__":
    main()
