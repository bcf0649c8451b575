from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from pbc.backups import checking
from pbc.backups.tools import Refused, at_length


class Command(BaseCommand):
    help = "Read a backup from its first byte to its last: whether it can be put back."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        try:
            checked = checking.check_and_note(file)
        except (Refused, OSError) as reason:
            raise CommandError(at_length(reason)) from reason
        for sha256 in checked.missing:
            self.stderr.write(f"not in the backup: the delivered file {sha256}")
        self.stdout.write(f"{file} can be put back; delivered files in it: {checked.files}")
        if checked.missing:
            raise SystemExit(1)
