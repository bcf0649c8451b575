"""Text that a spreadsheet program could take for a formula (CWE-1236).

Whether a value is text is known from its type: a negative sum is a number and stays one.
"""

SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")  # wide and small ones too
CONTROLS = frozenset("\t\r\n\v\f\x00")
BLANKS = " \u00a0\u2007\u202f\u200b\u200e\u200f\ufeff"  # what a program may skip before it looks


def could_run(text):
    """Whether a cell that holds this text might be read as a formula or a command."""
    seen = text.lstrip(BLANKS)
    return seen[:1] in SIGNS or seen[:1] in CONTROLS if seen else False


def as_text(text):
    """The same text with a quote before it where it could run, as spreadsheet programs mark it."""
    return f"'{text}" if could_run(text) else text
