import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError, transaction

from activity.services.codes import load_codes
from budgets.services.ledger import UnknownCode, load_budgets
from budgets.services.targets import load_targets
from pbc.core import clock, reference
from pbc.core.directory import load_register
from pbc.core.models import Locality, Practice
from pbc.core.services import operator

# What is said of a folder in words, and what the database refuses of it.
FAULTS = (reference.NotReadable, UnknownCode, ValueError, DataError, IntegrityError)


class Command(BaseCommand):
    help = "Load organisations, codes and plans from a folder; twice changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--known-from", type=date.fromisoformat, default=None)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, folder, known_from, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}", returncode=2)
        by = operator()
        try:
            with transaction.atomic():  # all of the folder, or nothing of it
                load_register(folder=folder, known_from=known_from, today=clock.today(), by=by)
                load_codes(folder=folder, known_from=known_from, by=by)
                entered = load_budgets(folder=folder, known_from=known_from, by=by)
                load_targets(folder=folder, known_from=known_from, by=by)
        except FAULTS as fault:
            raise CommandError(
                f"The reference could not be loaded: {reference.in_words(fault)}"
            ) from fault
        answer = {
            "localities": Locality.objects.count(),
            "practices": Practice.objects.count(),
            "budget_entries": entered,
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write(
                f"{answer['practices']} practices in {answer['localities']} localities; "
                f"{entered} budget entries added"
            )
