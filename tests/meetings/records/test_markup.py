"""What a secretary writes as Markdown runs nothing and shows nothing of another site (E08)."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from meetings.records import markup

HERE = "https://pbc.example.nhs.uk/minutes/1/"
WAYS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "file:///etc/passwd")
WAYS += ("data:text/html,<b>x</b>", "data:image/svg+xml,<svg/onload=x>", "java\tscript:x")
WAYS += ("&#106;avascript:alert(1)", "&#x6A;avascript:x", " javascript:x", "jav&#x0A;ascript:x")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("written", ["[a]({})", "[a](<{}>)", "<{}>", "![a]({})", "[a]: {}\n\n[a]"])
def test_no_way_of_writing_a_link_runs_anything_or_shows_a_picture_s5(written, way):
    page = markup.html(written.format(way))

    ways = [urljoin(HERE, one) for one in re.findall(r'(?:href|src)="([^"]*)"', page)]
    assert {urlsplit(one).scheme for one in ways} <= {"http", "https", "mailto"}
    assert re.findall(r"<(?:img|script|svg|iframe|object|b)\b", page) == []


@pytest.mark.parametrize(
    "typed", ["<b onclick=x>a</b>", "<!-- a -->", "<svg/onload=x>", "<a href=x>"]
)
def test_markup_that_is_typed_is_words_s5(typed):
    page = markup.html(f"Before {typed} after")

    assert set(re.findall(r"</?(\w+)", page)) == {"p"}
