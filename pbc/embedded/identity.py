"""As whom PostgreSQL runs. It refuses to be root, and no user is to be made for it."""

import os
import shutil
import subprocess
from pathlib import Path

from pbc.embedded.places import NOBODY, Unusable, var

NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
OTHER_USER = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")

REFUSAL = (
    "PostgreSQL does not run as root, and this machine lets root neither open a user namespace"
    " (unshare) nor start it as the user nobody (setpriv, which needs folders that nobody may"
    " pass through). Run the same command as a normal user, or set DATABASE_URL."
)


def prefix(program: Path) -> tuple[str, ...]:
    """The words to put before a PostgreSQL program: none for a normal user."""
    if os.geteuid() != 0:
        return ()
    for words in (NAMESPACE, OTHER_USER):
        if shutil.which(words[0]) and _runs([*words, str(program), "--version"]):
            return words
    raise Unusable(REFUSAL)


def hand_over(words: tuple[str, ...], folder: Path):
    """Give a data folder to the user that the prefix turns into, where that is another than now."""
    owner = NOBODY if words == OTHER_USER else os.geteuid()
    if words == OTHER_USER:
        var().chmod(0o711)
    if folder.stat().st_uid != owner:
        _chown(folder, owner)


def let_in(words: tuple[str, ...], sockets: Path):
    """Let the user that the prefix turns into make its socket among ours."""
    if words == OTHER_USER:
        os.chown(sockets, -1, NOBODY)
        sockets.chmod(0o770)


def _chown(folder: Path, owner: int):
    os.chown(folder, owner, owner)
    for path in folder.rglob("*"):
        os.chown(path, owner, owner, follow_symlinks=False)


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, cwd="/").returncode == 0
