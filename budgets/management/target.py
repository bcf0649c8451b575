"""The commands that enter an amount of a year: allocation, control total, other spend."""

import json

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from budgets.scopes import a_year, add_scope, scope_of
from budgets.services.targets import NotAHolder
from pbc.core import clock, money, periods
from pbc.core.services import operator


class TargetCommand(BaseCommand):
    """Enter an amount of a year for a PCT or a locality, known from today on.

    `also` are options that this command has beside those of all, and what is entered has too.
    """

    requires_system_checks = []

    name = ""
    also: tuple[str, ...] = ()

    def add_arguments(self, parser):
        add_scope(parser)
        parser.add_argument("--year", required=True)
        parser.add_argument("--amount", required=True)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, amount, reason, **options):
        scope, year = scope_of(options), a_year(options["year"])
        also = {option: options[option] for option in self.also}
        try:
            entered = self.enter(
                scope=scope,
                year=year,
                amount=money.parse_pounds(amount),
                reason=reason,
                on=clock.today(),
                by=operator(),
                **also,
            )
        except (NotAHolder, ValueError) as fault:
            raise CommandError(str(fault), returncode=2) from fault
        except ObjectDoesNotExist as fault:
            raise CommandError(f"There is no {scope.kind} {scope.code}", returncode=2) from fault
        answer = {
            "scope": {"kind": scope.kind, "code": scope.code},
            "year": periods.year_name(year),
            **also,
            self.name: money.json_money(entered.amount),
            "known_from": entered.known_from.isoformat(),
        }
        self.stdout.write(json.dumps(answer) if options["json"] else f"{self.name}: {amount}")
