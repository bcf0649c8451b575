from django.core.management.commands import migrate

from pbc.core import grants
from pbc.embedded import schema


class Command(migrate.Command):
    """Django's migrate; then the rights of pbc_app are laid, and what was done is written down."""

    def handle(self, *args, **options):
        super().handle(*args, **options)
        from django.db import connections

        connection = connections[options["database"]]
        grants.lay(connection)
        schema.record(connection)
