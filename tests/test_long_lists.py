"""Lists that grow without bound show 50 rows, and the others on further pages.

A list that is added fails until it stands here, or says why it stays short.
"""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from pbc.core import clock
from pbc.core.models import Group, Happened, Practice, PracticeLocality, SignInRecord
from tests import make
from tests.test_access import addresses

pytestmark = pytest.mark.django_db
A_PAGE, OVER = 50, 53

# Lists that stay short, and why.
SHORT = {
    "newsletters:audience-list": "whom a group writes to, set up by hand",
    "checks:agreed-list": "what a group agreed to look at each month, a line each",
    "activity:feed-list": "feeds are added by finance, some in a year",
    "diary:interest-list": "what those who sit on one body declare",
    "decisions:representative-list": "the bodies that somebody may see, each a line",
    "posts:post-list": "the posts of a trust or a PCT, named by hand",
}
ELSEWHERE = {
    "activity:submission-list": "tests/activity/test_views.py",
    "people:post-list": "below: what is vacant is of every kind",
}


@pytest.fixture(autouse=True)
def first_of_april(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def dacorum():
    """Dacorum with 53 practices, all members of DacCom."""
    there, group = make.locality(), make.group("DacCom")
    practices = Practice.objects.bulk_create(
        Practice(code=f"E{n:05}", name=f"Surgery {n:02}") for n in range(OVER)
    )
    since = {"from_date": make.SINCE_EVER, "known_from": make.SINCE_EVER}
    PracticeLocality.objects.bulk_create(
        PracticeLocality(practice=one, locality=there, **since) for one in practices
    )
    for one in practices:
        make.membership(one, group)
    return there


def questions():
    for number in range(OVER):
        make.open_question(text=f"Question {number:02}")


def concerns():
    for number in range(OVER):
        make.concern(text=f"Concern {number:02}")


def mandates():
    for number in range(OVER):
        make.mandate(holder=f"Holder {number:02}")


def actions():
    lead = make.gp_lead(make.group("DacCom"))
    for number in range(OVER):
        make.action(f"Action {number:02}", owner=lead)
    return lead


def decisions():
    for number in range(OVER):
        make.decision(f"Decision {number:02}", tell=["The PCT"])


def meetings():
    for number in range(OVER):
        make.meeting(title=f"Meeting {number:02}", day=date(2007, 5, 8))


def meetings_held():
    for number in range(OVER):
        make.meeting(title=f"Meeting {number:02}", state="HELD")


def bodies():
    for number in range(OVER):
        make.body(f"Body {number:02}")


def groups():
    Group.objects.bulk_create(Group(code=f"X{n:02}", name=f"Group {n:02}") for n in range(OVER))


def people():
    for number in range(OVER):
        make.person("Person", f"{number:02}")


def appointed():
    for number in range(OVER):
        make.auditor(first_name="Person", last_name=f"{number:02}")


def contacts():
    practice = make.practice(code="E82001")
    for number in range(OVER):
        make.contact(practice, f"Contact {number:02}")


def events():
    practice = make.practice(code="E82001")
    for number in range(OVER):
        make.event([practice], title=f"Event {number:02}")


def newsletters():
    group = make.group("DacCom")
    manager = make.practice_manager(make.practice(group=group))
    for number in range(OVER):
        make.sent_newsletter(f"Newsletter {number:02}")
    return manager


def signed_in():
    after = clock.now() + timedelta(days=1)  # whoever looks has signed in too
    for number in range(OVER):
        who = make.person("Person", f"{number:02}")
        SignInRecord.objects.create(person=who, what=Happened.SIGNED_IN, at=after)


LONG = {
    "newsletters:newsletter-list": (newsletters, "Newsletter"),
    "events:event-list": (events, "Event"),
    "support:contact-list": (contacts, "Contact"),
    "decisions:open-list": (questions, "Question"),
    "decisions:concern-list": (concerns, "Concern"),
    "decisions:mandate-list": (mandates, "Holder"),
    "decisions:decision-list": (decisions, "Decision"),
    "meetings:action-list": (actions, "Action"),
    "diary:meeting-list": (meetings, "Meeting"),
    "diary:meeting-list?show=held": (meetings_held, "Meeting"),
    "diary:meeting-list?show=bodies": (bodies, "Body"),
    "registers:organisation-list": (groups, "Group"),
    "people:person-list": (people, "Person"),
    "people:access-list": (appointed, "Person"),
    "people:sign-in-list": (signed_in, "Person"),
}
KINDS = {"registers:organisation-list": ["groups"], "support:contact-list": ["E82001"]}


def shown(client, address, word):
    """The things that a page lists, called by that word and a number, each once."""
    page = client.get(address)
    assert page.status_code == 200
    return set(re.findall(rf">({word} \d\d)", page.content.decode()))


def paged(client, address, word, called="page"):
    """How many things the first page shows, and how many the first two."""
    first = shown(client, address, word)
    second = shown(client, address + ("&" if "?" in address else "?") + f"{called}=2", word)
    assert not first & second
    return len(first), len(first | second)


@pytest.mark.parametrize("name", sorted(LONG))
def test_a_list_shows_fifty_and_the_others_on_the_next_page(client, name):
    of_what, word = LONG[name]
    view, _, asked = name.partition("?")
    reader = make.administrator if view.startswith("people:") else make.auditor
    client.force_login(of_what() or reader())
    address = reverse(view, args=KINDS.get(view)) + (f"?{asked}" if asked else "")

    assert paged(client, address, word) == (A_PAGE, OVER)


def test_the_register_an_area_and_a_group_show_fifty_practices(client, dacorum):
    client.force_login(make.auditor())
    register = reverse("core:register")
    area = reverse("core:locality-detail", args=[dacorum.code])
    group = reverse("registers:group-detail", args=[make.group("DacCom").code])

    assert paged(client, register, "Surgery") == (A_PAGE, OVER)
    assert paged(client, area, "Surgery") == (A_PAGE, OVER)
    assert paged(client, group, "Surgery") == (A_PAGE, OVER)
    assert "53 practices" in client.get(f"{register}?page=2").content.decode()


def test_the_seats_of_a_body_stand_in_pages_of_fifty_beside_its_meetings(client):
    body = make.body()
    for number in range(OVER):
        make.seat(f"Member {number:02}", body)
        make.meeting(body, title=f"Meeting {number:02}", state="HELD")
    client.force_login(make.auditor())
    address = reverse("diary:body-detail", args=[body.pk])

    assert paged(client, address, "Member", "seats") == (A_PAGE, OVER)
    assert paged(client, address, "Meeting") == (A_PAGE, OVER)
    page = client.get(f"{address}?seats=2").content.decode()
    assert 'href="?seats=1#h-seats"' in page
    assert 'href="?seats=2&amp;page=2"' in page


def test_the_appointments_of_a_person_stand_in_pages_of_fifty(client):
    person = make.person("Suzanne", "Novak")
    for number in range(OVER):
        make.appointment(person, "GP_LEAD", make.group(f"Group {number:02}"))
    client.force_login(make.administrator())
    address = reverse("people:person-detail", args=[person.pk])

    assert len(appointments(client, address)) == A_PAGE
    assert len(appointments(client, f"{address}?held=2")) == OVER - A_PAGE


def appointments(client, address):
    held, _ = client.get(address).content.decode().split('id="h-history"')
    return re.findall(r"<span>GP lead, Group \d\d", held)


def test_the_targets_of_a_holder_stand_in_pages_of_fifty_each(client):
    make.year(2006)
    pct = make.commissioner()
    for number in range(OVER):
        make.other_spend(pct, amount=1000 + number)
        make.allocation(pct, amount=2000 + number)
    client.force_login(make.auditor())
    address = reverse("plans:targets", args=[2006, "pct", pct.code])

    first, second = (
        client.get(address + asked).content.decode() for asked in ("", "?allocation=2")
    )

    assert first.count(">Set by the board") == A_PAGE * 2
    assert second.count(">Set by the board") == A_PAGE + OVER - A_PAGE
    assert 'href="?other-spend=2#h-other-spend"' in first


def test_the_holders_of_a_year_stand_in_pages_of_fifty(client):
    for number in range(OVER):
        make.budget_entry(make.group(f"Group {number:02}"), amount=1200)
    client.force_login(make.auditor())

    assert paged(client, reverse("plans:year-detail", args=[2006]), "Group", "group") == (
        A_PAGE,
        OVER,
    )


def test_the_answers_to_a_question_stand_in_pages_of_fifty(client, dacorum):
    asked = Practice.objects.order_by("code")
    question = make.decision("Bid", make.group("DacCom"), list(asked)).question
    client.force_login(make.auditor())
    address = reverse("decisions:question-detail", args=[question.pk])

    first, second = (
        client.get(address + on).content.decode() for on in ("", "?answers=2&waiting=2")
    )

    assert first.count(">not received<") == A_PAGE * 2
    assert second.count(">not received<") == (OVER - A_PAGE) * 2
    assert second.count("<li>Surgery") == OVER - A_PAGE


def test_vacant_posts_stand_in_pages_of_fifty(client, dacorum):
    client.force_login(make.administrator())

    page = client.get(reverse("people:post-list")).context["page"]

    assert (len(page.object_list), page.paginator.num_pages) == (A_PAGE, 2)


def test_every_list_is_paged_or_says_why_it_stays_short():
    lists = {name for name, _ in addresses() if name.endswith("-list")}

    assert lists == {name.partition("?")[0] for name in LONG} | set(SHORT) | set(ELSEWHERE)
