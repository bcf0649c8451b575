from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection

from pbc import tables


class Command(BaseCommand):
    help = "Write tables.sql anew, in an empty database. What `make tables` calls."
    requires_system_checks = ()

    def handle(self, **options):
        if not tables.are_absent(connection):
            raise CommandError("This database has tables. Set PBC_VAR to an empty folder.")
        tables.write(connection)
