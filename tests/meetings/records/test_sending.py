"""Minutes sent round once, approved, locked, kept as they were sent; out as Word and PDF (E08)."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx import Document

from meetings.diary.services import agenda
from meetings.diary.services.papers import attach_paper, take_paper_off
from meetings.models import Action, Attendance, How, ItemKind, Meeting, Minutes, MinutesCopy, Sent
from meetings.records import as_pdf, as_word
from meetings.records.page import receivers
from meetings.records.paper import paper
from meetings.records.services import sending, writing
from pbc.core.models import Mail
from pbc.core.versions import ChangedMeanwhile
from tests import make
from tests.meetings.records import papers
from tests.pages import said

pytestmark = pytest.mark.django_db
ON = date(2007, 3, 16)


def send(meeting, by):
    return sending.circulate_minutes(meeting=meeting, version=meeting.version, on=ON, by=by)


def approve(meeting, by):
    meeting.refresh_from_db()
    return sending.approve_minutes(meeting=meeting, version=meeting.version, on=ON, by=by)


def opened(content):
    """A Word document of these bytes: (headings, rows of its tables)."""
    document = Document(io.BytesIO(bytes(content)))
    heads = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return heads, rows


@pytest.mark.skipif(not papers.SEEDS.exists(), reason="no ../shared beside the checkout")
def test_e08_a_word_document_of_seed_002_has_sections_1_to_7_and_the_table_of_actions():
    meeting = make.minutes(papers.seed("002"))

    heads, rows = opened(as_word.written(paper(meeting)))

    assert heads == [
        "1. Summary of actions agreed",
        "2. DacCom Budget Report",
        "3. Business Plan 2007/8",
        "4. Funding through the LES",
        "5. DES Achievement Document",
        "6. Urgent Care / Out of Hours",
        "7. Next meeting",
    ]
    assert [(row[0], row[2]) for row in rows] == [
        ("Who", "When"),
        ("Mark Jones", "End-Mar"),
        ("Mark Jones", "End-Mar"),
        ("Lynn Dalton", "16 Mar"),
        ("Meena Savla", "End-April"),
    ]
    assert rows[2][1].startswith("Communicate our concerns regarding the Practice Based")


def test_e08_the_attendance_has_its_marks_and_their_key():
    printed = paper(make.minutes())

    assert [(title, [str(one) for one in listed]) for title, listed in printed.lists] == [
        ("Attended", ["Ann Lee", "Bob Day #", "Cy Fox ^"]),
        ("Apologies", ["Dot Hill #"]),
        ("Copies to", ["Dacorum Practice Managers"]),
    ]
    assert [mark for mark, _ in printed.key] == ["#", "^"]


def test_e08_minutes_without_a_section_of_actions_begin_with_their_table():
    meeting = make.minutes("Board meeting\n\n3 May 2007\n\n1. Budget:\n\nIt is over.\n")

    heads, rows = opened(as_word.written(paper(meeting)))

    assert heads == ["Summary of actions agreed", "1. Budget"]
    assert rows == []


def test_e08_what_is_written_as_markup_is_words_on_paper():
    meeting = make.minutes(
        "Board meeting\n\n3 May 2007\n\n1. Budget:\n\n<b>It</b> is **over** “us”.\n"
    )

    content = as_word.written(paper(meeting))

    text = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    assert "<b>It</b> is over “us”." in text
    assert as_pdf.written(paper(meeting)).startswith(b"%PDF-")


def with_papers():
    """A meeting at which two of three groups said something, with a paper that was taken off."""
    meeting = make.meeting(state="HELD", day=date(2007, 3, 7))
    item = make.item(meeting, "Round the table", kind=ItemKind.ROUND_TABLE)
    make.report(item, make.group("DacCom"), "A **draft** plan.\nTo come in May")
    make.report(item, make.group("StaCom"), "")
    make.report(item, make.group("WatCom"), "Two practices have joined")
    plan = make.item(meeting, "Business plan", number=2)
    make.paper(plan, "business_plan_2007.txt")
    make.paper(item, "all-groups.txt")
    taken_off = make.paper(plan, "old-plan.txt")
    taken_off.taken_off_on = taken_off.sent_on
    taken_off.save()
    return meeting


def test_e08_word_and_pdf_hold_what_went_round_the_table_and_the_papers():
    printed = paper(with_papers())

    document = Document(io.BytesIO(as_word.written(printed)))

    heads = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    points = [p.text for p in document.paragraphs if p.style.name == "List Bullet"]
    assert heads[1:] == ["1. Round the table", "2. Business plan", "Papers"]
    assert points == [
        "DacCom: A **draft** plan. To come in May",
        "WatCom: Two practices have joined",
        "Item 1: all-groups.txt",
        "Item 2: business_plan_2007.txt",
    ]
    assert as_pdf.written(printed).startswith(b"%PDF-")


def test_e08_the_page_of_minutes_holds_what_their_paper_holds(client):
    client.force_login(make.gp_lead(make.group()))

    page = said(client.get(reverse("minutes:detail", args=[with_papers().pk])))

    assert "WatCom: Two practices have joined" in page
    assert "Item 2: business_plan_2007.txt" in page
    assert "old-plan" not in page


def test_e08_control_characters_that_were_pasted_are_left_off_the_paper():
    meeting = make.minutes()
    Meeting.objects.filter(pk=meeting.pk).update(title="The\x01 executive", place="Room\x0b2")
    meeting.items.filter(number=2).update(heading="Budget\x02", minutes="Over\x0bby\x1f 5 &#12;\t.")
    Attendance.objects.filter(meeting=meeting, name="Ann Lee").update(name="Ann\x7f Lee")
    meeting.refresh_from_db()

    printed = paper(meeting)
    content = as_word.written(printed)

    assert as_pdf.written(printed).startswith(b"%PDF-")
    assert (printed.body, printed.where, printed.sections[1].title) == (
        "The executive", "Room 2", "2. Budget",
    )  # fmt: skip
    text = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    assert "Over\nby 5" in text
    assert "Attended: Ann Lee, " in text


@pytest.mark.parametrize("text", ["a line\n" * 71, "\n" * 119 + "the end", "W" * 500])
def test_e08_an_action_of_many_lines_is_one_row_of_the_table(text):
    meeting = make.minutes()
    Action.objects.filter(agreed__meeting=meeting).update(text=text)

    printed = paper(meeting)

    assert {one.text for one in printed.actions} == {" ".join(text.split())}
    assert opened(as_word.written(printed))[1][1][1] == " ".join(text.split())
    assert as_pdf.written(printed).startswith(b"%PDF-")


def test_e08_minutes_are_mailed_once_to_whom_a_mail_reaches_and_given_to_others(settings):
    settings.PBC_MAIL = "smtp"
    lead = make.gp_lead(make.group(), first_name="Ann", last_name="Lee", username="ann")
    lead.email = "ann@example.org"
    lead.save()
    meeting = make.minutes(by=lead)

    by_mail, by_hand = receivers(meeting)
    send(meeting, lead)

    assert [one.name for one in by_mail] == ["Ann Lee"]
    assert [one.name for one in by_hand] == [
        "Bob Day",
        "Cy Fox",
        "Dot Hill",
        "Dacorum Practice Managers",
    ]
    [mail] = Mail.objects.all()
    assert (mail.person, mail.subject) == (lead, f"Minutes: {meeting}")
    assert reverse("minutes:detail", args=[meeting.pk]) in mail.body


def test_e08_minutes_are_sent_round_once():
    lead = make.gp_lead(make.group())
    meeting = make.minutes(by=lead)
    send(meeting, lead)
    meeting.refresh_from_db()

    with pytest.raises(sending.NotSent, match="already"):
        send(meeting, lead)

    assert (meeting.minutes, meeting.circulated_on) == (Minutes.CIRCULATED, ON)
    assert MinutesCopy.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda item, by: attach_paper(
            item=item, file=SimpleUploadedFile("plan.txt", b"A draft"), on=ON, by=by
        ),
        lambda item, by: take_paper_off(paper=make.paper(item), on=ON, by=by),
        lambda item, by: agenda.write_reports(item=item, said={}, by=by),
    ],
)
def test_e08_minutes_are_not_approved_on_a_page_older_than_a_paper_or_a_report(change):
    lead = make.gp_lead(make.group())
    seen = make.minutes(by=lead)
    send(seen, lead)
    seen.refresh_from_db()

    change(seen.items.first(), lead)

    with pytest.raises(ChangedMeanwhile):
        sending.approve_minutes(meeting=seen, version=seen.version, on=ON, by=lead)


def test_e08_a_draft_is_not_approved():
    lead = make.gp_lead(make.group())

    with pytest.raises(sending.NotSent, match="Send them round first"):
        approve(make.minutes(by=lead), lead)


@pytest.fixture
def approved():
    """Minutes that were approved, and the copy that was kept."""
    lead = make.gp_lead(make.group())
    meeting = make.minutes(by=lead)
    send(meeting, lead)
    return approve(meeting, lead)


@pytest.mark.parametrize(
    "change",
    [
        lambda meeting: meeting.items.update(minutes="Something else"),
        lambda meeting: Meeting.objects.filter(pk=meeting.pk).update(place="Elsewhere"),
        lambda meeting: Attendance.objects.filter(meeting=meeting).update(name="Nobody"),
        lambda meeting: Attendance.objects.filter(meeting=meeting).delete(),
    ],
    ids=["item", "meeting", "list", "list emptied"],
)
def test_e08_approved_minutes_are_locked_by_the_database(approved, change):
    with pytest.raises(DatabaseError, match=r"locked|denied"), transaction.atomic():
        change(approved.meeting)


def test_e08_a_correction_stands_beside_approved_minutes(approved):
    before = bytes(approved.word)

    sending.amend_minutes(
        meeting=approved.meeting, text="Cy Fox left early", on=ON, by=approved.made_by
    )

    assert paper(approved.meeting).amendments[0].endswith("Cy Fox left early")
    assert bytes(MinutesCopy.objects.get(kind=Sent.APPROVED).word) == before


def test_e08_approved_minutes_are_handed_out_as_they_were_kept(client, approved):
    client.force_login(approved.made_by)

    for form in ("word", "pdf"):
        path = reverse("minutes:taken", kwargs={"pk": approved.meeting_id, "form": form})
        answer = client.get(path)
        assert b"".join(answer.streaming_content) == bytes(getattr(approved, form))
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_e08_the_buttons_of_the_page_send_round_approve_and_correct(client):
    lead = make.gp_lead(make.group())
    client.force_login(lead)
    meeting = make.minutes(by=lead)
    page = reverse("minutes:detail", args=[meeting.pk])

    assert "Send the minutes round" in client.get(page).content.decode()
    client.post(reverse("minutes:circulate", args=[meeting.pk]), {"version": 1})
    assert "Circulated on" in client.get(page).content.decode()
    client.post(reverse("minutes:approve", args=[meeting.pk]), {"version": 2})
    client.post(reverse("minutes:amend", args=[meeting.pk]), {"text": "Cy Fox left early"})

    shown = client.get(page).content.decode()
    assert "and locked" in shown
    assert "Cy Fox left early" in shown


def test_e08_somebody_who_changed_them_meanwhile_is_named(client):
    lead = make.gp_lead(make.group())
    client.force_login(lead)
    meeting = make.minutes(by=lead)
    send(meeting, lead)

    answer = client.post(reverse("minutes:approve", args=[meeting.pk]), {"version": 1}, follow=True)

    assert "Changed by" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.minutes == Minutes.CIRCULATED


def written(item, by):
    writing.write_item(item=item, version=item.version, text="We are over", on=ON, by=by)


def called_otherwise(item, by):
    agenda.change_item(item=item, version=item.version, heading="Money", number=1, by=by)


def taken_off(item, by):
    agenda.take_off(item=item, version=item.version, by=by)


def added_to(item, by):
    agenda.add_item(meeting=item.meeting, heading="Money", kind=ItemKind.PLAIN, by=by)


def chosen(item, by):
    other = make.other_text(item.meeting)
    writing.settle_text(other=other, version=item.version, take=True, on=ON, by=by)


@pytest.mark.parametrize("change", [written, called_otherwise, taken_off, added_to, chosen])
def test_e08_minutes_changed_after_the_page_was_opened_are_not_approved(client, change):
    lead = make.gp_lead(make.group(), first_name="Ann", last_name="Lee")
    client.force_login(lead)
    meeting = make.minutes(by=lead)
    send(meeting, lead)
    meeting.refresh_from_db()
    seen = {"version": meeting.version}
    change(meeting.items.get(number=2), lead)

    approving = reverse("minutes:approve", args=[meeting.pk])
    answer = client.post(approving, seen, follow=True).content.decode()

    meeting.refresh_from_db()
    assert "Changed by Ann Lee" in answer
    assert meeting.minutes == Minutes.CIRCULATED
    client.post(approving, {"version": meeting.version})
    meeting.refresh_from_db()
    assert meeting.minutes == Minutes.APPROVED


def test_e08_a_draft_that_is_written_is_sent_round_from_the_page_that_is_open():
    lead = make.gp_lead(make.group())
    meeting = make.minutes(by=lead)
    written(meeting.items.get(number=2), lead)

    send(meeting, lead)

    assert MinutesCopy.objects.get().kind == Sent.CIRCULATED


def test_e08_the_way_up_leads_nobody_to_a_body_that_is_not_theirs(client):
    meeting, guest = make.minutes(), make.gp_lead(make.group("Stevenage"))
    make.attendance(meeting, guest, How.BY_INVITATION)
    body = reverse("diary:body-detail", args=[meeting.body_id])
    client.force_login(guest)

    shown = client.get(reverse("minutes:detail", args=[meeting.pk]))

    assert client.get(body).status_code == 404
    assert shown.status_code == 200
    assert body not in shown.content.decode()
