"""Totals among the rows: told from rows by their words, kept apart, and never added in."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest.parts import Note, Total

WORDS = r"(?i)^\W*(?:(?:sub|grand|overall|all)[\s-]*)*totals?\b|\btotals?\W*$"
GRAND = r"(?i)\b(grand|overall|locality|county|pct|all practices|whole)\b"
ALONE = r"(?i)^\W*(?:(?:sub|grand|overall)[\s-]*)?totals?\W*$|^all$"
NAMED_BY = (h.PERIOD, h.LOCALITY, h.PRACTICE, h.POD, h.PRACTICE_NAME, h.PROVIDER, h.SPECIALTY)
MAY_BE_A_NAME = (h.PROVIDER, h.SPECIALTY)  # a specialty may be called "Total hip replacement"


def total_mask(texts):
    """For every row: does one of its texts say that it is a total?

    A practice may be called "Total Care", so a name counts only without a code and a point of
    delivery beside it.
    """
    said = {role: _says_total(texts[role], role) for role in NAMED_BY if role in texts}
    if h.PRACTICE_NAME in said:
        said[h.PRACTICE_NAME] &= ~_has_both(texts)
    return np.logical_or.reduce(list(said.values())) if said else np.zeros(0, dtype=bool)


def _has_both(texts):
    keys = [texts[role] for role in (h.PRACTICE, h.POD) if role in texts]
    return np.logical_and.reduce([to_numpy(key.is_valid()) for key in keys])


def _says_total(column, role):
    coded = column.dictionary_encode()
    words = ALONE if role in MAY_BE_A_NAME else WORDS
    return to_numpy(pc.match_substring_regex(coded.dictionary, words).take(coded.indices))


def to_numpy(mask):
    """A column of yes and no as numpy; what is not known is no."""
    return pc.fill_null(mask, False).to_numpy(zero_copy_only=False).astype(bool)


def label_of(texts, number):
    """The words by which a total calls itself."""
    for role in NAMED_BY:
        text = texts[role][number].as_py() if role in texts else None
        if text and pc.match_substring_regex(pa.array([text]), WORDS)[0].as_py():
            return text
    return "Total"


def ignored(part, number, texts):
    """What is said of a total that was left out of the rows."""
    row, cell = part.address(h.COST, number)
    return Note(
        "ignored",
        "total-row",
        f"“{label_of(texts, number)}” is a total. It is checked, not counted",
        "Nothing",
        part.sheet,
        row,
        cell,
    )


def stated(part, number, label, role, members, **more):
    """A total as the file states it, or None where it states nothing."""
    text = part.texts[role][number].as_py() if role in part.texts else None
    if text is None:
        return None
    row, cell = part.address(role, number)
    return Total(part.sheet, row, cell, label, text, role, members, **more)


def keep(part, mask):
    """A part with only some of its rows."""
    keep_these = pa.array(mask)
    part.texts = {role: text.filter(keep_these) for role, text in part.texts.items()}
    part.rows = part.rows[mask]
    part.role_rows = {role: rows[mask] for role, rows in part.role_rows.items()}
    part.letters = {
        role: letters if isinstance(letters, str) else letters[mask]
        for role, letters in part.letters.items()
    }
    return part


def renumber(mask, members):
    """Numbers of rows after the others were left out."""
    return (np.cumsum(mask) - 1)[members]
