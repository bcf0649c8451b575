"""How the practices of a locality take part: the parts always add up to all of them (A02)."""

from datetime import date

import pytest
from django.urls import reverse

from pbc.core.models import GroupMembership, Standing
from pbc.core.money import show_percent
from pbc.core.pages.locality import locality_page
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


def outside(practice, standing, reason):
    GroupMembership.objects.create(
        practice=practice,
        standing=standing,
        reason=reason,
        from_date=make.SINCE_EVER,
        known_from=make.SINCE_EVER,
    )


@pytest.fixture
def watford():
    """23 practices: 17 in the group, three provide only, three are not involved."""
    locality, watcom = make.locality("Watford & Three Rivers"), make.group("WatCom")
    for n in range(17):
        make.practice(f"Member {n}", in_=locality, group=watcom)
    for n in range(3):
        provider = make.practice(f"Provider {n}", in_=locality)
        outside(provider, Standing.PROVIDER_ONLY, "Provides minor surgery")
    for n in range(3):
        outside(make.practice(f"Apart {n}", in_=locality), Standing.NOT_INVOLVED, "Declined")
    return locality


def parts(locality, day=TODAY):
    page = locality_page(locality, day=day, today=TODAY)
    return page, {part.name: len(part.members) for part in page.parts}


def test_17_and_3_and_3_are_23_and_17_of_them_73_9_percent_a02(watford):
    page, counts = parts(watford)

    assert counts == {
        "In the group": 17,
        "Provider only": 3,
        "Not involved": 3,
        "Not stated": 0,
    }
    assert sum(counts.values()) == page.practices == 23
    assert show_percent(page.parts[0].percent) == "73.9%"
    assert page.heading == "17 of 23 practices are in a group, 73.9%"


def test_a_practice_of_which_nothing_is_written_down_still_counts_a02(watford):
    make.practice("New Surgery", in_=watford)

    page, counts = parts(watford)

    assert counts["Not stated"] == 1
    assert sum(counts.values()) == page.practices == 24


def test_a_practice_outside_says_why_a02(client, watford):
    client.force_login(make.gp_lead(make.group("WatCom")))

    words = said(client.get(reverse("core:locality-detail", args=[watford.code])))

    assert "Provides minor surgery" in words
    assert "All practices 23" in words


def test_a_closed_practice_is_not_counted_after_its_last_day_a02(watford):
    make.practice("Closed Surgery", in_=watford, closed=date(2006, 9, 30))

    assert parts(watford, date(2006, 9, 30))[0].practices == 24
    assert parts(watford, date(2006, 10, 1))[0].practices == 23


def test_a_locality_without_practices_says_so():
    page, counts = parts(make.locality("Royston"))

    assert page.heading == "No practice was there on that day"
    assert sum(counts.values()) == 0
