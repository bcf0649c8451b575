"""What is no minutes is turned away in words, and what is odd is read for what it is (E16)."""

import pytest

from meetings.minutes import answer, reader, source, word
from meetings.minutes.refused import Refused
from tests.meetings.minutes import documents

DOCX = "word/document.xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in this file"),
        (b" \r\n\t\r\n ", "nothing in this file"),
        (b"... --- ...\n", "no words"),
        (b"%PDF-1.4 minutes", "This is a PDF"),
        (b"{\\rtf1 minutes}", "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older kind"),
        (b"Minutes\x00\x01\x02 of a meeting", "neither text nor a Word document"),
        (bytes(range(128, 256)) * 4, "neither text nor a Word document"),
        (b"<!DOCTYPE html><html><body>Minutes</body></html>", "a web page"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"Minutes of a meeting\n" * 250_000, "longer than any minutes"),
        (b"a" * 30_000, "longer than any minutes"),
        (b"a" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_e16_what_is_no_minutes_is_refused_in_words(content, said):
    with pytest.raises(Refused, match=said):
        source.opened(content)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/workbook.xml": "<a/>"}, "not a Word document"),
        ({DOCX: documents.body(""), "word/vbaProject.bin": "x"}, "macros"),
        ({DOCX: documents.body(""), "word/embeddings/oleObject1.bin": "x"}, "embedded programs"),
        ({DOCX: "<w:document"}, "damaged"),
        ({DOCX: documents.body("", before='<!DOCTYPE a [<!ENTITY b "c">]>')}, "definitions"),
        ({DOCX: documents.body("<w:p/>" * 3_000_000)}, "far larger"),
        ({DOCX: documents.body(""), **{f"word/media/{n}.png": "" for n in range(2100)}}, "damaged"),
    ],
)
def test_e16_a_document_that_is_not_what_it_says_is_refused(parts, said):
    with pytest.raises(Refused, match=said):
        source.opened(documents.packed(parts))


def test_e16_a_document_called_one_with_macros_in_its_contents_is_refused():
    contents = documents.CONTENTS.replace("</Types>", "<Override a='macroEnabled'/></Types>")

    with pytest.raises(Refused, match="macros"):
        source.opened(documents.packed({DOCX: documents.body("")}, contents))


def test_e16_no_more_of_a_document_is_unpacked_than_the_limit(monkeypatch):
    monkeypatch.setattr(word, "TEXT_BYTES", 1000)

    with pytest.raises(Refused, match="far larger"):
        source.opened(documents.packed({DOCX: documents.body(documents.paragraph("a" * 1000))}))


def test_e16_minutes_without_any_form_have_nothing_in_them():
    found = answer.as_json(reader.understood(source.of_text("It rained. Nobody came.\n\nWe left.")))

    assert found["next_meeting"] == {
        "date": None, "from": None, "to": None, "place": None, "line": None,
    }  # fmt: skip
    empty = ("attended", "apologies", "copies_to", "actions", "decisions", "other_meetings")
    assert [found[name] for name in empty] == [[]] * 6
    assert (found["body"], found["date"]) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Present:\n" + "(" * 9000,
        "Present: " + "A, " * 5000,
        "Actions:\n" + "Ann - " * 3000,
        "Actions:\n\t\n\t\n",
        "|" * 15_000 + "\na|b|c",
        "Agreed: " + "agreed " * 2500,
        "It was " * 2500 + "agreed.",
        "Next meeting: " + "1pm at " * 2500,
        "a\u2028b\x0bc\x0cd\n" * 200,
        "1. 2. 3.\n\n- - -\n* * *\n#\n##\n:\n",
    ],
    ids=str.split("brackets commas separators tabs pipes agreed was times breaks marks"),
)
def test_e16_odd_text_is_read_to_its_end(text):
    assert reader.understood(source.of_text(text)).source.lines


def test_e16_text_of_other_systems_is_read_alike():
    text = "Café group meeting\n\n3 May 2007\n\nPresent:\nAnn Lee\nZoë Day\n"
    read = [
        reader.understood(source.opened(text.replace("\n", end).encode(encoding)))
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")
        for end in ("\n", "\r\n", "\r")
    ]

    assert {one.body for one in read} == {"Café group meeting"}
    assert {tuple(entry.name for entry in one.attended) for one in read} == {("Ann Lee", "Zoë Day")}
