"""Where the demonstration lies, and the mark it leaves: the day on which it is seen."""

from datetime import date

from pbc.embedded import places

DAY = date(2007, 3, 13)


def folder():
    """Its spreadsheets and its folder of reference."""
    return places.var_path() / "demonstration"


def day():
    """The day on which this site is seen, as text; empty where no demonstration is loaded."""
    mark = folder() / "today"
    return mark.read_text().strip() if mark.exists() else ""


def begin():
    """Note that loading began, so that one which was cut short may go on."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder() / "begun").touch()


def has_begun():
    return (folder() / "begun").exists()


def finish():
    """Set the site's day. From its next start the whole site is seen on it."""
    (folder() / "today").write_text(f"{DAY}\n")
    (folder() / "begun").unlink()
