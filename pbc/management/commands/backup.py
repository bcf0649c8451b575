from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import Error

from pbc.backups import keeping, making
from pbc.backups.tools import Refused


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
            written = keeping.make_due() if due else _by_hand(file)
        except (Refused, OSError, Error) as reason:
            raise CommandError(str(reason)) from reason
        if written is None:
            self.stdout.write("No backup is due, or one is being made")
        else:
            size = written.stat().st_size
            self.stdout.write(f"{written} holds everything and was checked ({size:,} bytes)")


def _by_hand(file):
    making.make(file)
    return file
