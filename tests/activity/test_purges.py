"""Words of a file that turned out to hold details of patients go, when two persons say so."""

import time
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from activity import storage
from activity.models import (
    ActivityLine,
    Delivery,
    DetailRollUp,
    HandAssignment,
    Notice,
    ParkedRow,
    PositionRollUp,
    Purge,
    PurgeAnswer,
    Purged,
    State,
    Submission,
)
from activity.queries import lines
from activity.services import clearing, purging
from activity.services.assigning import NotAssigned, assign_lines
from activity.services.deliveries import receive_delivery
from pbc.core import access, clock, errands
from pbc.core.models import (
    Appointment,
    AppointmentState,
    DoneOnce,
    Errand,
    ErrandState,
    PurgedRow,
    Role,
)
from pbc.core.people.services import accounts, appointing
from pbc.core.seals import checking, services
from pbc.core.seals import purging as seal_purging
from tests import make
from tests.at_once import at_once
from tests.pages import said

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Wilhelmina Osgathorpe"
WHY = "Names of patients in the column of specialties"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    (tmp_path / "kept").mkdir()
    settings.PBC_SEALS = {"file": tmp_path / "kept" / "heads.txt", "address": ""}
    return tmp_path


@pytest.fixture
def file(var):
    """A published file with £1,000.00 and £250.50 of Fernville's and £10.25 parked, and a name in
    every place that takes words."""

    content = f"practice,{CANARY}".encode()
    sha256 = "ab" * 32
    place = storage.place(storage.ACCEPTED, sha256)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    fernville = make.practice("Fernville")
    make.specialty("100")
    sent = [
        make.line(fernville, cost="1000.00"),
        make.line(fernville, cost="250.50", specialty="100"),
    ]
    problem = {"severity": "warning", "code": "x", "message": f"{CANARY}?", "fix": CANARY}
    parked = {"money": "10.25", "practice_given": CANARY, "sheet": CANARY, "values": {"a": CANARY}}
    made = make.published_file(
        sent,
        parked=[parked],
        problems=[problem],
        file_name=f"{CANARY}.csv",
        sha256=sha256,
        stored_as=f"ab/{sha256}",
        size=len(content),
    )
    Submission.objects.filter(pk=made.pk).update(
        sheets_skipped=[CANARY], headings={CANARY: 1}, sentence=f"Skipped {CANARY}"
    )
    as_owner(
        "ALTER TABLE activity_activityline DISABLE TRIGGER insert_only;"
        f"UPDATE activity_activityline SET specialty_given = '{CANARY}' WHERE actual_cost = 1000;"
        "ALTER TABLE activity_activityline ENABLE TRIGGER insert_only"
    )
    as_owner(f"SELECT rebuild_roll_ups({made.pk})")
    made.refresh_from_db()
    return made


