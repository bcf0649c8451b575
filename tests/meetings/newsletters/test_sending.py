"""A newsletter: written once, made for each reader, sent once (A12)."""

from datetime import date

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from meetings.diary.rules import NotKept
from meetings.models import Fate, Newsletter, NewsletterCopy, NewsletterState
from meetings.newsletters import spreading
from meetings.newsletters.letter import since
from meetings.newsletters.services import audiences, newsletters
from pbc.core import errands
from pbc.core.models import Bounce, Errand, Mail, Role
from pbc.core.services import ask_for_errand
from pbc.core.tasks import run_errand, sweep_mails
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
LIST = "/newsletters/"
ALL = ("position", "actions", "decisions")
# What a month of each practice costs, over a budget of a thousand: words that stand nowhere else.
COSTS = {"Fernville": 1_411, "Parkwood": 1_733, "Haverfield": 1_999}


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, on 13 March 2007."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


def manager(practice, first_name):
    """The manager of a practice, whom a mail reaches."""
    who = make.practice_manager(practice, first_name=first_name, last_name="Ash")
    return make.reached_by_mail(who)[0]


def half_a_year(practices):
    """A thousand a month for each practice, and in month 6 what it costs: lines of a file."""
    five = [make.line(one, month=m) for one in practices.values() for m in range(1, 6)]
    return [*five, *(make.line(practices[name], cost=cost) for name, cost in COSTS.items())]


@pytest.fixture
def daccom():
    """A group of three practices with six months in force, each with a manager; and its lead."""
    group = make.group()
    practices = {name: make.practice(name, group=group) for name in COSTS}
    for practice in practices.values():
        make.budget_entry(practice, amount=12_000)
    make.published_file(half_a_year(practices))
    managers = {name: manager(practice, name) for name, practice in practices.items()}
    lead = make.gp_lead(group, first_name="Peter", last_name="Sim")
    make.reached_by_mail(lead)
    for name, practice in practices.items():
        make.action(f"Look at the rows of {name}", practice, managers[name], "16 Mar")
    make.action("Write to the trust", group, lead, "9 March")
    make.decision("Meet monthly", group, on=date(2007, 3, 1))
    return {"group": group, "lead": lead, **managers}


def run_errands():
    """Everything that waits in the background, and what comes of it."""
    while waiting := errands.waiting():
        for errand_id in waiting:
            run_errand(errand_id=errand_id)


def send(newsletter, by=None, on=TODAY):
    """Send a draft as its page does, with what follows."""
    by = by or make.operator()
    newsletters.send_newsletter(newsletter=newsletter, version=newsletter.version, on=on, by=by)
    run_errands()
    return {one.to[0].partition("@")[0]: one.body for one in outbox.outbox}


def begun():
    """A newsletter that was sent, and is not written for anybody yet."""
    draft = make.newsletter(sections=ALL)
    said = {"version": draft.version, "on": TODAY, "by": make.operator()}
    return newsletters.send_newsletter(newsletter=draft, **said)


def body_to(person, bodies):
    return bodies[person.username]


def test_it_is_written_once_and_each_reader_gets_one_mail_with_their_own_practice_a12(daccom):
    draft = make.newsletter(sections=ALL, text="Come on **4 April**.\n\n- Bring ideas")

    bodies = send(draft)

    assert len(outbox.outbox) == 3
    fernville = body_to(daccom["Fernville"], bodies)
    # Half of 12,000 is 6,000; five thousand and 1,411 are 411 over. 411 + 733 + 999 is 2,143, which
    # is 11.9% of three times 6,000.
    assert "Fernville is £411 over" in fernville
    assert "DacCom is £2,143 over, 11.9% of its budget to month 6." in fernville
    assert "As known on 13 March 2007." in fernville
    assert "Look at the rows of Fernville. Fernville Ash." in fernville
    assert "Meet monthly. Agreed by" in fernville
    assert "Come on 4 April.\n\n• Bring ideas" in fernville


