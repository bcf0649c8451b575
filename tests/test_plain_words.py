"""Plain words on every page of the site, and no short form that is not explained (H03)."""

import re
from html import unescape

import pytest

from pbc.core import glossary
from pbc.core.explaining import spelt_out
from tests.every_page import every_page
from tests.reading_age import reading_age

SHORT = re.compile(r"(?<![\w£.-])[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*(?![\w.-]*\w)|\b[A-Z]\d[A-Z]\b")
# A group, companies that bid, a provider by the code that its file gives, a program, and
# somebody's initials.
NAMES = {"DacCom", "StahCom", "DacProv", "STAHDOC", "RWG", "PostgreSQL", "BD", "SBJ"}
OLDEST = 13  # years; the summaries name places and hospitals' kinds of care, which are long words


@pytest.fixture
def sent(db, monkeypatch):
    """Every page of the table as it is sent: {what it is called: page}."""
    return every_page(monkeypatch)


def words_of(page):
    """The text that somebody reads, without the marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


KEY = r'<strong class="pbc-code">.*?</strong>'  # letters by chance, to be typed into an app


def unexplained(page):
    """The short forms of a page that it neither explains nor links to the glossary."""
    text = words_of(re.sub(KEY, "", page))
    found = {one.removesuffix("s") for one in SHORT.findall(text)} - NAMES
    return {one for one in found if not explained(one, page, text)}


def explained(word, page, text):
    term = glossary.ABBREVIATIONS.get(word)
    if term is None:
        return False
    linked = f'href="/glossary/#{term.anchor}"' in page or f'id="{term.anchor}"' in page
    return term.everyday or linked or spelt_out(word, text)


def summary(page):
    """The verdict of a page and its lead sentences."""
    found = re.findall(r'<(?:h1|p) class="(?:nhsuk-heading-l|pbc-lead)">(.*?)</(?:h1|p)>', page)
    return [words_of(one) for one in found]


def test_every_short_form_on_every_page_is_explained_h03(sent):
    wrong = {name: unexplained(page) for name, page in sent.items()}

    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_check_itself_finds_a_short_form_that_nobody_explains_h03():
    assert unexplained("<p>The MFF of a C2C at DacCom</p>") == {"MFF", "C2C"}
    assert unexplained("<p>Three XYZs and a GP</p>") == {"XYZ"}
    assert unexplained("<p>L-DAC-0607-M06-OP-070313-7F3A, E82713, £1.22M</p>") == set()


def test_the_summaries_can_be_read_at_thirteen_h03(sent):
    sentences = sorted({one for page in sent.values() for one in summary(page)})

    assert len(sentences) > 40
    assert reading_age(sentences) < OLDEST


def test_the_meanings_can_be_read_at_thirteen_h03():
    assert reading_age([term.meaning for term in glossary.TERMS]) < OLDEST


def test_a_reading_age_is_worked_out_from_letters_words_and_sentences_h03():
    # 5 words of 15 letters in 1 sentence: 4.71 x 3 + 0.5 x 5 - 21.43 + 5 = 0.2
    assert round(reading_age(["The cat sat on mats."]), 2) == 0.20
