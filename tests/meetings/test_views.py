"""The pages of actions: lists, one tap that closes, notes, changes, and a new one."""

import re
from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Action, State
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("meetings:action-list"), reverse("meetings:action-new")


@pytest.fixture(autouse=True)
def first_of_april(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def texts(response):
    """The actions of a list, in its order."""
    return [action.text for action in response.context["actions"]]


def to(name, action):
    return reverse(f"meetings:action-{name}", args=[action.pk])


def test_my_actions_stand_late_first_and_worst_late_first_e03(client, lead):
    for text, due in (("C", "End-April"), ("B", "End-Mar"), ("A", "16 Mar"), ("D", "ASAP")):
        make.action(text, owner=lead, due=due)
    make.action("E", due="1 Mar")

    page = client.get(LIST)

    assert texts(page) == ["A", "B", "C", "D"]
    assert "My actions: 2 late, 1 due by 30 April, 1 more open" in said(page)
    rows = [(action.late, action.due) for action in page.context["actions"]]
    assert rows[:2] == [
        ("16 days late", "was due Friday 16 March"),
        ("1 day late", "was due “End-Mar”: Saturday 31 March"),
    ]


def test_what_i_wait_for_and_what_was_closed_this_year_have_addresses_e03(client, lead):
    make.action("Theirs", owner="Suzanne Novak", by=lead)
    mine = make.action("Mine", owner=lead)
    client.post(to("close", mine))

    assert texts(client.get(LIST, {"show": "waiting"})) == ["Theirs"]
    closed = client.get(LIST, {"show": "closed"})
    assert texts(closed) == ["Mine"]
    assert "Done on 1 April" in said(closed)


def test_who_only_reads_is_listed_every_action_there_is_to_see_e13(client, lead):
    make.action("Ring the trust", due="16 Mar")
    client.post(to("close", make.action("Count the beds", owner=lead)))
    client.force_login(make.auditor())

    page = client.get(LIST)

    assert texts(page) == ["Ring the trust"]
    assert "Actions: 1 late" in said(page)
    assert "Raise an action" not in said(page)
    assert texts(client.get(LIST, {"show": "closed"})) == ["Count the beds"]


def test_a_list_without_actions_says_what_to_do(client, lead):
    assert "Nothing waits for you. An action that is given to you" in said(client.get(LIST))


def test_one_tap_closes_an_action_and_comes_back_to_the_list_e02(client, lead):
    action = make.action("Ring the trust", owner=lead)
    [form] = re.findall(r'action="([^"]*/close/)"', client.get(LIST).content.decode())

    page = client.post(form, {"next": LIST}, follow=True)

    action.refresh_from_db()
    assert page.redirect_chain == [(LIST, 302)]
    assert "Done: Ring the trust" in said(page)
    assert (action.state, action.closed_on, action.changed_by) == (
        *(State.DONE, date(2007, 4, 1)),
        lead,
    )


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "javascript:1", "foo", "?a"]
)
def test_a_button_leads_back_to_a_page_of_this_site_alone(client, lead, elsewhere):
    action = make.action(owner=lead)

    response = client.post(to("close", action), {"next": elsewhere})

    assert response.url == to("detail", action)


def test_a_closed_action_is_opened_again(client, lead):
    action = make.action(owner=lead)
    client.post(to("close", action))

    client.post(to("reopen", action))

    action.refresh_from_db()
    assert action.state == State.OPEN


def test_a_note_stands_under_the_action_with_who_and_when_h01(client, lead):
    action = make.action()

    page = client.post(to("note", action), {"note": "Rang twice"}, follow=True)

    assert "Note by Peter Sim on Sunday 1 April 2007" in said(page)
    assert "“Rang twice”" in said(page)


def test_an_action_is_dropped_with_a_reason_alone(client, lead):
    action = make.action()

    wrong = client.post(to("drop", action), {"version": 1})
    right = client.post(to("drop", action), {"version": 1, "reason": "Not ours"}, follow=True)

    assert "Say why, in a few words" in said(wrong)
    assert "Dropped on 1 April" in said(right)


