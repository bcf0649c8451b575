"""Appointments: given, confirmed by a second administrator, ended, never removed (H01)."""

from datetime import date

import pytest

from pbc.core import access
from pbc.core.models import AppointmentState, Person, Role
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import appointing
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
APRIL = date(2007, 4, 1)


@pytest.fixture(autouse=True)
def on_13_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def appoint(person, role, over=None, *, by, from_date=TODAY, to_date=None):
    days = {"from_date": from_date, "to_date": to_date}
    return appointing.appoint(person=person, role=role, over=over, **days, by=by)


def as_now(person):
    """The person as the next request has them."""
    return Person.objects.get(pk=person.pk)


def test_a_gp_lead_is_appointed_by_one_administrator():
    ruth = make.person()

    appoint(ruth, Role.GP_LEAD, make.group(), by=make.administrator())

    assert access.may(as_now(ruth), "budgets.view_position")


@pytest.mark.parametrize("role", [Role.FINANCE, Role.COMMISSIONING, Role.ADMINISTRATOR])
def test_finance_contracts_and_administrator_need_a_second_administrator(role):
    first, second, ruth = make.administrator(), make.administrator(), make.person()
    over = None if role == Role.ADMINISTRATOR else make.commissioner()

    proposed = appoint(ruth, role, over, by=first)
    before = access.may(as_now(ruth), "core.view_register")
    appointing.confirm_appointment(appointment=proposed, by=second)

    assert (before, access.may(as_now(ruth), "core.view_register")) == (False, True)


def test_who_proposed_an_appointment_does_not_confirm_it():
    first = make.administrator()
    proposed = appoint(make.person(), Role.FINANCE, make.commissioner(), by=first)

    with pytest.raises(NotAppointed, match="another administrator confirms it"):
        appointing.confirm_appointment(appointment=proposed, by=first)


def test_nobody_appoints_themselves_or_confirms_it():
    first, second = make.administrator(), make.administrator()
    proposed = appoint(second, Role.FINANCE, make.commissioner(), by=first)

    with pytest.raises(NotAppointed, match="Nobody appoints themselves"):
        appoint(first, Role.GP_LEAD, make.group(), by=first)
    with pytest.raises(NotAppointed, match="themselves"):
        appointing.confirm_appointment(appointment=proposed, by=second)


def test_an_appointment_is_decided_once():
    first, second = make.administrator(), make.administrator(first_name="Ida", last_name="Marsh")
    proposed = appoint(make.person(), Role.FINANCE, make.commissioner(), by=first)
    appointing.refuse_appointment(appointment=proposed, by=second)

    with pytest.raises(NotAppointed, match="decided already by Ida Marsh: refused"):
        appointing.confirm_appointment(appointment=proposed, by=make.administrator())


def test_the_same_role_twice_on_one_day_is_refused_beside_its_field():
    ruth, first, daccom = make.person(), make.administrator(), make.group()
    appoint(ruth, Role.GP_LEAD, daccom, by=first, to_date=date(2007, 3, 31))

    with pytest.raises(NotAppointed, match="is GP lead, DacCom from 13 March 2007 to 31") as why:
        appoint(ruth, Role.GP_LEAD, daccom, by=first, from_date=date(2007, 3, 31))
    later = appoint(ruth, Role.GP_LEAD, daccom, by=first, from_date=APRIL)

    assert (why.value.field, later.state) == ("from_date", AppointmentState.GIVEN)


def test_a_role_over_what_it_is_not_held_over_is_refused():
    with pytest.raises(NotAppointed, match="GP lead is held over a group: choose one"):
        appoint(make.person(), Role.GP_LEAD, make.practice(), by=make.administrator())


def test_one_person_with_two_roles_sees_what_either_gives_e13():
    ruth, first = make.person(), make.administrator()
    fernville, parkwood = make.practice("Fernville"), make.practice("Parkwood", group=make.group())
    appoint(ruth, Role.PRACTICE_MANAGER, fernville, by=first)
    appoint(ruth, Role.GP_LEAD, make.group(), by=first)

    reach = access.reach(as_now(ruth), "budgets.view_practice")

    assert reach.practices == {fernville.pk, parkwood.pk}


