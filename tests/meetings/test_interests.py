"""Interests that are declared and act: on the item, the quorum, the decision, the minutes (A10)."""

import io
import re
import zlib
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from meetings.diary.queries.one import items
from meetings.diary.rules import NotKept
from meetings.interests import queries, reading, services
from meetings.models import Decision, Exclusion, Interest, MeetingState, Telling, Touch
from meetings.records import as_pdf, as_word
from meetings.records.paper import paper
from meetings.records.services import sending
from meetings.records.services.writing import write_item
from pbc.core.versions import ChangedMeanwhile
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 13)
UCC = "Urgent care centre: joining STAHDOC"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def body():
    """The executive of DacCom: four sit on it, and four are needed."""
    body = make.body("Executive", quorum=4)
    for name in ("Meena Savla", "Mark Jones", "Avi Gupta", "Lynn Dalton"):
        make.seat(name, body)
    make.interest("Meena Savla", body)
    make.interest("Avi Gupta", body, subject="DacProv", nature="Shareholder")
    return body


@pytest.fixture
def ucc(body):
    """The item on the urgent care centre, at a meeting to which all four came."""
    meeting = make.meeting(body, day=DAY, state=MeetingState.HELD)
    for place, name in enumerate(("Meena Savla", "Mark Jones", "Avi Gupta", "Lynn Dalton")):
        make.attendance(meeting, name, place=place)
    return make.item(meeting, UCC)


