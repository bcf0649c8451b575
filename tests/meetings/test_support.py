"""The support log of a practice: offers, visits, calls, and what came of them (A14)."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.diary.rules import NotKept
from meetings.models import Action, Contact
from meetings.queries import about
from meetings.support import queries, services
from pbc.core.models import GroupMembership
from pbc.core.values import Figure, Scope
from tests import make, taken
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def fernville():
    return make.practice("Fernville Surgery", group=make.group())


@pytest.fixture
def lead(client, fernville):
    person = make.gp_lead(make.group(), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def log_of(client, practice):
    return client.get(reverse("support:contact-list", args=[practice.code]))


def typed(**changes):
    return {
        "kind": "VISIT",
        "on": "2007-03-06",
        "name": "Suzanne Novak",
        "words": "Went through the August rows",
        **changes,
    }


def test_a_lead_writes_down_a_visit_and_what_came_of_it_a14(client, lead, fernville):
    new = reverse("support:contact-new", args=[fernville.code])
    assert "Say what was offered or talked about" in said(client.post(new, typed(words="")))

    client.post(new, typed(name="", who=f"person:{lead.pk}"))

    contact = Contact.objects.get()
    assert (contact.person, contact.name, contact.written_by) == (lead, "", lead)
    outcome = reverse("support:contact-outcome", args=[contact.pk])
    early = said(client.post(outcome, {"words": "They will", "on": "2007-03-05"}))
    assert "That is before 6 March 2007. Look at the day" in early
    client.post(outcome, {"words": "They send their list", "on": "2007-03-12"})
    page = said(log_of(client, fernville))
    assert "Fernville Surgery: 1 contact, the last on 6 March 2007" in page
    assert "Visit on 6 March 2007 , Peter Sim Went through the August rows" in page
    assert "What came of it, 12 March 2007: They send their list" in page


def test_the_page_of_the_practice_shows_its_three_newest_contacts_a14(client, fernville):
    for day in (1, 2, 3, 4):
        make.contact(fernville, f"Rang {day} times", kind="CALL", on=date(2007, 3, day))
    client.force_login(make.practice_manager(fernville))

    page = said(client.get(reverse("core:practice-detail", args=[fernville.code])))

    assert "Support log Call on 4 March 2007 , Suzanne Novak Rang 4 times No outcome yet" in page
    assert "Rang 2 times" in page
    assert "Rang 1 times" not in page
    assert "All of the support log" in page
    assert "Write a contact down" not in page


def test_leads_of_its_group_the_practice_and_the_auditor_read_it_and_nobody_else_a14(
    client, fernville
):
    make.contact(fernville, "Behind with the checks")
    parkwood = make.practice("Parkwood", group=make.group())
    readers = [make.gp_lead(make.group()), make.practice_manager(fernville), make.auditor()]
    others = {
        make.gp_lead(make.group("WatCom")): 404,
        make.practice_manager(parkwood): 404,
        make.finance_officer(): 403,
        make.secretary(make.group()): 403,
        make.lmc_observer(make.commissioner()): 403,
        make.administrator(): 403,
    }

    for reader in readers:
        client.force_login(reader)
        assert "Behind with the checks" in said(log_of(client, fernville))
    for other, status in others.items():
        client.force_login(other)
        assert log_of(client, fernville).status_code == status
        page = client.get(reverse("core:practice-detail", args=[fernville.code]))
        assert "Support log" not in page.content.decode()


def test_the_position_of_a_practice_leads_to_its_log_for_who_may_read_it_a14(client, fernville):
    make.published_file([make.line(fernville)])
    address = f"/position/practice/{fernville.code}/"
    log = reverse("support:contact-list", args=[fernville.code])
    actions = reverse("meetings:action-of", args=["practice", fernville.code])

    for reader in (make.gp_lead(make.group()), make.practice_manager(fernville)):
        client.force_login(reader)
        page = client.get(address).content.decode()
        assert f'href="{log}"' in page
        assert f'href="{actions}"' in page
    client.force_login(make.finance_officer())
    page = client.get(address).content.decode()
    assert "Its support log" not in page
    assert "by month" in page.lower()


def test_a_practice_that_left_the_group_is_read_by_its_leads_no_more_a14(client, lead, fernville):
    contact = make.contact(fernville)
    assert log_of(client, fernville).status_code == 200

    GroupMembership.objects.filter(practice=fernville).update(known_until=TODAY)

    detail = reverse("support:contact-detail", args=[contact.pk])
    assert [log_of(client, fernville).status_code, client.get(detail).status_code] == [404, 404]


def test_it_is_followed_up_in_two_clicks_and_the_contact_shows_the_action_a14(
    client, lead, fernville
):
    contact = make.contact(fernville, "They cannot open the file", on=date(2007, 3, 6))
    link = reverse("meetings:action-new") + f"?about=SUPPORT-{contact.pk}"
    assert link in log_of(client, fernville).content.decode()
    form = client.get(link).context["form"]

    client.post(link, {name: form[name].value() or "" for name in form.fields})

    action = Action.objects.get()
    assert (action.text, action.practice) == ("Follow up the visit on 6 March 2007", fernville)
    assert action.about_said == "Support log: visit on 6 March 2007"
    detail = said(client.get(reverse("support:contact-detail", args=[contact.pk])))
    assert "Follow up the visit on 6 March 2007" in detail
    back = client.get(reverse("meetings:action-detail", args=[action.pk])).content.decode()
    assert reverse("support:contact-detail", args=[contact.pk]) in back


def test_who_reads_the_action_and_not_the_log_learns_nothing_of_its_words_a14(fernville):
    contact = make.contact(fernville, "They cannot open the file")

    assert about.find(make.finance_officer(), f"SUPPORT-{contact.pk}") is None
    found = about.find(make.gp_lead(make.group()), f"SUPPORT-{contact.pk}")
    assert "open the file" not in found.said + found.todo


def test_a_correction_is_a_new_row_and_what_stood_before_stays_a14(client, lead, fernville):
    first = make.contact(fernville, "They will leave", on=date(2007, 3, 6))
    services.write_outcome(contact=first, words="Agreed", on=date(2007, 3, 7), by=lead)
    correct = reverse("support:contact-correct", args=[first.pk])
    assert client.get(correct).context["form"]["words"].value() == "They will leave"

    client.post(correct, typed(words="They will stay", reason="A slip"))

    newer = Contact.objects.get(corrects=first)
    assert (newer.first, newer.words) == (first, "They will stay")
    page = said(client.get(reverse("support:contact-detail", args=[first.pk])))
    assert "They will stay" in page
    assert "because A slip" in page
    assert "What stood here before Visit on 6 March 2007, Suzanne Novak: They will leave" in page
    assert "7 March 2007: Agreed" in page
    [row] = queries.log_page(lead, fernville, 1).rows
    assert (row.words, row.outcome) == ("They will stay", "Agreed")
    with pytest.raises(NotKept, match="Somebody corrected it meanwhile"):
        services.write_outcome(contact=first, words="No", on=TODAY, by=lead)


def test_what_is_sent_of_a_row_that_was_corrected_meanwhile_is_refused_with_the_words_a14(
    client, lead, fernville
):
    first = make.contact(fernville, "They will leave", on=date(2007, 3, 6))
    again = {"kind": "CALL", "who": lead, "words": "They will stay", "reason": "A slip"}
    newer = services.correct_contact(contact=first, on=date(2007, 3, 6), **again, by=lead)

    for name, sent in (
        ("correct", typed(words="They left", reason="A slip")),
        ("outcome", {"words": "They left", "on": "2007-03-12"}),
    ):
        answer = client.post(reverse(f"support:contact-{name}", args=[first.pk]), sent)

        assert "Somebody corrected it meanwhile. Look at it again first" in said(answer)
        assert answer.context["form"]["words"].value() == "They left"
        anew = client.get(reverse(f"support:contact-{name}", args=[first.pk]))
        assert anew.url == reverse(f"support:contact-{name}", args=[newer.pk])


def test_a_correction_keeps_a_figure_that_its_writer_does_not_see_a14(client, lead, fernville):
    said_of_it = about.About("S-HIDDEN", "Fernville, months 1 to 6 of 2006/07", "")
    first = make.contact(fernville, about=said_of_it)
    correct = reverse("support:contact-correct", args=[first.pk])

    client.post(correct, typed(figure="S-HIDDEN", words="They will stay", reason="A slip"))

    newer = Contact.objects.get(corrects=first)
    assert (newer.about, newer.about_said) == (said_of_it.code, said_of_it.said)


def test_a_figure_of_another_practice_is_no_contacts_a14(client, lead, fernville):
    parkwood = make.practice("Parkwood", group=make.group())
    make.budget_entry(parkwood, amount=1200)
    make.published_file([make.line(parkwood, month=6)])
    code = Figure(Scope("practice", parkwood.code), 2006, 6, None, TODAY).code
    new = reverse("support:contact-new", args=[fernville.code])

    answer = said(client.post(new, typed(figure=code)))

    assert "This is a figure of another practice. Look at it again" in answer
    assert not Contact.objects.exists()


def test_a_correction_comes_no_later_than_what_came_of_it_a14(lead, fernville):
    first = make.contact(fernville, on=date(2007, 3, 6))
    services.write_outcome(contact=first, words="Agreed", on=date(2007, 3, 7), by=lead)
    again = {"kind": "CALL", "who": lead, "words": "Rang", "reason": "A slip", "by": lead}

    with pytest.raises(NotKept, match="Something had come of it by 7 March 2007"):
        services.correct_contact(contact=first, on=date(2007, 3, 8), **again)


def test_a_contact_is_about_an_action_and_a_figure_of_the_practice_a14(client, lead, fernville):
    make.budget_entry(fernville, amount=1200)
    make.published_file([make.line(fernville, month=6)])
    action = make.action("Send the list", of=fernville)
    code = Figure(Scope("practice", fernville.code), 2006, 6, None, TODAY).code
    new = reverse("support:contact-new", args=[fernville.code])
    wrong = said(client.post(new, typed(figure="S-NOBODY-0607-M06-OP-070313-7F3A")))
    assert "No figure that you may see has this code" in wrong

    client.post(new, typed(action=action.pk, figure=code))

    contact = Contact.objects.get()
    assert (contact.action, contact.about) == (action, code)
    page = client.get(reverse("support:contact-detail", args=[contact.pk])).content.decode()
    assert reverse("meetings:action-detail", args=[action.pk]) in page
    assert reverse("budgets:figure", args=[code]) in page


def test_the_log_is_taken_away_with_what_was_corrected_a14(client, lead, fernville):
    first = make.contact(fernville, "They will leave", on=date(2007, 3, 6))
    again = {"kind": "VISIT", "who": lead, "reason": "A slip", "by": lead}
    services.correct_contact(contact=first, on=date(2007, 3, 5), words="They will stay", **again)

    book = taken.book(client, "support:contact-list-table", fernville.code)

    assert book["Support log"][1][2:4] == ["Peter Sim", "They will stay"]
    assert book["Corrected"][1][2:] == [
        "Suzanne Novak",
        "They will leave",
        "Operator of the site",
        "A slip",
    ]
    assert "They will stay" in str(
        taken.lines(client, "support:contact-list-table", fernville.code)
    )


def test_nobody_changes_or_removes_a_contact_in_the_database_a14(fernville):
    contact = make.contact(fernville)
    outcome = services.write_outcome(contact=contact, words="Agreed", on=TODAY, by=make.operator())

    for row in (contact, outcome):
        rows = type(row).objects.filter(pk=row.pk)
        for change in (lambda rows=rows: rows.update(words="No"), rows.delete):
            with transaction.atomic(), pytest.raises(DatabaseError):
                change()
    for wrong in ({"words": ""}, {"name": ""}, {"reason": "Why"}, {"about": "S-1"}):
        given = {
            "practice": fernville,
            "kind": "CALL",
            "on_date": TODAY,
            "name": "Ann",
            "words": "X",
        }
        with transaction.atomic(), pytest.raises(IntegrityError):
            Contact.objects.create(**given | wrong, written_by=make.operator())


def test_fifty_contacts_are_read_with_as_many_statements_as_one_a14(
    lead, fernville, django_assert_max_num_queries
):
    make.contact(fernville, action=make.action(of=fernville))
    with CaptureQueriesContext(connection) as few:
        queries.log_page(lead, fernville, 1)

    for number in range(20):
        make.contact(fernville, f"Call {number}", action=make.action(of=fernville))

    with django_assert_max_num_queries(len(few)):
        assert len(queries.log_page(lead, fernville, 1).rows) == 21