def as_owner(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.fixture
def two():
    """Two of finance, in two sittings."""
    persons = make.finance_officer(first_name="Ann"), make.finance_officer(first_name="Ben")
    clients = Client(), Client()
    for client, person in zip(clients, persons, strict=True):
        client.force_login(person)
    return (*persons, *clients)


def asked(file, by, **more):
    said_ = {"reason": WHY, "with_name": True} | more
    return purging.ask_for_purge(submission=file, **said_, by=by)


def carried_out():
    for errand_id in errands.waiting():
        errands.run(errand_id)


def tables_with(word):
    """The tables of the database in which a word stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE strpos(t::text, %s) > 0', [word])
            found += [name] * bool(cursor.fetchone()[0])
    return set(found)


def figures():
    """Everything that is money, by its row."""
    money = ("budget", "savings_plan", "actual_cost")
    return [
        sorted(ActivityLine.objects.values_list("pk", "practice_id", "month", *money)),
        sorted(PositionRollUp.objects.values_list("practice_id", "month", *money)),
        sorted(DetailRollUp.objects.values_list("practice_id", "month", *money)),
        sorted(ParkedRow.objects.values_list("pk", "money")),
    ]


def test_after_two_persons_said_so_the_words_stand_nowhere_and_every_penny_where_it_was(
    file, two, var
):
    ann, ben, *_ = two
    before = figures()
    assert tables_with(CANARY) >= {
        *("activity_activityline", "activity_detailrollup", "activity_parkedrow"),
        *("activity_problem", "activity_delivery", "activity_submission"),
        "activity_submissionevent",
    }

    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()

    assert tables_with(CANARY) == set()
    assert [path for path in var.rglob("*") if path.is_file() and CANARY in path.read_text()] == []
    assert figures() == before
    assert sum(row[5] for row in before[0]) == Decimal("1250.50")
    assert Submission.objects.get().money_read == Decimal("1260.75")
    assert ActivityLine.objects.filter(specialty_given="100").exists()  # a code of ours stays
    done = Purged.objects.get()
    assert (done.lines, done.parked, done.problems, done.names) == (2, 1, 1, 1)


def test_the_page_tells_what_was_removed_by_whom_and_why_and_so_does_the_cell(file, two):
    ann, ben, hers, _ = two
    purging.confirm_purge(purge=asked(file, ann, with_name=False), by=ben)
    carried_out()

    page = said(hers.get(f"/files/{file.pk}/"))

    assert "The content of this file was removed on" in page
    assert f"{ann} asked for that on" in page
    assert f"because: {WHY}. {ben} confirmed it." in page
    assert "Every amount stays as it was." in page
    own = said(hers.get(f"/files/{file.pk}/purge/"))
    assert "ab" * 32 in own
    assert f"{CANARY}.csv" in page  # its name was said to hold nothing


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


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE activity_parkedrow SET sheet = 'x'",
        "UPDATE activity_activityline SET sheet = 'x'",
        "UPDATE activity_detailrollup SET provider_given = 'x'",
        "UPDATE activity_delivery SET file_name = 'x'",
    ],
)
def test_saying_that_a_purge_is_under_way_opens_nothing_to_the_application(file, two, change):
    ann, ben, *_ = two
    purge = asked(file, ann)
    PurgeAnswer.objects.create(purge=purge, confirms=True, by=ben)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pbc.purging', %s, false)", [str(purge.pk)])
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(change)
        cursor.execute("SELECT set_config('pbc.purging', '', false)")


def test_the_owner_himself_changes_no_amount_under_a_purge(file, two):
    ann, ben, *_ = two
    purge = asked(file, ann)
    PurgeAnswer.objects.create(purge=purge, confirms=True, by=ben)

    with pytest.raises(IntegrityError, match="takes no UPDATE"), transaction.atomic():
        as_owner(
            f"SELECT set_config('pbc.purging', '{purge.pk}', true);"
            "UPDATE activity_activityline SET actual_cost = actual_cost + 1"
        )


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

    sent_to = his.post(f"/files/{file.pk}/purge/confirm/", with_key(his, file, {}))["Location"]
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
    assert "A file waits for a second person" not in said(hers.get("/"))
    assert not PurgeAnswer.objects.exists()


def test_a_file_that_is_about_to_be_read_again_is_not_purged_meanwhile(two):
    ann, ben, *_ = two
    fernville, assign = with_a_line_of_nobody(ann)
    purge, told = asked(Submission.objects.get(), ann), []

    def confirm():
        with pytest.raises(purging.NotPurged, match="being read just now"):
            purging.confirm_purge(purge=purge, by=ben)
        told.append(ben)

    at_once(lambda: assign(fernville), confirm)

    assert told == [ben]
    assert not PurgeAnswer.objects.exists()


def test_a_file_is_not_read_again_once_it_is_to_go(two):
    ann, ben, *_ = two
    fernville, assign = with_a_line_of_nobody(ann)
    purging.confirm_purge(purge=asked(Submission.objects.get(), ann), by=ben)

    with pytest.raises(NotAssigned, match="is not read again: its words were removed"):
        assign(fernville)

    assert not HandAssignment.objects.exists()


def with_a_line_of_nobody(by):
    """A practice with a published file that has a line of nobody too, and what assigns it."""
    fernville = make.practice("Fernville")
    make.nobodys_code()
    make.published_file([make.line(fernville), make.line(None, cost=200)])
    codes = [make.line_code(ActivityLine.objects.get(practice_id=None))]
    told = {"codes": codes, "reason": "Theirs", "on": clock.today(), "by": by}
    return fernville, lambda practice: assign_lines(practice=practice, **told)


def test_only_the_site_and_the_owner_may_call_what_carries_a_purge_out():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig, proacl::text FROM pg_proc "
            "WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        found = {name: (settings, rights) for name, settings, rights in cursor.fetchall()}

    settings, rights = found["carry_out_purge"]
    assert settings == ["search_path=public, pg_temp"]
    assert "pbc_app=X" in rights
    assert [name for name, (_, held) in found.items() if held is None or "{=X" in held] == []


def test_the_seals_tell_a_purge_from_a_tampering(file, two):
    ann, ben, *_ = two
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()

    with connection.cursor() as cursor, transaction.atomic():
        after_the_purge = checking.check(cursor).findings
    as_owner(
        "ALTER TABLE activity_parkedrow DISABLE TRIGGER insert_only;"
        "UPDATE activity_parkedrow SET practice_given = 'somebody else';"
        "ALTER TABLE activity_parkedrow ENABLE TRIGGER insert_only"
    )
    with connection.cursor() as cursor, transaction.atomic():
        [tampered] = checking.check(cursor).findings

    assert PurgedRow.objects.filter(table_name="activity_parkedrow").count() == 1
    assert after_the_purge == []
    assert "activity_parkedrow" in tampered.sentence


def test_a_worker_that_dies_after_the_bytes_went_leaves_work_that_is_done_again(
    file, two, monkeypatch
):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    [errand] = Errand.objects.filter(kind=purging.CARRY_OUT)

    def dies(sha256):
        storage.place(storage.ACCEPTED, sha256).unlink()
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(storage, "remove", dies)
        with pytest.raises(SystemExit):
            purging.carry_out_purge(key=errand.key, by=ben)
    assert not Purged.objects.exists()
    carried_out()

    assert Purged.objects.exists()
    assert tables_with(CANARY) == set()


def test_between_the_second_word_and_the_work_the_page_says_when_it_is_done(file, two):
    ann, ben, at_anns, _ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)

    page = said(at_anns.get(f"/files/{file.pk}/purge/"))

    assert "That is done within minutes, at the latest within the hour" in page
    carried_out()
    assert "within the hour" not in said(at_anns.get(f"/files/{file.pk}/purge/"))


def test_bytes_that_lie_there_after_all_go_when_the_work_is_done_again(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    [errand] = Errand.objects.filter(kind=purging.CARRY_OUT)
    carried_out()
    left = storage.place(storage.ACCEPTED, Purge.objects.get().sha256)
    left.write_text(CANARY)

    purging.carry_out_purge(key=errand.key, by=ben)

    assert not left.exists()


def test_the_same_content_is_not_taken_in_again_nor_the_name_that_it_comes_under(file, two, var):
    """Of the first name somebody said that it holds nothing; nobody looked at the second."""
    ann, ben, *_ = two
    content = f"practice,{CANARY}".encode()
    first, _ = receive_delivery(
        file=BytesIO(content), file_name="a.csv", received_on=make.RECEIVED, by=ann
    )
    Submission.objects.filter(pk=first.pk).update(state=State.REFUSED, sentence="No")
    purging.confirm_purge(purge=asked(first, ann, with_name=False), by=ben)
    carried_out()

    again, is_new = receive_delivery(
        file=BytesIO(content), file_name=f"{CANARY}.csv", received_on=make.RECEIVED, by=ann
    )

    assert (again.state, is_new) == (State.REFUSED, False)
    assert "removed before" in again.sentence
    assert not storage.stored_at(again.delivery).exists()
    names = Delivery.objects.filter(sha256=first.delivery.sha256).order_by("pk")
    assert list(names.values_list("file_name", flat=True)) == ["a.csv", "(name removed)"]


def test_a_second_person_finds_it_on_their_desk_and_confirms_it(file, two):
    ann, _, hers, his = two

    hers.post(f"/files/{file.pk}/purge/", with_key(hers, file, {"reason": WHY}))
    desk = said(his.get("/"))

    assert "A file waits for a second person" in desk
    assert "A file waits for a second person" not in said(hers.get("/"))
    assert Purge.objects.get().asked_by == ann


def test_a_file_that_was_read_twice_stands_once_on_the_desk(file, two):
    administrator = Client()
    administrator.force_login(make.administrator())
    more = {"state": State.DISCARDED, "rules_version": file.rules_version + 1}
    Submission.objects.create(delivery=file.delivery, **more)
    asked(file, two[0])

    desk = said(administrator.get("/"))

    assert "A file waits for a second person" in desk
    assert desk.count(f"{CANARY}.csv") == 1


def with_key(client, file, more):
    page = client.get(f"/files/{file.pk}/purge/").content.decode()
    key = page.split('name="once" value="')[1].split('"')[0]
    return {"once": key, **more}


def test_what_waits_to_be_published_is_discarded(two):
    ann, ben, *_ = two
    staged = make.staged_file([make.line(make.practice("Fernville"))])

    purging.confirm_purge(purge=asked(staged, ann), by=ben)

    assert Submission.objects.get().state == State.DISCARDED


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


def test_a_word_by_hand_on_a_line_is_rid_of_them_and_goes_on_naming_its_line(two):
    ann, ben, *_ = two
    fernville = make.practice("Fernville")
    make.nobodys_code()
    file = make.published_file([make.line(fernville), make.line(None, cost=200)])
    as_owner(
        "ALTER TABLE activity_activityline DISABLE TRIGGER insert_only;"
        f"UPDATE activity_activityline SET specialty_given = '{CANARY}' WHERE practice_id IS NULL;"
        "ALTER TABLE activity_activityline ENABLE TRIGGER insert_only"
    )
    word = make.hand_assignment(ActivityLine.objects.get(practice_id=None), fernville)
    services.seal_tables(by=make.operator(), quiet="0 seconds")

    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()

    assert tables_with(CANARY) == set()
    code = make.line_code(ActivityLine.objects.get(practice_id=None))
    assert [one.pk for one in lines.words_on([code])[code]] == [word.pk]
    with connection.cursor() as cursor, transaction.atomic():
        found = checking.check(cursor)
    assert found.findings == []
    assert found.purged == 2  # the word and the reading's row in its history


def test_what_people_were_told_of_another_file_keeps_its_words(file, two):
    """Of two names of one content the one is a part of the other; a third file has it too."""
    ann, ben, *_ = two
    other = make.staged_file(
        [make.line(make.practice("Parkbury"))], file_name=f"with {CANARY}.csv", sha256="cd" * 32
    )
    Delivery.objects.create(
        file_name=f"Old {CANARY}.csv",
        sha256="ab" * 32,
        size=1,
        stored_as="ab",
        sent_by=ann,
        received_on=make.RECEIVED,
        same_as=file,
    )
    for about, name in ((file, f"Old {CANARY}.csv"), (other, f"with {CANARY}.csv")):
        said_ = {"submission": about, "sentence": f"{name}: set aside", "told_on": make.RECEIVED}
        Notice.objects.create(person=ann, **said_)
    DoneOnce.objects.create(key=uuid4(), person=ann, sent="x", said=[[25, f"{CANARY}.csv is kept"]])

    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()

    told = set(Notice.objects.values_list("sentence", flat=True))
    assert told == {"(name removed): set aside", f"with {CANARY}.csv: set aside"}
    assert tables_with(CANARY) == {"activity_delivery", "activity_notice"}  # those of the third


def test_what_a_crash_left_of_content_sent_again_goes_and_is_not_accepted(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()
    waits = storage.place(storage.QUARANTINE, "ab" * 32)
    waits.parent.mkdir(parents=True)
    waits.write_text(CANARY)

    clearing.clear_up(key=clearing.EVERYTHING, by=make.operator())

    assert not waits.exists()
    assert not storage.place(storage.ACCEPTED, "ab" * 32).exists()


def test_what_three_workers_gave_up_is_asked_for_again_within_the_hour(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    Errand.objects.update(state=ErrandState.SET_ASIDE, finished_at=clock.now())
    carried_out()
    assert not Purged.objects.exists()

    clearing.clear_up(key=clearing.EVERYTHING, by=make.operator())
    carried_out()

    assert Purged.objects.exists()


def test_sent_in_again_it_is_told_so_on_the_page_and_by_the_command_without_its_name(
    file, two, tmp_path, capsys
):
    ann, ben, hers, _ = two
    make.year()
    content = f"practice,{CANARY}".encode()
    again = tmp_path / f"{CANARY}.csv"
    again.write_bytes(content)
    sent, _ = receive_delivery(
        file=BytesIO(content), file_name=again.name, received_on=make.RECEIVED, by=ann
    )
    Submission.objects.filter(pk=sent.pk).update(state=State.SET_ASIDE)
    purging.confirm_purge(purge=asked(sent, ann), by=ben)
    carried_out()

    page = hers.get("/files/new/").content.decode()
    key = page.split('name="once" value="')[1].split('"')[0]
    upload = SimpleUploadedFile(again.name, content)
    answered = hers.post("/files/new/", {"once": key, "files": [upload]}, follow=True)
    with pytest.raises(SystemExit):
        call_command("ingest", str(again))

    assert "(name removed): This file was removed before" in said(answered)
    assert "This file was removed before" in capsys.readouterr().err
    assert CANARY not in {
        one.file_name for one in Delivery.objects.filter(sha256=sent.delivery.sha256)
    }
    assert "core_doneonce" not in tables_with(CANARY)


def test_no_purge_explains_a_change_of_a_ledger_of_money(two):
    """Whoever owns the database can write down that a row was changed on purpose: of these not."""
    entry = make.budget_entry(make.practice("Fernville"), amount=1000)
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    [before] = seal_purging._marks("budgets_budgetentry", [entry.pk]).values()
    as_owner(
        "ALTER TABLE budgets_budgetentry DISABLE TRIGGER USER;"
        "UPDATE budgets_budgetentry SET reason = 'Another';"
        "ALTER TABLE budgets_budgetentry ENABLE TRIGGER USER"
    )
    [after] = seal_purging._marks("budgets_budgetentry", [entry.pk]).values()
    PurgedRow.objects.create(
        table_name="budgets_budgetentry", row=entry.pk, before=before, after=after, why="Purge 1"
    )

    with connection.cursor() as cursor, transaction.atomic():
        [found] = checking.check(cursor).findings

    assert f"row {entry.pk} was changed" in found.sentence


def of_no_purge(file, two):
    return "Purge 7 of delivery 7"


def of_a_purge_that_is_not_carried_out(file, two):
    ann, ben, *_ = two
    purge = asked(file, ann)
    purging.confirm_purge(purge=purge, by=ben)
    return str(purge)


def of_a_purge_of_another_file(file, two):
    ann, ben, *_ = two
    sha256 = "cd" * 32
    line = make.line(make.practice("Parkbury"), month=2)
    purge = asked(make.staged_file([line], sha256=sha256, stored_as=f"cd/{sha256}"), ann)
    purging.confirm_purge(purge=purge, by=ben)
    carried_out()
    return str(purge)


def of_the_purge_that_took_its_words(file, two):
    why = of_a_purge_that_is_not_carried_out(file, two)
    carried_out()
    return why


def changed_by_its_owner(row, *, to, why):
    """A sealed row that is parked, changed and written down as if a purge had changed it."""
    [before] = seal_purging._marks("activity_parkedrow", [row.pk]).values()
    as_owner(
        "ALTER TABLE activity_parkedrow DISABLE TRIGGER USER;"
        f"UPDATE activity_parkedrow SET {to};"
        "ALTER TABLE activity_parkedrow ENABLE TRIGGER USER"
    )
    [after] = seal_purging._marks("activity_parkedrow", [row.pk]).values()
    said_ = {"table_name": "activity_parkedrow", "row": row.pk, "why": why}
    PurgedRow.objects.create(before=before, after=after, **said_)


def findings():
    with connection.cursor() as cursor, transaction.atomic():
        return [one.sentence for one in checking.check(cursor).findings]


WITHOUT_WORDS = "practice_given = '(removed)', sheet = '(removed)', \"values\" = '{}'"


@pytest.mark.parametrize(
    "purge",
    [
        of_no_purge,
        of_a_purge_that_is_not_carried_out,
        of_a_purge_of_another_file,
        of_the_purge_that_took_its_words,
    ],
)
def test_money_that_the_owner_of_a_parked_row_changes_as_if_by_a_purge_is_found(file, two, purge):
    row = ParkedRow.objects.get()
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = purge(file, two)

    changed_by_its_owner(row, to=f"money = 1000000, {WITHOUT_WORDS}", why=why)

    [found] = findings()
    assert "activity_parkedrow" in found
    assert f"row {row.pk} was changed" in found


def test_a_purge_explains_nothing_of_a_row_that_was_sealed_after_it(file, two):
    row = ParkedRow.objects.get()
    why = of_the_purge_that_took_its_words(file, two)
    services.seal_tables(by=make.operator(), quiet="0 seconds")

    changed_by_its_owner(row, to="money = 1000000", why=why)

    [found] = findings()
    assert f"row {row.pk} was changed" in found


def test_a_purge_explains_no_words_that_stand_where_it_left_none(file, two):
    """Its owner wrote the tombstone himself, and other words into the row."""
    row = ParkedRow.objects.get()
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = of_a_purge_that_is_not_carried_out(file, two)
    changed_by_its_owner(row, to="practice_given = 'Somebody else'", why=why)
    as_owner("ALTER TABLE activity_purged DISABLE TRIGGER USER")
    as_owner("INSERT INTO activity_purged SELECT id, 1, 2, 1, 1, 1, now() FROM activity_purge")
    as_owner("ALTER TABLE activity_purged ENABLE TRIGGER USER")

    [found] = findings()
    assert f"row {row.pk} was changed" in found


def test_nothing_is_sealed_as_it_was_while_its_words_go(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    [errand] = Errand.objects.filter(kind=purging.CARRY_OUT)

    def seal():
        with pytest.raises(services.UnderWay):
            services.seal_tables(by=make.operator(), quiet="0 seconds")

    at_once(lambda: purging.carry_out_purge(key=errand.key, by=ben), seal)
    services.seal_tables(by=make.operator(), quiet="0 seconds")

    with connection.cursor() as cursor, transaction.atomic():
        assert checking.check(cursor).findings == []


def test_the_operator_is_no_person_who_says_so(file):
    assert not access.may(make.operator(), "activity.purge_delivery")


def test_a_patients_number_is_not_kept_in_the_reason(file, two):
    purge = asked(file, two[0], reason="943 476 5919 in the remarks")

    assert purge.reason == "… in the remarks"