def test_no_word_or_figure_of_another_practice_is_in_anybodys_mail_or_archive_a12(client, daccom):
    audience = make.audience(roles=[Role.PRACTICE_MANAGER, Role.GP_LEAD])
    draft = make.newsletter(to=audience, sections=ALL)

    bodies = send(draft)

    page = reverse("newsletters:newsletter-detail", args=[draft.pk])
    own = {name: f"£{cost - 1_000:,}" for name, cost in COSTS.items()}
    for name, figure in own.items():
        client.force_login(daccom[name])
        archived = said(client.get(page))
        for text in (body_to(daccom[name], bodies), archived):
            assert f"{name} is {figure} over" in text
            others = {other: over for other, over in own.items() if other != name}
            assert [o for o, over in others.items() if o in text or over in text] == []


def test_a_reader_elsewhere_sees_nothing_of_a_group_but_what_was_written_a12(client, daccom):
    elsewhere = manager(make.practice("Stanmore", group=make.group("Stevenage")), "Stanmore")
    audience = make.audience(roles=(), places=())
    audiences.add_to_audience(audience=audience, person=elsewhere, by=make.operator())
    draft = make.newsletter(to=audience, sections=("actions", "decisions"))

    body = body_to(elsewhere, send(draft))

    assert "What we did." in body
    for word in ("Write to the trust", "Meet monthly", "Look at the rows", *COSTS):
        assert word not in body
    client.force_login(elsewhere)
    assert "Meet monthly" not in said(
        client.get(reverse("newsletters:newsletter-detail", args=[draft.pk]))
    )


def test_the_figures_of_a_month_that_is_named_and_as_known_on_the_day_a12(daccom):
    there = [one.practice for one in daccom["group"].memberships.all()]
    later = [make.line(one, month=7, cost=5_000) for one in there]
    make.published_file(later, on=date(2007, 3, 12))
    named = make.newsletter(sections=["position"], year=2006, month=6)

    body = body_to(daccom["Fernville"], send(named))

    assert "Fernville is £411 over" in body
    assert "month 7" not in body


def test_decisions_are_those_since_the_last_newsletter_to_the_same_audience_a12(daccom):
    audience = make.audience()
    make.sent_newsletter("February", audience, on=date(2007, 3, 5))
    make.decision("Close on Fridays", daccom["group"], on=date(2007, 3, 9))

    bodies = send(make.newsletter(to=audience, sections=["decisions"]))

    body = body_to(
        daccom["Fernville"],
        {one.to[0].partition("@")[0]: one.body for one in outbox.outbox if "Fridays" in one.body},
    )
    assert "DECIDED SINCE 5 MARCH 2007" in body
    assert "Meet monthly" not in body
    assert bodies


def test_what_is_sent_is_since_the_same_day_as_its_preview_a12(daccom):
    audience = make.audience()
    draft = make.newsletter(to=audience, sections=["decisions"])
    make.sent_newsletter("Begun later, sent before", audience, on=date(2007, 3, 9))
    shown_before = since(draft, TODAY)

    send(draft)

    draft.refresh_from_db()
    assert (shown_before, since(draft, TODAY)) == (date(2007, 3, 9), date(2007, 3, 9))


def test_a_mail_says_why_it_came_and_how_to_leave_with_one_click_a12(daccom):
    send(make.newsletter())

    [one] = [m for m in outbox.outbox if m.to[0].startswith(daccom["Fernville"].username)]
    headers = one.message()
    link = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("https://pbc.example.nhs.uk/newsletters/leave/")
    assert link in one.body
    assert "one of “Practice managers” (Practice manager, Fernville)" in one.body


def test_it_is_never_sent_twice_whatever_is_doubled_a12(daccom):
    draft = make.newsletter()
    send(draft)

    with pytest.raises(NotKept, match="no draft any more"):
        newsletters.send_newsletter(newsletter=draft, version=2, on=TODAY, by=make.operator())
    newsletters.spread_newsletter(newsletter=draft, by=make.operator())
    sweep_mails()
    run_errands()

    assert (len(outbox.outbox), Mail.objects.count()) == (3, 3)