@pytest.fixture
def chair(client, body):
    person = make.gp_lead(make.group(), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def touch(item, *subjects):
    services.say_what_it_touches(item=item, subjects=subjects, by=make.operator())


def confirm(item, withdrew=True, reason="Director of STAHDOC", *, version=0):
    """Confirm it of the one with an interest in STAHDOC."""
    interest = Interest.objects.get(subject="STAHDOC")
    said = {interest.pk: (version, withdrew, reason)}
    return services.confirm_exclusions(item=item, said=said, on=DAY, by=make.operator())


def test_the_chair_sees_a_banner_on_the_item_that_touches_an_interest_a10(client, chair, ucc):
    page = reverse("diary:meeting-detail", args=[ucc.meeting_id])
    assert "Its words name STAHDOC, in which somebody has an interest" in said(client.get(page))

    client.post(reverse("diary:item-touches", args=[ucc.pk]), {"subjects": ["STAHDOC"]})

    shown = said(client.get(page))
    assert "This item touches an interest. Meena Savla: Director, STAHDOC." in shown
    assert "Its words name" not in shown
    client.force_login(make.practice_manager(make.practice()))
    assert "This item touches an interest" not in said(client.get(page))


def test_who_is_withdrawn_is_recorded_and_the_quorum_falls_by_one_and_is_lost_a10(
    client, chair, body, ucc
):
    touch(ucc, "STAHDOC")
    page = reverse("diary:item-exclusions", args=[ucc.pk])
    [field] = [one for one in client.get(page).context["form"] if one.name.startswith("part-")]
    pk = field.name.rpartition("-")[2]
    nothing = said(client.post(page, {f"reason-{pk}": "", f"version-{pk}": 0}))
    assert "Say whether Meena Savla takes part" in nothing
    assert not Exclusion.objects.exists()

    sent = {f"part-{pk}": "WITHDREW", f"reason-{pk}": "Director of STAHDOC", f"version-{pk}": 0}
    client.post(page, sent)

    one = Exclusion.objects.get()
    assert (one.withdrew, one.confirmed_by, one.confirmed_on) == (True, chair, DAY)
    shown = said(client.get(reverse("diary:meeting-detail", args=[ucc.meeting_id])))
    assert "Meena Savla took no part: Director of STAHDOC" in shown
    lost = "The quorum is lost: 3 of its members count for this item, and 4 are needed"
    assert lost in shown
    assert "a quorum: 4 of its members, and 4 are needed" in shown


def test_a_quorum_that_holds_without_them_is_said_and_one_who_stays_counts_a10(body, ucc):
    body.quorum = 3
    body.save()
    touch(ucc, "STAHDOC", "DacProv")
    confirm(ucc)

    [shown] = reading.of_meeting(ucc.meeting, [ucc]).values()

    assert shown.quorum == "A quorum: 3 of its members count for this item, and 3 are needed"
    assert shown.waiting == ["Avi Gupta: Shareholder, DacProv"]
    confirm(ucc, withdrew=False, reason="Only asked a question", version=1)
    [again] = reading.of_meeting(ucc.meeting, [ucc]).values()
    assert again.said == ["Meena Savla stayed: Only asked a question (STAHDOC)"]
    assert again.quorum == ""


def test_the_decision_made_there_names_who_took_no_part_a10(client, chair, ucc):
    touch(ucc, "STAHDOC")
    confirm(ucc)

    write_item(item=ucc, version=1, text="decision: Meena speaks for us", on=DAY, by=chair)

    decision = Decision.objects.get()
    page = client.get(reverse("decisions:decision-detail", args=[decision.pk]))
    assert "Interests Meena Savla took no part: Director of STAHDOC" in said(page)


def test_the_minutes_print_it_on_the_page_in_word_and_in_pdf_a10(client, chair, ucc):
    touch(ucc, "STAHDOC")
    confirm(ucc)
    out = "Meena Savla took no part: Director of STAHDOC."
    lost = "The quorum is lost: 3 of its members count for this item, and 4 are needed."

    printed = paper(ucc.meeting)

    assert [one.interests for one in printed.sections if one.item] == [(out, lost)]
    page = said(client.get(reverse("minutes:detail", args=[ucc.meeting_id])))
    word = [one.text for one in Document(io.BytesIO(as_word.written(printed))).paragraphs]
    streams = re.findall(rb"stream\n(.*?)\nendstream", as_pdf.written(printed), re.DOTALL)
    pdf = zlib.decompress(streams[0]).decode("windows-1252")
    for text in (out, lost):
        assert text in page
        assert text in word
        assert text in pdf


def test_the_words_of_an_item_and_the_names_of_its_papers_suggest_what_it_touches_a10(body):
    meeting = make.meeting(body, day=DAY)
    plain, by_paper = make.item(meeting, "Stahdocs of old"), make.item(meeting, "Out of hours")
    make.paper(by_paper, "offer-of-DACPROV.txt")

    found = reading.of_meeting(meeting, [plain, by_paper])

    assert {pk: one.suggested for pk, one in found.items()} == {by_paper.pk: ["DacProv"]}
    assert not Touch.objects.exists()


def test_what_it_touches_can_be_taken_back_and_said_again_a10(ucc):
    touch(ucc, "STAHDOC", " DacProv ")
    touch(ucc, "DacProv")
    touch(ucc, "STAHDOC")

    there = Touch.objects.that_hold().values_list("subject", flat=True)

    assert list(there) == ["STAHDOC"]
    assert Touch.objects.count() == 2


def test_the_register_of_a_body_has_what_holds_what_was_and_what_came_of_it_a10(
    client, chair, body, ucc
):
    make.interest("Mark Jones", body, subject="Harmoni", to_date=date(2007, 1, 31))
    touch(ucc, "STAHDOC")
    confirm(ucc)

    page = client.get(reverse("diary:interest-list", args=[body.pk]))

    register = page.context["page"]
    assert register.heading == "Executive: 2 interests are declared"
    assert [(one.subject, one.holder) for one in register.rows] == [
        ("DacProv", "Avi Gupta"),
        ("STAHDOC", "Meena Savla"),
    ]
    assert [one.subject for one in register.before] == ["Harmoni"]
    assert "to 31 January 2007" in register.before[0].span
    out = f"13 March 2007, {UCC}: Meena Savla took no part: Director of STAHDOC"
    assert register.acted == [out]
    assert out in said(page)


def test_a_member_declares_their_own_and_nobody_elses_and_the_chair_those_of_all_a10(
    client, chair, body
):
    manager = make.practice_manager(make.practice(), first_name="Helen", last_name="Orr")
    seat = make.seat(manager, body)
    assert len(queries.holders(chair, body, DAY)) == 5
    client.force_login(manager)
    page = reverse("diary:interest-new", args=[body.pk])
    sent = {"who": f"seat-{seat.pk}", "subject": "STAHDOC  Ltd", "from_date": "2007-01-01"}

    client.post(page, sent | {"nature": "Shareholder"})
    client.post(page, sent | {"nature": "Shareholder", "who": "seat-1"})

    mine = Interest.objects.get(person=manager)
    assert (mine.subject, mine.name, mine.written_by) == ("STAHDOC Ltd", "", manager)
    others = Interest.objects.filter(name="Avi Gupta").get()
    end = reverse("diary:interest-end", args=[others.pk])
    assert client.get(end).status_code == 404
    client.post(reverse("diary:interest-end", args=[mine.pk]), {"on": "2007-03-01"})
    mine.refresh_from_db()
    assert mine.to_date == date(2007, 3, 1)
    with pytest.raises(NotKept, match="It ended on 1 March 2007 already"):
        services.end_interest(interest=mine, on=DAY, by=manager)
    with pytest.raises(NotKept, match="They had it from a later day"):
        services.end_interest(interest=mine, on=date(2006, 1, 1), by=manager)


def test_an_interest_that_is_over_on_the_day_does_not_act_a10(body, ucc):
    interest = Interest.objects.get(subject="STAHDOC")
    services.end_interest(interest=interest, on=date(2007, 3, 12), by=make.operator())

    touch(ucc, "STAHDOC")

    assert reading.of_meeting(ucc.meeting, [ucc])[ucc.pk].waiting == []


def test_two_chairs_who_confirm_at_once_do_not_write_over_each_other_a10(ucc):
    touch(ucc, "STAHDOC")
    confirm(ucc)
    confirm(ucc, withdrew=False, version=1)

    with pytest.raises(ChangedMeanwhile):
        confirm(ucc, reason="Left the room", version=1)

    assert not Exclusion.objects.get().withdrew


def test_a_chair_whom_another_forestalled_is_told_who_confirmed_otherwise_a10(client, chair, ucc):
    touch(ucc, "STAHDOC")
    page = reverse("diary:item-exclusions", args=[ucc.pk])
    one = confirm(ucc).exclusions.get().interest_id
    sent = {f"part-{one}": "STAYED", f"reason-{one}": "Only asked", f"version-{one}": 0}

    words = said(client.post(page, sent))

    assert "Changed by" in words
    assert "Takes no part in this item, Director of STAHDOC" in words
    assert Exclusion.objects.get().withdrew


def test_nothing_is_confirmed_of_an_item_whose_minutes_are_approved_a10(ucc):
    touch(ucc, "STAHDOC")
    meeting = ucc.meeting
    meeting.minutes, meeting.approved_on = "APPROVED", DAY
    meeting.save()

    with pytest.raises(NotKept, match="Its minutes are approved"):
        confirm(ucc)


def test_an_interest_is_somebodys_in_something_for_a_day_or_more_a10(body):
    row = {"body": body, "name": "Lee", "subject": "X", "nature": "Y", "from_date": DAY}
    row |= {"written_by": make.operator(), "written_on": DAY}

    wrongs = ({"name": ""}, {"subject": ""}, {"nature": ""}, {"to_date": date(2007, 3, 12)})

    for wrong in wrongs:
        with transaction.atomic(), pytest.raises(IntegrityError):
            Interest.objects.create(**row | wrong)


def test_an_agenda_of_ten_items_asks_as_often_as_one_of_one_a10(
    django_assert_max_num_queries, chair, ucc
):
    touch(ucc, "STAHDOC")
    confirm(ucc)
    with CaptureQueriesContext(connection) as few:
        items(chair, ucc.meeting)

    for number in range(9):
        touch(make.item(ucc.meeting, f"Item {number} of DacProv"), "STAHDOC")

    with django_assert_max_num_queries(len(few)):
        assert len(items(chair, ucc.meeting)) == 10


def test_approved_minutes_do_not_change_with_the_quorum_of_the_body_a10(body, ucc):
    touch(ucc, "STAHDOC")
    confirm(ucc)
    meeting, by = ucc.meeting, make.operator()
    sending.circulate_minutes(meeting=meeting, version=meeting.version, on=DAY, by=by)
    meeting.refresh_from_db()
    kept = sending.approve_minutes(meeting=meeting, version=meeting.version, on=DAY, by=by)
    meeting.refresh_from_db()
    before = paper(meeting)

    meeting.body.quorum = 2
    meeting.body.save()

    assert paper(meeting) == before
    out = "Meena Savla took no part: Director of STAHDOC."
    assert [one.interests for one in before.sections if one.item] == [(out,)]
    words = [one.text for one in Document(io.BytesIO(bytes(kept.word))).paragraphs]
    assert "The quorum is lost: 3 of its members count for this item, and 4 are needed." in words
    assert any(text.endswith("Approved") for text in words)


def test_what_was_confirmed_by_mistake_is_said_otherwise_once_the_item_touches_it_no_longer_a10(
    client, chair, ucc
):
    touch(ucc, "STAHDOC")
    confirm(ucc)
    touch(ucc)
    one = Exclusion.objects.get()
    key = one.interest_id
    sent = {f"part-{key}": "STAYED", f"reason-{key}": "A mistake", f"version-{key}": one.version}

    client.post(reverse("diary:item-exclusions", args=[ucc.pk]), sent)

    assert not Exclusion.objects.get().withdrew


def test_an_item_that_touches_nothing_has_nothing_to_confirm_a10(client, chair, ucc):
    answer = client.post(reverse("diary:item-exclusions", args=[ucc.pk]))

    assert answer.status_code == 200
    assert "The item touches no interest: there is nothing to confirm" in said(answer)


def test_what_a_colleague_said_meanwhile_is_not_written_over_by_a_form_that_was_open_a10(
    client, chair, ucc
):
    page = reverse("diary:item-touches", args=[ucc.pk])
    shown = client.get(page).context["form"].initial["shown"]
    touch(ucc, "DacProv")

    answer = client.post(page, {"subjects": ["STAHDOC"], "shown": shown})

    assert "This is not what you opened. Look at what it is now: DacProv" in said(answer)
    assert [one.subject for one in Touch.objects.that_hold()] == ["DacProv"]
    again = {"subjects": ["STAHDOC"], "shown": answer.context["form"]["shown"].value()}
    client.post(page, again)
    assert [one.subject for one in Touch.objects.that_hold()] == ["STAHDOC"]


def test_a_decision_tells_who_may_not_see_the_body_only_who_took_no_part_a10(client, chair, ucc):
    touch(ucc, "STAHDOC")
    confirm(ucc)
    write_item(item=ucc, version=1, text="decision: Meena speaks for us", on=DAY, by=chair)
    decision = Decision.objects.get()
    other = make.gp_lead(make.group("Stevenage"))
    Telling.objects.create(decision=decision, person=other, since=DAY)
    client.force_login(other)

    page = said(client.get(reverse("decisions:decision-detail", args=[decision.pk])))

    assert "Interests Meena Savla took no part" in page
    assert "STAHDOC" not in page.partition("Interests")[2]


def test_the_last_day_of_an_interest_may_be_one_to_come_a10(client, chair, body):
    interest = Interest.objects.get(subject="STAHDOC")

    page = client.post(
        reverse("diary:interest-end", args=[interest.pk]), {"on": "2007-04-30"}, follow=True
    )

    assert "Kept: after that day it stands in the register as one that was" in said(page)
    assert queries.subjects(body, date(2007, 4, 30)) == ["DacProv", "STAHDOC"]
    assert queries.subjects(body, date(2007, 5, 1)) == ["DacProv"]
