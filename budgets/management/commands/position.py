import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from budgets.models import Kind
from budgets.queries.as_json import position_json
from budgets.queries.book import read_book
from budgets.queries.positions import position
from budgets.queries.territory import NoSuchScope
from budgets.scopes import a_year, add_scope, scope_of
from pbc.core import clock, money, periods
from pbc.core.deeds import snapshot


class Command(BaseCommand):
    help = "Show where a scope stands: spend against budget, year to date, as known on a day."
    requires_system_checks = []

    def add_arguments(self, parser):
        add_scope(parser)
        parser.add_argument("--year", required=True)
        parser.add_argument("--month", type=int, required=True, choices=range(1, 13))
        parser.add_argument("--known-on", type=date.fromisoformat)
        parser.add_argument("--without", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, month, known_on, without, **options):
        kinds = [kind.strip().upper() for kind in without.split(",") if kind.strip()]
        unknown = [kind for kind in kinds if kind not in Kind.values]
        if unknown:
            raise CommandError(f"There is no kind of entry {unknown[0].lower()}", returncode=2)
        year = a_year(options["year"])
        try:
            with snapshot():
                scope, day = scope_of(options), known_on or clock.today()
                book = read_book(year=year, known_on=day, without=kinds, of=[scope])
                stands = position(book, scope, month)
        except NoSuchScope as fault:
            raise CommandError(str(fault), returncode=2) from fault
        if options["json"]:
            self.stdout.write(json.dumps(position_json(stands)))
        else:
            self.stdout.write(in_words(stands))


def in_words(stands):
    """A position in two or three sentences."""
    when = f"to month {stands.month} of {periods.year_name(stands.year)}"
    spent = money.pounds(stands.actual)
    if stands.overspend is None:
        return f"{stands.name}: no budget has been set; spending was {spent} {when}"
    over, budget = money.over_words(stands.overspend), money.pounds(stands.budget)
    words = [f"{stands.name}: {over} {when}; spending was {spent} against a budget of {budget}."]
    if stands.unassigned:
        words.append(f"{money.pounds(stands.unassigned)} of it belongs to no practice yet.")
    if stands.missing:
        words.append(f"Not received: {'; '.join(stands.missing)}.")
    return " ".join(words)
