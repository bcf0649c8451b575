"""Patient-level data, which is never taken in: found by headings, and by NHS numbers in a column.

Every sheet is looked at, hidden ones too, and all that a workbook holds beside its cells:
comments, properties, names of ranges, text boxes, what a pivot table or a link has kept.

What cannot be found: a single number in the middle of a text that nothing calls an NHS number,
and names of people under a heading that does not say so.
"""

import re
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest.limits import MIB
from activity.ingest.nhs_numbers import Tally
from activity.ingest.refused import Refused
from activity.ingest.workbook import contents

NAMED = r"(?:sur|fore|first|last|family|given|middle|maiden) ?names?"
HEADING = re.compile(
    r"\b(?:nhs ?(?:number|numbers|no|nos|num|id)|date ?of ?birth|birth ?date|year of birth|dob|"
    r"d o b|patient ?(?:name|names|post ?code|surname|forename|initials|address|id|identifier|"
    r"number|no|dob)|(?:sur|fore)name of patient|name of patient|hospital (?:number|no)|"
    r"case ?note (?:number|no)|mrn|medical record (?:number|no)|local patient id(?:entifier)?)\b"
)
OF_A_PERSON = re.compile(rf"\b{NAMED}\b")
POSTCODE = re.compile(r"\bpost ?code(?: of [a-z ]+)?$|\bpcode$")
ORGANISATIONS = (h.PRACTICE, h.PRACTICE_NAME, h.PROVIDER, h.PROVIDER_NAME)
OF_AN_ORGANISATION = re.compile(
    r"\b(?:practices?|surgery|gps?|consultants?|clinicians?|providers?|trusts?|hospitals?|sites?|"
    r"managers?|contacts?|leads?|commissioners?|pcts?|organisations?|org|staff|author|user|"
    r"prepared|referr(?:er|ing)|doctors?|dr|locality|branch|clinic)\b"
)
LIKE_A_HEADING = (
    r"(?i)nhs|birth|d\W?o\W?b|patient|surname|forename|hospital|post ?code|pcode|name|note|mrn|"
    r"record"
)
BORN = re.compile(r"(?i)\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\W{0,3}\d{1,4}\s?[ ./-]\s?\w")
DIGIT = "[0-9\uff10-\uff19]"
LIKE_A_NUMBER = (
    rf"{DIGIT}{{3}}[^0-9]{{0,3}}{DIGIT}{{3}}[^0-9]{{0,3}}{DIGIT}{{4}}|[0-9],[0-9]{{3}},[0-9]{{3}},"
    r"|[0-9]\.[0-9]{9}[eE]|(?i:\bd\.?o\.?b\b|\bbirth\b|\bborn\b)"
)
HEADED = 1000  # rows in which one text heads a table: more are no headings
LONGEST_HEADING = 60
IN_ONE_SHEET = 6  # numbers that pass in a sheet whose columns have one each
RUNS = re.compile(
    rb"</(?:\w+:)?t>\s*</(?:\w+:)?r>\s*<(?:\w+:)?r\b[^>]*>.{0,2000}?<(?:\w+:)?t(?:\s[^>]*)?>",
    re.DOTALL,
)
ADVICE = "which this site must not hold. It was not kept. Ask the sender for totals by practice"
SENTENCE = f"This file holds data about single patients ({{what}}), {ADVICE}"
UNCLEAR = (
    "This file has a column “{what}”, which may be that of patients: this site must not hold it. "
    "It was not kept. Leave the column out, or say in its heading whose it is (practice, "
    "consultant), and send the file in again"
)


def refuse_patients(book):
    """Refuse a file in which any sheet, hidden ones too, looks like data about patients.

    Returns the numbers of ten digits seen, which were judged and found to be something else.
    """
    seen = set()
    for sheet in book.sheets:
        _refuse_headings(sheet)
        whole = Tally()
        for column in sheet.columns:
            tally, cells = _tally(column)
            if tally.are_of_patients(cells):
                raise Refused(SENTENCE.format(what="a column of NHS numbers"))
            whole.join(tally)
        if whole.are_of_patients(least=IN_ONE_SHEET):
            raise Refused(SENTENCE.format(what="NHS numbers"))
        seen |= whole.plain | whole.grouped
    return seen


def _refuse_headings(sheet):
    for column in sheet.columns:
        texts = pc.unique(column)
        short = pc.less(pc.utf8_length(texts), LONGEST_HEADING)
        likely = pc.and_(short, pc.match_substring_regex(texts, LIKE_A_HEADING))
        for text in texts.filter(likely).to_pylist():
            words = h.plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
            if _speaks_of_patients(words):
                rows = _rows_headed(sheet, column, text)
                if len(rows):
                    _refuse_heading(sheet, column, rows, words)


