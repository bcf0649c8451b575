"""Five papers of the time, and by hand what a secretary finds in each (E01, E02, E06, E08, E16)."""

from datetime import date, time
from pathlib import Path

import pytest

from meetings.minutes import answer, reader, source

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="no ../shared beside the checkout")


def minutes(number):
    """What is understood of one of the papers."""
    [path] = SEEDS.glob(f"{number}_*.txt")
    return reader.understood(source.opened(path.read_bytes()))


def names(entries):
    return [(one.name, one.mark) for one in entries]


def test_e16_000_is_a_talk_with_a_title_and_a_day_and_nothing_to_do():
    found = minutes("000")

    assert found.body == "Lesley Watts Meeting with West Herts PBC Representatives"
    assert (found.date, found.body_line, found.date_line) == (date(2006, 11, 16), 1, 3)
    assert (found.attended, found.apologies, found.copies_to) == ((), (), ())
    assert (found.actions, found.decisions, found.next_meeting) == ((), (), None)


def test_e04_001_agrees_option_2_in_principle_and_the_localities_confirm():
    found = minutes("001")

    assert (found.body, found.date, found.attended) == (None, None, ())
    stop_smoking = found.decisions[0]
    assert stop_smoking.text == "Option 2 was agreed, in principle by all localities."
    assert (stop_smoking.status, stop_smoking.about) == ("agreed in principle", "Stop Smoking")
    assert stop_smoking.to_confirm.startswith(
        "Locality groups are to come back with confirmation to Richard Walker"
    )
    assert stop_smoking.line == 5


def test_e16_001_agrees_the_total_and_not_the_split():
    found = minutes("001")

    assert [(one.text[:44], one.status, one.line) for one in found.decisions[1:]] == [
        ("It was agreed that TOR for the diabetes grou", "agreed", 27),
        ("It was agreed that 4 PBC groups are not chal", "agreed", 142),
        ("They are agreeing to the total sum of money.", "agreed", 142),
        ("However, they are not agreeing to the split.", "not agreed", 142),
        ("For the Red House, Ken Spooner did not agree", "not agreed", 142),
    ]


def test_e05_001_has_three_things_to_do_and_none_has_a_day():
    found = minutes("001")

    assert [(one.owner, one.text[:33], one.due_typed, one.line) for one in found.actions] == [
        ("Locality groups", "come back with confirmation to Ri", None, 5),
        ("Roger Hammond", "take these out", None, 99),
        (None, "Decisions are to be communicated ", None, 144),
    ]


def test_e06_001_announces_two_meetings_of_a_day_whose_year_is_not_said():
    found = minutes("001")

    following, [(name, diabetes)] = found.next_meeting, found.other_meetings
    assert (following.typed, following.date, following.line) == ("17 April", None, 130)
    assert (name, diabetes.typed, diabetes.starts) == (
        "Diabetes Group meeting",
        "17 April",
        time(7, 30),
    )
    assert (diabetes.place, diabetes.line) == ("Manor Street Surgery, Berkhamsted", 29)


def test_e01_002_was_attended_by_thirteen_of_whom_three_and_one_have_a_mark():
    found = minutes("002")

    assert (found.body, found.date) == ("DacCom PbC Ltd Executive Committee", date(2007, 3, 13))
    assert names(found.attended) == [
        *(("Gerry Bulger", None), ("Corina Ciobanu", None), ("Trevor Fernandes", None)),
        *(("Richard Gallow", None), ("Avi Gupta", None), ("Mark Jones", None)),
        *(("Mary McMinn", None), ("Meena Savla", None), ("Richard Walker", None)),
        *(("Lynn Dalton", "#"), ("Jenny Greenshields", "#"), ("Christine Wood", "#")),
        ("Caroline Johnson", "^"),
    ]
    assert [one.line for one in found.attended] == [
        *range(14, 18),
        *range(19, 23),
        *range(24, 28),
        29,
    ]
    assert found.affiliations == {"#": "West Hertfordshire PCT", "^": "Dacorum PPI Group"}


def test_e01_002_has_three_apologies_and_goes_to_the_practice_managers():
    found = minutes("002")

    assert names(found.apologies) == [
        *(("Jeremy Cohen", None), ("Zunia Hurst", None), ("Suzanne Novak", "#"))
    ]
    assert [one.line for one in found.apologies] == [42, 43, 44]
    assert [(*pair, 52) for pair in names(found.copies_to)] == [
        ("Dacorum Practice Managers", None, 52)
    ]


