"""Words of a file that turned out to hold details of patients go, when two persons say so."""

from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction

from activity import storage
from activity.models import (
    ActivityLine,
    Delivery,
    HandAssignment,
    Notice,
    Purge,
    PurgeAnswer,
    Purged,
    State,
    Submission,
)
from activity.queries import lines
from activity.services import clearing, purging
from activity.services.assigning import NotAssigned
from activity.services.deliveries import receive_delivery
from pbc.core import clock
from pbc.core.models import DoneOnce, Errand, ErrandState
from pbc.core.seals import checking, services
from tests import make
from tests.activity.purges.purge import (
    CANARY,
    WHY,
    as_owner,
    asked,
    carried_out,
    figures,
    tables_with,
    with_a_line_of_nobody,
)
from tests.at_once import at_once
from tests.pages import said

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_what_waits_to_be_published_is_discarded(two):
    ann, ben, *_ = two
    staged = make.staged_file([make.line(make.practice("Fernville"))])

    purging.confirm_purge(purge=asked(staged, ann), by=ben)

    assert Submission.objects.get().state == State.DISCARDED


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


def told_of_a_form(person, *said_, address="/files/"):
    said_ = [[25, one] for one in said_]
    form = {"person": person, "sent": "x", "said": said_, "address": address}
    return DoneOnce.objects.create(key=uuid4(), **form).pk


def test_what_others_were_told_of_their_forms_and_of_other_files_stays(two):
    """A short name is a part of many words, and of the names of other files."""
    ann, ben, *_ = two
    eve = make.finance_officer(first_name="Eve")
    staged = make.staged_file(
        [make.line(make.practice("Fernville"))], file_name="May", sha256="ef" * 32, by=ann
    )
    make.staged_file([make.line(make.practice("Parkbury"), month=2)], file_name="Old May")
    hers = told_of_a_form(
        ann, "May is kept, and will be read now", "Old May is kept", "Mayor is kept", "May-be: no"
    )
    page = told_of_a_form(eve, "May is published", address=f"/files/{staged.pk}/")
    elsewhere = told_of_a_form(eve, "May is kept", address=f"/files/{staged.pk}1/")

    purging.confirm_purge(purge=asked(staged, ann), by=ben)
    carried_out()

    left = dict(DoneOnce.objects.values_list("key", "said"))
    assert [one for _, one in left[hers]] == ["Old May is kept", "Mayor is kept"]
    assert left[page] == []
    assert [one for _, one in left[elsewhere]] == ["May is kept"]


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
