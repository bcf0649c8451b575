"""What a check finds, and who else writes while something is sealed."""

import threading

from django.db import connection, transaction

from pbc.core.seals import checking

LEDGER, HISTORY = "budgets_budgetentry", "core_practiceevent"


def checked(kept=()):
    """What a check finds, as the site."""
    with transaction.atomic(), connection.cursor() as cursor:
        return checking.check(cursor, kept)


def sentences(kept=()):
    return [one.sentence for one in checked(kept).findings]


def other(work, *more):
    """Work in another connection, in a transaction that is open until it is told to commit."""
    written, commit = threading.Event(), threading.Event()

    def run():
        try:
            with transaction.atomic():
                work(*more)
                written.set()
                assert commit.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert written.wait(30)

    def end():
        commit.set()
        thread.join(30)

    return end
