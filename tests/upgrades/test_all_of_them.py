"""R9, the long form: all migrations there are, forward and back, and through squawk."""

import pytest

from tests.upgrades import releases, squawk
from tests.upgrades.test_there_and_back import NOBODYS, amiss, empty, look, schema_of, taken_back

# A year's lines lie in a table that is made when the year is opened, by no migration.
NO_YEAR = "--exclude-table=activity_activityline_2*"


def test_all_migrations_go_back_to_the_first_and_are_made_again_r9(county_site):
    before, whole = look(county_site)[0], schema_of(county_site, NO_YEAR)

    lines = taken_back(county_site, "all")
    steps = [one for one in lines if "seconds" in one]
    again = [one for one in lines if "came by otherwise" in one]
    county_site("migrate")  # which lays the rights on what was made again

    print(f"\n{len(steps)} migrations, {sum(sum(one['seconds']) for one in steps):.0f} s")
    assert empty(before) == NOBODYS
    assert {one["migration"]: amiss(one) for one in steps if amiss(one)} == {}
    assert [one for one in again if one["came by otherwise"]] == []
    assert [one["migration"] for one in reversed(steps)] == [one["migration"] for one in again]
    assert schema_of(county_site, NO_YEAR) == whole


@pytest.mark.django_db
def test_squawk_finds_in_releases_what_is_declared_and_nothing_since_r9():
    assert squawk.findings() == []
    assert squawk.rules(squawk.findings(everything=True)) == releases.stays()
