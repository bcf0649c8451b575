"""TRUST S7: what looks like data about single patients, and what only resembles it."""

import pytest

from activity.ingest.nhs_numbers import Tally, masked, passes
from tests import spreadsheets as s

ROWS = s.practices("Y90001", "Y90002")


def tally(*texts):
    """What some texts hold."""
    held = Tally()
    for text in texts:
        held.add(text)
    return held


def test_the_check_is_that_of_nhs_numbers():
    assert passes("9434765919")
    assert not passes("9434765918")
    assert not passes("0000000000")


@pytest.mark.parametrize(
    "text",
    ["9434765919", "943 476 5919", "943-476-5919", "943.476.5919", "943\u00a0476\u00a05919",
     "943\u2013476\u20135919", "9434765919.0", "9,434,765,919", "9.434765919E+09",
     "\uff19\uff14\uff13\uff14\uff17\uff16\uff15\uff19\uff11\uff19", "&#57;434765919",
     "seen 943 476 5919.", "943\u200b4765919"],
)  # fmt: skip
def test_an_nhs_number_is_found_however_it_is_written(text):
    held = tally(text)

    assert held.plain | held.grouped == {"9434765919"}


@pytest.mark.parametrize(
    "text",
    ["94347659191", "1234567890.12", "0.9434765919", "2006-09-20 10:11", "020 7946 0018 22",
     "00000001-943-476-5919", "4111 1111 1111 1111"],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_one(text):
    held = tally(text)

    assert not held.plain | held.grouped


def test_one_number_is_noise_unless_it_is_called_an_nhs_number():
    assert not tally("9434765919").are_of_patients()
    assert tally("Mrs X, NHS no: 943 476 5919").are_of_patients()
    assert not tally("Mrs X, NHS no: 943 476 5918").are_of_patients()


def test_a_few_numbers_that_stand_in_many_rows_are_those_of_contracts():
    three = tally("9434765919", "4010232137", "6541003238")

    assert three.are_of_patients(cells=3)
    assert not three.are_of_patients(cells=300)


def test_what_passes_for_an_nhs_number_is_masked():
    assert masked("Smith 943 476 5919.csv") == "Smith ….csv"
    assert masked("contract 9434765918") == "contract 9434765918"


def test_the_postcode_of_a_practice_is_not_that_of_a_patient(read):
    own = [s.line(practice_code=c, Postcode=p) for c, p in (("Y90001", "WD17 1AA"),) * 3]
    theirs = [s.line(practice_code="Y90001", Postcode=f"WD17 {n}AA") for n in range(3)]

    assert read(s.tidy_csv(own)).refused is None
    assert "“Postcode”" in read(s.tidy_csv(theirs)).refused


def test_the_words_of_a_refusal_do_not_repeat_the_number(read):
    rows = [{**row, "NHS no 943 476 5919": "x"} for row in ROWS]

    assert "943" not in read(s.tidy_csv(rows)).refused
