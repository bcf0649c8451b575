"""Rows whose statement is put together once are those that are there now, and that this person may
see now."""

from datetime import timedelta

import pytest
from django.db.models import Count, Model, Window

from meetings.models import Action, Asked, Body, Decision, Newsletter
from pbc.core import access, clock, statements
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Appointment, Group, Person, Practice, Role
from pbc.core.statements import kept_for_anybody
from tests import make

pytestmark = pytest.mark.django_db

VIEW = "meetings.view_action"


@pytest.fixture
def actions(put_together):
    """Reads the actions that somebody may see, in the order in which they were raised."""

    @kept_rows(VIEW)
    def actions(user):
        put_together.append(user)
        return Action.objects.visible_to(user).select_related("practice").order_by("pk")

    return actions


@pytest.fixture
def bodies(put_together):
    """Reads the bodies whose meetings somebody may see."""

    @kept_rows("meetings.view_meeting")
    def bodies(user):
        return Body.objects.visible_to(user).order_by("pk")

    return bodies


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
    assert len(put_together) == 1


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
    assert len(put_together) == 2


def test_nobody_is_given_the_rows_of_somebody_else_with_the_same_rights(actions):
    practice = make.practice()
    ann, ben = make.practice_manager(practice), make.practice_manager(practice)
    hers, his = make.action(of=make.group(), owner=ann), make.action(of=make.group(), owner=ben)

    for _ in range(2):
        assert actions(again(ann)) == [hers]
        assert actions(again(ben)) == [his]


def test_a_seat_is_over_on_the_next_day(bodies, monkeypatch):
    lead, today = make.gp_lead(make.group("WatCom")), clock.today()
    body = make.body(of=make.group("DacCom"))
    make.seat(lead, body, to_date=today)

    before = bodies(lead)
    monkeypatch.setenv("PBC_TODAY", (today + timedelta(days=1)).isoformat())
    after = bodies(again(lead))

    assert before == [body]
    assert after == []


def test_a_manager_sees_the_bodies_of_the_group_that_the_practice_joins(bodies):
    practice, body = make.practice(), make.body(of=make.group("DacCom"))
    manager = make.practice_manager(practice)

    before = bodies(manager)
    make.membership(practice, make.group("DacCom"))
    after = bodies(again(manager))

    assert before == []
    assert after == [body]


def test_the_same_place_in_another_role_is_another_right(bodies):
    place = make.locality()
    body, pct = make.body(of=place), make.commissioner()
    ann = make.person()
    held = make.appointment(ann, Role.COMMISSIONING, pct)

    before = bodies(ann)
    Appointment.objects.filter(pk=held.pk).update(role=Role.LMC_OBSERVER)
    after = bodies(again(ann))

    assert before == [body]
    assert after == []


def test_a_practice_that_joins_the_group_is_seen_by_its_lead_on_the_next_page(actions):
    lead, group, practice = make.person(), make.group(), make.practice()
    make.appointment(lead, Role.GP_LEAD, group)
    action = make.action(of=practice)

    before = actions(lead)
    make.membership(practice, group)
    after = actions(again(lead))

    assert before == []
    assert after == [action]


def test_what_hangs_on_more_than_its_key_is_a_fault_where_it_is_checked(checked):
    names = ["Fernville"]

    @kept_for_anybody
    def named():
        return Practice.objects.filter(name=names[0])

    named()
    names[0] = "Oakfield"

    with pytest.raises(statements.OtherStatement):
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


def test_a_row_in_a_key_and_values_by_their_names_are_refused():
    @kept_for_anybody
    def of(practice):
        return Practice.objects.filter(pk=practice.pk)

    @kept_for_anybody
    def names():
        return Practice.objects.values("name")

    with pytest.raises(TypeError, match="give its id"):
        of(make.practice())
    with pytest.raises(TypeError, match="can be kept"):
        names()


@pytest.mark.parametrize(
    "rows",
    [
        lambda: Decision.objects.counted().order_by("pk"),
        lambda: Decision.objects.with_names().order_by("pk"),
        lambda: Asked.objects.with_words().with_newest().order_by("pk"),
        lambda: Newsletter.objects.with_audience().defer("text").order_by("pk"),
        lambda: Decision.objects.order_by("body", "-pk").distinct("body"),
        lambda: Decision.objects.values_list("pk", Window(Count("*"))).order_by("pk")[1:],
        lambda: Decision.objects.values_list("decided_on", flat=True).order_by("pk")[:1],
    ],
    ids=["counted", "joined", "some columns", "deferred", "distinct", "window", "dates"],
)
def test_kept_rows_are_those_that_the_orm_reads(put_together, rows):
    group = make.group()
    for text in ("Option 1", "Option 2"):
        make.decision(text, group, asked=[make.practice(group=group)])
    make.newsletter()
    kept = kept_for_anybody(rows)

    kept()

    assert kept() == list(rows())
    assert [*map(whole, kept())] == [*map(whole, rows())] != []


def whole(row):
    """All that is known of a row, and what of it is not read."""
    if isinstance(row, Model):
        known = {name: value for name, value in vars(row).items() if name != "_state"}
        return known, row.get_deferred_fields(), row._state.db, list(row._state.fields_cache)
    return row


def test_so_many_are_kept_and_the_one_that_was_asked_for_longest_ago_goes_first(
    monkeypatch, put_together
):
    monkeypatch.setattr(statements.OF_ANYBODY, "most", 2)

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


def test_what_several_sets_make_together_is_kept_as_it_is(put_together):
    @kept_for_anybody(blank=("name",))
    def counted(code, name):
        put_together.append(code)
        sql = "SELECT count(*), %s FROM core_practice WHERE code = %s"
        return statements.Sql(sql, (name, code))

    practice = make.practice()

    assert counted(practice.code, "Ann") == [(1, "Ann")]
    assert counted(practice.code, "Ben") == [(1, "Ben")]
    assert counted("none", "Ann") == [(0, "Ann")]
    assert put_together == [practice.code, "none"]


def test_what_several_sets_make_together_has_to_be_the_same_where_it_is_checked(checked):
    wanted = [1]

    @kept_for_anybody
    def counted():
        return statements.Sql("SELECT %s", tuple(wanted))

    assert counted() == [(1,)]
    wanted[0] = 2

    with pytest.raises(statements.OtherStatement):
        counted()


def test_several_sets_that_can_find_nothing_ask_nothing(django_assert_num_queries):
    @kept_for_anybody
    def none():
        return statements.Sql(None, ())

    with django_assert_num_queries(0):
        assert none() == []
        assert statements.Sql(None, ()).rows() == []
