"""Who asks for a purge, who confirms it, and who is no second person."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client

from activity.models import Purge, PurgeAnswer, Purged, State, Submission
from activity.services import purging
from pbc.core import access, clock
from pbc.core.models import Appointment, AppointmentState, Errand, Role
from pbc.core.people.services import accounts, appointing
from tests import make
from tests.activity.purges.purge import (
    CANARY,
    WHY,
    asked,
    carried_out,
    from_its_page,
    tables_with,
)
from tests.at_once import at_once
from tests.pages import said

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_asks_cannot_confirm_by_the_page_by_the_service_or_by_the_database(file, two):
    ann, _, hers, _ = two
    purge = asked(file, ann)

    page = said(hers.get(f"/files/{file.pk}/purge/"))
    with pytest.raises(purging.NotPurged, match="another person"):
        purging.confirm_purge(purge=purge, by=ann)
    with pytest.raises(IntegrityError, match="who asks"), transaction.atomic():
        PurgeAnswer.objects.create(purge=purge, confirms=True, by=ann)

    assert "You asked for it: another person has to confirm it" in page
    assert "Confirm: remove it for good" not in page


def test_the_database_carries_out_nothing_that_no_second_person_confirmed(file, two):
    ann, *_ = two
    purge = asked(file, ann)

    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="not confirmed"):
        cursor.execute("SELECT carry_out_purge(%s)", [purge.pk])

    assert "activity_parkedrow" in tables_with(CANARY)


def test_of_two_who_answer_at_once_one_is_told_so(file, two):
    ann, ben, *_ = two
    purge = asked(file, ann)
    purging.refuse_purge(purge=purge, by=ann)

    with pytest.raises(purging.NotPurged, match="answered already"):
        purging.confirm_purge(purge=purge, by=ben)
    carried_out()

    assert not Purged.objects.exists()
    assert asked(file, ann).pk != purge.pk  # what was refused can be asked again


def test_of_two_second_persons_at_the_same_moment_one_confirms_and_one_is_told(file, two):
    ann, ben, *_ = two
    eve = make.finance_officer(first_name="Eve")
    purge, told = asked(file, ann), []

    def confirmed_too():
        with pytest.raises(purging.NotPurged, match="answered already"):
            purging.confirm_purge(purge=purge, by=eve)
        told.append(eve)

    at_once(lambda: purging.confirm_purge(purge=purge, by=ben), confirmed_too)

    assert told == [eve]
    assert PurgeAnswer.objects.get().by == ben
    assert Errand.objects.filter(kind=purging.CARRY_OUT).count() == 1


def test_who_confirms_shows_again_who_they_are_and_the_word_counts_then(file, two, monkeypatch):
    ann, ben, *_ = two
    asked(file, ann)
    now, his = [1_800_000_000.0], Client()
    monkeypatch.setattr(time, "time", lambda: now[0])
    cache.clear()
    his.post("/accounts/login/", {"login": ben.username, "password": make.PASSWORD})
    now[0] += 301

    sent_to = his.post(f"/files/{file.pk}/purge/confirm/", from_its_page(his, file))["Location"]
    before = PurgeAnswer.objects.exists()
    his.post(sent_to, {"password": make.PASSWORD[1:]})
    after_a_guess = PurgeAnswer.objects.exists()
    his.post(sent_to, {"password": make.PASSWORD})
    cache.clear()

    assert sent_to.startswith("/accounts/reauthenticate/")
    assert (before, after_a_guess) == (False, False)
    assert PurgeAnswer.objects.get().by == ben


def test_what_somebody_asked_who_may_not_any_more_is_confirmed_by_nobody(file, two):
    ann, ben, *_ = two
    purge = asked(file, ann)
    Appointment.objects.filter(person=ann).update(to_date=clock.today() - timedelta(days=1))
    with pytest.raises(purging.NotPurged, match="may not any more"):
        purging.confirm_purge(purge=Purge.objects.get(), by=ben)

    purging.refuse_purge(purge=purge, by=ben)

    assert asked(file, ben).pk != purge.pk


def test_who_may_not_any_more_confirms_nothing_however_long_ago_their_page_was_opened(file, two):
    ann, ben, *_ = two
    asked(file, ann)
    Appointment.objects.filter(person=ben).update(to_date=clock.today() - timedelta(days=1))

    with pytest.raises(purging.NotPurged, match="You may not say so any more"):
        purging.confirm_purge(purge=Purge.objects.get(), by=ben)

    assert not PurgeAnswer.objects.exists()


def test_an_administrator_who_could_open_the_second_account_asks_for_nothing(file, two):
    ann, *_ = two
    administrator, client = make.administrator(), Client()
    client.force_login(administrator)

    sent = client.post(f"/files/{file.pk}/purge/", {"reason": WHY})
    with pytest.raises(purging.NotPurged, match="Finance asks for it"):
        asked(file, administrator)

    assert sent.status_code == 403
    assert not Purge.objects.exists()
    purging.confirm_purge(purge=asked(file, ann), by=administrator)
    assert PurgeAnswer.objects.get().by == administrator


def somebody(by):
    names = {"first_name": "Eve", "last_name": "Allan", "username": "eve", "email": ""}
    return accounts.add_person(**names, by=by)


def appointed(who, role=Role.FINANCE, **more):
    over = {"commissioner": make.commissioner()} if role == Role.FINANCE else {}
    since = {"role": role, "from_date": make.SINCE_EVER}
    return Appointment.objects.create(person=who, **since, **over, **more)


def whose_account_the_asker_made(file, ann):
    eve = somebody(by=ann)
    appointed(eve, given_by=make.administrator())
    return asked(file, ann), eve


def whom_the_asker_appointed(file, ann):
    eve = make.finance_officer(first_name="Eve")
    appointed(eve, role=Role.AUDITOR, given_by=ann)
    return asked(file, ann), eve


def whose_appointment_the_asker_confirmed(file, ann):
    eve = make.person(first_name="Eve")
    appointed(eve, given_by=make.administrator(), decided_by=ann)
    return asked(file, ann), eve


def whose_account_is_younger(file, ann):
    purge = asked(file, ann)
    return purge, make.finance_officer(first_name="Eve")


def whose_appointment_is_younger(file, ann):
    eve = make.person(first_name="Eve")
    purge = asked(file, ann)
    appointed(eve, given_by=make.administrator())
    return purge, eve


def whose_appointment_was_confirmed_since(file, ann):
    eve, boss = make.person(first_name="Eve"), make.administrator()
    proposed = appointed(eve, given_by=boss, state=AppointmentState.PROPOSED)
    purge = asked(file, ann)
    appointing.confirm_appointment(appointment=proposed, by=make.administrator())
    return purge, eve


def who_made_the_account_of_the_asker(file, _):
    boss = make.administrator()
    eve = somebody(by=boss)
    appointed(eve)
    return asked(file, eve), boss


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (whose_account_the_asker_made, "Ann Allan, who asked, made your account or appointed you"),
        (whom_the_asker_appointed, "Ann Allan, who asked, made your account or appointed you"),
        (whose_appointment_the_asker_confirmed, "who asked, made your account or appointed you"),
        (whose_account_is_younger, "You got your account or an appointment after it was asked for"),
        (whose_appointment_is_younger, "an appointment after it was asked for"),
        (whose_appointment_was_confirmed_since, "an appointment after it was asked for"),
        (who_made_the_account_of_the_asker, "You made the account of Eve Allan, who asked"),
    ],
)
def test_two_accounts_of_which_one_may_have_made_the_other_are_no_two_persons(
    file, two, second, why
):
    ann, ben, *_ = two
    purge, eve = second(file, ann)
    at_eves = Client()
    at_eves.force_login(eve)

    page = said(at_eves.get(f"/files/{file.pk}/purge/"))
    with pytest.raises(purging.NotPurged, match=why):
        purging.confirm_purge(purge=purge, by=eve)

    assert why in page
    assert "another person has to confirm it" in page
    assert "Confirm: remove it for good" not in page
    assert not PurgeAnswer.objects.exists()
    purging.confirm_purge(purge=purge, by=ben)
    assert PurgeAnswer.objects.get().by == ben


def test_a_file_of_another_pct_is_not_found_and_nobody_there_may_answer(file, two):
    ann, *_ = two
    hers = Client()
    hers.force_login(make.finance_officer(make.commissioner("Somewhere Else PCT")))
    asked(file, ann)

    at = [hers.post(f"/files/{file.pk}/purge/{one}") for one in ("", "confirm/", "refuse/")]

    assert [answer.status_code for answer in at] == [404, 404, 404]
    assert "One file waits for a second person" not in said(hers.get("/"))
    assert not PurgeAnswer.objects.exists()


def test_a_second_person_finds_it_on_their_desk_and_confirms_it(file, two):
    ann, _, hers, his = two

    hers.post(f"/files/{file.pk}/purge/", from_its_page(hers, file, reason=WHY))
    desk = said(his.get("/"))

    assert "One file waits for a second person" in desk
    assert "Nothing waits for you" not in desk
    assert "file waits for a second person" not in said(hers.get("/"))
    assert Purge.objects.get().asked_by == ann


def test_a_file_that_was_read_twice_stands_once_on_the_desk(file, two):
    administrator = Client()
    administrator.force_login(make.administrator())
    more = {"state": State.DISCARDED, "rules_version": file.rules_version + 1}
    Submission.objects.create(delivery=file.delivery, **more)
    asked(file, two[0])

    desk = said(administrator.get("/"))

    assert "One file waits for a second person" in desk
    assert desk.count(f"{CANARY}.csv") == 1


def test_an_administrator_may_be_the_second_person_and_a_manager_or_auditor_may_not(file):
    administrator, manager, auditor = Client(), Client(), Client()
    administrator.force_login(make.administrator())
    manager.force_login(make.practice_manager(make.practice("Woodlands")))
    auditor.force_login(make.auditor())
    where = f"/files/{file.pk}/purge/"

    assert administrator.get(where).status_code == 200
    assert "£" not in said(administrator.get(where))
    assert "Ask for it to be removed" not in said(administrator.get(where))
    assert [client.get(where).status_code for client in (manager, auditor)] == [403, 403]
    assert administrator.get("/files/999999/purge/").status_code == 404


def test_the_operator_is_no_person_who_says_so(file):
    assert not access.may(make.operator(), "activity.purge_delivery")


def test_a_patients_number_is_not_kept_in_the_reason(file, two):
    purge = asked(file, two[0], reason="943 476 5919 in the remarks")

    assert purge.reason == "… in the remarks"
