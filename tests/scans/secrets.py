"""Looks for keys and passwords in what is kept in the repository: `make check` runs it.

It goes by shape and by the words beside, so that what is invented is found as well: it is named
here, each with the reason why nobody is let in by it.
"""

import re
import sys
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from detect_secrets.core import scan
from detect_secrets.settings import default_settings

ROOT = Path(__file__).parents[2]
# What is not committed, and lists of sums: of packages, and of triggers in what migrations come to.
NOT_OURS = {".git", ".venv", "var", "node_modules", "vendor", "staticfiles", "__pycache__"}
CACHES = re.compile(r"\.\w+_cache|\.hypothesis|htmlcov|\.coverage|\.env")
SUMS = re.compile(r"requirements[\w-]*\.txt|package-lock\.json|sbom\.json|tables\.sql")
# A trigger's text has its sum beside it, by which pgtrigger knows an old one.
OF_A_TRIGGER = re.compile(r"""hash=["'][0-9a-f]{40}["']""")
TESTS = ("tests/", "scripts/", ".ci/")
KEYWORD, ADDRESS, HEX = "Secret Keyword", "Basic Auth Credentials", "Hex High Entropy String"
# What was found and lets nobody in, and why.
NO_SECRETS = {
    (KEYWORD, "PASSWORD"): "the name of a setting, and of a kind of event",
    (KEYWORD, "WRONG_PASSWORD"): "the name of a kind of event",
    (KEYWORD, "SECRETARY"): "the name of a role",
    (KEYWORD, "key"): "words of a docstring",
    (KEYWORD, "keys come from SECRET_KEY or from random cookies."): "a sentence",
    (KEYWORD, "a link that is good once and for three days leads to choosing one."): "a sentence",
    (ADDRESS, "password"): "the form of an address, in what is said of settings",
    (KEYWORD, "hedgerow-lantern-2007"): "of the demonstration, which prints it at each start",
    (HEX, "A18446744073709551617"): "the address of a cell far out of a sheet",
}
# The same, where a test has it; anywhere else it is one.
OF_TESTS = {
    (ADDRESS, "word"): "an address that tests read",
    (KEYWORD, "pbc"): "the name of the site at the provider that tests start",
    (KEYWORD, "a secret"): "of the provider that tests start",
    (KEYWORD, "secretary.md"): "the name of a guide that tests read",
    (KEYWORD, "a long enough password"): "of the people whom tests make",
    (KEYWORD, "heron lamppost Tuesday"): "of a person whom tests make",
    (KEYWORD, "finance"): "the name of a person whom tests make",
    (KEYWORD, "to who has no password: words of ours alone"): "why tests leave a page out",
    (KEYWORD, "a guess"): "a wrong password of tests",
    (KEYWORD, "guess"): "a wrong password of tests",
    (KEYWORD, "a wrong password 1"): "a wrong password of tests",
    (KEYWORD, "four words of another kind"): "of the people whom tests make",
    (KEYWORD, "not that one"): "a wrong password of tests",
    (KEYWORD, "not the old one"): "a wrong password of tests",
    (KEYWORD, "short"): "a password that is refused, of tests",
    (KEYWORD, "wrong"): "a wrong password of tests",
    (KEYWORD, "let me in"): "of the mail servers that tests start",
    (KEYWORD, "another one, since the old one was seen"): "a key of tests",
    (KEYWORD, "of somebody else "): "a key of tests",
    (KEYWORD, "s3cr-t_"): "a key of tests",
    (KEYWORD, "app"): "of the databases that tests start",
    (KEYWORD, "owner"): "of the databases that tests start",
    (KEYWORD, "between-the-parts"): "of the broker that tests start",
    (ADDRESS, "app"): "of the databases that tests start",
    (ADDRESS, "owner"): "of the databases that tests start",
    (ADDRESS, "secret"): "an address that tests read",
    (ADDRESS, "p%40ss"): "an address that tests read",
}


@dataclass(frozen=True)
class Finding:
    """What looks like a secret: where, and what for."""

    path: str
    line: int
    kind: str
    text: str

    @property
    def place(self):
        """As it is printed: without the secret."""
        return f"{self.path}:{self.line}: {self.kind}"


def files(root=ROOT):
    """Every file that is kept in the repository, lists of sums apart."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS or CACHES.fullmatch(path.name) or path.is_symlink():
            continue
        if path.is_dir():
            yield from files(path)
        elif not SUMS.fullmatch(path.name):
            yield path


def findings(paths, root=ROOT):
    """What looks like a secret in these files."""
    with default_settings():
        for path in paths:
            lines = None
            for one in scan.scan_file(str(path)):
                lines = lines or path.read_text(encoding="utf-8").split("\n")
                if not OF_A_TRIGGER.search(lines[one.line_number - 1]):
                    name = path.relative_to(root).as_posix()
                    yield Finding(name, one.line_number, one.type, one.secret_value)


def all_findings():
    """Of the whole repository: half a minute's work, shared out among what processors there are."""
    with Pool() as pool:
        shares = pool.imap_unordered(of_one, files(), chunksize=20)
        return sorted((one for share in shares for one in share), key=lambda one: one.place)


def of_one(path):
    return list(findings([path]))


def said_of(found):
    """A line for each that is not explained, and for each explanation of what is not there."""
    for one in found:
        explained = NO_SECRETS | OF_TESTS if one.path.startswith(TESTS) else NO_SECRETS
        if (one.kind, one.text) not in explained:
            yield f"{one.place}: looks like a secret"
    for kind, text in sorted({*NO_SECRETS, *OF_TESTS} - {(one.kind, one.text) for one in found}):
        yield f"tests/scans/secrets.py: nothing is found any more as {kind}: {text}"


if __name__ == "__main__":
    sys.exit("\n".join(said_of(all_findings())) or None)
