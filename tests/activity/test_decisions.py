"""Publishing, discarding, undoing and redoing a file: one after another, and at once."""

from datetime import date

import pytest
from django.db import connection

from activity.models import InForce, State
from activity.services.publication import withdraw_submission
from tests import make
from tests.pages import address, reviewed, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


def seen(submission):
    """What the hidden field of the page says was in force."""
    return ",".join(map(str, reviewed(submission).basis))


# ---- Publishing ------------------------------------------------------------------------------


def test_publishing_moves_the_months_and_says_which(client, finance):
    staged = make.staged_file([make.line(make.practice())])

    response = client.post(address("publish", staged), {"basis": seen(staged)}, follow=True)

    staged.refresh_from_db()
    assert (staged.state, staged.decided_by, staged.known_from) == ("PUBLISHED", finance, TODAY)
    assert "Published: Dacorum, month 6 of 2006/07" in said(response)
    assert "Published by Ruth Allan" in said(response)


def test_a_total_that_differs_is_published_only_with_a_reason(client, finance):
    staged = make.staged_file([make.line(make.practice(), cost=1000)], stated=26_000)

    page = said(client.get(address("detail", staged)))
    without = said(client.post(address("publish", staged), {"basis": "", "reason": " "}))
    staged.refresh_from_db()
    assert staged.state == State.STAGED
    client.post(address("publish", staged), {"basis": "", "reason": "The footer is out of date"})
    staged.refresh_from_db()

    assert "£1,000 for Dacorum needs a reason to be published" in page
    assert "The file's own total is £25,000.00 more than its rows" in page
    assert "Say in one line why you accept it" in without
    assert (staged.state, staged.reason) == ("PUBLISHED", "The footer is out of date")
    assert "£25,000.00 more than its rows" in reviewed(staged).decision.asked


def test_a_reason_left_out_by_hand_is_asked_for(client, finance):
    staged = make.staged_file([make.line(make.practice(), cost=1000)], stated=26_000)

    response = client.post(address("publish", staged), {"basis": ""})

    staged.refresh_from_db()
    assert staged.state == State.STAGED
    assert "Nothing is published yet" in said(response)


@pytest.mark.parametrize("seen", ["9" * 5000, "x,,1e5,-1", "\x00", "٣"])
def test_nonsense_for_what_was_seen_is_answered(client, finance, seen):
    staged = make.staged_file([make.line(make.practice())])

    response = client.post(address("publish", staged), {"basis": seen})

    assert response.status_code in (200, 302)


def test_what_moved_since_the_person_looked_is_asked_about(client, finance):
    practice = make.practice()
    staged = make.staged_file([make.line(practice, cost=100)])
    looked = seen(staged)
    make.published_file([make.line(practice, cost=90)])

    first = client.post(address("publish", staged), {"basis": looked})
    staged.refresh_from_db()
    state = staged.state
    client.post(address("publish", staged), {"basis": first.context["form"]["basis"].value()})
    staged.refresh_from_db()

    assert "Some of its months have changed since this file was reviewed" in said(first)
    assert "Month 6 is £10.00 more" in said(first)
    assert (state, staged.state) == (State.STAGED, State.PUBLISHED)


def test_a_reason_is_kept_when_the_months_moved_meanwhile(client, finance):
    practice = make.practice()
    staged = make.staged_file([make.line(practice, cost=100)], stated=130)
    looked = seen(staged)
    make.published_file([make.line(practice, cost=90)])

    client.post(address("publish", staged), {"basis": looked, "reason": "The footer is old"})

    staged.refresh_from_db()
    assert (staged.state, staged.reason) == (State.PUBLISHED, "The footer is old")
    assert "Some of its months have changed" in staged.sentence


def test_the_second_of_two_who_publish_is_told(client, finance):
    staged = make.staged_file([make.line(make.practice())])
    looked = {"basis": seen(staged)}
    client.post(address("publish", staged), looked)

    response = client.post(address("publish", staged), looked, follow=True)

    assert "This file is already published: it was not published now" in said(response)
    assert InForce.objects.count() == 1


def test_going_back_and_publishing_what_was_withdrawn_is_told(client, finance):
    staged = make.published_file([make.line(make.practice())])
    withdraw_submission(submission=staged, reason="Wrong month", on=TODAY, by=finance)

    response = client.post(address("publish", staged), {"basis": ""}, follow=True)

    assert "This file is already withdrawn: it was not published now" in said(response)
    assert "Take the withdrawal back" in said(response)


