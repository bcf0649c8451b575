"""Whom a group writes to: by rule, by name, by date (A12)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.diary.rules import NotKept
from meetings.models import Audience, Fate, OptOut
from meetings.newsletters import reach
from meetings.newsletters.services import audiences as services
from pbc.core.models import Role
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, on 13 March 2007."""
    settings.PBC_MAIL = "smtp"
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def manager(first_name, last_name, of):
    """The manager of a practice, whom a mail reaches."""
    [who] = make.reached_by_mail(
        make.practice_manager(of, first_name=first_name, last_name=last_name)
    )
    return who


def there(audience, day=TODAY):
    """{name: (as what, what they get)} of everybody in an audience."""
    return {one.name: (one.because, one.fate) for one in reach.listed(audience, day)}


def names(audience, day=TODAY):
    """Whom it reaches, by name."""
    return [one.name for one in reach.listed(audience, day) if one.gets_it]


def test_an_audience_by_rule_is_whoever_holds_the_role_on_the_day_a12():
    fernville = make.practice("Fernville Surgery", group=make.group())
    elsewhere = make.practice("Stanmore Road", group=make.group("Stevenage"))
    manager("Paula", "Denning", fernville)
    manager("Carol", "Stone", elsewhere)
    make.gp_lead(make.group(), first_name="Peter", last_name="Sim")
    audience = make.audience("Dacorum practice managers", make.group())

    found = there(audience)

    assert found == {"Paula Denning": ("Practice manager, Fernville Surgery", Fate.MAIL)}


def test_who_takes_the_role_up_is_in_and_who_left_it_is_out_by_date_a12():
    practice = make.practice(group=make.group())
    old, new = manager("Old", "Hand", practice), make.person("New", "Comer")
    old.appointments.update(to_date=date(2007, 3, 31))
    make.appointment(new, Role.PRACTICE_MANAGER, practice, from_date=date(2007, 4, 1))
    audience = make.audience()

    assert names(audience) == ["Old Hand"]
    assert names(audience, date(2007, 4, 1)) == ["New Comer"]


def test_a_practice_that_leaves_the_group_takes_its_manager_out_by_date_a12():
    practice = make.practice()
    make.membership(practice, make.group(), to_date=date(2007, 3, 31))
    manager("Paula", "Denning", practice)
    audience = make.audience()

    assert names(audience) == ["Paula Denning"]
    assert names(audience, date(2007, 4, 1)) == []


def test_the_gp_leads_of_a_county_are_those_of_all_its_groups_a12():
    west, east = make.commissioner(), make.commissioner("East & North")
    make.practice("Fernville Surgery", group=make.group())
    make.practice("Watford", in_=make.locality("Watford"), group=make.group("WatCom"))
    make.practice("Far", in_=make.locality("Stevenage", pct=east), group=make.group("Stev"))
    for name in ("DacCom", "WatCom", "Stev"):
        make.gp_lead(make.group(name), first_name="Lead", last_name=name)
    audience = make.audience("GP leads", west, roles=[Role.GP_LEAD])

    assert names(audience) == ["Lead DacCom", "Lead WatCom"]


def test_a_post_that_is_named_reaches_its_holder_and_a_name_without_account_is_said_a12():
    post = make.post("Locality director", make.commissioner())
    holder = make.finance_officer(first_name="Ruth", last_name="Allan")
    make.reached_by_mail(holder)
    make.tenure(post, holder, on=date(2006, 4, 1), until=date(2007, 3, 31))
    make.tenure(post, "Conrad Welby", on=date(2007, 4, 1))
    audience = make.audience(roles=(), places=())
    services.add_to_audience(audience=audience, post=post, by=make.operator())

    assert there(audience) == {"Ruth Allan": ("Locality director", Fate.MAIL)}
    assert there(audience, date(2007, 4, 1)) == {"Conrad Welby": ("Locality director", Fate.NOBODY)}
    assert reach.vacant(audience, date(2006, 3, 31)) == ["Locality director"]


def test_who_opted_out_has_left_or_has_no_address_is_shown_as_such_a12():
    group = make.group()
    stays, leaves, _ = (
        make.practice_manager(make.practice(name, group=group), first_name=name, last_name="Ash")
        for name in ("Stays", "Leaves", "Unreached")
    )
    make.reached_by_mail(stays, leaves)
    audience = make.audience()
    gone = make.person("Gone", "Ash")
    services.add_to_audience(audience=audience, person=gone, by=make.operator())
    services.leave_audience(audience=audience, by=leaves)

    fates = {name: fate for name, (_, fate) in there(audience).items()}

    assert fates == {
        "Stays Ash": Fate.MAIL,
        "Leaves Ash": Fate.LEFT,
        "Unreached Ash": Fate.READS,
        "Gone Ash": Fate.GONE,
    }


def test_somebody_in_two_roles_is_written_to_once_a12():
    group = make.group()
    lead = make.gp_lead(group, first_name="Peter", last_name="Sim")
    make.appointment(lead, Role.PRACTICE_MANAGER, make.practice("Fernville", group=group))
    audience = make.audience(roles=[Role.GP_LEAD, Role.PRACTICE_MANAGER])

    assert there(audience) == {
        "Peter Sim": ("GP lead, DacCom; Practice manager, Fernville", Fate.READS)
    }


