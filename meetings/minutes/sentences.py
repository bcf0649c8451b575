"""The sentences of a paragraph, as it was written."""

import re

END = re.compile(r"(?<=[.!?])[”\"’)]?\s+(?=[A-Z0-9“\"(])")
SHORT = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|approx|e\.g|i\.e|etc)|\b[A-Z])\.$")


def of(text):
    """The sentences in a text; “Dr.” and “e.g.” end none."""
    found, start = [], 0
    for end in END.finditer(text):
        sentence = text[start : end.end()].strip()
        if not SHORT.search(sentence[-12:]):
            found.append(sentence)
            start = end.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found
