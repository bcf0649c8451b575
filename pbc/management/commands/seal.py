from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from pbc.core.pages.frame import counted
from pbc.core.seals import exported, heads, services
from pbc.core.services import operator


class Command(BaseCommand):
    help = "Seal what was written down since the last sealing, and export the heads."

    def add_arguments(self, parser):
        parser.add_argument(
            "--begin-file",
            action="store_true",
            help="seal nothing, but write the file of heads anew that is gone or was cut off",
        )

    def handle(self, **options):
        if options["begin_file"]:
            return self._begin()
        is_left = True
        while is_left:
            try:
                sealing, is_left = services.seal_tables(by=operator())
            except services.UnderWay as reason:
                raise CommandError(str(reason)) from reason
            seals = sealing.seals.count()
            self.stdout.write(f"Sealing {sealing.number}: {counted(seals, 'seal', 'seals')}")

    def _begin(self):
        try:
            many = exported.begin()
        except (OSError, heads.NotALine) as reason:
            raise CommandError(str(reason)) from reason
        said = counted(many, "sealing", "sealings")
        self.stdout.write(f"{settings.PBC_SEALS['file']}: {said} from the database as it is now")
