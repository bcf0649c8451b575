"""Newsletters as they are written, looked at and left (A12)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Newsletter, NewsletterState, OptOut
from meetings.newsletters import links
from meetings.newsletters.services import newsletters
from pbc.core.models import Role
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
LIST = reverse("newsletters:newsletter-list")


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, on 13 March 2007."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def fernville():
    """A practice of DacCom that spent 6,411 of half its 12,000: 411 over."""
    practice = make.practice("Fernville", group=make.group())
    make.budget_entry(practice, amount=12_000)
    make.published_spend(practice, total=6_411)
    return practice


def paula(practice):
    who = make.practice_manager(practice, first_name="Paula", last_name="Denning")
    return make.reached_by_mail(who)[0]


def statements(client, page):
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)


def to(name, thing):
    return reverse(f"newsletters:newsletter-{name}", args=[thing.pk])


def test_the_lead_writes_looks_as_a_reader_and_sends_a12(client, fernville):
    reader = paula(fernville)
    audience = make.audience("Dacorum practice managers")
    client.force_login(make.gp_lead(make.group()))
    sent = {"audience": audience.pk, "subject": "News of March", "text": "Come on **4 April**"}

    page = client.post(
        reverse("newsletters:newsletter-new"), sent | {"sections": ["position"]}, follow=True
    )
    draft = Newsletter.objects.get()
    assert "If you send this, 1 person gets a mail" in said(page)
    assert "<strong>4 April</strong>" in page.content.decode()

    seen = said(client.get(to("preview", draft), {"reader": reader.pk}))
    assert "The words that you typed go to every reader as they stand" in seen
    assert "As Paula Denning: Practice manager, Fernville sees it" in seen
    assert "Fernville is £411 over" in seen

    page = client.post(to("send", draft), {"version": 1}, follow=True)
    assert "It is on its way to Dacorum practice managers" in said(page)
    assert "It is being written for each reader" in said(page)
    assert "Send it" not in said(page)


def test_who_writes_sees_as_a_reader_only_what_they_may_see_themselves_a12(client, fernville):
    reader = paula(fernville)
    make.action("Ring Paula", fernville, reader)
    west = make.commissioner()
    audience = make.audience(of=west)
    client.force_login(make.lmc_observer(west))
    draft = make.newsletter(to=audience, sections=["position", "actions", "decisions"])

    seen = said(client.get(to("preview", draft), {"reader": reader.pk}))

    assert "Where Fernville stands is left out here: Paula Denning reads it" in seen
    assert "£411" not in seen
    assert "Ring Paula" not in seen


def test_nobody_looks_as_somebody_outside_the_audience_a12(client, fernville):
    client.force_login(make.gp_lead(make.group()))
    paula(fernville)
    draft = make.newsletter(sections=["position"])
    other = make.practice_manager(make.practice("Far", group=make.group("Stevenage")))

    page = client.get(to("preview", draft), {"reader": other.pk})

    assert "Select a valid choice" in said(page)


def test_what_is_written_holds_no_markup_of_its_own_a12(client, fernville):
    paula(fernville)
    client.force_login(make.gp_lead(make.group()))
    draft = make.newsletter(text="<script>alert(1)</script> [x](javascript:alert(2))")

    page = client.get(to("detail", draft)).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_two_who_change_a_draft_are_told_a12(client, fernville):
    client.force_login(make.gp_lead(make.group(), first_name="Peter", last_name="Sim"))
    draft = make.newsletter()
    sent = {"version": 1, "subject": "News of April", "text": "More"}

    client.post(to("change", draft), sent)
    page = client.post(to("change", draft), sent | {"subject": "Other"})

    assert "Changed by Peter Sim" in said(page)
    assert Newsletter.objects.get().subject == "News of April"


def test_a_draft_is_discarded_and_is_on_no_list_any_more_a12(client, fernville):
    client.force_login(make.gp_lead(make.group()))
    draft = make.newsletter()

    client.get(to("discard", draft))
    assert Newsletter.objects.get().state == NewsletterState.DRAFT
    client.post(to("discard", draft), {"version": 1})

    assert "News of March" not in said(client.get(reverse("newsletters:newsletter-list")))


def test_only_a_draft_is_looked_at_and_changed_a12(client, fernville):
    paula(fernville)
    sent, gone = make.sent_newsletter(), make.newsletter("Given up")
    newsletters.discard_newsletter(newsletter=gone, version=1, by=make.operator())
    client.force_login(make.gp_lead(make.group()))

    pages = [to(name, one) for name in ("preview", "change") for one in (sent, gone)]

    assert [client.get(page).status_code for page in pages] == [404] * 4


def test_the_pages_ask_as_often_for_thirty_copies_as_for_one_a12(
    client, django_assert_num_queries, fernville
):
    audience, reader = make.audience(), paula(fernville)
    few = make.sent_newsletter("To few", audience)
    client.force_login(make.gp_lead(make.group()))
    there = [fernville, *(make.practice(f"P{n}", group=make.group()) for n in range(29))]
    for n, practice in enumerate(there[1:]):
        who = make.practice_manager(practice, first_name=f"N{n}", last_name="Ash")
        make.reached_by_mail(who)
    assert (few.copies.count(), reader.mails.count()) == (1, 1)
    client.get(LIST)
    asked = [statements(client, page) for page in (LIST, to("detail", few))]
    many = make.sent_newsletter("To many", audience)

    assert many.copies.count() == 30
    for page, number in zip((LIST, to("detail", many)), asked, strict=True):
        with django_assert_num_queries(number):
            client.get(page)


def test_a_reader_sees_no_draft_and_what_was_sent_to_others_is_not_there_a12(client, fernville):
    reader = paula(fernville)
    draft = make.newsletter()
    make.gp_lead(make.group())
    others = make.sent_newsletter("To leads", make.audience("Leads", roles=[Role.GP_LEAD]))
    client.force_login(reader)

    assert client.get(to("detail", draft)).status_code == 404
    assert client.get(to("detail", others)).status_code == 404
    assert "Nothing was sent to you yet" in said(client.get(reverse("newsletters:newsletter-list")))


def test_the_desk_says_how_long_a_draft_was_not_sent_a12(client, fernville):
    client.force_login(make.secretary(make.group()))
    make.newsletter(on=date(2007, 3, 4))

    desk = said(client.get(reverse("home")))

    assert "Draft of “News of March” not sent for 9 days" in desk


def test_the_desk_of_a_reader_has_what_came_and_no_draft_a12(client, fernville):
    client.force_login(paula(fernville))
    make.newsletter("Not yet", on=date(2007, 3, 4))
    make.sent_newsletter("News of February")

    desk = said(client.get(reverse("home")))

    assert "News of February" in desk
    assert "Not yet" not in desk


# ---- Leaving a list --------------------------------------------------------------------------


def test_the_link_of_a_mail_shows_one_button_and_changes_nothing_until_it_is_pressed_a12(
    client, fernville
):
    reader = paula(fernville)
    path = links.leave_path(make.audience("Dacorum practice managers"), reader)

    page = client.get(path)
    assert "Leave this list?" in said(page)
    assert page.content.decode().count("<form") == 1
    assert not OptOut.objects.exists()

    page = client.post(path)
    assert "You have left this list" in said(page)
    assert (OptOut.objects.get().person, OptOut.objects.get().back_at) == (reader, None)


def test_a_mail_program_leaves_with_one_post_without_a_page_before_it_a12(fernville):
    path = links.leave_path(make.audience(), paula(fernville))
    program = Client(enforce_csrf_checks=True)

    for _ in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200

    assert OptOut.objects.count() == 1


def test_the_link_shows_no_figures_and_no_names_a12(client, fernville):
    path = links.leave_path(make.audience(), paula(fernville))

    page = said(client.get(path))

    for word in ("£", "Paula", "Denning", "Fernville"):
        assert word not in page


def test_a_spoilt_or_foreign_link_is_not_found_a12(client, fernville):
    path = links.leave_path(make.audience(), paula(fernville))
    spoilt = [f"{path[:-3]}xx/", path.replace(":", ":A", 1), "/newsletters/leave/none/"]

    assert [client.get(one).status_code for one in spoilt] == [404, 404, 404]
    assert [client.post(one).status_code for one in spoilt] == [404, 404, 404]
    assert not OptOut.objects.exists()


def test_it_is_taken_back_on_ones_own_page_a12(client, fernville):
    reader, audience = paula(fernville), make.audience("Dacorum practice managers")
    client.post(links.leave_path(audience, reader))
    client.force_login(reader)
    mine = reverse("newsletters:mine")
    assert "You left it on" in said(client.get(mine))

    page = client.post(reverse("newsletters:rejoin", args=[audience.pk]), follow=True)

    assert "You get the mail to Dacorum practice managers again" in said(page)
    assert not OptOut.objects.in_force().exists()
    page = client.post(reverse("newsletters:leave", args=[audience.pk]), follow=True)
    assert "You get no more mail to Dacorum practice managers" in said(page)
