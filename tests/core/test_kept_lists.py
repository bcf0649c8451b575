"""A list whose statements are kept is counted, cut and walked through as the set that it is of."""

import pytest
from django.core.paginator import Paginator
from django.db.models import Count, Q

from meetings.models import Action
from pbc.core.kept_lists import kept_list, total, totals
from pbc.core.paging import A_PAGE, paged
from tests import make

pytestmark = pytest.mark.django_db
VIEW = "meetings.view_action"


@pytest.fixture
def actions(put_together):
    """The actions that somebody may see, in the order in which they were raised."""

    @kept_list(VIEW)
    def actions(user):
        put_together.append(user)
        return Action.objects.visible_to(user).with_names().order_by("pk")

    return actions


@pytest.fixture
def lead():
    return make.gp_lead(make.group())


def test_every_page_of_it_holds_what_the_page_of_the_set_does(actions, lead):
    for number in range(A_PAGE + 3):
        make.action(f"Action {number}", owner=lead)
    whole = Paginator(Action.objects.order_by("pk"), A_PAGE)

    for number in (1, 2, 9):
        found, expected = paged(actions(lead), number), whole.get_page(number)
        assert list(found) == list(expected) != []
        assert (found.paginator.count, found.number) == (A_PAGE + 3, expected.number)
    assert [*actions(lead)] == [*Action.objects.order_by("pk")]
    assert actions(lead).first(2) == [*Action.objects.order_by("pk")[:2]]
    assert actions(lead)[10:12] == [*Action.objects.order_by("pk")[10:12]]


@pytest.mark.parametrize("part", [slice(-1), slice(-2, None), slice(0, -1), slice(2, -1)])
def test_a_part_that_is_counted_from_the_end_is_refused(actions, lead, part):
    make.action(owner=lead)

    with pytest.raises(TypeError, match="counted from the first"):
        actions(lead)[part]


@pytest.mark.parametrize("place", [0, -1, slice(0, 4, 2), slice(None, None, -1)])
def test_one_place_or_every_second_is_refused(actions, lead, place):
    make.action(owner=lead)

    with pytest.raises(TypeError, match="from one place to another"):
        actions(lead)[place]


def test_its_first_page_and_its_number_are_put_together_once_whatever_there_is(
    actions, lead, put_together, django_assert_num_queries
):
    before = paged(actions(lead), 1)
    assert (list(before), before.paginator.count) == ([], 0)
    for number in range(3):
        make.action(f"Action {number}", owner=lead)

    with django_assert_num_queries(2):
        after = paged(actions(lead), 1)
        assert [str(action.owner) for action in after] == [str(lead)] * 3
        assert after.paginator.count == 3
    assert len(put_together) == 2  # how many, and the first of them


def test_a_number_is_asked_once_of_one_list(actions, lead, django_assert_num_queries):
    found = actions(lead)
    found.count()

    with django_assert_num_queries(0):
        assert found.count() == 0


def test_who_may_see_nothing_has_a_list_of_nothing(actions, django_assert_num_queries):
    nobody = make.person()
    actions(nobody).count()

    with django_assert_num_queries(0):
        assert actions(nobody).count() == 0
        assert actions(nobody).first(5) == []


def test_totals_of_rows_are_those_that_the_orm_aggregates(lead):
    for due in ("1 March", "", ""):
        make.action(due=due, owner=lead)
    counts = {"number": Count("pk"), "dated": Count("pk", filter=~Q(due=None))}
    rows = Action.objects.with_names().late_first()

    assert totals(rows, *counts.values())[0] == tuple(rows.aggregate(**counts).values()) == (3, 1)
    assert total(totals(rows.filter(text="?"), Count("pk")), None) == (0,)
    assert total(totals(rows.none(), Count("pk")), (0,)) == (0,)