def test_it_is_written_some_readers_at_a_time_and_each_has_it_once_a12(daccom, monkeypatch):
    monkeypatch.setattr(spreading, "AT_ONCE", 2)
    newsletter = begun()

    [first] = errands.waiting()
    run_errand(errand_id=first)
    some = newsletter.copies.count()
    run_errands()

    # Two of the three managers, and then the one that is left.
    assert some == 2
    assert newsletter.copies.filter(fate=Fate.MAIL).count() == 3
    assert Mail.objects.filter(occasion=f"newsletter {newsletter.pk}").count() == 3
    assert len(outbox.outbox) == 3


def test_a_part_that_breaks_off_is_done_again_and_the_others_stay_a12(daccom, monkeypatch):
    monkeypatch.setattr(spreading, "AT_ONCE", 1)
    newsletter = begun()
    [first] = errands.waiting()
    run_errand(errand_id=first)
    with transaction.atomic():
        newsletters.spread_newsletter(newsletter=newsletter, by=make.operator(), most=1)
        transaction.set_rollback(True)  # as where the worker is killed

    run_errands()

    assert sorted(newsletter.copies.values_list("name", flat=True)) == sorted(
        str(daccom[name]) for name in COSTS
    )


def test_between_two_parts_its_page_and_the_archive_say_that_others_wait_for_it_a12(
    client, daccom, monkeypatch
):
    monkeypatch.setattr(spreading, "AT_ONCE", 2)
    newsletter = begun()
    pages = [reverse("newsletters:newsletter-detail", args=[newsletter.pk]), LIST]
    client.force_login(daccom["lead"])
    [first] = errands.waiting()
    run_errand(errand_id=first)

    between = [said(client.get(page)) for page in pages]
    Errand.objects.filter(kind=newsletters.SPREAD).exclude(pk=first).update(
        state="SET_ASIDE", finished_at=timezone.now()
    )
    broken_off = [said(client.get(page)) for page in pages]
    ask_for_errand(kind=newsletters.SPREAD, key=f"{newsletter.pk} 1", by=daccom["lead"])
    run_errands()
    after = [said(client.get(page)) for page in pages]

    still = "still being written for the others"
    assert [still in page for page in between + broken_off] == [True] * 4
    assert [still in page for page in after] == [False, False]


def test_who_is_renamed_between_two_parts_has_one_copy_and_the_others_theirs_a12(daccom):
    newsletter = begun()
    newsletters.spread_newsletter(newsletter=newsletter, by=make.operator(), most=1)
    first = newsletter.copies.get().person
    first.last_name = "Birch"
    first.save()

    left = newsletters.spread_newsletter(newsletter=newsletter, by=make.operator(), most=2)

    assert left == 0
    assert newsletter.copies.filter(person=first).count() == 1
    assert newsletter.copies.count() == 3


def test_a_worker_that_dies_leaves_one_that_may_have_been_sent_and_says_so_a12(
    client, daccom, settings
):
    draft, kept = make.newsletter(), settings.EMAIL_BACKEND
    newsletters.send_newsletter(newsletter=draft, version=1, on=TODAY, by=make.operator())
    [errand_id] = errands.waiting()
    run_errand(errand_id=errand_id)
    settings.EMAIL_BACKEND = "tests.core.test_mail.Dying"
    with pytest.raises(SystemExit):
        run_errand(errand_id=errands.waiting()[0])
    settings.EMAIL_BACKEND = kept
    run_errands()
    client.force_login(daccom["lead"])

    page = said(client.get(reverse("newsletters:newsletter-detail", args=[draft.pk])))

    assert len(outbox.outbox) == 2
    assert "Sent: 2; May have been sent: 1" in page


