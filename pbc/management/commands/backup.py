from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from pbc import backups


class Command(BaseCommand):
    help = "Write the database and the delivered files together into one tar file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="an existing one is replaced")

    def handle(self, *args, file, **options):
        try:
            backups.make(file)
        except (backups.Refused, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{file} holds everything ({file.stat().st_size:,} bytes)")
