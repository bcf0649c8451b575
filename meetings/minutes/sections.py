"""What stands under each kind of heading: lists of people, of actions, of decisions, the next
meeting. Each takes rows until one is not of its kind."""

import re

from meetings.minutes import actions, days, decisions, headings, next_meeting, people
from meetings.minutes.headings import Kind

APOLOGIES_FROM = re.compile(
    r"^apologies\b[^.:]{0,60}?\b(?:from|by)\b\s*:?\s*(?P<names>.+)$"
    r"|^(?:received|were received|given) (?:from|by)\s*:?\s*(?P<more>.+)$"
    r"|^(?P<first>.{3,200}?) (?:sent|gave|had sent|had given|offered) (?:\w+ )?apologies\b.*$",
    re.IGNORECASE,
)
COLUMNS_OF_PEOPLE = re.compile(
    r"(?:names?|role|title|job title|position|organisation|representing|practice|designation|"
    r"initials|apologies|present|attended|locality)",
    re.IGNORECASE,
)
PARAGRAPH = 100  # letters; a longer line is a paragraph, whatever it looks like
MOST_LINES = 8  # of what is said of a next meeting


def is_paragraph(row):
    """Is this running text, and neither a heading nor one of a list?"""
    words = len(row.text.split())
    return len(row.text) > PARAGRAPH or (row.text.endswith((".", "?")) and words > 4)


class People:
    """A list of people. Attended and apologies have persons, copies may go to anybody."""

    def __init__(self, kind, heading):
        self.kind, self.entries, self.keys = kind, [], {}
        self.inline, self.gaps = bool(heading.rest), False
        if heading.rest:
            self._add(heading.rest, heading.line)

    def take(self, row, after, marks):
        """Add who stands in a row; False where the list is over. `after` is the row after it,
        `marks` those that somebody has so far."""
        keys = [people.mark_key(cell.text) for cell in row.filled]
        if all(keys) and {key[0] for key in keys} <= marks | self.marks():
            self.keys.update(keys)
            return True
        if row.is_table:
            return self._take_cells(row)
        sentence = APOLOGIES_FROM.match(row.text) if self.kind is Kind.APOLOGIES else None
        if sentence:
            self._add(next(filter(None, sentence.groups())).rstrip("."), row.line)
            return True
        if people.NOBODY.fullmatch(row.text):
            return True
        if (self.inline and row.gap) or not self._belongs(row, after):
            return False
        self.gaps = self.gaps or (row.gap and bool(self.entries))
        self._add(row.text, row.line)
        return True

    def marks(self):
        """The marks that somebody on the list has."""
        return {one.mark for one in self.entries if one.mark}

    def _take_cells(self, row):
        cells = row.filled
        if all(COLUMNS_OF_PEOPLE.fullmatch(cell.text) for cell in cells):
            return True
        first, *others = [people.entry(cell.text, cell.line) for cell in cells]
        if not others or all(people.is_name(one.name, alone=True) for one in others):
            for cell in cells:
                self._add(cell.text, cell.line)
        else:
            role = ", ".join(cell.text for cell in cells[1:])
            self.entries.append(people.Entry(first.name, first.mark, role, first.line))
        return True

    def _belongs(self, row, after):
        """Is this line one of the list? A bare name before a paragraph may be the next heading."""
        if is_paragraph(row):
            return False
        if self.kind is Kind.COPIES_TO:
            return not (
                row.gap and self.entries and headings.looks_like_one(row) and self._ends(after)
            )
        one = people.listed(row.text, row.line)
        if not one or not self._is_who(one[0].name):
            return False
        bare = one[0].role is None and one[0].mark is None and len(one) == 1
        titled = people.TITLE.match(row.text)
        if not (bare and not titled and self.entries and row.gap and self._ends(after)):
            return True
        return self.gaps and not any(entry.role for entry in self.entries)

    def _is_who(self, name):
        return people.is_name(name) or people.is_somebody(name) or actions.is_body(name)

    def _ends(self, after):
        return after is not None and is_paragraph(after)

    def _add(self, text, line):
        if self.kind is Kind.COPIES_TO:
            found = [people.entry(p, line) for p in re.split(r"[,;]\s*", text) if p.strip()]
            found = [one for one in found if one.name and not people.NOBODY.fullmatch(one.name)]
        else:
            found = people.listed(text.rstrip("."), line)
        self.entries.extend(found)


