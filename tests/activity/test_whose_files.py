"""Whose a file is, where there are several PCTs: who may read it, and who may move its months."""

from datetime import date

import pytest

from activity.models import State, Submission
from pbc.core.models import Role
from tests import make
from tests.pages import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
PUBLISH = "activity.publish_submission"


@pytest.fixture
def east():
    """A second PCT, with a practice in its locality Stevenage."""
    pct = make.commissioner("East and North Hertfordshire")
    make.practice("Stanmore Road", in_=make.locality("Stevenage", pct=pct))
    return pct


def of_stevenage(**details):
    """A file of the other PCT's locality alone."""
    return make.staged_file([make.line(None, in_=make.locality("Stevenage"))], **details)


def test_nobody_publishes_what_moves_the_figures_of_another_pct(client, finance, east):
    sent = of_stevenage(by=finance)
    of_both = make.staged_file(
        [make.line(make.practice()), make.line(None, in_=make.locality("Stevenage"))], by=finance
    )

    answers = [client.post(address("publish", one), {"basis": ""}) for one in (sent, of_both)]

    assert [answer.status_code for answer in answers] == [404, 403]
    states = Submission.objects.values_list("state", flat=True)
    assert set(states) == {State.STAGED}


def test_a_file_of_two_pcts_is_read_by_both_and_published_by_who_acts_for_both(finance, east):
    of_both = make.staged_file(
        [make.line(make.practice()), make.line(None, in_=make.locality("Stevenage"))]
    )
    acts_for_both = make.finance_officer()
    make.appointment(acts_for_both, Role.FINANCE, east)

    for person in (finance, make.finance_officer(east), acts_for_both):
        assert of_both in Submission.objects.visible_to(person)
    assert of_both not in Submission.objects.visible_to(finance, to=PUBLISH)
    assert of_both in Submission.objects.visible_to(acts_for_both, to=PUBLISH)


def test_who_has_moved_to_another_pct_takes_no_files_along_or_behind(finance, east):
    moved = make.person()
    west = make.commissioner()
    make.appointment(moved, Role.FINANCE, west, to_date=date(2007, 2, 28))
    make.appointment(moved, Role.FINANCE, east, from_date=date(2007, 3, 1))
    before = make.staged_file([make.line(make.practice())], by=moved)
    after = of_stevenage(by=moved)
    refused = make.submission(
        State.REFUSED, sentence="Empty", by=moved, received_on=date(2007, 3, 12)
    )

    assert set(Submission.objects.visible_to(finance)) == {before}
    assert set(Submission.objects.visible_to(moved)) == {after, refused}
    assert set(Submission.objects.visible_to(make.finance_officer(east))) == {after, refused}
