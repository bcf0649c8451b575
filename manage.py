#!/usr/bin/env python
"""The command line of the application. The servers it needs are started by themselves."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
    import django

    from pbc import embedded
    from pbc.core import clock, full, scanner
    from pbc.embedded.places import Unusable

    try:
        clock.today()
        if sys.argv[1:] == ["run"]:
            django.setup()  # while the servers start, where `make run` has begun with them
        embedded.prepare(sys.argv[1:])
    except (clock.NoSuchDay, Unusable) as reason:
        sys.exit(str(reason))
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except scanner.Unheard as fault:
        sys.exit(f"{scanner.SAID} Why: {fault}.")
    except Exception as fault:
        if not full.is_full(fault):
            raise
        sys.exit(full.SAID)


if __name__ == "__main__":
    main()
