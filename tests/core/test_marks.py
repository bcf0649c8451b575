"""Bars and the sign of a change."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template

from pbc.core.templatetags.marks import bar, change, scale


@dataclass(frozen=True)
class Row:
    overspend: Decimal | None


def test_bars_of_a_table_share_one_scale_from_the_largest_under_to_the_largest_over():
    rows = [Row(Decimal(300)), Row(Decimal(-100)), Row(None)]

    bars = scale(rows)

    assert 'pbc-bar__over" x="40.0" y="3" width="120.0"' in bar(Decimal(300), bars)
    assert 'pbc-bar__under" x="0.0" y="3" width="40.0"' in bar(Decimal(-100), bars)
    assert bar(None, bars) == ""


def test_bars_of_a_table_without_figures_have_no_length():
    assert 'width="0.0"' in bar(Decimal(0), scale([]))


@pytest.mark.parametrize(
    ("amount", "printed"),
    [("5587527.29", "+5,587,527.29"), ("-12406.55", "−12,406.55"), ("0", "0.00")],
)
def test_a_change_has_its_sign_and_its_pennies(amount, printed):
    assert change(Decimal(amount)) == printed


def test_a_wide_table_scrolls_in_a_box_named_by_its_caption():
    page = Template('{% load marks %}{% scroll "c-rows" %}<table>{{ name }}</table>{% endscroll %}')

    html = page.render(Context({"name": "Royston & Buntingford"}))

    assert 'role="region" aria-labelledby="c-rows" tabindex="0"' in html
    assert "<table>Royston &amp; Buntingford</table>" in html
