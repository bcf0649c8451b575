"""Minutes in other shapes, made up, so that the reader goes by form and not by what it has seen."""

from datetime import date, time
from pathlib import Path

import pytest

from meetings.minutes import actions, answer, people, reader, source
from tests.meetings.minutes import documents

PAPERS = Path(__file__).parent / "papers"


def minutes(name):
    return reader.understood(source.opened((PAPERS / name).read_bytes()))


def of(text):
    return reader.understood(source.of_text(text))


def three(found):
    return [(one.owner, one.text, one.due_typed) for one in found.actions]


def test_e16_labels_within_the_text_are_actions_and_decisions():
    found = minutes("locality_board.txt")

    assert (found.body, found.date) == ("WATCOM LOCALITY BOARD", date(2008, 5, 6))
    assert three(found) == [
        ("TF", "write to the practices", "16 May"),
        ("Priya", "draft the specification", "end of June"),
        ("Sue Holt", "circulate the figures", "ASAP"),
    ]
    assert [(one.text, one.status) for one in found.decisions] == [
        ("The minutes of 1 April were agreed as a correct record.", "agreed"),
        ("to pilot the tele-dermatology service for six months", "agreed"),
        (
            "It was agreed in principle to pool the underspend, subject to finance advice.",
            "agreed in principle",
        ),
        ("defer the incentive scheme to July", "agreed"),
    ]


def test_e01_a_list_on_one_line_is_parted_at_commas_outside_brackets():
    found = minutes("locality_board.txt")

    assert [(one.name, one.mark, one.role) for one in found.attended] == [
        ("Dr Anna Bright", None, "Chair"),
        ("Tom Field", None, "PM, Elm Surgery"),
        ("Priya Nair", None, None),
        ("J. O'Brien", None, None),
        ("Sue Holt", "*", "PCT finance"),
        ("Dr R. van Dyk", None, None),
    ]
    assert found.affiliations == {"*": "Hertfordshire PCT"}
    assert found.apologies == ()


def test_e06_a_next_meeting_on_one_line_has_day_times_and_place():
    found = minutes("locality_board.txt").next_meeting

    assert (found.date, found.starts, found.ends) == (date(2008, 6, 3), time(13), time(14, 30))
    assert (found.place, found.lunch) == ("Peace Centre", "Lunch will be provided from 12.30")


def test_e02_a_table_with_a_head_is_read_by_its_columns():
    found = minutes("practice_meeting.md")

    assert three(found) == [
        ("Karen Wells", "Check the list size return", "30 Sept"),
        ("IS", "Audit of first outpatient referrals", "next meeting"),
        ("Lucy Ford / KW", "Order flu vaccine", "31 Feb"),
    ]
    assert [one["due"] for one in answer.as_json(found)["actions"]] == ["2007-09-30", None, None]
    assert [(one.text, one.status) for one in found.decisions] == [
        ("Opt out of Choose & Book DES for this year", "agreed"),
        ("Join the counselling pilot, in principle", "agreed in principle"),
    ]
    assert [one.name for one in found.copies_to] == ["PCT", "All partners"]


def test_e16_windows_letters_tabs_and_line_ends_make_no_difference():
    found = minutes("leads_forum.txt")

    assert [(one.name, one.role) for one in found.attended] == [
        ("Emma Stone", "GP, Oak House"),
        ("Raj Patel", "PM, The Grove"),
    ]
    assert [one.name for one in found.apologies] == ["Liz Day", "Dr Cole"]
    assert three(found)[0] == ("Raj Patel", "collect the leads’ names", "end of March")
    assert three(found)[3] == (None, "Book the room", None)
    assert found.next_meeting.place == "Oak House Surgery, Potters Bar"


def test_e16_what_others_agreed_elsewhere_is_no_decision():
    found = minutes("leads_forum.txt")

    assert [one.text for one in found.decisions] == [
        "The group agreed that each practice will nominate a lead."
    ]


