from django.core.management import CommandError
from django.core.management.base import BaseCommand

from pbc.core.pages.frame import counted
from pbc.core.seals import services
from pbc.core.services import operator


class Command(BaseCommand):
    help = "Seal what was written down since the last sealing, and export the heads."

    def handle(self, **options):
        is_left = True
        while is_left:
            try:
                sealing, is_left = services.seal_tables(by=operator())
            except services.UnderWay as reason:
                raise CommandError(str(reason)) from reason
            seals = sealing.seals.count()
            self.stdout.write(f"Sealing {sealing.number}: {counted(seals, 'seal', 'seals')}")
