"""Deeds of one person for which a page may wait longer than pages do for the database (ADR 7)."""

from django.db import connection

PUBLISHING = 30  # seconds, over all statements of a page that publishes or takes back


def waits(seconds):
    """Say that the deed of a view, as it is posted, may wait so long for the database in all."""

    def mark(view):
        view.waits = seconds
        return view

    return mark


def let_statements_take(seconds):
    """Raise the server's own limit on a statement to the end of this transaction, where it is
    lower. The commit, in which deferred checks run, is such a statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true) FROM pg_settings "
            "WHERE name = 'statement_timeout' AND setting::int BETWEEN 1 AND %s",
            [f"{seconds}s", seconds * 1000 - 1],
        )
