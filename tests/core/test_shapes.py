"""A statement is put together once for all who see as much, and each is given what is theirs."""

import pytest
from django.db.models import BigIntegerField, F, Func, TextField, Value

from meetings.models import Action, Body
from pbc.core import access, shapes
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Group, Person, Role
from pbc.core.statements import kept_for_a_person
from tests import make

pytestmark = pytest.mark.django_db

VIEW = "meetings.view_action"


@pytest.fixture
def actions(put_together):
    """Reads the actions that somebody may see."""

    @kept_rows(VIEW)
    def actions(user):
        put_together.append(user.pk)
        return Action.objects.visible_to(user).order_by("pk")

    return actions


def shape(user, *permissions):
    return shapes.shape(user.pk, permissions, *access.rights(user, permissions))


def test_two_leads_of_two_groups_are_asked_for_by_one_statement_and_see_each_their_own(
    actions, put_together
):
    one, other = make.group("DacCom"), make.group("WatCom")
    first, second = make.gp_lead(one), make.gp_lead(other)
    hers, his = make.action(of=one), make.action(of=other)
    own = make.action(of=make.practice(), owner=second)

    assert actions(first) == [hers]
    assert actions(second) == [his, own]
    assert len(put_together) == 1


def test_ids_go_to_their_kind_where_two_kinds_have_the_same_numbers(actions, put_together):
    both = make.person(), make.person()
    places = [(make.group(name), make.practice()) for name in ("DacCom", "WatCom")]
    for who, (group, practice) in zip(both, places, strict=True):
        make.appointment(who, Role.GP_LEAD, group)
        make.appointment(who, Role.PRACTICE_MANAGER, practice)
    of_groups = [make.action(of=group) for group, _ in places]
    of_practices = [make.action(of=practice) for _, practice in places]

    for who, of_group, of_practice in zip(both, of_groups, of_practices, strict=True):
        assert actions(who) == [of_group, of_practice]
    assert len(put_together) == 1


def test_it_is_another_shape_where_the_same_number_of_others_is_reached_by_another_way():
    """A lead who manages a practice of the group, and one whose practice is of no group."""
    within, apart = make.person(), make.person()
    group, other = make.group("DacCom"), make.group("WatCom")
    member, alone = make.practice(group=group), make.practice()
    make.practice(group=other)
    for who, of, practice in ((within, group, member), (apart, other, alone)):
        make.appointment(who, Role.GP_LEAD, of)
        make.appointment(who, Role.PRACTICE_MANAGER, practice)

    assert len(access.reach(within, VIEW).practices) == 1
    assert len(access.reach(apart, VIEW).practices) == 2
    assert shape(within, VIEW).key != shape(apart, VIEW).key


def test_it_is_another_shape_with_another_member_and_with_another_role():
    one, other = make.group("DacCom"), make.group("WatCom")
    make.practice(group=one)
    first, second = make.gp_lead(one), make.gp_lead(other)
    auditor = make.person()
    make.appointment(auditor, Role.AUDITOR)

    keys = {shape(who, VIEW).key for who in (first, second, auditor)}
    make.practice(group=other)

    assert len(keys) == 3
    assert shape(Person.objects.get(pk=second.pk), VIEW).key == shape(first, VIEW).key


def test_somebody_of_the_shape_has_the_rights_of_those_whose_shape_it_is():
    practice = make.practice(group=make.group())
    manager = make.practice_manager(practice)
    mine = shape(manager, VIEW)

    stand_in = mine.person()
    held, [(reach, own)] = access.rights(stand_in, (VIEW,))

    assert [role for role, *_ in held] == [Role.PRACTICE_MANAGER]
    assert {mine.ids[one] for one in reach.practices} == {practice.pk}
    assert {mine.ids[one] for one in own} == access.own_groups(manager, VIEW) != set()
    assert mine.ids[stand_in.pk] == manager.pk
    assert access.may(stand_in, VIEW)


def test_a_statement_that_hangs_on_what_another_finds_is_refused():
    @kept_rows(VIEW)
    def actions(user):
        seen = Group.objects.filter(pk__in=access.reach(user, VIEW).groups)
        return Action.objects.filter(group__in=[one.pk for one in seen])

    with pytest.raises(shapes.AsksMeanwhile):
        actions(make.gp_lead(make.group()))


@pytest.mark.parametrize(
    "changed",
    [
        lambda pk: Action.objects.filter(owner=pk + 1),
        lambda pk: Action.objects.filter(text=str(pk)),
        lambda pk: Action.objects.filter(text=f"of {pk}"),
        lambda pk: Action.objects.annotate(said=Func(template=f"{pk}", output_field=TextField())),
        lambda pk: Action.objects.annotate(said=Value(float(pk))),
    ],
    ids=["another number", "a text", "part of a text", "in the words", "another kind of number"],
)
def test_an_id_that_was_changed_on_its_way_is_refused(changed):
    @kept_rows(VIEW)
    def actions(user):
        return changed(user.pk)

    with pytest.raises(TypeError, match="stand-in"):
        actions(make.gp_lead(make.group()))


def test_an_id_among_others_of_the_program_is_filled_in(put_together):
    @kept_rows("meetings.view_meeting")
    def bodies(user):
        mine = [*access.reach(user, "meetings.view_meeting").groups, 0]
        return Body.objects.filter(group__among=mine)

    body = make.body(of=make.group())
    lead = make.gp_lead(body.group)

    assert bodies(lead) == [body]
    assert bodies(make.gp_lead(make.group("WatCom"))) == []


def test_what_is_kept_for_a_person_is_kept_once_for_all(put_together):
    @kept_for_a_person
    def owned(person):
        put_together.append(person)
        return Action.objects.filter(owner=person)

    ann, ben = make.person(), make.person()
    hers, his = make.action(owner=ann), make.action(owner=ben)

    assert owned(ann.pk) == [hers]
    assert owned(ben.pk) == [his]
    assert len(put_together) == 1


def test_a_number_that_is_counted_with_is_no_persons():
    @kept_for_a_person
    def owned(person):
        return Action.objects.annotate(next=F("owner") + Value(person + 1, BigIntegerField()))

    with pytest.raises(TypeError, match="blank"):
        owned(make.person().pk)


def test_the_rights_of_a_page_are_read_again_on_another_one(actions):
    """What was worked out for somebody lasts as long as their page."""
    group = make.group()
    lead = make.gp_lead(group)
    before = actions(lead)
    practice = make.practice(group=group)
    action = make.action(of=practice)

    access.forget(lead)

    assert before == []
    assert actions(lead) == [action]