def test_an_appointment_ends_with_a_day_and_stays_written_down(monkeypatch):
    ruth, first = make.person(), make.administrator()
    given = appoint(ruth, Role.GP_LEAD, make.group(), by=first)

    appointing.end_appointment(appointment=given, last_day=TODAY, today=TODAY, by=first)
    still = access.may(as_now(ruth), "core.view_register")
    monkeypatch.setenv("PBC_TODAY", "2007-03-14")

    assert (still, access.may(as_now(ruth), "core.view_register")) == (True, False)
    assert [one.to_date for one in ruth.appointments.all()] == [TODAY]


def test_an_appointment_that_has_not_begun_is_withdrawn():
    first = make.administrator()
    given = appoint(make.person(), Role.GP_LEAD, make.group(), by=first, from_date=APRIL)

    ended = appointing.end_appointment(appointment=given, last_day=TODAY, today=TODAY, by=first)

    assert (ended.state, ended.to_date) == (AppointmentState.WITHDRAWN, None)


def test_what_was_held_in_the_past_is_not_taken_away_again():
    first = make.administrator()
    given = appoint(make.person(), Role.GP_LEAD, make.group(), by=first, from_date=date(2006, 4, 1))

    with pytest.raises(NotAppointed, match="stays as it was"):
        appointing.end_appointment(
            appointment=given, last_day=date(2006, 9, 30), today=TODAY, by=first
        )


def test_the_last_administrator_stays():
    only = make.administrator()

    with pytest.raises(NotAppointed, match="no administrator"):
        appointing.end_appointment(
            appointment=only.appointments.get(), last_day=TODAY, today=TODAY, by=make.operator()
        )


def test_a_deputy_stands_in_within_the_days_of_the_appointment():
    first, deputy = make.administrator(), make.person()
    held = make.gp_lead(make.group()).appointments.get()
    days = {"from_date": TODAY, "to_date": date(2007, 3, 31)}

    given = appointing.appoint_deputy(appointment=held, person=deputy, **days, by=first)

    assert (given.title, given.deputy_for) == ("GP lead, DacCom (deputy)", held)
    assert access.may(as_now(deputy), "budgets.view_position")


def test_a_deputy_of_finance_needs_a_second_administrator_too():
    held = make.finance_officer().appointments.get()
    days = {"from_date": TODAY, "to_date": date(2007, 3, 31)}

    given = appointing.appoint_deputy(
        appointment=held, person=make.person(), **days, by=make.administrator()
    )

    assert given.state == AppointmentState.PROPOSED


def test_somebody_who_leaves_holds_nothing_after_their_last_day(monkeypatch):
    ruth, first = make.person(), make.administrator()
    appoint(ruth, Role.GP_LEAD, make.group(), by=first)
    appoint(ruth, Role.PRACTICE_MANAGER, make.practice(), by=first)

    appointing.leave(person=ruth, last_day=TODAY, today=TODAY, by=first)
    monkeypatch.setenv("PBC_TODAY", "2007-03-14")

    assert access.appointments(as_now(ruth)) == []


def test_a_secretary_is_appointed_over_a_group_or_a_pct_and_an_observer_over_a_pct_e13():
    first = make.administrator()
    ruth = make.person("Ruth", "Allan")

    appoint(ruth, Role.SECRETARY, make.group(), by=first)
    appoint(ruth, Role.SECRETARY, make.commissioner(), by=first)
    appoint(ruth, Role.LMC_OBSERVER, make.commissioner(), by=first)

    assert ruth.appointments.in_force(date(2007, 3, 13)).count() == 3
    with pytest.raises(NotAppointed, match="over a group or a commissioner: choose one"):
        appoint(ruth, Role.SECRETARY, make.practice(), by=first)
