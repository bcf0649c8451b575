from django.core.management.commands import migrate
from django.db import connections

from pbc.core import grants
from pbc.embedded import postgres, schema


class Command(migrate.Command):
    """Django's migrate, between what it rests on and what must follow it.

    The extensions come first; then the rights of pbc_app are laid, and what was done is noted.
    """

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            for extension in postgres.EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        super().handle(*args, **options)
        grants.lay(connection)
        schema.record(connection)
