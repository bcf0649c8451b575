"""A name that stayed when the words went goes later, and who confirms reads what goes."""

import pytest
from django.db import connection, transaction

from activity import purge_list
from activity.models import Delivery, Notice, Purge, PurgeAnswer, Purged
from activity.services import purging, purging_again
from pbc.core.seals import checking, services
from tests import make
from tests.activity.purges.purge import (
    CANARY,
    WHY,
    asked,
    carried_out,
    figures,
    from_its_page,
    tables_with,
)
from tests.pages import said

pytestmark = pytest.mark.django_db(transaction=True)
NAME = f"{CANARY}.csv"


@pytest.fixture
def without_words(file, two):
    """The file once two persons had its words removed, and not its name."""
    ann, ben, *_ = two
    told = {"submission": file, "person": ann, "told_on": make.RECEIVED}
    Notice.objects.create(sentence=f"{NAME}: set aside", **told)
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    purging.confirm_purge(purge=asked(file, ann, with_name=False), by=ben)
    carried_out()
    assert tables_with(CANARY) == {"activity_delivery", "activity_notice"}
    return file


def test_a_name_that_stayed_goes_when_two_persons_say_so_and_nothing_else_changes(
    without_words, two
):
    ann, _, hers, his = two
    file, before, at = without_words, figures(), f"/files/{without_words.pk}/purge/"

    assert "Its name holds details of patients" in said(hers.get(f"/files/{file.pk}/"))
    page = said(hers.get(at))
    hers.post(at, from_its_page(hers, file, reason="A patient is named in it"))
    waits, desk = said(his.get(at)), said(his.get("/"))
    confirmed = said(his.post(f"{at}confirm/", from_its_page(his, file), follow=True))
    carried_out()
    after = said(hers.get(at))

    assert "It is confirmed. The name of the file is removed within a minute" in confirmed
    assert "The content of this file was removed on" in page
    assert "Does its name hold details of patients, too?" in page
    assert "The name of this file is to be removed. Ann Allan asked for that" in waits
    assert "The name of the file goes for good" in waits
    assert "One file waits for a second person" in desk
    assert "The content of this file was removed on" in after
    assert "Its name was removed on" in after
    assert "because: A patient is named in it. Ben Allan confirmed it." in after
    assert "Ask for its name to be removed" not in after
    assert "holds details of patients" not in said(hers.get(f"/files/{file.pk}/"))
    assert tables_with(CANARY) == set()
    assert figures() == before
    assert [(one.parked, one.names) for one in Purged.objects.order_by("pk")] == [(1, 0), (0, 1)]
    with connection.cursor() as cursor, transaction.atomic():
        assert checking.check(cursor).findings == []
    for with_name in (True, False):
        with pytest.raises(purging.NotPurged, match="asked for already"):
            asked(file, ann, with_name=with_name)


def test_who_can_only_confirm_reads_who_asks_and_is_given_no_names_of_other_files(
    client, without_words
):
    make.staged_file([make.line(make.practice("Fernville"))], file_name="to-july.csv")
    client.force_login(make.administrator())

    page = said(client.get(f"/files/{without_words.pk}/purge/"))

    assert "Somebody of PCT finance asks for it, and it is on your desk then" in page
    assert "to-july.csv" not in page


def test_words_that_are_gone_are_not_asked_for_again_nor_a_name_while_they_go(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann, with_name=False), by=ben)
    with pytest.raises(purging.NotPurged, match="asked for already"):
        asked(file, ann)  # the words are not gone yet

    carried_out()

    with pytest.raises(purging.NotPurged, match="asked for already"):
        asked(file, ann, with_name=False)
    assert asked(file, ann).pk


@pytest.mark.parametrize(("with_name", "told"), [(True, "goes too"), (False, "stays")])
def test_who_confirms_reads_whether_the_name_goes(file, two, with_name, told):
    ann, _, _, his = two
    asked(file, ann, with_name=with_name)

    assert f"The name of the file {told}" in said(his.get(f"/files/{file.pk}/purge/"))


@pytest.mark.parametrize("answer", ["confirm", "refuse"])
def test_what_was_asked_for_instead_meanwhile_is_read_before_it_is_answered(file, two, answer):
    """One takes back what a page shows that another has open, and asks for more."""
    ann, _, _, his = two
    at = f"/files/{file.pk}/purge/"
    first = asked(file, ann, with_name=False)
    open_page = from_its_page(his, file)
    purging.refuse_purge(purge=first, by=ann)
    second = asked(file, ann, with_name=True)

    page = said(his.post(f"{at}{answer}/", open_page, follow=True))

    assert "Something else was asked for meanwhile: read it, and answer then" in page
    assert not PurgeAnswer.objects.filter(purge=second).exists()
    his.post(f"{at}{answer}/", from_its_page(his, file))
    assert PurgeAnswer.objects.get(purge=second).confirms == (answer == "confirm")


