"""A post that is abolished: what it owes is handed on first, and nothing is given to it after."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from meetings import services as actions
from meetings.diary.rules import NotKept
from meetings.models import Post, Remit
from meetings.newsletters.services.audiences import add_to_audience
from meetings.posts import listed, owing, services
from meetings.queries.owners import Owner
from tests import make
from tests.meetings.posts.conftest import TODAY, waits
from tests.pages import said

pytestmark = pytest.mark.django_db


def abolish(client, post, **typed):
    """Send the form; the page that follows, in words."""
    sent = {"version": post.version, "on": "2007-03-09", "why": "The PCTs merge"} | typed
    return said(client.post(reverse("posts:post-abolish", args=[post.pk]), sent, follow=True))


def test_a_post_hands_on_what_it_owes_before_it_is_abolished_a08(client, officer, posts):
    director, top = posts["director"], posts["top"]
    action = waits(director)
    of_the_pct = make.audience(of=make.commissioner())
    add_to_audience(audience=of_the_pct, post=director, by=make.operator())

    page = said(client.get(reverse("posts:post-abolish", args=[director.pk])))
    refused, refused_too = abolish(client, director), abolish(client, top)

    assert "1 open action is its own: give it to somebody else" in page
    assert "the list “Practice managers” writes to it: take it out there" in page
    assert "Hand on first what it owes" in refused
    assert "the post Medical Director stands below it: put that below another" in refused_too
    assert not Post.objects.exclude(abolished_on=None).exists()
    actions.close_action(action=action, on=TODAY, by=officer)
    director.audiencemember_set.all().delete()
    abolished = abolish(client, director)
    assert "Abolished: whoever held it has left it" in abolished
    assert "It was abolished on 9 March 2007: The PCTs merge." in abolished


def test_an_abolished_post_is_left_is_offered_nowhere_and_stays_to_read_a08(client, officer, posts):
    cas = posts["cas"]
    abolish(client, cas)

    listed_now = said(client.get(reverse("posts:post-list")))
    offered = said(client.get(reverse("meetings:action-new")))
    page = said(client.get(reverse("posts:post-detail", args=[cas.pk])))

    assert {one.to_date for one in cas.tenures.all()} == {date(2007, 3, 9)}
    assert "3 posts, 1 vacant" in listed_now
    assert "Abolished CAS leads, West Hertfordshire" in listed_now
    assert "It was abolished on 9 March 2007: The PCTs merge." in listed_now
    assert "The Medical Director" in offered
    assert "The CAS leads" not in offered
    assert "Steve Laitner, from 1 October 2006 to 9 March 2007" in page
    assert "Say who holds it" not in page
    assert cas not in listed.visible(officer)
    held = Post.objects.get(pk=cas.pk)
    given = {"is_interim": False, "from_date": TODAY, "until": None, "by": officer}
    with pytest.raises(NotKept, match="It was abolished on 9 March 2007"):
        services.fill_post(post=held, who="Avi Gupta", **given)
    with pytest.raises(NotKept):
        services.abolish_post(post=held, version=held.version, on=TODAY, why="Again", by=officer)


def test_nothing_is_left_to_an_abolished_post_whoever_still_has_its_page_a08(
    client, officer, posts
):
    director, top = posts["director"], posts["top"]
    action = actions.close_action(action=waits(director), on=TODAY, by=officer)
    abolish(client, director)
    below = {"title": "Deputy", "remit": Remit.LOCALITY, "duties": "", "above": director}
    cas = {"post": posts["cas"], "version": posts["cas"].version, "by": officer}

    with pytest.raises(actions.NotDone, match="Raise it anew"):
        actions.reopen_action(action=action, on=TODAY, by=officer)
    with pytest.raises(actions.NotDone, match="was abolished on 9 March 2007"):
        waits(director)
    other = {"owner": Owner(post=director), "due_typed": "", "reason": "He knows", "on": TODAY}
    with pytest.raises(actions.NotDone, match="Choose somebody else"):
        actions.change_action(action=waits(top), version=1, **other, by=officer)
    with pytest.raises(NotKept, match="Choose another"):
        services.set_up_post(organisation=make.commissioner(), **below, by=officer)
    with pytest.raises(NotKept, match="Choose another"):
        services.change_post(**cas, **below)
    with pytest.raises(NotKept, match="abolished"):
        add_to_audience(audience=make.audience(), post=director, by=officer)


def test_a_list_that_somebody_may_not_see_is_counted_and_not_named_a08(officer, posts):
    elsewhere = make.commissioner("Another PCT")
    for name in ("Secret merger", "Secret tender"):
        secret = make.audience(name, elsewhere)
        add_to_audience(audience=secret, post=posts["cas"], by=make.operator())
    own = make.audience(of=make.commissioner())
    add_to_audience(audience=own, post=posts["cas"], by=make.operator())

    owed = owing.owed_by(posts["cas"], officer)

    assert owed == [
        "the list “Practice managers” writes to it: take it out there",
        "2 lists of others write to it: ask those who keep them",
    ]


def test_a_post_that_somebody_takes_up_later_is_not_abolished_before_a08(client, officer, posts):
    make.tenure(posts["director"], "Avi Gupta", on=date(2007, 4, 1))

    page = abolish(client, posts["director"])

    assert "Somebody takes it up after that day" in page
    assert "That day has not come yet" in abolish(client, posts["cas"], on="2007-04-01")


def test_the_database_knows_no_abolished_post_without_a_reason_a08(posts):
    with pytest.raises(IntegrityError, match="an_abolished_post_says"), transaction.atomic():
        Post.objects.filter(pk=posts["cas"].pk).update(abolished_on=TODAY)