def test_another_day_is_written_with_the_reason(client, lead):
    action = make.action(owner=lead, due="16 Mar")
    sent = {"version": 1, "owner": f"person:{lead.username}", "due_typed": "End-April"}

    page = client.post(to("change", action), sent | {"reason": "Waits for the PCT"}, follow=True)

    assert "Due “End-April”: Monday 30 April" in said(page)
    assert "“Waits for the PCT”" in said(page)


def test_who_was_overtaken_is_told_by_whom_and_what_it_is_now(client, lead):
    action = make.action(owner="Suzanne Novak", due="16 Mar")
    sent = {"version": 1, "owner_name": "Suzanne Novak", "reason": "Later"}
    client.post(to("change", action), sent | {"due_typed": "End-Mar"})

    page = client.post(to("change", action), sent | {"due_typed": "End-April"})

    assert "Changed by Peter Sim at" in said(page)
    assert "Suzanne Novak, due “End-Mar”: Saturday 31 March 2007" in said(page)
    assert Action.objects.get().due_typed == "End-Mar"
    again = {"version": page.context["form"]["version"].value(), "due_typed": "End-April"}
    client.post(to("change", action), sent | again)
    assert Action.objects.get().due_typed == "End-April"


def raised(client, **typed):
    """What comes of sending the form of a new action for DacCom."""
    sent = {"text": "Ring the trust", "of": f"group:{make.group('DacCom').code}", **typed}
    return client.post(NEW, sent, follow=True)


def test_an_action_is_raised_for_somebody_outside_in_the_words_typed_e02(client, lead):
    page = raised(client, owner_name="Suzanne Novak", due_typed="End-April")

    action = Action.objects.get()
    assert (action.owner_name, action.due_typed, action.due) == (
        *("Suzanne Novak", "End-April"),
        date(2007, 4, 30),
    )
    assert (action.raised_by, action.raised_on) == (lead, date(2007, 4, 1))
    assert "Raised: Suzanne Novak, due “End-April”: Monday 30 April 2007" in said(page)


def test_an_action_is_raised_for_a_post_whoever_holds_it_e02(client, lead):
    page = raised(client, owner="post:GP_LEAD")

    assert "The GP lead of DacCom, whoever holds the post" in said(page)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"owner": ""}, "Choose who does it, or write the name of somebody outside"),
        ({"owner": "post:PRACTICE_MANAGER"}, "DacCom has no such post"),
        ({"owner": "person:nobody"}, "nobody is not one of the available choices"),
        ({"owner_name": "Ann", "due_typed": "31 Feb"}, "“31 Feb” is not a day"),
        ({"owner_name": "Ann", "text": " "}, "Say what is to be done"),
        ({"owner_name": "Ann", "of": "group:none"}, "none is not one of the available choices"),
    ],
)
def test_what_is_not_whole_is_said_in_words(client, lead, typed, sentence):
    make.practice("Fernville", group=make.group("DacCom"))

    assert sentence in said(raised(client, **typed))
    assert not Action.objects.exists()


def test_an_action_is_given_to_who_is_appointed_where_one_acts_and_to_no_other(client, lead):
    near = make.practice_manager(make.practice("Fernville", group=make.group("DacCom")))
    far = make.practice_manager(make.practice("Parkbury"))

    choices = dict(client.get(NEW).context["form"].fields["owner"].choices)

    assert f"person:{near.username}" in choices
    assert f"person:{lead.username}" in choices
    assert f"person:{far.username}" not in choices


def test_a_group_lists_its_practices_apart(client, lead):
    practice = make.practice("Fernville", group=make.group("DacCom"))
    make.action("Count the lists", of=practice)
    make.action("Ring the trust")
    address = reverse("meetings:action-of", args=["group", make.group("DacCom").code])

    assert texts(client.get(address)) == ["Ring the trust"]
    assert texts(client.get(address, {"show": "practices"})) == ["Count the lists"]


def test_long_lists_are_paged_at_fifty_and_asked_in_few_statements(
    client, lead, django_assert_max_num_queries
):
    for number in range(51):
        make.action(f"Number {number}", owner=lead)

    with django_assert_max_num_queries(25):
        first = client.get(LIST)

    assert len(texts(first)) == 50
    assert len(texts(client.get(LIST, {"page": 2}))) == 1