def test_what_a_mail_server_said_is_for_whoever_writes_and_not_for_readers_a12(client, daccom):
    draft = make.newsletter()
    send(draft)
    back = Mail.objects.get(person=daccom["Parkwood"])
    said_of_it = {"status": "5.1.1", "reason": "550 no parkwood@example.nhs.uk"}
    Bounce.objects.create(mail=back, for_good=True, known_by="0" * 64, **said_of_it)
    pages = [reverse("newsletters:newsletter-detail", args=[draft.pk]), LIST, "/"]

    client.force_login(daccom["Fernville"])
    for page in pages:
        seen = said(client.get(page))
        assert "Sent: 2; Did not arrive: 1" in seen
        assert "550" not in seen
    client.force_login(daccom["lead"])
    assert "Came back: 550 no parkwood@example.nhs.uk" in said(client.get(pages[0]))


def test_who_left_has_no_mail_and_is_counted_as_such_a12(client, daccom):
    audience = make.audience()
    audiences.leave_audience(audience=audience, by=daccom["Parkwood"])
    draft = make.newsletter(to=audience)

    bodies = send(draft)

    assert len(bodies) == 2
    client.force_login(daccom["lead"])
    page = said(client.get(reverse("newsletters:newsletter-detail", args=[draft.pk])))
    assert "Sent: 2; None: they left the list: 1" in page
    client.force_login(daccom["Parkwood"])
    gone = client.get(reverse("newsletters:newsletter-detail", args=[draft.pk]))
    assert gone.status_code == 404


def test_who_leaves_between_the_sending_and_the_writing_has_none_a12(daccom):
    draft = make.newsletter()
    newsletters.send_newsletter(newsletter=draft, version=1, on=TODAY, by=make.operator())
    audiences.leave_audience(audience=draft.audience, by=daccom["Parkwood"])

    run_errands()

    assert len(outbox.outbox) == 2


def test_without_mail_it_is_read_on_the_site_a12(client, daccom, settings):
    settings.PBC_MAIL = ""
    draft = make.newsletter(sections=ALL)

    assert send(draft) == {}

    assert {one.fate for one in NewsletterCopy.objects.all()} == {Fate.READS}
    client.force_login(daccom["Fernville"])
    page = reverse("newsletters:newsletter-detail", args=[draft.pk])
    assert "Fernville is £411 over" in said(client.get(page))


def test_one_that_reaches_nobody_is_not_sent_a12():
    draft = make.newsletter()

    with pytest.raises(NotKept, match="reaches nobody"):
        newsletters.send_newsletter(newsletter=draft, version=1, on=TODAY, by=make.operator())


def test_one_that_says_nothing_is_not_kept_a12():
    with pytest.raises(NotKept, match="Write something"):
        make.newsletter(text="  ")


def test_what_was_sent_changes_no_more_a12(daccom):
    sent = make.sent_newsletter()

    with pytest.raises(IntegrityError, match="takes no UPDATE"), transaction.atomic():
        Newsletter.objects.filter(pk=sent.pk).update(text="Something else")
    with pytest.raises(IntegrityError, match="takes no DELETE"), transaction.atomic():
        make.newsletter().delete()
    assert Newsletter.objects.get().state == NewsletterState.SENT


def test_the_archive_shows_what_was_sent_though_the_figures_were_restated_a12(client, daccom):
    sent = make.sent_newsletter(sections=["position"])
    there = [one.practice for one in daccom["group"].memberships.all()]
    again = [make.line(one, cost=9_000) for one in there]
    make.published_file(again, on=TODAY, reason="The freeze")
    client.force_login(daccom["Fernville"])

    page = said(client.get(reverse("newsletters:newsletter-detail", args=[sent.pk])))

    assert "This is what was sent to you." in page
    assert "Fernville is £411 over" in page


def test_who_holds_no_appointment_any_more_reads_it_no_more_a12(client, daccom):
    sent = make.sent_newsletter(sections=["position"])
    daccom["Fernville"].appointments.update(to_date=date(2007, 3, 12))
    client.force_login(daccom["Fernville"])

    assert client.get(reverse("newsletters:newsletter-detail", args=[sent.pk])).status_code == 404
