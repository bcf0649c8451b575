"""Figures as people and spreadsheets write them, turned into exact decimals in columns.

1234.56, £1,234.56, (£84.63) and 84.63- are figures; a dash, a per cent and "TBC" are not. No
amount passes through a float: what a cell holds as text becomes a decimal and is rounded once.
"""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

PLAIN = r"^-?(?:\d{1,12}(?:\.\d*)?|\.\d+)$"
GROUPED = r"^(-?)\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
EXACT = pa.decimal128(26, 12)
WIDEST = pa.decimal128(36, 12)
SEEN = pa.scalar(
    Decimal("0.0001")
)  # what is rounded away below this is the dust of a spreadsheet's own arithmetic
MOST = {2: Decimal(10**12), 3: Decimal(10**11)}  # by places; the tables hold 14 digits


def exact(texts):
    """Exact decimals of a column of text; what is no figure is null."""
    plain = pc.match_substring_regex(texts, PLAIN)
    figures = pc.if_else(plain, texts, pa.scalar(None, pa.string()))
    if pc.any(pc.invert(plain)).as_py():
        figures = pc.coalesce(figures, _rewritten(pc.if_else(plain, None, texts)))
    return pc.cast(pc.replace_substring_regex(figures, r"(\.\d{12})\d+$", r"\1"), EXACT)


def _rewritten(texts):
    """Figures with pounds, commas, brackets or another minus, written plainly."""
    text = pc.replace_substring_regex(texts, r"[\x{00a0}\x{202f}\x{2007}]", " ")
    text = pc.replace_substring_regex(text, r"\s*([£()+-])\s*", r"\1")
    text = pc.replace_substring(text, "£", "")
    text = pc.replace_substring_regex(text, r"[\x{2212}\x{2013}\x{2010}\x{2011}]", "-")
    text = pc.replace_substring_regex(text, r"^\(([^()-]+)\)$", r"-\1")
    text = pc.replace_substring_regex(text, r"^([^-]+)-$", r"-\1")
    text = pc.replace_substring_regex(text, r"^\+", "")
    grouped = pc.match_substring_regex(text, GROUPED)
    text = pc.if_else(grouped, pc.replace_substring(text, ",", ""), text)
    return pc.if_else(pc.match_substring_regex(text, PLAIN), text, pa.scalar(None, pa.string()))


def scaled(figures, power):
    """Figures times ten to a power: thousands of pounds become pounds."""
    if not power:
        return figures
    return pc.multiply(figures, pa.scalar(Decimal(10) ** power, pa.decimal128(7, max(0, -power))))


def rounded(figures, places):
    """Figures to so many places, half a penny upwards, and how many of them were rounded."""
    kept = pc.round(figures, ndigits=places, round_mode="half_towards_infinity")
    lost = pc.abs(pc.subtract(figures, kept))
    many = pc.sum(pc.fill_null(pc.greater(lost, SEEN), False)).as_py() or 0
    return kept.cast(pa.decimal128(20, places)), many


def too_large(figures, places):
    """Figures that the tables cannot hold: twelve digits of pounds are the most."""
    most = pa.scalar(MOST[places])
    return pc.fill_null(pc.greater_equal(pc.abs(figures), most), False)


def too_large_together(columns, places):
    """Whether some sum of these figures could be more than the tables can hold."""
    return sum(total(pc.abs(column)) for column in columns) >= MOST[places]


def nought(figures):
    """Figures with 0 for what is blank."""
    return pc.fill_null(figures, pa.scalar(Decimal(0), figures.type))


def total(figures):
    """Sum of a column; nothing adds up to 0."""
    return pc.sum(figures).as_py() or 0


def of_text(text, power):
    """One figure in pounds, to the penny, or None."""
    found = rounded(scaled(exact(pa.array([text], pa.string())), power), 2)[0]
    return found[0].as_py()


def select(figures, mask):
    """Figures of the rows in a mask."""
    return figures.filter(pa.array(np.asarray(mask, dtype=bool)))