def test_e16_columns_of_spaces_and_sentences_at_the_end_are_read_too():
    found = minutes("project_board.txt")

    assert three(found) == [
        ("Paul Kerr", "Cost the new pathway", "20 July"),
        ("Helen Moss", "Sign the contract", "End-July"),
        ("HM", "We have agreed to meet monthly", None),
    ]
    assert [(one.name, one.role) for one in found.attended] == [
        ("Helen Moss", "Chair"),
        ("Paul Kerr", "GP, Hemel"),
    ]
    following = found.next_meeting
    assert (following.date, following.starts) == (date(2007, 8, 9), time(9))
    assert following.place == "Town Hall"


def test_e16_a_promise_counts_only_where_no_list_of_actions_is():
    text = (
        "Board meeting\n\n3 May 2007\n\nPresent: Ann Lee, Bob Day\n\nThey talked for an hour.\n\n"
    )

    told = of(f"{text}Ann will send the figures by Friday. Costs will fall.")
    listed = of(f"{text}Ann will send the figures.\n\nActions:\nBob Day - book a room - 9 May\n")

    assert three(told) == [("Ann", "send the figures", "Friday")]
    assert three(listed) == [("Bob Day", "book a room", "9 May")]


def test_e16_a_word_document_is_read_with_its_tables():
    content = documents.written(
        "Hemel Practices Group",
        "Minutes of the meeting held on 8 January 2008",
        [["Present", "Ann Lee (Chair), Bob Day"], ["Apologies", "Cy Fox"]],
        "1. Action list",
        [["Action", "By whom", "When"], ["Write the plan", "Ann Lee", "End-Jan"]],
        "2. Next meeting",
        "5 February 2008, 12.30pm, Boxmoor Hall",
    )

    found = reader.understood(source.opened(content))

    assert (found.body, found.date) == ("Hemel Practices Group", date(2008, 1, 8))
    assert [(one.name, one.role) for one in found.attended] == [
        ("Ann Lee", "Chair"),
        ("Bob Day", None),
    ]
    assert [one.name for one in found.apologies] == ["Cy Fox"]
    assert three(found) == [("Ann Lee", "Write the plan", "End-Jan")]
    assert found.next_meeting.place == "Boxmoor Hall"
    assert found.source.said(found.actions[0].line) == "Write the plan Ann Lee End-Jan"


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("Ann Lee - draft the plan - End-Mar", ("Ann Lee", "draft the plan", "End-Mar")),
        ("Ann Lee – re-draft the long-term plan", ("Ann Lee", "re-draft the long-term plan", None)),
        ("Ann: draft the plan (by 16 Mar)", ("Ann", "draft the plan", "16 Mar")),
        ("Draft the plan (AL, End-Mar)", ("AL", "Draft the plan", "End-Mar")),
        ("Draft the plan - AL", ("AL", "Draft the plan", None)),
        ("1. Ann Lee to draft the plan by 16 March", ("Ann Lee", "draft the plan", "16 March")),
        ("All practices to check the list by ASAP", ("All practices", "check the list", "ASAP")),
        ("Draft the plan", (None, "Draft the plan", None)),
        ("Draft the plan by hand", (None, "Draft the plan by hand", None)),
    ],
)
def test_e02_an_action_on_one_line_is_read_by_its_form(line, action):
    found = actions.in_line(line, 1)

    assert (found.owner, found.text, found.due_typed) == action


@pytest.mark.parametrize(
    "text", ["Ann Lee", "Dr Cole", "J. O'Brien", "Dr R. van Dyk", "Marie-Anne Essam"]
)
def test_e01_a_name_is_known_by_its_form(text):
    assert people.is_name(text)


@pytest.mark.parametrize(
    "text", ["Matters Arising", "GP", "Practice Managers", "Budget Report", "the plan"]
)
def test_e01_a_heading_and_a_post_are_no_names(text):
    assert not people.is_name(text)
