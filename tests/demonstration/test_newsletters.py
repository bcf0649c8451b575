"""What was written to the practice managers in the demonstration, and what still waits."""

from meetings.models import Newsletter
from meetings.newsletters.services.newsletters import spread_newsletter
from pbc.core.models import Person
from pbc.core.services import operator
from tests.pages import said


def test_the_practice_manager_got_a_newsletter_with_the_figures_of_the_own_practice_a12(
    shown, client
):
    newsletter = Newsletter.objects.get(subject="Month 6, and what to look at")

    spread_newsletter(newsletter=newsletter, by=operator())

    client.force_login(Person.objects.get(username="practice"))
    page = said(client.get(f"/newsletters/{newsletter.pk}/"))
    assert "Saddlers Walk Surgery is £107,805 over, 6.2% of its budget to month 6." in page
    assert "Northend Lane Surgery" not in page


def test_a_draft_waits_on_the_desk_of_who_leads_the_group_a12(shown, client, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    client.force_login(Person.objects.get(username="gp.lead"))

    assert "Draft of “The diabetes service” not sent for 9 days" in said(client.get("/"))
