"""What the filters and tags print on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Engine
from django.utils.html import format_html

from pbc.core.forms import LongSelect

ENGINE = Engine(libraries={"pbc": "pbc.core.templatetags.pbc"})


def printed(source, **values):
    return ENGINE.from_string("{% load pbc %}" + source).render(Context(values))


def test_an_overspend_is_marked_up_with_sign_number_and_word():
    html = printed("{% over_under sum %}", sum=Decimal("1222365.19"))

    assert html == '<span class="pbc-over">+1,222,365 <b>over</b></span>'


def test_an_underspend_is_marked_up_with_a_true_minus():
    html = printed("{% over_under sum %}", sum=Decimal("-171981"))

    assert html == '<span class="pbc-over pbc-over--under">−171,981 <b>under</b></span>'


def test_an_overspend_can_be_marked_up_in_millions():
    html = printed('{% over_under sum form="millions" %}', sum=Decimal("-470000"))

    assert html == '<span class="pbc-over pbc-over--under">−£0.47m <b>under</b></span>'


def test_neither_over_nor_under_is_a_word_and_not_0():
    assert printed("{% over_under 0 %}") == '<span class="pbc-over">on budget</span>'
    assert "at break-even" in printed('{% over_under 0 neither="at break-even" %}')


def test_an_overspend_that_is_not_known_is_a_word():
    assert printed("{% over_under sum %}", sum=None) == "not known"
    assert printed('{% over_under sum unknown="no budget" %}', sum=None) == "no budget"


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ v|money }}", Decimal("38689.40"), "38,689"),
        ("{{ v|money_pence }}", Decimal("8918.2"), "8,918.20"),
        ("{{ v|pounds }}", Decimal("1222365.19"), "£1.22m"),
        ("{{ v|millions }}", Decimal("32365.19"), "£0.03m"),
        ("{{ v|pence }}", Decimal("8918.2"), "£8,918.20"),
        ("{{ v|over_words }}", Decimal("1222365.19"), "£1.22m over"),
        ("{{ v|percent }}", Fraction("3.815"), "3.8%"),
        ("{{ v|signed_percent }}", Fraction("-2.9"), "−2.9%"),
        ("{{ v|activity }}", Decimal("150313.371"), "150,313"),
        ("{{ v|month }}", 6, "September"),
        ("{{ v|short_month }}", 6, "Sep"),
        ("{% month_and_year 2006 v %}", 6, "September 2006"),
        ("{{ v|months }}", [5, 6], "months 5, 6"),
        ("{{ v|year }}", 2006, "2006/07"),
        ("{{ v|day }}", date(2007, 3, 13), "13 March 2007"),
        ("{{ v|short_day }}", date(2007, 3, 13), "13 Mar 2007"),
        ("{{ v|weekday }}", date(2007, 3, 30), "Friday 30 March"),
    ],
)
def test_each_filter_prints_the_fields_form(source, value, text):
    assert printed(source, v=value) == text


def test_an_unknown_is_the_word_the_page_gives_it():
    assert printed("{{ v|money }}", v=None) == "not known"
    assert printed('{{ v|money:"not received" }}', v=None) == "not received"


def test_a_percentage_of_nothing_leaves_its_cell_empty():
    assert printed("{{ v|percent }}", v=None) == ""


def test_nought_is_printed_as_a_figure_where_it_is_known():
    assert printed("{{ v|money }}", v=Decimal("0.00")) == "0"


def test_a_moment_late_in_the_evening_is_the_day_it_was_in_london():
    summer_evening = datetime(2007, 6, 30, 23, 30, tzinfo=UTC)

    assert printed("{{ v|day }}", v=summer_evening) == "1 July 2007"


def test_what_a_caller_gives_is_escaped():
    assert "<script>" not in printed("{% over_under 0 neither=word %}", word="<script>")


@pytest.mark.parametrize(
    "name",
    [
        *("money", "money_pence", "pounds", "millions", "pence", "over_words", "percent"),
        *("signed_percent", "activity", "month", "short_month", "year", "day", "short_day"),
        "weekday",
    ],
)
def test_a_filter_of_figures_and_days_prints_no_text_that_somebody_typed(name):
    with pytest.raises((TypeError, ValueError, AttributeError)):
        printed("{{ typed|" + name + " }}", typed="<b>12</b>")


def test_a_word_of_which_a_table_has_many_is_escaped_unless_it_was_before():
    """What is escaped and what is not may be the same letters: the one is not taken for the other,
    whichever came first."""
    ours = format_html("<b>{}</b>", "A&E")

    for _ in range(2):
        for source in ("{{ v|word }}", "{{ v|word:'none' }}"):
            assert printed(source, v="<b>A&amp;E</b>") == "&lt;b&gt;A&amp;amp;E&lt;/b&gt;"
            assert printed(source, v=ours) == "<b>A&amp;E</b>"
    assert printed('{{ v|word:"not given" }}', v="") == "not given"
    assert printed("{{ v|word:other }}", v=None, other="<i>") == "&lt;i&gt;"


def test_a_choice_among_hundreds_prints_its_labels_as_text():
    field = LongSelect(choices=[("<1>", "Dr <b>Sim</b>"), ("Group “A&B”", [("2", "Two")])])

    html = field.render("over", "2")

    assert '<option value="&lt;1&gt;">Dr &lt;b&gt;Sim&lt;/b&gt;</option>' in html
    assert '<optgroup label="Group “A&amp;B”"><option value="2" selected>Two</option>' in html
