"""`python -m pbc.embedded`: the servers and the tables, as early as they can be had.

What `make run` begins with, beside the downloads. Django is set up while the first server starts
and another process makes the tables, which needs none of it. Whoever comes meanwhile waits for
the lock, and finds all done.
"""

import os
import sys
from multiprocessing import get_context

from pbc import embedded
from pbc.embedded import places, schema


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
    os.environ.setdefault("PBC_DB_ROLE", "owner")
    with places.locked("schema"):
        beside = get_context("fork").Process(target=start)
        beside.start()
        import django

        django.setup()
        beside.join()
        if beside.exitcode:
            sys.exit(beside.exitcode)
        if not os.environ.get("DATABASE_URL"):
            schema.migrate_here()


def start():
    """The servers, and in a database without tables all of them."""
    embedded.start(schema=False, wait=True)
    if not os.environ.get("DATABASE_URL"):
        schema.fill()


if __name__ == "__main__":
    main()
