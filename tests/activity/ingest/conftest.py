"""A small register, and a way to read the bytes of a file with it."""

import csv
import json
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from activity.ingest import work
from activity.ingest.refused import Refused

AMBLETON, BURNHOPE = 1, 2


def practice(number, code, name, locality, **said):
    """A practice of the register, in one locality for good."""
    places = [{"id": locality, "from": "1990-01-01", "to": None}]
    row = {"id": number, "code": code, "name": name, "opened": None, "closed": None}
    return {**row, "localities": places, **said}


KNOWN = {
    "submission": 12,
    "file_name": "file",
    "years": [2006, 2007],
    "expect": None,
    "practices": [
        practice(11, "Y90001", "Fernville Surgery", AMBLETON),
        practice(12, "Y90002", "Milbrook House", AMBLETON),
        practice(13, "Y90003", "Old Forge Practice", BURNHOPE),
        practice(14, "Y90004", "Quayside Surgery", BURNHOPE),
        practice(15, "Y90005", "Total Care Surgery", BURNHOPE, closed="2006-06-30"),
    ],
    "localities": [
        {"id": AMBLETON, "code": "AMB", "name": "Ambleton"},
        {"id": BURNHOPE, "code": "BUR", "name": "Burnhope, Vale & St John's"},
    ],
    "providers": {"RWG": 3, "RC9": 4},
    "specialties": {"100": 7, "110": 8},
    "points_of_delivery": [
        {"id": 21, "code": "EL", "name": "Elective inpatient", "aliases": []},
        {
            "id": 22,
            "code": "OPFA",
            "name": "First attendance (GP referral)",
            "aliases": ["OPFASPCL"],
        },
        {"id": 23, "code": "AE", "name": "A&E attendance", "aliases": []},
    ],
    "default_codes": ["V81997", "V81998", "V81999", "&"],
    "coverage_share": "0.5",
    "cost_limit": "10000000",
}
LINES = (
    "submission", "year", "first_month", "month", "locality", "practice", "practice_given",
    "provider", "provider_given", "pod", "specialty", "specialty_given", "plan_activity",
    "actual_activity", "budget", "savings_plan", "actual_cost", "sheet", "row", "cell",
)  # fmt: skip


@dataclass
class Read:
    """What a reading left behind."""

    refused: str | None = None
    result: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)
    openings: list = field(default_factory=list)
    parked: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def said(self, severity):
        """Code and row of every problem of one severity."""
        return [(p["code"], p["row"]) for p in self.problems if p["severity"] == severity]

    @property
    def rows(self):
        """Numbers of rows."""
        return self.result["rows"]

    @property
    def money(self):
        """Actual cost in pounds."""
        return self.result["money"]


@pytest.fixture
def read(tmp_path):
    """Read the bytes of a file with the small register, or one that a test has changed."""

    def _read(content, name="file.csv", **known):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            work.read(path, {**deepcopy(KNOWN), **known}, tmp_path)
        except Refused as refusal:
            return Read(refused=str(refusal))
        return _collected(tmp_path)

    return _read


def _collected(folder):
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    if result["layout"] is None:
        return Read(result=result)
    lines = [dict(zip(LINES, row, strict=True)) for row in _csv(folder / "lines.csv")]
    found = Read(
        result=result,
        lines=[line for line in lines if line["first_month"] != "0"],
        openings=[line for line in lines if line["first_month"] == "0"],
        parked=_jsonl(folder / "parked.jsonl"),
        problems=_jsonl(folder / "problems.jsonl"),
    )
    balances(found)
    return found


def _csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _jsonl(path):
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


def balances(found):
    """No reading of any test may lose a row or a penny."""
    rows, money = found.rows, {k: Decimal(v) for k, v in found.money.items()}
    assert rows["read"] == rows["staged"] + rows["parked"] + rows["ignored"]
    assert money["read"] == money["staged"] + money["parked"]
    assert (len(found.lines), len(found.parked)) == (rows["staged"], rows["parked"])
    assert sum(Decimal(line["actual_cost"]) for line in found.lines) == money["staged"]
    assert sum(Decimal(row["money"]) for row in found.parked) == money["parked"]
