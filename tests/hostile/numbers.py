"""Numbers of patients, and lines of activity files in which they are planted."""

from activity.ingest.nhs_numbers import passes
from tests import spreadsheets as s

LINES = 12


def nhs_number(chance):
    """A number of ten digits that passes the check."""
    while True:
        digits = f"{chance.choice('4679')}{chance.randrange(10**9):09}"
        if passes(digits):
            return digits


def numbers(chance, count=LINES):
    """Some different NHS numbers."""
    return list({nhs_number(chance) for _ in range(count + 3)})[:count]


def apart(digits, mark=" "):
    """A number in groups."""
    return f"{digits[:3]}{mark}{digits[3:6]}{mark}{digits[6:]}"


def lines(count=LINES, **columns):
    """Lines of the tidy layout, with a column more for each list that is given."""
    codes = ("Y90001", "Y90002")
    return [
        s.line(practice_code=codes[n % 2], **{name: values[n] for name, values in columns.items()})
        for n in range(count)
    ]


def table(rows):
    """Lines as rows of a sheet, their names first."""
    return [list(rows[0]), *(list(row.values()) for row in rows)]
