"""What is sent in while things are killed, and what each month must come to after each file."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from bench import county as made
from pbc.embedded.places import CHECKOUT

COUNTY = CHECKOUT.parent / "shared" / "data" / "county"
YEAR = "2006/07"
PLACES = ("L00", "L01")
PRACTICES = [one for one in made.practices() if one[2] in PLACES]
COST = 4  # where the actual spend stands in a monthly cell of the county's answers, in pence


@dataclass(frozen=True)
class Delivery:
    """One file, and what its months are: {(locality, month): pence, pence of nobody}."""

    path: Path
    months: dict


@dataclass(frozen=True)
class Plan:
    """A register, and the files of a year in the order in which they come."""

    reference: Path
    deliveries: list

    def states(self):
        """What may be read, in order: what counts before the first file and after each."""
        counts, found = {}, [{}]
        for delivery in self.deliveries:
            counts = counts | delivery.months
            found.append(counts)
        return found


def of_the_county():
    """The first year of the made-up county; it is restated in the middle. None if not there."""
    if not COUNTY.exists():
        return None
    steps = json.loads((COUNTY / "feed" / "feed.json").read_text())["steps"]
    tables = json.loads((COUNTY / "expected.json").read_text())["tables"]
    deliveries, table = [], tables["as_first_reported"][YEAR]
    for step in steps:
        if step["note"].startswith("RESTATES"):
            table = tables["final"][YEAR]
        if step["financial_year"] == YEAR and step["expected_after"] != "no change":
            deliveries += [_county_file(name, step, table) for name in step["files"]]
    return Plan(COUNTY / "reference", deliveries)


def _county_file(name, step, table):
    one = [code for code in table["locality"] if f"_{code}" in name]
    first, to = step["months"]
    months = {
        (code, month): (
            table["locality"][code][month - 1][COST],
            sum(_spent(row, month) for who, row in table["practice"].items() if _is(who, code)),
        )
        for code in one or table["locality"]
        for month in range(first, to + 1)
    }
    return Delivery(COUNTY / "feed" / name, months)


def _is(who, locality):
    """Whether a row of the answers is what belongs to nobody in a locality."""
    return who.startswith(f"{locality}/")


def _spent(row, month):
    return row[month - 1][COST] if row[month - 1] else 0


def of_small_files(folder, spans=((1, 2), (3, 3), (4, 6), (1, 4), (7, 9), (10, 12))):
    """A register of the benchmarks, and a small file for each span of months; one comes again."""
    made.reference(folder / "reference")
    for name in ("localities", "practices", "budgets"):
        _keep_places(folder / "reference" / f"{name}.csv")
    deliveries = [_small_file(folder, number, *span) for number, span in enumerate(spans, 1)]
    return Plan(folder / "reference", deliveries)


def _keep_places(path):
    """Leave of a reference file what is about two localities: the rest only costs time."""
    heading, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if any(place in line for place in PLACES)]
    path.write_text(heading + "".join(kept), encoding="utf-8")


def _small_file(folder, number, first, to):
    path, months = folder / f"{number} months {first} to {to}.csv", {}
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(made.HEADINGS)
        for month in range(first, to + 1):
            period = f"{2006 + (month > 9)}-{(month + 2) % 12 + 1:02}"
            for at, (code, name, place, _) in enumerate(PRACTICES):
                pence = 100_000 + number * 1_000 + month * 100 + at
                pounds = f"{pence / 100:.2f}"
                spent = (code, name, "RAA", "EL", "100", 1, 1, "1000.00", "0", "1000.00", pounds)
                rows.writerow((period, place, *spent))
                sum_so_far, nobodys = months.get((place, month), (0, 0))
                months[place, month] = (sum_so_far + pence, nobodys)
    return Delivery(path, months)
