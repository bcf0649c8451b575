"""The one way a file is turned away whole, and the sentences that several modules say."""

ASK_FOR_XLSX = "Open it in Excel, save it as an Excel workbook (.xlsx), send it in again"
DAMAGED = (
    "This workbook is damaged and cannot be opened. Ask the sender to save it and send it again"
)
LOCKED = "This workbook has a password. Save a copy without one, and send that in"
PROGRAMS = (
    "This workbook holds macros or embedded programs. Save it without them (.xlsx), "
    "and send that in"
)
COMMANDS = (
    "This workbook asks another program to run (DDE). Save a copy with values instead of "
    "formulas, and send that in"
)


class Refused(Exception):
    """The file cannot be read, or must not be. The text is a sentence fit to show."""
