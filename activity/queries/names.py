"""Codes and names of what lines are of, read in one statement: a page of lines needs them all."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from pbc.core.deeds import once_a_snapshot

ALL = """
SELECT 'localities', id, code, name FROM core_locality
UNION ALL SELECT 'providers', id, code, name FROM core_provider
UNION ALL SELECT 'pods', id, code, name FROM activity_pointofdelivery
UNION ALL SELECT 'specialties', id, code, name FROM activity_specialty
"""


@dataclass
class Names:
    """What the ids of lines stand for: {table: {id: code}} and {table: {id: name}}, where a table
    is `localities`, `providers`, `pods` or `specialties`."""

    codes: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))


@once_a_snapshot
def names_of_codes():
    """Every locality, provider, point of delivery and specialty."""
    found = Names()
    with connection.cursor() as cursor:
        cursor.execute(ALL)
        for table, key, code, name in cursor:
            found.codes[table][key] = code
            found.names[table][key] = name
    return found
