import json

from django.core.management.base import BaseCommand

from activity.services.recompute import recompute_roll_ups
from budgets.services.stated import compare_stated
from pbc.core.services import operator


class Command(BaseCommand):
    help = "Derive every stored roll-up and figure again, compare, and replace what differs."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        rolled = recompute_roll_ups(by=operator())
        stated = compare_stated()
        answer = {
            "checked": rolled.checked + stated.checked,
            "differences": rolled.differences + stated.differences,
            "examples": (rolled.examples + stated.examples)[:20],
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write(f"{answer['checked']} checked, {answer['differences']} differences")
        if answer["differences"]:
            raise SystemExit(1)
