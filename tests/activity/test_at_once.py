"""Rule 7 of the money: what was stated derives again, whatever was written at the same moment."""

from datetime import date

import pytest

from activity.services.publication import publish_submission
from budgets.models import StatedPosition
from budgets.services.stated import compare_stated
from tests import make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def published(submission):
    publish_submission(submission=submission, known_from=make.RECEIVED, by=make.operator())


def county_stated(submission):
    return StatedPosition.objects.get(submission=submission, kind="county").figures["actual"]


def two_localities():
    """Files of June for £100 of Dacorum and £20 of St Albans, ready to publish."""
    first = make.practice("Fernville")
    second = make.practice("Parkbury", in_=make.locality("St Albans"))
    return [
        make.staged_file([make.line(who, cost=cost)]) for who, cost in ((first, 100), (second, 20))
    ]


def test_two_publications_of_different_months_at_once_state_what_derives_again():
    dacorum, st_albans = two_localities()

    at_once(lambda: published(dacorum), lambda: published(st_albans))

    assert (county_stated(dacorum), county_stated(st_albans)) == ("100.00", "120.00")
    assert not compare_stated().examples


@pytest.mark.parametrize("comes_first", ["the entry", "the publication"])
def test_a_budget_entered_during_a_publication_is_in_what_is_stated_or_after_it(comes_first):
    dacorum, _ = two_localities()
    fernville = dacorum.covered.get().locality.practices.get().practice
    both = [
        lambda: make.budget_entry(fernville, amount=1200),
        lambda: published(dacorum),
    ]
    make.budget_entry(fernville, amount=12, known_from=date(2006, 4, 1))

    at_once(*(both if comes_first == "the entry" else reversed(both)))

    assert not compare_stated().examples
