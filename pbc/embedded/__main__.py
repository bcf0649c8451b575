"""`python -m pbc.embedded`: the servers and the tables, as early as they can be had.

What `make run` begins with, beside the downloads and the set-up of Django, of which it needs
nothing but the names of the apps. Whoever comes meanwhile waits for the lock, and finds all done.
"""

import os

from pbc import embedded
from pbc.embedded import places, schema


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
    with places.locked("schema"):
        embedded.start(schema=False, wait=True)
        if not os.environ.get("DATABASE_URL"):
            schema.fill()
            if not schema.is_up_to_date():
                schema.migrate_apart()


if __name__ == "__main__":
    main()