def _speaks_of_patients(words):
    if HEADING.search(words):
        return True
    unclear = OF_A_PERSON.search(words) or POSTCODE.search(words)
    return bool(unclear) and not OF_AN_ORGANISATION.search(words)


def _refuse_heading(sheet, column, rows, words):
    """Refuse what a heading calls a patient's, in any of the rows in which it stands."""
    text = column[rows[0]].as_py()
    shown = re.sub(r"\d", "…", text)
    if HEADING.search(words):
        raise Refused(SENTENCE.format(what=f"a column “{shown}”"))
    if OF_A_PERSON.search(words) or len(rows) > HEADED or not _all_follow(sheet, column, rows):
        raise Refused(UNCLEAR.format(what=shown))


def _rows_headed(sheet, column, text):
    """The rows in which a text stands with others, as a heading does, or alone over numbers."""
    rows = np.flatnonzero(pc.fill_null(pc.equal(column, text), False))
    there = sum(np.asarray(pc.is_valid(each.take(rows))).astype(int) for each in sheet.columns)
    below = column.take(np.minimum(rows + 1, len(column) - 1))
    numbers = np.asarray(pc.fill_null(pc.match_substring_regex(below, r"\p{Nd}"), False))
    return rows[(there > 1) | numbers & (rows + 1 < len(column))]


def _all_follow(sheet, column, rows):
    """Does each table under such a heading give its practices or providers one value each?"""
    ends = [*rows[1:], len(column)]
    tables = zip(rows, ends, strict=True)
    return all(_follows_organisation(sheet, column, row, end) for row, end in tables)


def _follows_organisation(sheet, column, row, end):
    """Has each practice or provider down to the next heading one value, as its own postcode?"""
    for other in sheet.columns:
        if h.role_of(other[row].as_py() or "") in ORGANISATIONS:
            whose, value = (each.slice(row + 1, end - row - 1) for each in (other, column))
            pairs = pa.table({"whose": whose, "value": value}).group_by(["whose", "value"])
            return pairs.aggregate([]).num_rows <= pc.count_distinct(whose, mode="all").as_py()
    return False


def _tally(column):
    """The numbers of a column, and in how many cells they stand."""
    tally, counted = Tally(), pc.value_counts(column)
    texts, counts = counted.field("values"), counted.field("counts")
    likely = pc.match_substring_regex(texts, LIKE_A_NUMBER)
    for text in texts.filter(likely).to_pylist():
        if BORN.search(text):
            raise Refused(SENTENCE.format(what="a date of birth in a text"))
        tally.add(text)
    return tally, pc.sum(counts.filter(likely)).as_py() or 0


def refuse_patients_beside(path, book, seen):
    """Refuse a workbook that holds NHS numbers anywhere beside its cells.

    `seen` are numbers of its cells: its list of strings, for one, holds them once more.
    """
    for sheet in book.sheets:
        _refuse_words([sheet.beside], seen)
    if book.kind == "xls":
        _refuse_in_bytes(path, seen)
    if book.kind == "xlsx":
        with zipfile.ZipFile(path) as archive:
            listed = {sheet.part for sheet in contents(archive).sheets}
            for name in archive.namelist():
                if name not in listed and not name.startswith("xl/media/"):
                    with archive.open(name) as part:
                        _refuse_words(_overlapping(part), seen)


def _overlapping(file, step=4 * MIB, overlap=200):
    """The bytes of a file in pieces of which each begins with the end of the one before."""
    kept = b""
    while block := file.read(step):
        yield kept + block
        kept = block[-overlap:]


def _refuse_words(pieces, seen):
    tally, wide = Tally(), None
    for number, piece in enumerate(pieces):
        wide = _wide(piece) if not number else wide
        narrow = piece.decode(wide, errors="replace").encode() if wide else piece
        text = RUNS.sub(b"", narrow).decode(errors="replace")
        if BORN.search(text):
            raise Refused(SENTENCE.format(what="a date of birth beside the cells"))
        tally.add(text)
    _judge(tally, seen)


def _wide(start):
    """In which letters of two bytes a part is written, by how it begins; None for of one."""
    if start.startswith((b"\xfe\xff", b"\x00")):
        return "utf-16-be"
    return "utf-16-le" if start.startswith(b"\xff\xfe") or start[1:2] == b"\x00" else None


def _refuse_in_bytes(path, seen):
    """An Excel 97 workbook keeps its texts in letters of one byte or of two."""
    tally = Tally()
    with path.open("rb") as file:
        for piece in _overlapping(file):
            tally.add(piece.decode("latin-1"))
            for start in (0, 1):
                tally.add(piece[start:].decode("utf-16-le", errors="replace"))
    _judge(tally, seen)


def _judge(tally, seen):
    tally.leave_out(seen)
    if tally.are_of_patients():
        raise Refused(SENTENCE.format(what="NHS numbers in comments, properties or names"))