def test_leaving_twice_is_leaving_once_and_can_be_taken_back_a12():
    who = manager("Paula", "Denning", make.practice(group=make.group()))
    audience = make.audience()

    for _ in range(2):
        services.leave_audience(audience=audience, by=who)
    assert (OptOut.objects.count(), names(audience)) == (1, [])

    services.rejoin_audience(audience=audience, by=who)
    assert names(audience) == ["Paula Denning"]
    services.leave_audience(audience=audience, by=who)
    assert OptOut.objects.count() == 2  # the history of it stays


def test_an_opt_out_is_never_removed_a12():
    who = manager("Paula", "Denning", make.practice(group=make.group()))
    services.leave_audience(audience=make.audience(), by=who)

    with pytest.raises(IntegrityError, match="takes no DELETE"), transaction.atomic():
        OptOut.objects.all().delete()


def test_a_lead_sets_up_an_audience_and_sees_whom_it_reaches_a12(client):
    group = make.group()
    manager("Paula", "Denning", make.practice("Fernville Surgery", group=group))
    client.force_login(make.gp_lead(group))
    key = f"group:{group.code}"
    sent = {"name": "Dacorum practice managers", "of": key, "places": key}

    page = client.post(
        reverse("newsletters:audience-new"), sent | {"roles": "PRACTICE_MANAGER"}, follow=True
    )

    assert "Dacorum practice managers: 1 person today" in said(page)
    assert "Practice manager of DacCom" in said(page)
    assert "Paula Denning Practice manager, Fernville Surgery" in said(page).replace("As what ", "")


def test_a_rule_needs_both_its_halves_a12(client):
    group = make.group()
    client.force_login(make.gp_lead(group))
    sent = {"name": "Managers", "of": f"group:{group.code}", "roles": "PRACTICE_MANAGER"}

    page = client.post(reverse("newsletters:audience-new"), sent)

    assert "Choose both, or neither" in said(page)
    assert not Audience.objects.exists()


def test_nobody_writes_to_people_of_another_group_a12(client):
    own, other = make.group(), make.group("Stevenage")
    client.force_login(make.gp_lead(own))
    sent = {"name": "Managers", "roles": "PRACTICE_MANAGER"}
    keys = [f"group:{one.code}" for one in (own, other)]

    for of, places in (keys, keys[::-1]):
        client.post(reverse("newsletters:audience-new"), {**sent, "of": of, "places": places})

    assert not Audience.objects.exists()


def test_the_lmc_keeps_audiences_of_the_county_and_of_no_group_a12(client):
    west, group = make.commissioner(), make.group()
    make.practice("Fernville", group=group)
    make.audience("Theirs", group)
    client.force_login(make.lmc_observer(west))
    key = f"pct:{west.code}"
    sent = {"name": "GP leads of the county", "of": key, "places": key, "roles": "GP_LEAD"}

    client.post(reverse("newsletters:audience-new"), sent)

    listed = said(client.get(reverse("newsletters:audience-list")))
    assert "GP leads of the county" in listed
    assert "Theirs" not in listed


def test_an_audience_is_changed_and_two_of_a_name_are_refused_a12():
    audience, _ = make.audience("Managers"), make.audience("Leads", roles=[Role.GP_LEAD])
    change = {"audience": audience, "roles": [Role.GP_LEAD], "places": [make.group()]}

    services.change_audience(**change, version=1, name="All", by=make.operator())
    with pytest.raises(NotKept, match="of that name already"):
        services.change_audience(**change, version=2, name="Leads", by=make.operator())

    audience.refresh_from_db()
    assert audience.name == "All"
    assert [rule.role for rule in audience.rules.all()] == [Role.GP_LEAD]


def test_somebody_is_named_once_and_taken_out_again_a12(client):
    group = make.group()
    lead = make.gp_lead(group, first_name="Peter", last_name="Sim")
    audience = make.audience()
    client.force_login(lead)
    add = reverse("newsletters:member-new", args=[audience.pk])

    for _ in range(2):
        page = client.post(add, {"whom": f"person:{lead.pk}"}, follow=True)
    assert "Peter Sim is named in it already" in said(page)
    assert names(audience) == ["Peter Sim"]

    off = reverse("newsletters:member-off", args=[audience.members.get().pk])
    client.get(off)
    assert audience.members.count() == 1
    client.post(off)
    assert names(audience) == []


def test_the_page_asks_the_database_as_often_for_many_as_for_one_a12(
    django_assert_num_queries, client
):
    group = make.group()
    audience = make.audience()
    client.force_login(make.gp_lead(group))
    page = reverse("newsletters:audience-detail", args=[audience.pk])
    manager("Paula", "Denning", make.practice(group=group))
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in range(12):
        manager("Paula", str(number), make.practice(f"Practice {number}", group=group))

    with django_assert_num_queries(len(one)):
        client.get(page)
