"""R9: what a migration locks or breaks is found before it is written into a release."""

import pytest

from tests.upgrades import squawk


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("CREATE INDEX slow ON activity_activityline (row);", "require-concurrent-index-creation"),
        ("ALTER TABLE core_mail ADD COLUMN x text NOT NULL;", "adding-required-field"),
        ("ALTER TABLE core_mail RENAME COLUMN to_address TO x;", "renaming-column"),
        ("ALTER TABLE core_mail ALTER COLUMN id TYPE text;", "changing-column-type"),
    ],
)
def test_what_would_hold_off_writers_or_break_the_version_before_is_found_r9(tmp_path, sql, rule):
    (tmp_path / "core.9999.sql").write_text(sql)

    assert rule in squawk.rules(squawk.said("--assume-in-transaction", tmp_path))
