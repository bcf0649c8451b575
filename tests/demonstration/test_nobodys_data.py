"""The demonstration holds nobody's real data."""

import csv
from pathlib import Path

import pytest

from pbc.demonstration import meetings, people
from pbc.demonstration.organisations import LOCALITIES

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.mark.skipif(not SHARED.exists(), reason="the documents do not stand beside the checkout")
def test_nobody_of_the_documents_is_in_it():
    seeds = "\n".join(path.read_text() for path in (SHARED / "seeds").glob("*.txt"))

    persons = [one.last_name for one in (*people.SIGN_INS, *people.COLLEAGUES)]
    persons += [one.name.split()[-1] for one in (*meetings.MEMBERS, *meetings.CONFIRMED)]
    assert not [one for one in persons if one in seeds]
    assert not [p for place in LOCALITIES for p in place.practices if p.name in seeds]


@pytest.mark.skipif(not SHARED.exists(), reason="the data does not stand beside the checkout")
@pytest.mark.parametrize(
    "name",
    [
        "county/reference/practices.csv",
        *map("reference/{}_herts_practices.csv".format, ("west", "east_north")),
    ],
)
def test_no_practice_of_other_data_is_in_it(name):
    ours = {p.code for place in LOCALITIES for p in place.practices}
    ours |= {p.name.lower() for place in LOCALITIES for p in place.practices}
    with open(SHARED / "data" / name, encoding="utf-8") as file:
        theirs = {cell.lower() if " " in cell else cell for row in csv.reader(file) for cell in row}

    assert not ours & theirs
