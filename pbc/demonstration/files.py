"""The spreadsheets of the demonstration: those that have come, each on its day, and the next."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from pbc.demonstration import texts
from pbc.demonstration.organisations import DAC, EAST, EAST_PCT, PCT, WEST
from pbc.demonstration.ready import CORRECTED, NEXT
from pbc.demonstration.spending import corrected, lines


@dataclass(frozen=True)
class Sent:
    """A file, the day on which it came, and the code of the PCT that sent it."""

    path: Path
    received_on: date
    pct: str = PCT[0]


def write_sent(folder):
    """Write what came in the year so far, in its order."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _first_two_months(folder),
        _third_month(folder),
        _fourth_and_fifth(folder),
        _of_the_other_half(folder),
        _report_of_dacorum(folder),
    ]


def _of(places, months):
    return [line for month in months for place in places for line in lines(place, month)]


def _first_two_months(folder):
    path = folder / "PbC_activity_M01-M02_2006-07.csv"
    texts.write(path, texts.PLAIN, map(texts.plain, _of(WEST, (1, 2))))
    return Sent(path, date(2006, 7, 28))


def _third_month(folder):
    path, day = folder / "SLAM_200607_M03.csv", date(2006, 9, 15)
    records = map(partial(texts.monitoring, created=day), _of(WEST, (3,)))
    texts.write(path, texts.MONITORING, records, separator="|")
    return Sent(path, day)


def _fourth_and_fifth(folder):
    path = folder / "PbC activity July and August.csv"
    records = map(texts.in_pounds, _of(WEST, (4, 5)))
    texts.write(path, texts.TITLED, records, encoding="cp1252")
    return Sent(path, date(2006, 10, 20))


def _of_the_other_half(folder):
    path = folder / "East and North Herts PbC M01-M05.csv"
    texts.write(path, texts.PLAIN, map(texts.plain, _of(EAST, range(1, 6))))
    return Sent(path, date(2006, 10, 25), EAST_PCT[0])


def _report_of_dacorum(folder):
    path, day = folder / "Dacorum PBC report month 6.xlsx", date(2007, 3, 9)
    to_date = [line for month in range(1, 7) for line in lines(DAC, month)]
    from pbc.demonstration import workbook  # in the process that writes, not in that which loads

    workbook.write(path, DAC, 6, to_date, day)
    return Sent(path, day)


def write_next(folder):
    """Write what is still to be sent in: months 7 to 9 with a few honest faults, and month 4
    again with most of its unassigned activity assigned. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / NEXT.name, folder / CORRECTED.name
    records = [texts.with_dates(line) for month in (7, 8, 9) for line in lines(DAC, month)]
    texts.write(paths[0], texts.TITLED, _with_faults(records), encoding="utf-8-sig")
    texts.write(paths[1], texts.PLAIN, map(texts.plain, corrected(DAC, 4)))
    return paths


def _with_faults(records):
    """A letter O in a code, a practice left out, a word where a number belongs, a total row."""
    total = sum(Decimal(record[texts.COST].replace(",", "")) for record in records)
    records[40][2:4] = ["e825o2", ""]
    records[230][2:4] = ["", ""]
    records[611][8] = "tbc"
    return [*records, ["", "", "", "Total", *[""] * 8, f"{total:,}"]]
