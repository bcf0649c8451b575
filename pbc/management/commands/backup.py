from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import Error

from pbc.backups import keeping
from pbc.backups.tools import Refused, at_length
from pbc.embedded import processes


class Command(BaseCommand):
    help = "Write the database and the delivered files together into one tar file, and check it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="an existing one is replaced")
        parser.add_argument(
            "--due", action="store_true", help="into PBC_BACKUPS_TO, when one is due"
        )

    def handle(self, *args, file, due, **options):
        if due == bool(file):
            raise CommandError("Give a file, or --due.")
        try:
            with processes.asked_to_leave():
                written = keeping.make_due() if due else keeping.make_by_hand(file)
        except (Refused, OSError, Error) as reason:
            raise CommandError(at_length(reason)) from reason
        if written is None:
            self.stdout.write(keeping.why_not())
        else:
            size = written.stat().st_size
            self.stdout.write(f"{written} holds everything and was checked ({size:,} bytes)")
