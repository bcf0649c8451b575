"""The scope on a command line: one of --county, --pct, --locality, --group, --practice."""

from django.core.management.base import CommandError

from pbc.core import periods
from pbc.core.queries import opened_year
from pbc.core.values import Scope

KINDS = ("pct", "locality", "group", "practice")


def add_scope(parser):
    """Add the options that name a scope; exactly one must be given."""
    scope = parser.add_mutually_exclusive_group(required=True)
    scope.add_argument("--county", action="store_true")
    for kind in KINDS:
        scope.add_argument(f"--{kind}", metavar="CODE")


def scope_of(options):
    """The scope that was named."""
    kind = next((kind for kind in KINDS if options[kind]), "county")
    return Scope(kind, options.get(kind) if kind != "county" else None)


def a_year(text):
    """A financial year as typed, which finance has opened; wrong usage otherwise."""
    try:
        return opened_year(periods.parse_year(text))
    except ValueError as fault:
        raise CommandError(str(fault), returncode=2) from fault
