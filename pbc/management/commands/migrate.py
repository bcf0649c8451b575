from django.core.management.commands import migrate
from django.db import connections

from pbc import tables
from pbc.core import grants
from pbc.embedded import postgres, schema

ONLY_LOOKS = ("plan", "check_unapplied")
ONLY_PARTLY = ("app_label", "fake", "fake_initial", "prune", *ONLY_LOOKS)


class Command(migrate.Command):
    """Django's migrate, between what it rests on and what must follow it.

    The extensions come first, and in an empty database the tables, all at once; then the rights
    of pbc_app are laid, and what was done is noted.
    """

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            for extension in postgres.EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            if not any(options[name] for name in ONLY_LOOKS):
                cursor.execute(schema.FORGET)  # what is cut short here is not up to date
        whole = not any(options[name] for name in ONLY_PARTLY)
        if whole and tables.are_absent(connection):
            tables.make(connection)
        super().handle(*args, **options)
        grants.lay(connection)
        if whole:
            schema.record(connection)
