"""docs/security.md: each key has a time, and the times that the site itself sets are those told."""

import re

from django.conf import settings

from tests.test_classes_of_data import TEXT, part, rows

POLICY = part("### How keys are looked after")
OF_TIMES = POLICY[POLICY.index("| key or secret") :]
TIMES = dict(one.strip("| ").split(" | ") for one in rows(OF_TIMES))


def first_cells(text):
    return {one.split(" | ")[0].removeprefix("| ") for one in rows(text)}


def test_every_key_of_the_list_has_a_time_and_no_other_has():
    assert set(TIMES) == first_cells(part("## Keys"))
    assert len(TIMES) > 10


def test_the_times_are_those_of_the_settings():
    days = settings.PASSWORD_RESET_TIMEOUT / (24 * 60 * 60)

    assert (TIMES["link to a password"], days) == ("three days, once", 3)


def test_what_a_package_waits_for_grows_with_how_little_grave_it_is():
    told = re.findall(r"^\| (?:critical|high|medium|low).*?\| .*? \| .*?(\d+) days", TEXT, re.M)

    assert [*map(int, told)] == [3, 10, 30, 90]
