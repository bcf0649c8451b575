"""What the review says becomes of each scope that a file touches, by figures by hand (B22).

Each practice has a budget of £1,200 for the year: £100 a month.
"""

import pytest

from tests import make
from tests.pages import address, reviewed, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def practice(name, **details):
    made = make.practice(name, **details)
    make.budget_entry(made, amount=1200)
    return made


def alone(*lines):
    """A file that somebody says covers the months of some practices alone, ready to publish."""
    covers = [(2006, one.month, one.locality, one.practice) for one in lines]
    return make.staged_file(list(lines), covers=covers)


def test_a_practice_is_told_its_own_last_month_and_not_that_of_its_neighbours():
    fernville, parkwood = practice("Fernville"), practice("Parkwood")
    make.published_file(
        [make.line(parkwood, month=6, cost=40)], covers=[(2006, 6, make.locality(), parkwood)]
    )

    told = reviewed(alone(make.line(fernville, month=4, cost=150)))

    assert told.consequences[0] == (
        "Fernville reads £50 over, 50.0%, to month 4 on the months received. "
        "Nothing of it is published now."
    )
    assert told.folded == []


def test_a_file_of_a_locality_and_of_a_practice_elsewhere_tells_both():
    fernville = practice("Fernville")
    parkbury = practice("Parkbury", in_=make.locality("St Albans"))
    lines = [make.line(fernville, cost=90), make.line(parkbury, cost=130)]
    st_albans = lines[1].locality
    covers = [(2006, 6, lines[0].locality), (2006, 6, st_albans, parkbury)]

    told = reviewed(make.staged_file(lines, covers=covers)).consequences

    assert told[0].startswith("Dacorum reads £10 under, 10.0%, to month 6")
    assert told[1].startswith("Parkbury reads £30 over, 30.0%, to month 6")


def test_of_many_practices_the_page_says_how_many_more_and_names_each(client):
    lines = [make.line(practice(f"Surgery {n}"), cost=100 + n) for n in range(1, 6)]
    staged = alone(*lines)
    client.force_login(make.finance_officer())

    told, page = reviewed(staged), said(client.get(address("detail", staged)))

    assert [one.split(" reads")[0] for one in told.consequences[:3]] == [
        "Surgery 1",
        "Surgery 2",
        "Surgery 3",
    ]
    assert "Where two more practices would stand Surgery 4 reads £4 over, 4.0%" in page
    assert "Surgery 5 reads £5 over, 5.0%" in page


def test_of_many_localities_their_commissioner_is_told_at_once_and_each_behind_it():
    places = [make.locality(name) for name in ("Dacorum", "Hertsmere", "Stort", "Watford")]
    lines = [make.line(practice(f"In {one.name}", in_=one), cost=101) for one in places]

    told = reviewed(make.staged_file(lines))

    [folded] = told.folded
    assert told.consequences[0].startswith(f"{make.commissioner().name} reads £4 over, 1.0%")
    assert not told.consequences[1].startswith("Dacorum")
    assert folded.heading == "Where four localities would stand"
    assert [one.split(",")[0] for one in folded.rest] == [
        f"{one.name} reads £1 over" for one in places
    ]
