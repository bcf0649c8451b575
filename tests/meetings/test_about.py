"""An action hangs on the figure or the line that caused it, and shows there (H01)."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from meetings.models import Action
from meetings.queries import about
from pbc.core.values import Figure, Scope
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
NEW = reverse("meetings:action-new")


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def spent():
    """Month 6 of Fernville, of DacCom: one planned admission."""
    practice = make.practice("Fernville", group=make.group("DacCom"))
    make.published_file([make.line(practice, cost=1200)])
    return practice


def figure_of(scope, heading=None, known_on=date(2007, 3, 13)):
    return Figure(scope, 2006, 6, heading, known_on).code


def link_to_a_new_action(page):
    """The address behind “Raise an action about it”."""
    return re.search(r'href="([^"]*/actions/new/\?about=[^"]+)"', page.content.decode())[1]


def test_two_clicks_from_a_figure_lead_to_the_form_filled_in_h01(client, spent):
    lead = make.gp_lead(make.group("DacCom"))
    client.force_login(lead)
    position = client.get(reverse("budgets:position-scope", args=["practice", spent.code]))

    form = client.get(link_to_a_new_action(position))

    assert "About Fernville, months 1 to 6 of 2006/07" in said(form)
    assert form.context["form"].initial == {
        "of": f"practice:{spent.code}",
        "owner": f"person:{lead.username}",
    }


def test_an_action_and_its_figure_show_each_other_h01(client, spent):
    lead = make.gp_lead(make.group("DacCom"))
    client.force_login(lead)
    address = reverse("budgets:position-scope", args=["practice", spent.code])
    sent = {"text": "Ask who referred", "of": f"practice:{spent.code}", "owner_name": "Ann"}
    link = link_to_a_new_action(client.get(address))

    action = client.post(link, sent, follow=True)

    [code] = parse_qs(urlsplit(link).query)["about"]
    assert Action.objects.get().about == code
    assert reverse("budgets:figure", args=[code]) in action.content.decode()
    assert "Ask who referred" in said(client.get(address))


def test_a_figure_keeps_its_actions_on_whatever_day_it_is_known_h01(spent):
    lead = make.gp_lead(make.group("DacCom"))
    scope = Scope("practice", spent.code)
    subject = about.find(lead, figure_of(scope))
    make.action("Ask who referred", of=spent, about=subject)

    later = about.raised(lead, figure_of(scope, known_on=date(2007, 3, 20)))

    assert [one.text for one in later] == ["Ask who referred"]
    assert not about.raised(lead, figure_of(scope, "OP"))
    other = figure_of(Scope("practice", f"{spent.code}1"))
    assert not about.raised(lead, other)


def test_a_figure_of_which_nothing_was_raised_is_known_by_an_index_h01(spent):
    """Planned for whatever figure it may be, as a statement that is prepared."""
    lead, code = make.gp_lead(make.group("DacCom")), figure_of(Scope("practice", spent.code))

    assert about.section(lead, code, date(2007, 3, 13)).actions == []

    of_text = "parameter_types = '{text,text}'::regtype[] AND statement LIKE '%meetings_action%'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM pg_prepared_statements WHERE {of_text}")
        [name] = {one for (one,) in cursor.fetchall()}
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DISCARD PLANS")  # that of few rows
        cursor.execute(f"EXPLAIN EXECUTE {name} ('F-', 'G-')")
        assert "actions_by_code_they_are_about" in str(cursor.fetchall())


def test_a_figure_that_one_may_not_see_is_no_figure_e13(client, spent):
    far = make.practice("Parkbury", in_=make.locality("St Albans"))
    client.force_login(make.practice_manager(far))

    found = client.get(NEW, {"about": figure_of(Scope("practice", spent.code))})
    absent = client.get(NEW, {"about": figure_of(Scope("practice", "E99999"))})
    nonsense = client.get(NEW, {"about": "L-DAC"})

    assert {found.status_code, absent.status_code, nonsense.status_code} == {404}


def test_an_action_of_the_own_practice_may_be_about_a_figure_of_the_group_h01(client, spent):
    client.force_login(make.practice_manager(spent))
    code = figure_of(Scope("group", make.group("DacCom").code))

    form = client.get(NEW, {"about": code})

    assert "About DacCom, months 1 to 6 of 2006/07" in said(form)
    assert form.context["form"].initial["of"] == f"practice:{spent.code}"


def test_a_line_has_its_actions_too_and_its_words_hold_no_amount_h01(client, spent):
    lead = make.gp_lead(make.group("DacCom"))
    client.force_login(lead)
    code = make.line_code(make.line_of(make.published_file([make.line(spent, month=5)]), spent))
    address = reverse("activity:line-detail", args=[code])

    form = client.get(link_to_a_new_action(client.get(address)))
    subject = form.context["subject"]
    make.action("Ask the trust", of=spent, about=subject)

    assert subject.said == "A line of Dacorum, month 5 of 2006/07"
    assert form.context["form"].initial["of"] == f"practice:{spent.code}"
    assert "Ask the trust" in said(client.get(address))


def test_another_practices_action_about_the_same_figure_does_not_show_e13(client, spent):
    other = make.practice("Parkwood", group=make.group("DacCom"))
    scope = Scope("group", make.group("DacCom").code)
    lead = make.gp_lead(make.group("DacCom"))
    make.action("Parkwood's own", of=other, about=about.find(lead, figure_of(scope)))
    client.force_login(make.practice_manager(spent))

    page = client.get(reverse("budgets:position-scope", args=["group", scope.code]))

    assert "Parkwood's own" not in said(page).replace("’", "'")
