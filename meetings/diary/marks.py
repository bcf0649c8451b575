"""The marks behind a name that say for whom somebody comes: # for the PCT, ^ for patients."""

from django.conf import settings


def marks():
    """The marks of the setting, by the code of the affiliation: {"PCT": "#", "PPI": "^"}."""
    pairs = (one.partition("=") for one in settings.PBC_AFFILIATION_MARKS.split(",") if "=" in one)
    return {code.strip(): mark.strip() for code, _, mark in pairs}


def mark(affiliation):
    """The mark of an affiliation; empty where it has none."""
    return marks().get(affiliation, "")


def taken_off(text):
    """A name without the mark behind it, and the affiliation that the mark stands for."""
    text = text.strip()
    for code, sign in marks().items():
        if sign and text.endswith(sign):
            return text.removesuffix(sign).strip(), code
    return text, ""


def choices():
    """What a field offers: [(code, words)]."""
    return [("", "None"), *((code, f"{code}, {sign}") for code, sign in marks().items())]
