from pathlib import Path

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from pbc import embedded
from pbc.backups import restoring
from pbc.backups.tools import Refused, at_length


class Command(BaseCommand):
    help = "Put a backup back: the database and the delivered files together."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="even though this site holds data, which goes"
        )

        parser.add_argument(
            "--lacking", action="store_true", help="even though it has not every delivered file"
        )

    def handle(self, *args, file, replace, lacking, **options):
        if embedded.site_process():
            raise CommandError("The site is running. Stop it first (manage.py services stop).")
        try:
            restoring.put_back(file, replace=replace, lacking=lacking)
        except (Refused, OSError) as reason:
            raise CommandError(at_length(reason)) from reason
        call_command("migrate", interactive=False, verbosity=0)
        if purged := restoring.purge_again(file):
            self.stdout.write(f"files emptied again, as two persons had agreed: {purged}")
        self.stdout.write(f"{file} has been put back")
