"""The directory of posts: remits, holders, what is vacant, the way up, what waits there (A08)."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services as actions
from meetings.diary.rules import NotKept
from meetings.models import Action, Post, Tenure
from meetings.posts import listed, queries, services
from meetings.queries.owners import Owner
from pbc.core.models import Role
from pbc.core.people.services import accounts
from pbc.core.versions import ChangedMeanwhile
from tests import make
from tests.meetings.posts.conftest import DIRECTOR, LEFT, TODAY, waits
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_the_directory_lists_four_remits_and_the_locality_director_is_vacant_a08(client, posts):
    client.force_login(make.practice_manager(make.practice()))

    page = client.get(reverse("posts:post-list"))

    assert [remit.name for remit in page.context["page"].remits] == [
        *("Strategic commissioning", "Locality commissioning", "Clinical engagement"),
        "Clinical assessment service (CAS)",
    ]
    assert page.context["page"].heading == "4 posts, 1 vacant"
    [director] = page.context["page"].remits[1].posts
    assert (director.title, director.holders) == (DIRECTOR, [])
    assert director.vacant == "since 1 January 2007; Lorna Whitby held it last"
    assert director.above == "Director of Strategy"
    assert page.content.decode().count(">Vacant</strong>") == 1
    assert "Steve Laitner from 1 October 2006 Suzanne Novak from 1 October 2006" in said(page)


def test_every_open_action_of_a_vacant_post_is_flagged_wherever_it_stands_a08(
    client, officer, posts
):
    action = waits(posts["director"])
    waits(posts["top"], "Write to the trust")

    places = (
        reverse("meetings:action-of", args=["pct", make.commissioner().code]),
        reverse("posts:post-list"),
        reverse("posts:post-detail", args=[posts["director"].pk]),
    )

    for place in places:
        assert said(client.get(place)).count("Nobody holds the post") == 1
    page = said(client.get(reverse("meetings:action-detail", args=[action.pk])))
    assert f"The {DIRECTOR}, whoever holds the post" in page
    assert "Since 1 January 2007; Lorna Whitby held it last" in page
    assert "take it to the Director of Strategy, West Hertfordshire: Gareth Jones" in page
    listing = client.get(reverse("posts:post-list")).context["page"]
    assert listing.waiting_said == "1 open action waits for a post that nobody holds."


def test_a_role_that_nobody_is_appointed_to_is_a_vacant_post_as_well_a08(officer):
    practice = make.practice("Fernville")
    make.action("Count the letters", practice, Owner(role=Role.PRACTICE_MANAGER))
    make.action("Ring the trust", make.commissioner(), Owner(role=Role.COMMISSIONING))
    make.action("Ask the PCT", make.locality(), Owner(role=Role.COMMISSIONING))
    make.action("Pay the trust", make.locality(), Owner(role=Role.FINANCE))
    make.action("Call the lead", make.group(), Owner(role=Role.GP_LEAD))
    make.gp_lead(make.group())

    waiting = queries.waiting_for_nobody(officer, TODAY)

    assert {row.text for row in waiting} == {"Count the letters", "Pay the trust"}
    manager = make.practice_manager(practice)
    assert {row.text for row in queries.waiting_for_nobody(officer, TODAY)} == {"Pay the trust"}
    manager.is_active = False
    manager.save()
    assert queries.waiting_for_nobody(officer, TODAY).count() == 2


def test_whoever_takes_the_post_has_its_actions_and_whoever_leaves_has_not_a08(posts):
    action = waits(posts["director"])
    helen = make.practice_manager(make.practice(), first_name="Helen", last_name="Orr")

    tenure = make.tenure(posts["director"], helen, on=TODAY)

    assert list(Action.objects.owned_by(helen)) == [action]
    assert action in Action.objects.visible_to(helen)
    assert not queries.waiting_for_nobody(make.auditor(), TODAY)
    services.leave_post(tenure=tenure, on=TODAY, by=make.operator())
    tomorrow = date(2007, 3, 14)
    assert queries.waiting_for_nobody(make.auditor(), tomorrow).get() == action
    with pytest.raises(NotKept, match="They left on 13 March 2007 already"):
        services.leave_post(tenure=tenure, on=TODAY, by=make.operator())


def test_somebody_who_stands_in_is_said_to_and_the_post_is_not_vacant_a08(officer, posts):
    make.tenure(posts["director"], "Lorna Whitby", on=TODAY, is_interim=True)

    page = queries.post_page(officer, posts["director"].pk, TODAY)

    assert page.lead == "Lorna Whitby stands in until it is filled."
    assert (page.vacant, len(page.holders), len(page.before)) == ("", 1, 1)


def test_the_way_up_passes_over_what_is_vacant_and_ends_nowhere_where_all_is_a08(posts):
    below = make.post("Locality manager", above=posts["director"])

    steps = [(str(post), names) for post, names in queries.route(below, TODAY)]

    assert steps == [(DIRECTOR, []), ("Director of Strategy", ["Gareth Jones"])]
    assert queries.take_it_to(below, TODAY).endswith("Gareth Jones")
    assert queries.take_it_to(posts["top"], TODAY) == ""


def test_no_way_up_comes_back_and_no_post_is_there_twice_a08(posts):
    top = posts["top"]
    given = {"title": top.title, "remit": top.remit, "duties": "", "by": make.operator()}

    with pytest.raises(NotKept, match="That post is below this one"):
        services.change_post(post=top, version=1, above=posts["director"], **given)
    with pytest.raises(NotKept, match="West Hertfordshire has a post of that title already"):
        make.post(DIRECTOR)
    with pytest.raises(NotKept, match="has a post of that title already"):
        services.change_post(post=posts["cas"], version=1, above=None, **given)
    changed = given | {"title": "Director of Commissioning"}
    services.change_post(post=top, version=1, above=None, **changed)
    with pytest.raises(ChangedMeanwhile):
        services.change_post(post=top, version=1, above=None, **changed)


def test_nobody_holds_a_post_twice_at_a_time_nor_for_less_than_a_day_a08(posts):
    post = posts["director"]

    with pytest.raises(NotKept, match="Lorna Whitby holds it then"):
        make.tenure(post, "Lorna Whitby", on=date(2006, 6, 1), until=date(2006, 7, 1))
    with pytest.raises(NotKept, match="The last day is before the first"):
        make.tenure(post, on=TODAY, until=date(2007, 3, 1))
    for wrong in ({"person": make.person()}, {"to_date": LEFT}, {"name": ""}):
        row = {"post": post, "name": "Lee", "from_date": TODAY, "written_by": make.operator()}
        with transaction.atomic(), pytest.raises(IntegrityError):
            Tenure.objects.create(**row | wrong)
    again = {"name": "Lorna Whitby", "from_date": LEFT, "written_by": make.operator()}
    with transaction.atomic(), pytest.raises(IntegrityError):
        Tenure.objects.create(post=post, **again)


def test_a_post_is_set_up_filled_and_owns_an_action_by_the_pages_a08(client, officer, posts):
    pct = make.commissioner()
    sent = {"title": "Head of CATS", "of": f"pct:{pct.code}", "remit": "CAS"}
    client.post(reverse("posts:post-new"), sent | {"above": posts["top"].pk})
    post = Post.objects.get(title="Head of CATS")

    client.post(reverse("posts:post-fill", args=[post.pk]), {"who": "Ann Lee", "from_date": TODAY})
    about = {"text": "Name the clinics", "of": f"pct:{pct.code}", "owner": f"directory:{post.pk}"}
    client.post(reverse("meetings:action-new"), about)

    assert post.above == posts["top"]
    assert post.tenures.get().person == officer
    action = Action.objects.get(text="Name the clinics")
    assert (action.owner, action.owner_post) == (None, post)
    assert "Name the clinics" in said(client.get(reverse("meetings:action-list")))
    page = client.get(reverse("meetings:action-change", args=[action.pk]))
    assert page.context["form"].initial["owner"] == f"directory:{post.pk}"


def test_an_action_is_given_to_a_post_of_the_directory_and_says_so_a08(posts):
    action = make.action(owner="Bob Day")
    said_so = {"due_typed": "", "reason": "Hers", "on": TODAY, "by": make.operator()}

    owner = Owner(post=posts["clinical"])
    actions.change_action(action=action, version=1, owner=owner, **said_so)

    change = action.notes.get().change
    assert change == "Owner: Bob Day, now The Medical Director"


def test_the_command_lists_the_posts_with_who_holds_them_a08(capsys, posts):
    call_command("show", "posts", str(posts["director"].pk), "--json")

    shown = capsys.readouterr().out

    assert f'"title": "{DIRECTOR}", "remit": "locality"' in shown
    assert '"vacant": true, "holders": [], "above": "Director of Strategy"' in shown
    assert '"route": [{"post": "Director of Strategy", "holders": ["Gareth Jones"]}]' in shown
    assert '"from": "2006-04-01", "to": "2006-12-31"' in shown


def test_the_command_asks_the_database_as_often_of_ten_posts_as_of_four_a08(
    django_assert_num_queries, posts
):
    auditor = make.auditor()
    with CaptureQueriesContext(connection) as few:
        assert len([listed.row(one) for one in listed.visible(auditor)]) == 4

    for number in range(6):
        make.tenure(make.post(f"Manager {number}", above=posts["top"]), f"Ann {number}")

    with django_assert_num_queries(len(few)):
        assert len([listed.row(one) for one in listed.visible(auditor)]) == 10


def test_the_directory_asks_the_database_as_often_of_forty_posts_as_of_four_a08(
    django_assert_max_num_queries, posts
):
    officer = make.auditor()
    waits(posts["director"])
    with CaptureQueriesContext(connection) as few:
        queries.directory(officer, TODAY)

    for number in range(36):
        waits(make.post(f"Manager {number}", above=posts["director"]), f"Do {number}")

    with django_assert_max_num_queries(len(few)):
        assert queries.directory(officer, TODAY).heading == "40 posts, 37 vacant"


def test_nobody_takes_a_post_in_a_year_that_is_a_slip_a08(client, officer, posts):
    page = reverse("posts:post-fill", args=[posts["director"].pk])

    words = said(client.post(page, {"who": "Helen Orr", "from_date": "2070-03-01"}))

    assert "That day is too far ahead. Look at the year" in words


def test_a_post_whose_holder_was_shut_out_is_vacant_since_that_day_and_says_who_held_it_a08(
    officer,
):
    helen = make.practice_manager(make.practice(), first_name="Helen", last_name="Orr")
    post = make.post("Head of CATS")
    make.tenure(post, helen, on=LEFT)
    accounts.shut_out(person=helen, why="Left", on=date(2007, 3, 5), by=make.operator())

    page = queries.post_page(officer, post.pk, TODAY)

    assert page.vacant == "since 5 March 2007; Helen Orr held it last"
    [[row]] = [remit.posts for remit in queries.directory(officer, TODAY).remits]
    assert row.vacant == page.vacant


def test_whoever_is_to_hold_a_post_is_not_one_of_those_who_did_a08(client, officer, posts):
    post = posts["director"]
    make.tenure(post, "Lee Hill", on=date(2007, 4, 1), is_interim=True)

    page = client.get(reverse("posts:post-detail", args=[post.pk]))

    shown = page.context["page"]
    assert [one.name for one in shown.to_come] == ["Lee Hill"]
    assert [one.name for one in shown.before] == ["Lorna Whitby"]
    assert "Lee Hill, who stands in, from 1 April 2007" in said(page)


def test_the_last_day_of_whoever_holds_a_post_may_be_one_to_come_a08(client, officer, posts):
    tenure = posts["clinical"].tenures.get()

    client.post(reverse("posts:tenure-end", args=[tenure.pk]), {"on": "2007-04-30"})

    page = queries.post_page(officer, tenure.post_id, TODAY)
    assert (page.vacant, page.lead) == ("", "Jane Halpin holds it.")
    after = queries.post_page(officer, tenure.post_id, date(2007, 5, 1))
    assert after.vacant == "since 1 May 2007; Jane Halpin held it last"
