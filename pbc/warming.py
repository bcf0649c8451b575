"""What the pages of a web would each load as they are first asked for, loaded before."""

from pathlib import Path

from django.template import engines
from django.template.loader import get_template

from pbc.core import clock, periods


def warm():
    """Compile every template of ours, and read the calendar of bank holidays (two thirds of a
    second, and 20 MiB).

    Done before a web server divides into its workers, it is done once for all of them, nobody's
    first page waits for it, and what it takes up is shared by them.
    """
    for name in templates():
        get_template(name)
    periods.working_days_by_month(periods.year_of(clock.today()))


def templates():
    """The names of the templates that are ours, and not of a package."""
    ours = [Path(one) for one in engines["django"].template_dirs if "site-packages" not in str(one)]
    found = {path.relative_to(one) for one in ours for path in one.rglob("*.html")}
    return sorted(map(str, found))
