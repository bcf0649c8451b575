"""Who sits on both sides, and how a body is made up against its rule (A11)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from meetings.make_up import queries, services
from meetings.models import SeatRule
from pbc.core.versions import ChangedMeanwhile
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
# As the minutes have it: perhaps 2-3 GPs, a PM, Nurse, PPI.
RULES = {"GP": (2, 3), "MANAGER": (1, 1), "NURSE": (1, 1), "PPI": (1, 1)}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def lead(client):
    person = make.gp_lead(make.group())
    client.force_login(person)
    return person


def make_up(body, *, side="", rules=None, kinds=None):
    given = {"side": side, "rules": rules or {}, "kinds": kinds or {}, "by": make.operator()}
    return services.say_make_up(body=body, version=body.version, **given)


def page_of(client, body):
    return said(client.get(reverse("diary:body-detail", args=[body.pk])))


@pytest.fixture
def both():
    """The executive of DacCom, which commissions, and that of DacProv, which provides."""
    commissions = make_up(make.body("DacCom Exec"), side="COMMISSIONING")
    return commissions, make_up(make.body("DacProv Exec"), side="PROVIDING")


def test_the_same_person_on_both_executives_is_warned_of_on_both_pages_a11(client, lead, both):
    helen = make.practice_manager(make.practice(), first_name="Helen", last_name="Orr")
    for body in both:
        make.seat(helen, body)
        make.seat(f"Somebody of {body}", body)

    pages = [page_of(client, body) for body in both]

    assert "On both sides. Helen Orr also sits on DacProv Exec, which provides." in pages[0]
    assert "On both sides. Helen Orr also sits on DacCom Exec, which commissions." in pages[1]
    assert [page.count("On both sides") for page in pages] == [1, 1]


def test_a_name_without_an_account_is_known_again_and_a_seat_that_is_over_is_not_a11(lead, both):
    make.seat("Meena  Savla", both[0])
    make.seat("meena savla", both[1])
    make.seat("Mark Jones", both[0])
    make.seat("Mark Jones", both[1], to_date=date(2007, 1, 31))

    found = [queries.overlaps(lead, body, TODAY) for body in both]

    assert [len(warnings) for warnings in found] == [1, 1]
    assert "Savla" in found[0][0]


def test_two_bodies_of_one_side_or_of_none_warn_of_nobody_a11(lead, both):
    other = make.body("Clinical governance")
    for body in (both[0], other, make_up(make.body("Leads"), side="COMMISSIONING")):
        make.seat("Meena Savla", body)

    assert queries.overlaps(lead, both[0], TODAY) == []
    assert queries.overlaps(lead, other, TODAY) == []


def test_a_body_of_the_other_side_that_one_may_not_see_is_not_named_a11(lead, both):
    hidden = make.body("Stevenage Providers", make.group("Stevenage"))
    make_up(hidden, side="PROVIDING")
    for body in (both[0], hidden):
        make.seat("Meena Savla", body)

    found = queries.overlaps(lead, both[0], TODAY)

    assert found == ["Meena Savla also sits on a body that provides"]


def test_a_kind_without_a_rule_says_so_a11(client, lead):
    body = make.body("DacCom Exec")
    officer = make.seat("Fay Officer", body)

    make_up(body, rules=RULES, kinds={officer.pk: "PCT"})

    assert "PCT officers: 1 filled, and there is no rule" in page_of(client, body)


def test_the_page_has_the_seats_filled_by_kind_against_the_rule_a11(client, lead):
    body = make.body("DacCom Exec")
    names = ("Ann GP", "Bob GP", "Cy PM", "Di PM", "Ed")
    seats = {name: make.seat(name, body).pk for name in names}
    kinds = dict(zip(seats.values(), ("GP", "GP", "MANAGER", "MANAGER", ""), strict=True))

    make_up(body, rules=RULES, kinds=kinds)

    found = queries.make_up(body, TODAY)
    assert [(one.kind, one.filled, one.rule, one.wrong) for one in found.lines] == [
        ("GPs", 2, "2 to 3", ""),
        ("Practice managers", 2, "1", "1 too many"),
        ("Nurses", 0, "1", "1 too few"),
        ("Patients and the public", 0, "1", "1 too few"),
    ]
    page = page_of(client, body)
    assert "GPs: 2 filled, rule 2 to 3" in page
    assert "Nurses: 0 filled, rule 1, 1 too few" in page
    assert "1 seat is of no kind yet" in page


def test_a_body_that_is_made_up_as_it_should_be_says_so_and_one_without_a_rule_nothing_a11():
    body = make.body()
    seat = make.seat("Ann GP", body)

    assert queries.make_up(body, TODAY) is None
    make_up(body, rules={"GP": (1, 2)}, kinds={seat.pk: "GP"})

    assert queries.make_up(body, TODAY).sentence == "It is made up as its rule says"


def test_the_form_keeps_the_rule_the_side_and_what_each_seat_counts_as_a11(client, lead):
    body = make.body("DacCom Exec")
    seat = make.seat("Ann Lee", body)
    page = reverse("diary:body-make-up", args=[body.pk])
    sent = {"version": 1, "side": "COMMISSIONING", "least-GP": 2, f"seat-{seat.pk}": "NURSE"}
    wrong = client.post(page, sent | {"most-GP": 1})
    assert "At most is one or more, and no less than at least" in said(wrong)

    client.post(page, sent | {"most-GP": 3, "least-NURSE": 1})

    body.refresh_from_db()
    seat.refresh_from_db()
    assert (body.side, seat.kind) == ("COMMISSIONING", "NURSE")
    rules = SeatRule.objects.order_by("kind").values_list("kind", "least", "most")
    assert list(rules) == [("GP", 2, 3), ("NURSE", 1, 1)]
    client.post(page, {"version": 2, "side": "", f"seat-{seat.pk}": "NURSE"})
    assert not SeatRule.objects.exists()
    with pytest.raises(ChangedMeanwhile):
        services.say_make_up(body=body, version=1, side="", rules={}, kinds={}, by=lead)


def test_a_rule_goes_from_least_to_most_once_a_kind_a11():
    row = {"body": make.body(), "kind": "GP", "least": 2, "most": 3}
    SeatRule.objects.create(**row)

    for wrong in ({}, {"kind": "NURSE", "most": 1}, {"kind": "NURSE", "least": 0, "most": 0}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            SeatRule.objects.create(**row | wrong)


def test_whoever_was_forestalled_is_told_what_the_rule_is_now_a11(client, lead):
    body = make.body("DacCom Exec")
    seat = make.seat("Ann Lee", body)
    page = reverse("diary:body-make-up", args=[body.pk])
    make_up(body, rules={"GP": (2, 3)}, kinds={seat.pk: "GP"})

    answer = client.post(page, {"version": 1, "least-GP": 4, "most-GP": 4, f"seat-{seat.pk}": ""})

    errors = answer.context["form"].errors
    assert errors["least-GP"] == ["It is now: 2"]
    assert errors["most-GP"] == ["It is now: 3"]
    assert errors[f"seat-{seat.pk}"] == ["It is now: GPs"]
    assert set(errors) == {"__all__", "least-GP", "most-GP", f"seat-{seat.pk}"}