class Actions:
    """A list or table of actions."""

    def __init__(self, heading):
        self.number, self.found, self.columns, self.owner = heading.number, [], None, None
        self.last = None  # the number before the action taken last
        if heading.rest:
            self._add(actions.in_line(heading.rest, heading.line))

    def take(self, row, after, marks):
        """Add the action in a row; False where the list is over."""
        if row.is_table:
            self._take_cells(row)
            return True
        if people.is_name(row.text.rstrip(" :")):
            self.owner = row.text.rstrip(" :")
            return True
        numbered = actions.NUMBERED.match(row.text)
        if self.is_next_item(row):
            return False
        found = actions.in_line(row.text, row.line)
        self.last = int(re.sub(r"\D", "", numbered[0]) or 0) if numbered else None
        is_one = found and (found.owner or found.due_typed or row.is_bullet or numbered)
        if is_one:
            self._add(found)
        return bool(is_one)

    def goes_on(self, row):
        """Has this row the number after that of the action before it?"""
        number = headings.NUMBER.match(row.text)
        return bool(number and self.last and int(number["number"]) == self.last + 1)

    def is_next_item(self, row):
        """“3. Budget report” after an item 2 of actions is the next item, not an action."""
        number = headings.NUMBER.match(row.text)
        if not number:
            return False
        first = not self.found and self.number is None
        return not first and self.number is not None and int(number["number"]) == self.number + 1

    def _take_cells(self, row):
        heads = actions.heads(row)
        if heads:
            self.columns = heads
            return
        each = [actions.in_line(cell.text, cell.line) for cell in row.filled]
        if len(each) > 1 and all(one and one.owner for one in each):
            self.found.extend(each)
            return
        self._add(actions.in_row(row, self.columns))

    def _add(self, found):
        if found is None:
            return
        if found.owner is None and self.owner:
            found = actions.Found(self.owner, found.text, found.due_typed, found.line)
        self.found.append(found)


class Decisions:
    """A list of decisions."""

    def __init__(self, heading):
        self.found = []

    def take(self, row, after, marks):
        """Add the decision in a row; False where the list is over."""
        text = actions.NUMBERED.sub("", row.text)
        if not (row.is_bullet or row.is_table or text != row.text or len(text.split()) > 3):
            return False
        if not (
            row.is_table and re.fullmatch(r"(?:no\.? )?decisions?(?: .*)?", text, re.IGNORECASE)
        ):
            self.found.append(decisions.in_list(text, row.line))
        return True


class Next:
    """What is said of the next meeting."""

    def __init__(self, heading):
        self.lines, self.line, self.inline = [], heading.line, bool(heading.rest)
        if heading.rest:
            self.lines.append(heading.rest)

    def take(self, row, after, marks):
        """Add a line; False where it speaks of something else."""
        if len(self.lines) >= MOST_LINES or len(row.text) > 2 * PARAGRAPH:
            return False
        about_it = (
            days.DAY.search(row.text)
            or days.ONE.search(row.text)
            or next_meeting.LUNCH.search(row.text)
            or next_meeting.GUEST.match(row.text)
            or re.match(r"(?:venue|place|location|time|date)\b", row.text, re.IGNORECASE)
        )
        if self.lines and row.gap and not about_it:
            return False
        if not self.lines:
            self.line = row.line
        self.lines.append(row.text)
        return True


def opened(heading):
    """What takes the rows under a heading; None for matters of no special kind."""
    if heading.kind in (Kind.ATTENDED, Kind.APOLOGIES, Kind.COPIES_TO):
        return People(heading.kind, heading)
    makers = {Kind.ACTIONS: Actions, Kind.DECISIONS: Decisions, Kind.NEXT: Next}
    maker = makers.get(heading.kind)
    return maker(heading) if maker else None
