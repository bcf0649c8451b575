"""The releases and what migrations delete, as docs/releases.toml says."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pbc.embedded.places import CHECKOUT

FILE = CHECKOUT / "docs" / "releases.toml"


@dataclass(frozen=True)
class Release:
    """One version that was given out: its name, the commit of its code, a word about it, and the
    last migration of each app."""

    name: str
    commit: str
    said: str
    migrations: dict[str, str]

    @property
    def kept_in(self) -> Path:
        """Where its code lies packed, as `tests.upgrades.keep_release` has written it."""
        return Path(__file__).parent / f"release-{self.name}.tar.xz"


def last() -> Release:
    """The release from which sites come to what is written now."""
    return Release(**_read()["release"][-1])


def deleted_by(app, name) -> list[str]:
    """The tables of which a migration, or its way back, deletes rows, and says why."""
    return sorted(table for one in _of("deletes", app, name) for table in one["tables"])


def put_by_before(app, name) -> list[str]:
    """What has rows that came with a migration, or after it, be as the tables before can hold
    them: statements, each with its reason."""
    return [one["sql"] for one in _of("unheld", app, name)]


def stays() -> dict[str, int]:
    """How often each rule of squawk is broken by the migrations of releases, which stay."""
    return {one["rule"]: one["findings"] for one in _read()["stays"] if one["why"]}


def found_and_meant() -> dict[str, list[str]]:
    """The rules of squawk that a migration since the release breaks in a real run, with a reason:
    {migration: rules}."""
    return {one["migration"]: sorted(one["rules"]) for one in _read()["meant"] if one["why"]}


def lost_going_back() -> dict[str, list[str]]:
    """What goes with the tables and columns of a migration since the release, with a reason:
    {migration: tables, and columns of tables that stay}."""
    return {one["migration"]: sorted(one["what"]) for one in _read()["loses"] if one["why"]}


def _of(what, app, name):
    return [one for one in _read()[what] if one["migration"] == f"{app} {name}" and one["why"]]


def _read():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