def test_e02_002_has_four_actions_with_owner_and_day():
    found = answer.as_json(minutes("002"))

    rows = [
        (one["owner"], one["text"][:30], one["due_typed"], one["due"], one["line"])
        for one in found["actions"]
    ]
    assert rows == [
        ("Mark Jones", "Work with individual members o", "End-Mar", "2007-03-31", 58),
        ("Mark Jones", "Communicate our concerns regar", "End-Mar", "2007-03-31", 62),
        ("Lynn Dalton", "Inform Suzanne Novak that we b", "16 Mar", "2007-03-16", 66),
        ("Meena Savla", "Progress discussions regarding", "End-April", "2007-04-30", 70),
    ]
    assert found["actions"][2]["text"].endswith("payments under the DES is acceptable.")


def test_e16_002_decides_on_the_payments_and_on_who_speaks_with_stahdoc():
    found = minutes("002")

    assert [(one.text[:37], one.status, one.about, one.line) for one in found.decisions] == [
        ("The Executive agreed the proposal reg", "agreed", "DES Achievement Document", 141),
        ("We agree that Meena can discuss the p", "agreed", "Urgent Care / Out of Hours", 155),
    ]


def test_e06_002_meets_next_on_4_april_at_fernville_with_lunch_and_a_guest():
    found = minutes("002").next_meeting

    assert (found.date, found.typed) == (date(2007, 4, 4), "Wednesday 4 April 2007")
    assert (found.starts, found.ends) == (time(13), time(14, 15))
    assert (found.place, found.lunch) == ("Fernville Surgery", "lunch from 12.30pm")
    assert (found.guests, found.line) == (("Steve Laitner",), 159)


def test_e01_003_was_attended_by_nine_each_with_a_role():
    found = minutes("003")

    assert found.body == "Hertfordshire Practice-based Commissioning Leads Meeting"
    assert found.date == date(2006, 5, 25)
    assert [(one.name, one.role, one.line) for one in found.attended] == [
        ("Peter Graves", "Chief Executive LMC", 6),
        ("Peter Lillywhite", "PM (Watford & 3 Rivers)", 8),
        ("Nicholas Small", "GP (Hertsmere)", 10),
        ("Kamal Nagpul", "GP (South East Herts – South locality)", 12),
        ("Mark Andrews", "GP (South East Herts – West Central locality)", 14),
        ("Jeremy Cox", "GP (North Herts & Stevenage – North Herts locality)", 16),
        ("Mark Jones", "PM (Dacorum)", 18),
        ("Viv Seal", "Director of Operations, LMC", 20),
        ("Rachel Lea", "LMC/PCT Liaison Manager (Herts)", 22),
    ]
    assert {one.mark for one in found.attended} == {None}


def test_e16_003_decides_twice_and_gives_nobody_anything_to_do():
    found = minutes("003")

    assert [(one.text, one.line) for one in found.decisions] == [
        ("It was agreed that Dr Graves should chair the meeting.", 26),
        ("It was agreed that these meetings are useful to share ideas across the county.", 52),
    ]
    assert (found.actions, found.apologies, found.copies_to) == ((), (), ())


def test_e07_003_meets_next_on_a_day_to_be_arranged():
    found = minutes("003").next_meeting

    assert (found.date, found.typed) == (None, "to be arranged for end of July")
    assert (found.to_be_arranged, found.place, found.starts, found.line) == (True, None, None, 61)


def test_e16_004_is_what_one_man_thought_of_a_meeting_and_decides_nothing():
    found = minutes("004")

    assert (found.body, found.date) == ("PBC “Hot Topics” meeting", date(2007, 12, 6))
    assert (found.attended, found.actions, found.decisions) == ((), (), ())
    assert found.next_meeting is None


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_e16_nothing_is_invented_every_word_stands_on_the_line_it_cites(number):
    found = minutes(number)

    people = [*found.attended, *found.apologies, *found.copies_to]
    cited = [(one.name, one.line) for one in people]
    cited += [(one.text, one.line) for one in found.decisions]
    # An action's owner stands on its line, its words on that or on the next two cells.
    cited += [(one.owner, one.line) for one in found.actions if one.owner]
    assert [
        words for words, line in cited if words not in _plain(found.source.lines[line - 1])
    ] == []


def _plain(line):
    return " ".join(line.replace("**", "").split())


def test_e08_002_has_seven_sections_and_the_first_is_the_actions():
    found = minutes("002").sections

    assert [(one.title, one.line) for one in found] == [
        ("Summary of actions agreed", 56),
        ("DacCom Budget Report", 75),
        ("Business Plan 2007/8", 105),
        ("Funding through the LES", 119),
        ("DES Achievement Document", 137),
        ("Urgent Care / Out of Hours", 145),
        ("Next meeting", 157),
    ]
    assert found[0].text == ""
    assert found[1].text.startswith("Jenny Greenshields presented a budget report")
    assert "- The report shows a total overspend of £1.22 million (3.8%)" in found[1].text
    assert found[6].text.startswith("Wednesday 4 April 2007\n\nFrom 1pm to 2.15pm")
