"""The template of people and appointments, out as a workbook and in as lines.

Pure: no rows of the database, no clock. Headings are looked for by what they say when the workbook
comes back, never by where they stand. Each says whose names these are: a column of names alone
could be that of patients, and is refused.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from activity.ingest.cells import NO_VALUE, column_letters
from pbc.core.exports.harmless import could_run

SHEET, LISTS = "People", "Lists"
TITLE = "People, and what they are appointed to"
HEADINGS = {
    "first_name": "First name (staff)",
    "last_name": "Last name (staff)",
    "email": "Mail address",
    "username": "Name to sign in with",
    "role": "Role",
    "over": "Over",
    "from_date": "From",
    "to_date": "To",
    "deputy_for": "Deputy for",
}
SAID = (
    "One line an appointment: somebody with two roles has two lines. From and To are days such as "
    "2007-03-31; To is empty where it has no end yet. A deputy has the role and the organisation "
    "of whom they stand in for, whose mail address or name to sign in with is in the last column"
)
WHOLE_SITE = "The whole site"
ROOM = 500  # lines that have drop-downs, and that are read at once
TAKE_ANEW = "Take a new template, and copy the lines into it"
DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
NAME_LENGTH, ADDRESS_LENGTH = 150, 254


class NotTheTemplate(Exception):
    """The workbook is no template of people; the text is a sentence fit to show."""


class _Wrong(Exception):
    """What is wrong with a cell, and what to do."""

    def __init__(self, message, fix):
        super().__init__(message)
        self.message, self.fix = message, fix


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, and what to do about it."""

    row: int
    column: int
    message: str
    fix: str

    @property
    def sheet(self):
        """The sheet on which it stands."""
        return SHEET

    @property
    def cell(self):
        """C5."""
        return _cell(self.row, self.column)


@dataclass(frozen=True)
class Filled:
    """What a template says: its lines (`PeopleUpload.lines`), problems, {field: column}."""

    lines: list
    problems: list
    columns: dict

    def problem(self, row, field, message, fix):
        """A problem of a line that the lines alone do not show."""
        return Problem(row, self.columns[field], message, fix)


# ---- Out -------------------------------------------------------------------------------------


def written(*, roles, places):
    """The bytes of a template. `roles` are names, `places` are (code, name), chosen from lists."""
    import xlsxwriter  # by whoever takes a template away alone

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        day, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({})
        sheet.write_string(0, 0, TITLE, bold)
        sheet.write_string(1, 0, SAID)
        for column, (field, heading) in enumerate(HEADINGS.items()):
            sheet.write_string(3, column, heading, bold)
            sheet.set_column(column, column, 26, day if field.endswith("_date") else text)
        sheet.freeze_panes(4, 2)
        _lists(book, sheet, roles, [WHOLE_SITE, *(f"{code} {name}" for code, name in places)])
    return out.getvalue()


def _lists(book, sheet, *lists):
    """What may be chosen under Role and under Over, from a sheet of its own."""
    beside, marked = book.add_worksheet(LISTS), book.add_format({"quote_prefix": True})
    for column, (field, choices) in enumerate(zip(("role", "over"), lists, strict=True)):
        for row, choice in enumerate(choices):
            beside.write_string(row, column, choice, marked if could_run(choice) else None)
        beside.set_column(column, column, 40)
        letters, under = column_letters(column + 1), list(HEADINGS).index(field)
        chosen = {
            "validate": "list",
            "source": f"={LISTS}!${letters}$1:${letters}${len(choices)}",
            "error_type": "warning",
            "error_title": "Not in the list",
            "error_message": f"Choose one of the sheet {LISTS}",
        }
        sheet.data_validation(4, under, 3 + ROOM, under, chosen)


# ---- In --------------------------------------------------------------------------------------


def read(sheets, *, roles, places):
    """Understand the lines of a template. `roles` are {name: code}, `places` {role code: {kind:
    {code: name}}}, under None of every kind. Raises NotTheTemplate."""
    sheet = next((sheet for sheet in sheets if sheet["name"] == SHEET), None)
    if sheet is None:
        raise NotTheTemplate(f"There is no sheet “{SHEET}” in this workbook. {TAKE_ANEW}")
    rows = sheet["rows"]
    at = next((n for n, row in enumerate(rows) if HEADINGS["role"] in row), None)
    if at is None:
        raise NotTheTemplate(f"No row has the heading “{HEADINGS['role']}”. {TAKE_ANEW}")
    columns = {f: rows[at].index(h) for f, h in HEADINGS.items() if h in rows[at]}
    if missing := [HEADINGS[field] for field in HEADINGS if field not in columns]:
        raise NotTheTemplate(f"There is no column “{missing[0]}”. {TAKE_ANEW}")
    reader = _Reader(columns, set(sheet["formulas"]), roles, places)
    lines = [reader.line(row, number) for number, row in enumerate(rows[at + 1 :], at + 2)]
    lines = [line for line in lines if line]
    if not lines:
        raise NotTheTemplate("Nobody stands in the template. Fill it in, and send it in again")
    if len(lines) > ROOM:
        raise NotTheTemplate(
            f"There are {len(lines)} lines, and {ROOM} are read at once. Send in two templates"
        )
    return Filled(lines, reader.problems, columns)


