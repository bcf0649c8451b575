"""The superuser of the database that the tests use: of our own server, or of the one that
scripts/second-engine.sh says."""

import os

import psycopg2
from django.db import connection

from pbc.embedded import postgres


def connect():
    """A connection of the superuser to the database of the tests."""
    name, elsewhere = connection.settings_dict["NAME"], os.environ.get("PBC_TEST_SUPERUSER")
    if elsewhere:
        return psycopg2.connect(f"{elsewhere}/{name}")
    return postgres.connect(user="postgres", database=name)
