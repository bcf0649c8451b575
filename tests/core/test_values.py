"""A line and a figure are named by what they say of themselves, and found again by that (I01)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pbc.core.values import Figure, Scope, SourceKey

LINE = SourceKey("DAC", 2006, 6, 6, "V81999", "RWG", "EL", "100", Decimal("40.00"))
FIGURE = Figure(Scope("locality", "DAC"), 2006, 6, "OP", date(2007, 3, 13))


def test_the_code_of_a_line_says_where_it_lies_i01():
    assert LINE.code.startswith("DAC-0607-M06-")
    assert len(LINE.code) == len("DAC-0607-M06-") + 10
    assert replace(LINE, first_month=0, month=5).code.startswith("DAC-0607-T05-")


@pytest.mark.parametrize(
    "other",
    [
        {"practice": "V81998"},
        {"provider": "RC9"},
        {"point_of_delivery": "OP"},
        {"specialty": "110"},
        {"amount": Decimal("40.01")},
        {"provider": "RWGEL", "point_of_delivery": ""},
    ],
)
def test_lines_that_differ_have_different_codes_i01(other):
    assert replace(LINE, **other).code != LINE.code


def test_the_code_of_a_line_does_not_hang_on_how_its_amount_is_written_i01():
    assert replace(LINE, amount=Decimal("40")).code == LINE.code


@pytest.mark.parametrize(
    "figure",
    [
        FIGURE,
        replace(FIGURE, heading=None),
        replace(FIGURE, heading="UNASSIGNED"),
        replace(FIGURE, scope=Scope("county")),
        replace(FIGURE, scope=Scope("practice", "E82713")),
        replace(FIGURE, scope=Scope("group", "A-B")),
    ],
)
def test_a_figure_is_found_again_by_its_code_i01(figure):
    assert Figure.of(figure.code) == figure
    assert Figure.of(f" {figure.code.lower()} ") == figure


def test_a_code_is_in_capitals_whatever_the_register_has_i01():
    figure = replace(FIGURE, scope=Scope("group", "DacCom"))

    assert figure.code.startswith("G-DACCOM-0607-")
    assert Figure.of(figure.code).scope == Scope("group", "DACCOM")
    assert Figure.of(figure.code.lower()).code == figure.code


@pytest.mark.parametrize("year", [1950, 1999, 2000, 2049])
def test_the_two_digits_of_a_year_mean_one_of_1950_to_2049_i01(year):
    figure = replace(FIGURE, year=year, known_on=date(year, 12, 31))

    assert Figure.of(figure.code) == figure


@pytest.mark.parametrize("other", [{"year": 1949}, {"year": 2050}, {"known_on": date(2050, 1, 1)}])
def test_there_is_no_code_of_a_year_that_two_digits_do_not_tell_i01(other):
    with pytest.raises(ValueError, match="from 1950 to 2049: there is none of"):
        _ = replace(FIGURE, **other).code


def test_the_code_of_a_figure_can_be_read_i01():
    assert FIGURE.code.startswith("L-DAC-0607-M06-OP-070313-")


@pytest.mark.parametrize("change", [("M06", "M07"), ("DAC", "DAD"), ("OP", "EL"), ("0607", "0707")])
def test_a_mistyped_code_is_no_figures_i01(change):
    with pytest.raises(ValueError, match="look for a letter that is mistyped"):
        Figure.of(FIGURE.code.replace(*change))


@pytest.mark.parametrize(
    "code", ["none", "L-DAC-0607-M06-OP-070313", "L-DAC-0607-M06-OP-071313-0000"]
)
def test_what_has_not_the_parts_of_a_code_is_none_i01(code):
    with pytest.raises(ValueError, match=r"no figure's code|month must be in"):
        Figure.of(code)
