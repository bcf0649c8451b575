"""A figure that was printed is opened again by its code, as it was known then (I01)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from budgets.addresses import address
from pbc.core.models import Practice
from pbc.core.values import Scope
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def dacorum():
    """Month 6 of one practice, with 200 of nobody."""
    practice = make.practice()
    make.published_file([make.line(practice), make.line(None, cost=200)])
    return Scope("locality", make.locality().code)


def test_the_code_on_a_page_of_rows_opens_the_same_figure_after_a_restatement_i01(
    client, dacorum, monkeypatch
):
    client.force_login(make.auditor())
    page = client.get(address(dacorum, "position-rows", part="unassigned"))
    practice = Practice.objects.get()
    restated = [make.line(practice), make.line(None, cost=350)]
    make.published_file(restated, on=date(2007, 3, 20), reason="The trust says so")
    monkeypatch.setenv("PBC_TODAY", "2007-03-21")

    code = page.context["rows"].figure
    again = client.get(reverse("budgets:figure", args=[code]), follow=True)
    now = client.get(address(dacorum, "position-rows", part="unassigned"))

    assert "-UNASSIGNED-070313-" in code
    assert again.context["rows"].total == page.context["rows"].total == Decimal(200)
    assert now.context["rows"].total == Decimal(350)


def test_the_code_on_a_position_opens_that_position_i01(client, dacorum):
    client.force_login(make.auditor())
    page = client.get(address(dacorum))

    code = page.context["position"].figure
    again = client.get(reverse("budgets:figure", args=[code]), follow=True)

    assert again.context["position"].figure == code
    assert again.context["position"].heading == page.context["position"].heading


def test_a_position_without_the_savings_plan_has_no_code_i01(client, dacorum):
    client.force_login(make.auditor())

    page = client.get(address(dacorum, without="savings_plan"))

    assert page.context["position"].figure == ""


def test_a_code_opens_its_figure_however_it_and_the_register_are_written_i01(client):
    client.force_login(make.auditor())
    practice = make.practice(code="Fern1")
    make.published_file([make.line(practice)])
    page = client.get(address(Scope("practice", "Fern1")))

    code = page.context["position"].figure
    again = client.get(reverse("budgets:figure", args=[code.lower()]), follow=True)

    assert code.startswith("S-FERN1-0607-")
    assert again.context["position"].figure == code