def test_other_files_of_the_same_months_are_named_for_the_same_may_stand_in_them(file, two):
    """A year to date has each month again; of another month, or another place, none is named."""
    ann, _, hers, _ = two
    lines = [make.line(make.practice("Fernville"), month=month) for month in (6, 7)]
    again = make.staged_file(lines, file_name="to-july.csv")
    make.staged_file(lines[1:], file_name="july-alone.csv")
    stevenage = make.practice("Stonebridge", in_=make.locality("Stevenage"))
    make.staged_file([make.line(stevenage)], file_name="other-place.csv")
    emptied = make.staged_file(lines[:1], file_name="emptied.csv")
    purging.confirm_purge(purge=asked(emptied, ann, with_name=False), by=two[1])

    page = hers.get(f"/files/{file.pk}/purge/")

    assert "Other files that may hold the same" in said(page)
    assert f"to-july.csv, submission {again.pk}" in said(page)
    assert [one for one in ("july-alone", "other-place", "emptied") if one in said(page)] == []


def test_of_many_other_files_the_newest_ten_are_named_and_the_others_counted(file, two):
    lines = [make.line(make.practice("Fernville"))]
    made = [make.staged_file(lines, file_name=f"file-{number}.csv") for number in range(12)]

    page = said(two[2].get(f"/files/{file.pk}/purge/"))

    named = [one for number, one in enumerate(made) if f"file-{number}.csv" in page]
    assert named == made[2:]
    assert "2 older: see the files" in page


def test_a_database_that_knows_the_purge_of_the_words_alone_is_rid_of_the_name_too(
    without_words, two
):
    """Of an older backup, from between the two."""
    ann, ben, *_ = two
    who = [purge_list.Said(one.username, "", "") for one in (ann, ben)]
    sha256, when = without_words.delivery.sha256, "2100-03-13T10:00:00+00:00"
    purge_list._add([purge_list.Entry(sha256, True, WHY, *who, when)], purge_list.place())

    [lost] = purging_again.ask_for_lost_purges(by=make.operator())
    carried_out()

    assert (lost.with_name, lost.asked_by, lost.answer.by) == (True, ann, ben)
    assert tables_with(CANARY) == set()
    assert purging_again.ask_for_lost_purges(by=make.operator()) == []


def test_of_a_database_that_knows_neither_the_words_go_first_and_the_name_after_them(file, two):
    """The list beside a backup may be older than that of the site, or have them the other way."""
    who = [purge_list.Said(one.username, "", "") for one in two[:2]]
    sha256 = file.delivery.sha256
    words = purge_list.Entry(sha256, False, "Words", *who, "2007-03-13T10:00:00+00:00")
    name = purge_list.Entry(sha256, True, "Name", *who, "2007-03-14T10:00:00+00:00")
    purge_list._add([name, words], purge_list.place())

    purging_again.ask_for_lost_purges(by=make.operator())
    carried_out()

    assert [one.reason[:5].strip() for one in Purge.objects.order_by("pk")] == ["Words", "Name"]
    assert [(one.parked, one.names) for one in Purged.objects.order_by("pk")] == [(1, 0), (0, 1)]
    assert tables_with(CANARY) == set()
    assert Delivery.objects.get().file_name == "(name removed)"


SOMEBODY = {"username": "cy", "first_name": "", "last_name": ""}


@pytest.mark.parametrize(
    "odd",
    [
        {"agreed_at": "yesterday"},
        {"agreed_at": "0001-01-01"},
        {"sha256": ["x"]},
        {"with_name": 3},
        {"reason": None},
        {"reason": "nought: \0"},
        {"asked_by": SOMEBODY, "confirmed_by": SOMEBODY},
        {"asked_by": SOMEBODY | {"username": ""}},
        {"confirmed_by": SOMEBODY | {"last_name": "Allan" * 31}},
    ],
)
def test_a_line_of_the_list_that_says_something_else_hinders_no_other(file, two, odd):
    who = [purge_list.Said(one.username, "", "") for one in two[:2]]
    entry = purge_list.Entry(file.delivery.sha256, False, WHY, *who, "2007-03-13T10:00:00+00:00")
    purge_list._add([entry], purge_list.place())
    line = purge_list.place().read_text()
    spoilt = purge_list.json.dumps(purge_list.json.loads(line) | odd)
    purge_list.place().write_text(f"{spoilt}\n{line}")

    [lost] = purging_again.ask_for_lost_purges(by=make.operator())

    assert lost.sha256 == file.delivery.sha256
