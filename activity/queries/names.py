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

    def provider(self, row):
        """The name of the provider of a line, or of the line that an assignment speaks of; what
        has no name stays as it was given."""
        return self._called("providers", row.provider_given, getattr(row, "provider_id", None))

    def specialty(self, row):
        """The name of its specialty, likewise."""
        return self._called("specialties", row.specialty_given, getattr(row, "specialty_id", None))

    def _called(self, table, given, understood_as):
        if understood_as is not None:
            return self.names[table].get(understood_as, given)
        codes = self.codes[table].items()  # an assignment keeps what was given alone
        return next((self.names[table][key] for key, code in codes if code == given), given)


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
