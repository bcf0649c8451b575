"""Where the demonstration lies, and the marks it leaves: the day on which it is seen, and while
it is being loaded how far that is."""

import fcntl
from contextlib import contextmanager
from datetime import date

from pbc.embedded import places

DAY = date(2007, 3, 13)


def folder():
    """Its spreadsheets and its folder of reference."""
    return places.var_path() / "demonstration"


def day():
    """The day on which this site is seen, as text; empty where no demonstration is loaded, or is
    on its way."""
    if is_finished():
        return (folder() / "today").read_text().strip()
    return "" if step() is None else DAY.isoformat()


def is_finished():
    """Whether it was once loaded whole."""
    return (folder() / "today").exists()


def begin():
    """Note that loading began, so that one which was cut short may go on."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    _begun().touch()


def has_begun():
    return _begun().exists()


@contextmanager
def being_loaded():
    """Say to the other processes of this site that somebody loads it. Gives a function that notes
    what is done at the moment. The kernel ends it with the process, whatever becomes of that."""
    begin()
    with _begun().open("w", encoding="utf-8") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)

        def note(text):
            mark.seek(0)
            mark.write(text)
            mark.truncate()
            mark.flush()

        note("")
        yield note


def step():
    """What somebody who loads it does at this moment, in words; None while nobody does."""
    try:
        with _begun().open(encoding="utf-8") as mark:
            fcntl.flock(mark, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return _begun().read_text(encoding="utf-8")
    return None


def finish():
    """Set the site's day. From its next start the whole site is seen on it."""
    (folder() / "today").write_text(f"{DAY}\n")
    _begun().unlink()


def _begun():
    return folder() / "begun"
