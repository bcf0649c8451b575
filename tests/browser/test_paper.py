"""Pages on A4 paper, in the colours that somebody chose for a screen, and their charts (H02)."""

import re

import pytest

from tests.browser.addresses import path_of

# A4 less its margins of 13 mm, at 96 dots an inch.
PAPER = (210 - 26) * 96 // 25.4
PAGE = re.compile(rb"/Type\s*/Page\b")
CUT = """(width) => [...document.querySelectorAll("main table, main svg, main canvas")]
  .filter((one) => one.getBoundingClientRect().right > width + 1)
  .map((one) => one.outerHTML.slice(0, 120))"""
CONTROLS = ".pbc-months, .pbc-more, .pbc-links, .nhsuk-breadcrumb, nav, button, input, footer"

PAPERS = [
    ("budgets:position-scope", "finance", "locality Dacorum", 3),
    ("budgets:position-scope", "manager", "practice Fernville", 2),
    ("budgets:position-scope", "auditor", "pct East", 1),
    ("budgets:statement", "manager", "practice Fernville", 1),
    ("activity:submission-detail", "finance", "file staged", 2),
    ("activity:submission-detail", "finance", "file needs_reason", 2),
]

MARKS = """() => Object.values(Chart.instances).map((chart) =>
  chart.scales.y.ticks.map((mark) => mark.label))"""
POSITION = ("budgets:position-scope", "practice Fernville")


@pytest.mark.parametrize(("name", "role", "of_what", "pages"), PAPERS)
def test_a_page_is_printed_whole_and_without_its_controls(
    visitor, the_county, name, role, of_what, pages
):
    somebody = visitor(the_county.people[role])
    somebody.go(path_of(the_county, name, of_what))

    somebody.page.emulate_media(media="print")
    somebody.at(int(PAPER))
    shown = [one for one in somebody.page.locator(CONTROLS).all() if one.is_visible()]
    cut = somebody.page.evaluate(CUT, PAPER)
    printed = len(PAGE.findall(somebody.page.pdf(prefer_css_page_size=True)))
    somebody.page.emulate_media(media="screen")

    assert shown == []
    assert cut == []
    assert printed <= pages


def test_a_printed_position_says_how_old_it_is_and_as_of_when(visitor, the_county):
    finance = visitor(the_county.people["finance"])
    finance.go(path_of(the_county, "budgets:position-scope", "locality Dacorum"))

    finance.page.emulate_media(media="print")
    printed = finance.says()
    finance.page.emulate_media(media="screen")

    assert "These figures are 164 days old: they end on 30 September 2006." in printed
    assert "The last file came on 8 February 2007." in printed
    assert "These are the figures as known on 13 March 2007." in printed


def test_words_and_marks_stay_visible_in_forced_colours(visitor, the_county):
    finance = visitor(the_county.people["finance"], forced_colors="active")
    finance.go(path_of(the_county, "budgets:position-scope", "locality Dacorum"))

    def colour(css, property_):
        script = f"(one) => getComputedStyle(one).{property_}"
        return finance.page.locator(css).first.evaluate(script)

    paper, ink = colour("body", "backgroundColor"), colour("body", "color")
    assert paper != ink
    assert colour("td .pbc-over b", "color") == ink
    assert colour(".pbc-bar__over", "fill") == ink
    assert colour(".pbc-bar__under", "stroke") == ink
    assert colour(".pbc-bar__axis", "stroke") == ink
    assert finance.page.locator("td .pbc-over--under b").first.inner_text() == "under"


def test_no_two_marks_of_an_axis_read_the_same(visitor, the_county):
    manager = visitor(the_county.people["manager"])
    manager.go(path_of(the_county, *POSITION))

    lag, months = manager.page.evaluate(MARKS)

    assert len(set(lag)) == len(lag)
    assert len(set(months)) == len(months)
    assert "£100k" in months


def test_without_scripts_the_tables_stand_alone(visitor, the_county):
    manager = visitor(the_county.people["manager"], java_script_enabled=False)
    manager.go(path_of(the_county, *POSITION))

    assert [chart.is_visible() for chart in manager.page.locator(".pbc-chart").all()] == [False] * 2
    assert manager.page.locator("#t-months tbody tr").count() == 12
    assert manager.page.locator("#t-lag tbody tr").count() == 6
