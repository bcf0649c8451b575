"""Rows whose statement is put together once are those that are there now, and that this person may
see now."""

from datetime import timedelta

import pytest

from meetings.models import Action
from pbc.core import access, at_once, clock
from pbc.core.at_once import kept_for_anybody
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Appointment, Group, Person, Practice, Role
from tests import make

pytestmark = pytest.mark.django_db

VIEW = "meetings.view_action"


@pytest.fixture
def put_together(settings):
    """The people for whom the statement of actions was put together, in order."""
    settings.KEPT_ROWS_CHECKED = False
    return []


@pytest.fixture
def actions(put_together):
    """Reads the actions that somebody may see, in the order in which they were raised."""

    @kept_rows(VIEW)
    def actions(user):
        put_together.append(user)
        return Action.objects.visible_to(user).select_related("practice").order_by("pk")

    return actions


def again(person):
    """The same person, on the next page that they ask for."""
    return Person.objects.get(pk=person.pk)


def test_the_second_time_the_rows_are_of_now_and_the_statement_is_not_put_together(
    actions, put_together
):
    ann, practice = make.person(), make.practice()
    make.appointment(ann, Role.PRACTICE_MANAGER, practice)

    before = actions(ann)
    action = make.action(of=practice)
    after = actions(again(ann))

    assert before == []
    assert after == [action]
    assert put_together == [ann]


def test_what_is_joined_and_what_is_counted_is_read_as_the_orm_reads_it(
    actions, django_assert_num_queries
):
    ann, practice = make.person(), make.practice()
    make.appointment(ann, Role.PRACTICE_MANAGER, practice)
    make.action("Ask for the list", of=practice)
    actions(ann)

    [action] = actions(again(ann))

    with django_assert_num_queries(0):
        assert (action.text, action.practice) == ("Ask for the list", practice)
    assert isinstance(action, Action)
    assert not action._state.adding


def test_an_appointment_that_ended_takes_its_rows_with_it(actions, put_together):
    ann, practice = make.person(), make.practice()
    held = make.appointment(ann, Role.PRACTICE_MANAGER, practice)
    action = make.action(of=practice)

    before = actions(ann)
    Appointment.objects.filter(pk=held.pk).update(to_date=clock.today() - timedelta(days=1))
    after = actions(again(ann))

    assert before == [action]
    assert after == []
    assert put_together == [ann, ann]


def test_nobody_is_given_the_rows_of_somebody_else(actions):
    ann, ben = make.person(), make.person()
    ours, theirs = make.practice(), make.practice()
    make.appointment(ann, Role.PRACTICE_MANAGER, ours)
    make.appointment(ben, Role.PRACTICE_MANAGER, theirs)
    mine, his = make.action(of=ours), make.action(of=theirs)

    for _ in range(2):
        assert actions(again(ann)) == [mine]
        assert actions(again(ben)) == [his]


def test_a_practice_that_joins_the_group_is_seen_by_its_lead_on_the_next_page(actions):
    lead, group, practice = make.person(), make.group(), make.practice()
    make.appointment(lead, Role.GP_LEAD, group)
    action = make.action(of=practice)

    before = actions(lead)
    make.membership(practice, group)
    after = actions(again(lead))

    assert before == []
    assert after == [action]


def test_what_hangs_on_more_than_its_key_is_a_fault_where_it_is_checked():
    names = ["Fernville"]

    @kept_for_anybody
    def named():
        return Practice.objects.filter(name=names[0])

    named()
    names[0] = "Oakfield"

    with pytest.raises(at_once.OtherStatement):
        named()


def test_a_set_that_can_hold_nothing_is_empty_each_time(django_assert_num_queries):
    @kept_for_anybody
    def among(pks):
        return Group.objects.filter(pk__in=pks)

    with django_assert_num_queries(0):
        assert among(()) == []
        assert among(()) == []


def test_rows_that_hang_on_others_that_were_read_are_refused():
    @kept_for_anybody
    def practices():
        return Practice.objects.prefetch_related("memberships")

    with pytest.raises(TypeError, match="cannot be kept"):
        practices()


def test_so_many_are_kept_and_the_one_that_was_asked_for_longest_ago_goes_first(
    monkeypatch, put_together
):
    monkeypatch.setattr(at_once, "MOST", 2)

    @kept_for_anybody
    def practice(pk):
        put_together.append(pk)
        return Practice.objects.filter(pk=pk)

    for pk in (1, 2, 1, 3, 1, 2):
        practice(pk)

    assert put_together == [1, 2, 3, 2]


def test_the_key_of_somebody_s_rights_is_another_where_anything_of_them_is():
    ann, group = make.person(), make.group()
    make.appointment(ann, Role.GP_LEAD, group)
    as_lead = access.rights(ann, (VIEW,))

    same = access.rights(again(ann), (VIEW,))
    make.membership(make.practice(), group)
    with_a_member = access.rights(again(ann), (VIEW,))

    assert same == as_lead
    assert with_a_member != as_lead
