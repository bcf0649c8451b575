"""Patient-level data, which is never taken in: found by headings, and by NHS numbers in a column.

One number in ten passes the check by chance, so a column counts only when most of its different
ten-digit values do.
"""

import re
import zipfile

import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest.refused import Refused

HEADING = re.compile(
    r"\b(nhs (number|no|num)|nhsnumber|nhsno|date of birth|birth date|dob|patient (name|postcode|"
    r"surname|forename|address|id|identifier|number)|(sur|fore)name of patient|"
    r"hospital (number|no)|local patient identifier)\b"
)
SHAPE = r"\d{3}[ -]?\d{3}[ -]?\d{4}"
BESIDE = re.compile(r"(?i)comments|docProps/|xl/workbook\.xml$")
FEW, MOST = 3, 0.5
LOOKED_AT = 60
SENTENCE = (
    "This file holds data about single patients ({what}), which this site must not hold. It was "
    "not kept. Ask the sender for totals by practice"
)


def refuse_patients(book):
    """Refuse a file in which any sheet, hidden ones too, looks like data about patients."""
    for sheet in book.sheets:
        for row in sheet.head(LOOKED_AT):
            said = next((t for t in row if t and len(t) < 60 and HEADING.search(h.plain(t))), None)
            if said and sum(bool(text) for text in row) > 1:
                raise Refused(SENTENCE.format(what=f"a column “{said}”"))
        for column in sheet.columns:
            if _holds_nhs_numbers(column):
                raise Refused(SENTENCE.format(what="a column of NHS numbers"))


def refuse_patients_beside(path):
    """Refuse a workbook with NHS numbers in its comments, properties or names of ranges."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if BESIDE.search(name):
                words = archive.read(name).decode("utf-8", errors="replace")
                if _are_nhs_numbers(re.findall(rf"(?<!\d){SHAPE}(?!\d)", words)):
                    raise Refused(SENTENCE.format(what="NHS numbers in comments or properties"))


def _holds_nhs_numbers(column):
    shaped = column.filter(pc.match_substring_regex(column, f"^{SHAPE}$"))
    return len(shaped) >= FEW and _are_nhs_numbers(pc.unique(shaped).to_pylist())


def _are_nhs_numbers(texts):
    """Do most of some different ten-digit texts, and more than two, pass the check?"""
    numbers = {re.sub("[ -]", "", text) for text in texts}
    passing = sum(map(is_nhs_number, numbers))
    return passing >= FEW and passing > MOST * len(numbers)


def is_nhs_number(text):
    """Does a text of ten digits pass the check of NHS numbers (modulus 11)?"""
    if len(set(text)) == 1:
        return False
    check = 11 - sum(int(d) * w for d, w in zip(text, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(text[9])
