"""What meetings said is found by who said it, by letters or by a name (E16)."""

import pytest

from meetings.finding import kinds
from meetings.models import Initials
from pbc.core.finding import Looked
from tests.meetings.finding.findable import SPOKEN, looks_for, spoken
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_who_said_it_is_asked_by_initials_or_by_a_part_of_the_name_e16(client, lead):
    spoken()

    by_letters = looks_for(client, lead, "ultrasound", who="sbj").content.decode()
    by_name = said(looks_for(client, lead, "ultrasound", who="Bright"))

    assert "SBJ - The <mark>ultrasound</mark> list is long" in by_letters
    assert "Ann" not in by_letters
    assert "1 found for “ultrasound” said by “Bright”" in by_name
    assert "Nothing found" in said(looks_for(client, lead, "write", who="SBJ"))


def test_all_that_somebody_said_is_found_without_any_word_e16(client, lead):
    spoken()

    page = said(looks_for(client, lead, who="Lee"))

    assert "AL – Agreed to write" in page
    assert "**Ann Lee** – Ultrasound, too" in page
    assert "The ultrasound list" not in page


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("list ultrasound", True),  # in any order
        ('"ultrasound list"', True),
        ('"list ultrasound"', False),
        ("ultrasound -long", False),
        ("ultrasound -write", True),  # which Ann Lee said
        ("-write", True),
        ("write", False),
        ("long or write", True),
        ("d'accord", True),
        ("the", False),  # a word of no weight finds nothing, here and everywhere
    ],
)
def test_words_that_somebody_said_are_asked_as_all_words_are_e16(lead, asked, is_found):
    spoken(f"{SPOKEN}\nSBJ - D'accord, C:\\plan")

    found = kinds.ITEMS.rows(Looked(lead, asked, "SBJ"))

    assert found.exists() is is_found


def test_what_somebody_says_under_letters_and_name_is_theirs_e16(lead):
    spoken("SBJ - Scans are late\n**Sarah Bright-Jones** – Budgets are short")

    found = kinds.ITEMS.rows(Looked(lead, "scan budget", "Sarah"))

    assert found.count() == 1


def test_words_said_are_found_anew_when_minutes_change_e09(lead):
    item = spoken()
    item.minutes = "SBJ - Endoscopy is next"
    item.save()

    asked = [Looked(lead, words, "SBJ") for words in ("endoscopy", "ultrasound")]

    assert [kinds.ITEMS.rows(one).count() for one in asked] == [1, 0]


@pytest.mark.parametrize("length", [1, 40])
def test_minutes_of_many_or_of_endless_words_are_kept_and_found(lead, length):
    long = "\n".join(f"SBJ - {f'{n:x}' * length}" for n in range(40_000 // (10 + 4 * length)))
    spoken(f"SBJ - {'x' * 5000} scans\n{long}")

    assert kinds.ITEMS.rows(Looked(lead, "scan", "SBJ")).count() == 1


def test_letters_of_a_name_are_theirs_only_where_they_are_in_the_list_e16(lead):
    spoken("AL - Scans", names=["Ann Lee"])
    spoken("AL - Scans", names=["Alan Long"])

    found = kinds.ITEMS.rows(Looked(lead, "scan", "Ann Lee"))

    assert [one.meeting.attendances.get().name for one in found] == ["Ann Lee"]


@pytest.mark.parametrize("who", ["(", "\\", "[a-", "AL", ".*", "’", "*" * 90, "am"])
def test_whatever_is_typed_as_a_name_is_answered(client, lead, who):
    spoken("AL - Scans\n**(x\\** – Scans", names=["(x\\", "Ann Lee"])

    assert looks_for(client, lead, "scans", who=who).status_code == 200


@pytest.mark.parametrize("letters", ["((", "M.J.", "a|b", "[x"])
def test_letters_that_were_told_mean_themselves_and_no_pattern_e16(client, lead, letters):
    item = spoken(f"{letters} - Scans are late\nMxJx - Scans are early", names=[])
    body = item.meeting.body
    Initials.objects.create(body=body, letters=letters, name="Mary Jay", said_by=lead)

    page = said(looks_for(client, lead, "scans", who="Mary"))

    assert f"{letters} - Scans are late" in page
    assert "MxJx" not in page


def test_what_a_minus_does_where_it_is_asked_who_said_it_is_said_plainly_e16(client, lead):
    spoken()
    why = "A minus leaves out an item under which they say that word"

    assert why in said(looks_for(client, lead, "ultrasound -long", who="SBJ"))
    assert why not in said(looks_for(client, lead, "ultra-sound", who="SBJ"))
    assert why not in said(looks_for(client, lead, "ultrasound -long"))
