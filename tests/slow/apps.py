"""A kind of errand that takes as long as a test wants."""

import time
from pathlib import Path

from django.apps import AppConfig

KIND = "wait for a file"


class SlowConfig(AppConfig):
    """Says how the slow errand is run."""

    name = "tests.slow"

    def ready(self):
        from pbc.core import registry

        registry.does(KIND, wait)


def wait(*, key, by):
    """Work until that file is there, as an errand does that has much to go through."""
    from django.db import connection

    while not Path(key).exists():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        time.sleep(0.5)
