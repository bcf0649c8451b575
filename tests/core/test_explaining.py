"""A short form is explained right below where it first stands, and once (H03)."""

import re

import pytest

from pbc.core import glossary
from pbc.core.explaining import explain, spelt_out, words_in
from pbc.embedded import places
from tests.pages import said

KEY = '<dl class="pbc-key"><div><dt><a href="/glossary/#pct">PCT</a>:</dt>'
KEY += " <dd>primary care trust.</dd></div></dl>"


@pytest.mark.parametrize(
    ("page", "explained"),
    [
        ("<main><p>The PCT pays</p><p>a PCT</p></main>", "<main><p>The PCT pays</p>{}<p>a PCT</p>"),
        ("<main><h1>PCT</h1><p>Over</p></main>", "<main><h1>PCT</h1><p>Over</p>{}</main>"),
        ("<main><h1>PCTs</h1></main>", "<main><h1>PCTs</h1>{}</main>"),
        (
            "<main><section><h2>Of the PCT</h2></section></main>",
            "<main><section><h2>Of the PCT</h2>{}</section></main>",
        ),
        (
            "<main><div class='nhsuk-scroll'><table><tr><td>PCT</td></tr></table></div></main>",
            "<main><div class='nhsuk-scroll'><table><tr><td>PCT</td></tr></table></div>{}</main>",
        ),
        (
            '<main><div class="pbc-split"><div><p>PCT<br>pays</p></div></div></main>',
            '<main><div class="pbc-split"><div><p>PCT<br>pays</p>{}</div></div></main>',
        ),
        ("<header>Ann, PCT finance</header><main><p>Hi</p></main>", "<main><p>Hi</p>{}</main>"),
        ("<main><p>Hi</p></main><footer>A PCT</footer>", "<main><p>Hi</p></main><footer>"),
        (
            '<main><input value="PCT"><i title="PCT"></i><p>Hi</p><p>A PCT</p></main>',
            '<i title="PCT"></i><p>Hi</p><p>A PCT</p>{}</main>',
        ),
        (
            "<main><ul><li>A PCT<ul><li>and more</li></ul></li></ul><p>Hi</p></main>",
            "<main><ul><li>A PCT<ul><li>and more</li></ul></li></ul>{}<p>Hi</p></main>",
        ),
        (
            "<main><table><tr><td>PCT<table><tr><td>1</td></tr></table></table><p>Hi</p></main>",
            "<main><table><tr><td>PCT<table><tr><td>1</td></tr></table></table>{}<p>Hi</p></main>",
        ),
        (
            "<main><h2>PCT</h2><table><tr><td>1</td></tr></table><p>Hi</p></main>",
            "<main><h2>PCT</h2><table><tr><td>1</td></tr></table>{}<p>Hi</p></main>",
        ),
        (
            "<header>PCT</header><main><p>Hi</p><p>A PCT</p><p>Ho</p></main>",
            "<main><p>Hi</p><p>A PCT</p>{}<p>Ho</p></main>",
        ),
    ],
)
def test_a_key_stands_below_what_a_short_form_stands_in_h03(page, explained):
    assert explained.replace("{}", KEY) in explain(page)


@pytest.mark.parametrize(
    "page",
    [
        "<main><p>A GP of the NHS</p></main>",
        "<main><p>The primary care trust (PCT) pays</p></main>",
        "<main><p>The PCT (primary care trust) pays</p></main>",
        '<main><p><a href="/pct/PCT">L-DAC-0607-M06-OP-070313-7F3A</a></p></main>',
        "<main><p>shop, top, doles</p></main>",
        "<main><p>A PCT</p></main><footer>The <b>primary care trust</b>\n (PCT)</footer>",
        '<main><p>A PCT</p><dl><dt id="pct">PCT</dt></dl></main>',
        "<main><p>&amp;PCT, PCT&amp;</p></main>",
        "<p>A PCT</p>",
    ],
)
def test_what_needs_no_key_gets_none_h03(page):
    assert explain(page) == page


def test_the_short_forms_of_one_place_are_explained_in_the_order_in_which_they_stand_there_h03():
    page = explain("<b>PCT, SHA</b><main><p>OP, A&amp;E<br>and PCT</p><p>The OP, an FCE</p></main>")

    keys = [re.findall("<dt><a[^>]*>([^<]*)</a>", one) for one in page.split("<dl")]
    assert keys == [[], ["OP", "A&amp;E", "PCT"], ["FCE"], ["SHA"]]
    assert page.index("</dl>") < page.index("<p>The OP")


def test_a_longer_word_is_not_taken_for_a_shorter_one_h03():
    assert words_in("OPFA, A&E, EL/NEL, two FCEs and the A&E") == ["OPFA", "A&E", "FCE"]
    assert spelt_out("A&E", "From the check on A&E (accident and emergency)")


def test_every_word_of_the_glossary_has_a_place_of_its_own_h03(client):
    page = client.get("/glossary/")

    anchors = [term.anchor for term in glossary.TERMS]
    assert len(set(anchors)) == len(anchors)
    assert [one for one in anchors if f'id="{one}"' not in page.content.decode()] == []
    assert "FCE finished consultant episode . The time a patient spends" in said(page)


@pytest.mark.django_db
def test_a_page_explains_the_short_form_of_the_role_of_who_looks_h03(client):
    from tests import make

    client.force_login(make.finance_officer())

    assert "PCT : primary care trust." in said(client.get("/practices/"))


def test_our_templates_have_tags_in_small_letters_one_main_and_no_comments_h03():
    """What looks for short forms takes that for granted."""
    texts = {path: path.read_text() for path in (places.CHECKOUT / "templates").rglob("*.html")}

    assert [path for path, text in texts.items() if re.search("<!--|</?[A-Z]", text)] == []
    assert sum(text.count("<main") for text in texts.values()) == 1
    assert sum(text.count("</main>") for text in texts.values()) == 1