def test_history_that_moved_later_is_said(client, finance, monkeypatch):
    practice = make.practice()
    make.published_file([make.line(practice)], on=TODAY)
    staged = make.staged_file([make.line(practice)])
    monkeypatch.setenv("PBC_TODAY", "2007-03-12")

    response = client.post(address("publish", staged), {"basis": seen(staged)}, follow=True)

    assert "history before that day is not loaded" in said(response)


def test_a_practice_in_force_twice_is_said_and_nothing_moves(client, finance):
    practice = make.practice()
    make.published_file([make.line(practice)])
    staged = make.staged_file([make.line(practice, in_=make.locality("Hertsmere"))])

    response = client.post(address("publish", staged), {"basis": seen(staged)}, follow=True)

    staged.refresh_from_db()
    assert "would count twice in September" in said(response)
    assert staged.state == State.STAGED


# ---- Discarding, undoing, redoing ------------------------------------------------------------


def test_discarding_keeps_the_file_and_says_so(client, finance):
    staged = make.staged_file([make.line(make.practice())], file_name="june.csv")

    response = client.post(address("discard", staged), {"reason": "ignored"}, follow=True)
    again = client.post(address("discard", staged), follow=True)

    staged.refresh_from_db()
    assert staged.state == State.DISCARDED
    assert "june.csv is discarded; what was sent is kept for 365 days" in said(response)
    assert "Only a file that waits to be published can be discarded" in said(again)
    assert "Discarded by Ruth Allan" in said(again)


def test_undoing_says_what_comes_back_and_needs_a_reason(client, finance):
    practice = make.practice()
    first = make.published_file([make.line(practice, cost=100)], file_name="v1.csv")
    second = make.published_file([make.line(practice, cost=150), make.line(practice, month=7)])

    page = said(client.get(address("detail", second)))
    client.post(address("undo", second), {"reason": ""})
    second.refresh_from_db()
    assert second.state == State.PUBLISHED
    done = client.post(address("undo", second), {"reason": "Sent by mistake"}, follow=True)

    back = f"month 6 of 2006/07: back to submission {first.pk}, v1.csv, with £100, £50.00 less"
    assert back in page
    assert "Dacorum, month 7 of 2006/07: back to nothing received, £1,000.00 less than now." in page
    assert "Withdrawn: two months moved" in said(done)
    assert "The reason given: “Sent by mistake”" in said(done)
    assert "From 13 March 2007 on its figures count no longer" in said(done)


def test_redoing_brings_the_months_back(client, finance):
    practice = make.practice()
    make.published_file([make.line(practice, cost=100)])
    second = make.published_file([make.line(practice, cost=150)])
    withdraw_submission(submission=second, reason="Sent by mistake", on=TODAY, by=finance)

    page = said(client.get(address("detail", second)))
    done = client.post(address("redo", second), {"reason": "It was right"}, follow=True)
    again = client.post(address("redo", second), {"reason": "It was right"}, follow=True)

    assert "this file again, with £150, £50.00 more than now." in page
    assert "Published again: one month moved" in said(done)
    assert "was not withdrawn, so there is nothing to bring back" in said(again)


def test_undoing_what_later_files_replaced_moves_nothing_and_is_told(client, finance):
    practice = make.practice()
    first = make.published_file([make.line(practice, cost=100)])
    make.published_file([make.line(practice, cost=150)])

    page = said(client.get(address("detail", first)))
    done = client.post(address("undo", first), {"reason": "It was wrong"}, follow=True)

    assert "No figure moves: other files hold every month that it covers." in page
    assert "Withdrawn: no figure moved" in said(done)
    assert "Withdrawn by Ruth Allan" in said(done)


def test_undoing_what_was_never_published_is_told(client, finance):
    staged = make.staged_file([make.line(make.practice())])

    response = client.post(address("undo", staged), {"reason": "Away with it"}, follow=True)

    assert f"Submission {staged.pk} is not published" in said(response)


@pytest.mark.django_db(transaction=True)
def test_somebody_who_decides_while_another_does_is_told_to_look_again(client):
    staged = make.staged_file([make.line(make.practice())])
    client.force_login(make.finance_officer())
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM activity_submission WHERE id = %s FOR UPDATE", [staged.pk])

    response = client.post(address("publish", staged), {"basis": ""}, follow=True)
    other.rollback()
    other.close()

    staged.refresh_from_db()
    assert "Somebody else is deciding about the same months" in said(response)
    assert staged.state == State.STAGED
