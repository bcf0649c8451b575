"""Codes and names of what lines are of, read in one statement: a page of lines needs them all."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

from activity.ingest.known import by_code, provider_in, specialty_in
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

    def provider(self, row):
        """The name of the provider of a line, or of the line that an assignment speaks of; what
        has no name stays as it was given. An assignment keeps what was given alone: it is
        understood as in a file that is read now."""
        key = getattr(row, "provider_id", None) or provider_in(self._providers, row.provider_given)
        return self.names["providers"].get(key, row.provider_given)

    def specialty(self, row):
        """The name of its specialty, likewise."""
        key = getattr(row, "specialty_id", None) or specialty_in(
            self._specialties, row.specialty_given
        )
        return self.names["specialties"].get(key, row.specialty_given)

    @cached_property
    def _providers(self):
        return self._by_code("providers")

    @cached_property
    def _specialties(self):
        return self._by_code("specialties")

    def _by_code(self, table):
        return by_code({code: key for key, code in self.codes[table].items()})


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
