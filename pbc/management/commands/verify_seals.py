import json
from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection

from pbc.core.deeds import snapshot
from pbc.core.pages.frame import counted
from pbc.core.seals import exported, heads
from pbc.core.seals.checking import check


class Command(BaseCommand):
    help = "Compare everything that is sealed with what is there, and with heads kept outside."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", type=Path, help="a file of heads; without it that of PBC_SEALS_TO, if any"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, head, **options):
        kept, where, fault = self._kept(head)
        with snapshot(), connection.cursor() as cursor:
            answer = check(cursor, kept)
        found = [*filter(None, [fault]), *(one.sentence for one in answer.findings)]
        said = {"sealings": answer.sealings, "tables": answer.tables, "rows": answer.rows}
        said["purged"] = answer.purged
        if options["json"]:
            self.stdout.write(json.dumps({**said, "compared_to": where, "found": found}))
        else:
            self._say(answer, where, found)
        if found:
            raise SystemExit(1)

    def _kept(self, head):
        """The lines to compare with, where they were read, and what is wrong with the file."""
        if head is None:
            return exported.kept()
        try:
            return exported.read(head), str(head), ""
        except (OSError, UnicodeDecodeError, heads.NotALine) as fault:
            raise CommandError(f"{head} cannot be compared: {fault}") from fault

    def _say(self, answer, where, found):
        rows, tables = (
            counted(answer.rows, "row", "rows"),
            counted(answer.tables, "table", "tables"),
        )
        for one in found:
            self.stdout.write(one)
        outside = f"compared with {where}" if where else "compared with no heads kept outside"
        sealings = counted(answer.sealings, "sealing", "sealings")
        end = "Not everything is as it was sealed" if found else "Everything is as it was sealed"
        self.stdout.write(f"{end}: {rows} of {tables} in {sealings}, {outside}")
        if answer.purged:
            purged = counted(answer.purged, "row", "rows")
            self.stdout.write(f"{purged} lost their words by a purge that two persons agreed")
