"""What stands against taking a migration back: rows that nobody could make again."""

from django.core.management import CommandError
from django.db import connections
from django.db.migrations.operations.base import Operation


class Stands(Operation):
    """Does nothing forward. Back, it refuses with a sentence while a query finds a row."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, query, sentence):
        self.query = query
        self.sentence = sentence

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.ask(schema_editor.connection)

    def describe(self):
        return "Go back only while nothing stands that no older table holds"

    def ask(self, connection):
        """Raises CommandError with the sentence where the query finds a row."""
        with connection.cursor() as cursor:
            cursor.execute(self.query)
            if cursor.fetchone():
                raise CommandError(self.sentence)


def ask(using, plan, **_):
    """Ask each migration that a plan takes back, before any of them goes: a receiver of
    `pre_migrate`, since Django tells nobody else what a call comes to."""
    for migration, backwards in plan:
        for operation in migration.operations if backwards else ():
            if isinstance(operation, Stands):
                operation.ask(connections[using])
