"""Files that are not opened, each with the sentence that the sender reads."""

import io
import zipfile

import pytest

from activity.ingest import guard, limits
from activity.ingest.refused import Refused
from tests import spreadsheets as s

ROWS = s.practices("Y90001", "Y90002")


def archive(**parts):
    """Bytes of an archive with some parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty (0 bytes)"),
        (b"%PDF-1.4", "PDF"),
        (b"\r\n<!DOCTYPE html><html><table>", "web page"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "XML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"a\x00b\x00c", "neither a workbook nor text"),
        (guard.OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (guard.OLE + "WordDocument".encode("utf-16-le"), "without a workbook"),
        (guard.OLE + "Workbook _VBA_PROJECT".encode("utf-16-le"), "macros"),
        (guard.OLE + "Workbook".encode("utf-16-le"), "damaged"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (archive(**{"a.txt": "x"}), "not a workbook"),
        (archive(**{"content.xml": "<a/>", "mimetype": "x"}), "not read here"),
        (archive(**{"xl/workbook.bin": "x"}), "not read here"),
        (archive(**{"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "entity"),
        (
            archive(**{"xl/workbook.xml": " " * 300_000 + "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            "entity",
        ),
        (
            archive(
                **{"xl/workbook.xml": "<a/>", "xl/worksheets/x": "\n" * 300_000 + "<!DOCTYPE a>"}
            ),
            "entity",
        ),
        (archive(**{"xl/workbook.xml": "<a/>", "xl/vbaProject.bin": "x"}), "macros"),
        (archive(**{"xl/workbook.xml": "<a/>".encode("utf-16")}), "encoding"),
    ],
)
def test_what_is_no_plain_spreadsheet_is_refused_in_words(read, content, said):
    assert said in read(content, "file.xlsx").refused


def test_a_workbook_under_another_name_is_known_by_its_bytes(read):
    assert read(s.tidy_xlsx(ROWS), "file.xls").rows["staged"] == 2


@pytest.mark.parametrize(
    ("name", "content", "is_said"),
    [
        ("june.xls", s.tidy_xlsx(ROWS), "“.xls”, and the file is a workbook (.xlsx)"),
        ("june.csv", s.tidy_xlsx(ROWS), "“.csv”, and the file is a workbook (.xlsx)"),
        ("june.XLSX", s.tidy_csv(ROWS), "“.xlsx”, and the file is plain text (.csv)"),
        ("june.pdf", s.tidy_csv(ROWS), "“.pdf”, and the file is plain text (.csv)"),
        ("june.csv.exe", s.tidy_csv(ROWS), "“.exe”, and the file is plain text (.csv)"),
        ("June.Xlsx", s.tidy_xlsx(ROWS), ""),
        ("june.csv", s.tidy_csv(ROWS), ""),
        ("june.txt", s.tidy_csv(ROWS), ""),
        ("june", s.tidy_csv(ROWS), ""),
        ("june v1.2", s.tidy_csv(ROWS), ""),
        ("june.v2", s.tidy_csv(ROWS), ""),
        ("figures.final", s.tidy_csv(ROWS), ""),
        ("st.annes", s.tidy_xlsx(ROWS), ""),
        ("june.zip", s.tidy_csv(ROWS), "“.zip”, and the file is plain text (.csv)"),
    ],
)
def test_a_name_that_says_another_kind_is_read_by_its_bytes_and_said_s5(
    read, name, content, is_said
):
    found = read(content, file_name=name)

    told = [one for one in found.problems if one["code"] == "name-of-another-kind"]
    assert found.rows["staged"] == 2
    assert [one["severity"] for one in told] == ["warning"] * bool(is_said)
    assert all(is_said in one["message"] for one in told)


def test_a_part_that_unpacks_to_far_more_is_refused(read):
    content = s.added(s.tidy_xlsx(ROWS), "xl/worksheets/sheet9.xml", b" " * 5 * limits.MIB)

    assert "Unpacked" in read(content, "file.xlsx").refused


def test_a_part_that_is_there_twice_is_refused(read):
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = s.added(s.tidy_xlsx(ROWS), "xl/workbook.xml", "<a/>")

    assert "damaged" in read(content, "file.xlsx").refused


def test_more_parts_than_any_workbook_has_are_refused(read, monkeypatch):
    monkeypatch.setattr(limits, "ARCHIVE_PARTS", 5)

    assert "parts inside" in read(s.tidy_xlsx(ROWS), "file.xlsx").refused


def test_a_file_above_the_largest_size_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", limits.MIB)
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * (limits.MIB + 1))

    with pytest.raises(Refused, match="larger than 1 MB"):
        guard.kind_of(path)


@pytest.mark.parametrize("address", ["XFD1048576", "A999999999", "ZZ900000"])
def test_a_cell_far_away_makes_no_room_for_what_lies_between(read, address):
    content = s.tidy_xlsx(ROWS)
    number = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
    far = b'<row r="%b"><c r="%b"><v>1</v></c></row></sheetData>' % (number, address.encode())
    content = s.changed(content, "xl/worksheets/sheet1.xml", b"</sheetData>", far)

    assert "claims" in read(content, "file.xlsx").refused


def test_a_sheet_filled_to_its_last_row_was_cut_off(read, monkeypatch):
    monkeypatch.setattr(limits, "XLSX_ROWS", 3)

    assert "cut off" in read(s.tidy_xlsx(ROWS), "file.xlsx").refused


def test_links_to_other_workbooks_are_named_and_not_followed(read):
    content = s.added(s.tidy_xlsx(ROWS), "xl/externalLinks/externalLink1.xml", "<externalLink/>")

    assert ("workbook-linked", None) in read(content, "file.xlsx").said("warning")


def test_a_quotation_mark_that_is_not_closed_is_refused(read):
    content = s.tidy_csv(ROWS).replace(b"Y90001,Fernville Surgery", b'Y90001,"Fernville Surgery')

    assert read(content + b'x,"y\n').refused