class _Reader:
    """Reads line by line, and keeps what is wrong."""

    def __init__(self, columns, formulas, roles, places):
        self.columns, self.formulas = columns, formulas
        self.roles, self.places, self.problems = roles, places, []

    def line(self, row, number):
        """One line, or None of one that is empty."""
        texts = {field: row[column] or "" for field, column in self.columns.items()}
        if not any(texts.values()):
            return None
        line = {"row": number}
        for field, text in texts.items():
            try:
                self._refuse_formula(number, field, text)
                line[field] = self._value(field, text, texts)
            except _Wrong as wrong:
                line[field] = ""
                column = self.columns[field]
                self.problems.append(Problem(number, column, wrong.message, wrong.fix))
        return line

    def _refuse_formula(self, number, field, text):
        if _cell(number, self.columns[field]) in self.formulas or text == NO_VALUE:
            raise _Wrong("There is a formula in this cell", "Type what it is to say, as plain text")
        if text.startswith("#"):
            raise _Wrong(f"This cell holds the error {text[:12]}", "Type what it is to say")

    def _value(self, field, text, texts):
        if field == "role":
            return self._role(text)
        if field == "over":
            return self._place(text, texts["role"])
        if field.endswith("_date"):
            return _span_day(field, text, texts)
        return {"email": _email, "username": _username}.get(field, _name)(text, texts)

    def _role(self, text):
        found = {name.lower(): code for name, code in self.roles.items()}.get(text.lower())
        if not found:
            raise _Wrong(
                f"“{text[:40]}” is no role that you may give" if text else "There is no role",
                f"Choose one of the sheet {LISTS}",
            )
        return found

    def _place(self, text, role):
        """The organisation as kind:code, of a kind over which the role is held."""
        kinds = self.places.get(self.roles.get(role, ""), self.places[None])
        if text in ("", WHOLE_SITE):
            return ""
        found = [
            f"{kind}:{code}"
            for kind, names in kinds.items()
            for code, name in names.items()
            if text.lower() in (code.lower(), f"{code} {name}".lower())
        ]
        if len(found) != 1:
            raise _Wrong(*self._no_place(text, len(found)))
        return found[0]

    def _no_place(self, text, number):
        if number:
            return f"“{text[:40]}” is the code of several", f"Choose one of the sheet {LISTS}"
        what = f"“{text[:40]}” is nothing that this role can be held over, or not yours"
        return what, f"Choose a code of the sheet {LISTS} that belongs to the role"


def _name(text, texts):
    text = " ".join(text.split())
    if len(text) > NAME_LENGTH:
        raise _Wrong(f"This has more than {NAME_LENGTH} letters", "Shorten it")
    return text


def _email(text, texts):
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise _Wrong(
            f"“{text[:60]}” is no mail address", "Type one such as r.allan@example.nhs.uk"
        ) from None
    if not (text or texts["username"]):
        raise _Wrong(
            "There is neither a mail address nor a name to sign in with", "Enter one of the two"
        )
    return text[:ADDRESS_LENGTH]


def _username(text, texts):
    try:
        if text:
            UnicodeUsernameValidator()(text)
    except ValidationError:
        raise _Wrong(
            f"“{text[:40]}” is no name to sign in with", "Use letters, digits and . _ + - @ only"
        ) from None
    return _name(text, texts)


def _span_day(field, text, texts):
    """A day as 2007-03-31; To may be empty, but not before From or of a deputy."""
    if not text and field == "from_date":
        raise _Wrong("There is no first day", "Type it such as 2007-03-31")
    if not text and texts["deputy_for"]:
        raise _Wrong("A deputy is one for a time", "Enter the last day")
    day = _day(text) if text else ""
    if field == "to_date" and day and (first := _first(texts["from_date"])) and day < first:
        raise _Wrong("The last day cannot be before the first", "Correct one of the two")
    return day


def _first(text):
    try:
        return _day(text)
    except _Wrong:
        return ""


def _day(text):
    """A day as 2007-03-31, from the ways in which days are typed."""
    for form in DAYS:
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
    raise _Wrong(f"“{text[:30]}” is no day", "Type it such as 2007-03-31")


def _cell(row, column):
    return f"{column_letters(column + 1)}{row}"
