"""The companies of a group: form, purpose, delegation, and the practices they bind (A05)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.companies import queries, services
from meetings.diary.rules import NotKept
from meetings.models import Binding, Company
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
SINCE = date(2006, 4, 1)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def lead(client):
    person = make.gp_lead(make.group())
    client.force_login(person)
    return person


def page_of_group(client):
    return said(client.get(reverse("registers:group-detail", args=[make.group().code])))


def test_the_page_of_a_group_names_its_company_and_whom_it_binds_a05(client):
    practices = [make.practice(name, group=make.group()) for name in ("Fernville", "Parkwood")]
    company = make.company()
    services.bind_practices(
        company=company, practices=practices, from_date=SINCE, by=make.operator()
    )
    client.force_login(make.practice_manager(practices[0]))

    page = page_of_group(client)

    assert "DacCom Ltd" in page
    assert "Limited company, which commissions: Accountability and control" in page
    assert "Control is delegated to it from 1 April 2006" in page
    assert "2 practices are bound by it: Fernville, Parkwood" in page
    assert "No company of the group provides." in page
    assert "Set up a company" not in page


def test_commissioning_is_kept_apart_from_providing_by_a_company_each_a05(client, lead):
    make.company()
    make.company("DacProv Ltd", side="PROVIDING", delegated_on=None)

    page = page_of_group(client)

    assert "Commissioning is kept apart from providing: each has a company of its own." in page
    assert "Its practices have not delegated control to it" in page
    row = {"group": make.group(), "name": "Both", "form": "SHARES", "purpose": "All"}
    for wrong in ({"side": ""}, {"side": "BOTH"}, {"side": "PROVIDING", "purpose": ""}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Company.objects.create(**row | wrong)


def test_five_companies_are_read_with_as_many_statements_as_one_a05(django_assert_max_num_queries):
    make.company()
    auditor, group = make.auditor(), make.group()
    with CaptureQueriesContext(connection) as few:
        queries.panel(user=auditor, organisation=group)

    for number in range(4):
        make.company(f"Company {number}")

    with django_assert_max_num_queries(len(few)):
        assert len(queries.panel(user=auditor, organisation=group).companies) == 5


def test_only_practices_that_are_not_bound_are_offered_a05(client):
    group = make.group()
    first = make.practice("Fernville Surgery", group=group)
    second = make.practice("Parkwood Surgery", group=group)
    company, by = make.company(of=group), make.operator()
    client.force_login(make.gp_lead(group))
    bind = reverse("companies:company-bind", args=[company.pk])
    services.bind_practices(company=company, practices=[first], from_date=SINCE, by=by)

    offered = client.get(bind).content.decode()

    assert "Parkwood Surgery" in offered
    assert "Fernville Surgery" not in offered
    services.bind_practices(company=company, practices=[second], from_date=SINCE, by=by)
    assert "Every practice of DacCom is bound by it" in client.get(bind).content.decode()


def test_a_practice_is_bound_from_a_day_until_it_is_released_a05():
    company, practice = make.company(), make.practice()
    given = {"company": company, "practices": [practice], "by": make.operator()}
    services.bind_practices(**given, from_date=SINCE)
    services.bind_practices(**given, from_date=TODAY)
    binding = Binding.objects.get()

    services.release_practice(binding=binding, on=date(2007, 1, 31), by=make.operator())

    page = queries.company_page(make.auditor(), company.pk, TODAY)
    assert [(one.span, one.is_over) for one in page.bindings] == [
        ("from 1 April 2006 to 31 January 2007", True)
    ]
    assert page.row.bound == "0 practices are bound by it"
    with pytest.raises(NotKept, match="It was bound until 31 January 2007"):
        services.release_practice(binding=binding, on=TODAY, by=make.operator())
    services.bind_practices(**given, from_date=TODAY)
    with pytest.raises(NotKept, match="is bound from a later day"):
        services.bind_practices(**given, from_date=date(2007, 2, 1))


def test_a_practice_that_is_bound_until_a_later_day_is_not_said_to_be_bound_anew_a05():
    company, practice = make.company(), make.practice()
    given = {"company": company, "practices": [practice], "by": make.operator()}
    services.bind_practices(**given, from_date=SINCE)
    binding = Binding.objects.get()
    services.release_practice(binding=binding, on=date(2007, 1, 31), by=make.operator())

    with pytest.raises(NotKept, match="is bound until 31 January 2007"):
        services.bind_practices(**given, from_date=date(2007, 1, 31))

    services.bind_practices(**given, from_date=date(2007, 2, 1))
    assert Binding.objects.count() == 2


def test_a_lead_sets_a_company_up_and_binds_the_members_by_the_pages_a05(client, lead):
    practice = make.practice("Fernville", group=make.group())
    far = make.practice("Far", group=make.group("WatCom"))
    new = reverse("companies:company-new", args=[make.group().code])
    sent = {"name": "DacCom Ltd", "form": "SHARES", "purpose": "Control"}
    assert "Say whether it commissions or provides" in said(client.post(new, sent))

    client.post(new, sent | {"side": "COMMISSIONING", "delegated_on": "2006-04-01"})

    company = Company.objects.get()
    assert (company.side, company.delegated_on) == ("COMMISSIONING", SINCE)
    assert "DacCom has a company of that name already" in said(
        client.post(new, sent | {"side": "PROVIDING"})
    )
    bind = reverse("companies:company-bind", args=[company.pk])
    client.post(bind, {"practices": [practice.pk, far.pk], "from_date": "2006-04-01"})
    assert not Binding.objects.exists()
    client.post(bind, {"practices": [practice.pk], "from_date": "2006-04-01"})
    end = reverse("companies:binding-end", args=[Binding.objects.get().pk])
    client.post(end, {"on": "2007-03-01"})
    assert Binding.objects.get().to_date == date(2007, 3, 1)
    change = reverse("companies:company-change", args=[company.pk])
    client.post(change, sent | {"version": 1, "name": "DacCom PbC Ltd"})
    company.refresh_from_db()
    assert (company.name, company.delegated_on, company.version) == ("DacCom PbC Ltd", None, 2)


def test_the_lead_of_another_group_sets_up_no_company_of_this_one_a05(client):
    client.force_login(make.gp_lead(make.group("WatCom")))

    page = client.get(reverse("companies:company-new", args=[make.group().code]))

    assert page.status_code == 404


def test_the_last_day_of_a_binding_may_be_one_to_come_a05(client, lead):
    company, practice = make.company(), make.practice("Fernville", group=make.group())
    said_so = {"practices": [practice], "from_date": SINCE, "by": make.operator()}
    services.bind_practices(company=company, **said_so)
    binding = Binding.objects.get()

    client.post(reverse("companies:binding-end", args=[binding.pk]), {"on": "2007-04-30"})

    page = queries.company_page(lead, company.pk, TODAY)
    [row] = page.bindings
    assert (row.span, row.is_over) == ("from 1 April 2006 to 30 April 2007", False)
