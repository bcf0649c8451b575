"""What meetings said is found by its words, whatever it is and however long (E16)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import services
from meetings.models import Item
from pbc.core.finding import BEGIN, END, Piece, excerpt, pieces
from tests import make
from tests.meetings.finding.findable import attach, everything, looks_for, spoken
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_words_find_what_has_the_same_stem_and_are_marked_e16(client, lead):
    spoken("We agreed to commission scans")

    page = looks_for(client, lead, "commissioning agrees").content.decode()

    assert "Minutes: <a href=" in page
    assert "We <mark>agreed</mark> to <mark>commission</mark> scans" in page


def test_words_of_a_heading_are_marked_in_it_e16(client, lead):
    spoken("We are over")

    page = looks_for(client, lead, "diagnostic").content.decode()

    assert "1. <mark>Diagnostics</mark></a>" in page
    assert "<br>We are over" in page


def test_every_kind_is_found_and_can_be_looked_at_alone_e16(client, lead):
    everything(make.group("DacCom"), "spirometry")

    page = looks_for(client, lead, "spirometry")
    papers = looks_for(client, lead, "spirometry", kind="Papers")

    views = "All, 10 Minutes, 3 Papers, 1 Decisions, 1 Actions, 1 Questions, 2 Concerns, 1"
    assert "10 found for “spirometry”" in said(page)
    assert f"{views} Newsletters, 1" in said(page)
    assert "1 found for “spirometry”" in said(papers)
    assert "Paper: notes.txt" in said(papers)
    assert "Decision:" not in said(papers)


def test_many_are_paged_and_ask_no_more_of_the_database_r11(
    client, lead, django_assert_num_queries
):
    meeting = spoken("Scans").meeting
    for number in range(2, 4):
        make.item(meeting, "Scans", number=number)
    looks_for(client, lead, "scans")
    with CaptureQueriesContext(connection) as few:
        looks_for(client, lead, "scans")
    for number in range(4, 61):
        make.item(meeting, "Scans", number=number)

    with django_assert_num_queries(len(few)):
        first = said(looks_for(client, lead, "scans"))
    second = said(looks_for(client, lead, "scans", page=2))

    assert "60 found for “scans”" in first
    assert first.count("Minutes: ") == 50
    assert second.count("Minutes: ") == 10


@pytest.mark.parametrize(
    ("number", "shown"),
    [("x", 50), ("", 50), ("0", 10), ("-1", 10), ("2", 10), ("9", 10), ("9" * 30, 10)],
)
def test_a_page_that_is_none_is_the_first_or_the_last(client, lead, number, shown):
    held = make.meeting(make.body(), state="HELD")
    Item.objects.bulk_create(Item(meeting=held, number=n, heading="Scans") for n in range(1, 61))

    page = said(looks_for(client, lead, "scans", page=number))

    assert page.count("Minutes: ") == shown


@pytest.mark.usefixtures("in_words")
def test_of_a_kind_no_more_ids_than_those_of_a_page_are_ever_read_r11(client, lead):
    held = make.meeting(make.body(), state="HELD")
    Item.objects.bulk_create(Item(meeting=held, number=n, heading="Scans") for n in range(1, 171))

    for number, shown in (("1", 50), ("2", 50), ("4", 20), ("999999", 20)):
        read = []
        with connection.execute_wrapper(lambda *asked, read=read: counting(read, *asked)):
            page = said(looks_for(client, lead, "scans", page=number))
        assert "170 found" in page
        assert page.count("Minutes: ") == shown
        assert max(read) <= 50


def counting(read, execute, sql, params, many, context):
    """Run a statement of a search, and note how many ids its longest row or its rows have."""
    done = execute(sql, params, many, context)
    if "meetings_stems" in sql:
        cursor = context["cursor"].cursor
        rows = cursor.fetchall()
        cursor.scroll(0, mode="absolute")
        lists = [len(one) for row in rows for one in row if isinstance(one, list)]
        read.append(max([len(rows) if not lists else 0, *lists]))
    return done


def test_a_note_finds_its_action_and_is_shown_with_it_e16(client, lead):
    action = make.action("Ring the trust")
    services.add_note(
        action=action, note="Spoke to radiology", on=date(2007, 3, 14), by=make.operator()
    )

    page = looks_for(client, lead, "radiology").content.decode()

    assert f'<a href="/actions/{action.pk}/">Ring the trust</a>' in page
    assert "Spoke to <mark>radiology</mark>" in page


def test_a_paper_is_found_by_a_part_of_its_name_and_a_text_by_what_it_says_e16(client, lead):
    item = spoken()
    attach(item, "urgent_care-plan.pdf", b"%PDF-1.4 hidden")
    attach(item, "letter.txt", "Caf\xe9 hours".encode("cp1252"))

    assert "urgent_care-plan.pdf" in said(looks_for(client, lead, "plans"))
    assert "letter.txt" in said(looks_for(client, lead, "café"))
    assert "Nothing found" in said(looks_for(client, lead, "hidden"))


def test_what_was_taken_off_is_not_found_e16(client, lead):
    item = spoken("Spirometry")
    Item.objects.filter(pk=item.pk).update(number=None)

    assert "Nothing found" in said(looks_for(client, lead, "spirometry"))


def test_marks_and_scripts_in_the_words_themselves_are_shown_as_they_are(client, lead):
    spoken(f"{BEGIN}<script>alert(1)</script> scans {END}{END}")

    page = looks_for(client, lead, "scans").content.decode()

    assert "<script>alert" not in page
    assert "<mark>scans</mark>" in page
    assert BEGIN not in page
    assert END not in page


def test_a_text_is_cut_where_the_database_marked_it():
    found = pieces(f"a {BEGIN}b{END} c{BEGIN}")

    assert found == [Piece("a ", False), Piece("b", True), Piece(" c", False)]


def test_of_a_long_text_the_lines_are_shown_in_which_something_was_found_e16():
    line = f"{'before ' * 60}{BEGIN}scan{END}{' after' * 60}"

    found = excerpt(f"nothing\n{line}\n\n{BEGIN}scans{END}")

    assert found.startswith("… before")
    assert f"before {BEGIN}scan{END} after" in found
    assert found.endswith(f"after … … {BEGIN}scans{END}")
    assert len(found) < 250


@pytest.mark.parametrize("text", ["the", "-", '"', "!!", "a & | b", "<->", ":*", "-scan", "o'r"])
def test_whatever_is_typed_as_words_is_answered(client, lead, text):
    spoken()

    assert looks_for(client, lead, text).status_code == 200


def test_a_text_of_any_length_can_be_kept_and_is_found_by_its_beginning_e16(client, lead):
    long = " ".join(f"ä{n}-{n}.nhs.uk/{n}" for n in range(20_000))

    spoken(f"Spirometry {long}")

    assert "1 found" in said(looks_for(client, lead, "spirometry"))
