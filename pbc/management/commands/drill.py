import json
from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import Error

from pbc.backups import drilling
from pbc.backups.tools import Refused, at_length
from pbc.embedded import processes


class Command(BaseCommand):
    help = (
        "Put the newest backup back beside the site, in a database and a folder of their own,"
        " compare every table and all money, and throw it away. The site is not touched."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="another backup than the newest")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, file, **options):
        try:
            with processes.asked_to_leave():
                found = drilling.drill(file or drilling.newest())
        except (Refused, OSError, Error) as reason:
            raise CommandError(at_length(reason)) from reason
        if options["json"]:
            said = {"file": str(found.file), "seconds": float(found.seconds), "wrong": found.wrong}
            self.stdout.write(json.dumps(said | {"tables": found.tables, "scopes": found.scopes}))
        else:
            self.stdout.write(f"{found.file} was put back in {found.seconds} seconds")
            self.stdout.write(f"{found.tables} tables and {found.scopes} sums were compared")
            for one in found.wrong:
                self.stdout.write(f"WRONG: {one}")
        for one in found.figures:
            self.stderr.write(one)
        if found.wrong:
            raise SystemExit(1)
