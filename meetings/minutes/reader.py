"""Everything together: a Source to what was understood of it, each thing with its line."""

from dataclasses import dataclass, field
from datetime import date

from meetings.minutes import actions, decisions, head, headings, next_meeting, people, promises
from meetings.minutes import sections as under
from meetings.minutes.actions import Found as Action
from meetings.minutes.decisions import Found as Decision
from meetings.minutes.headings import Kind
from meetings.minutes.next_meeting import Found as Next
from meetings.minutes.people import Entry
from meetings.minutes.source import Source

_LISTS = (Kind.ATTENDED, Kind.APOLOGIES, Kind.COPIES_TO)


@dataclass(frozen=True)
class Section:
    """What stands under one heading, without lists of people and of actions; no title before
    the first heading. Points of a list begin with “- ”."""

    title: str
    text: str
    line: int


@dataclass(frozen=True)
class Minutes:
    """What was understood; None where it was not said. `affiliations` says what marks mean."""

    source: Source
    body: str | None
    body_line: int | None
    date: date | None
    date_line: int | None
    attended: tuple[Entry, ...]
    apologies: tuple[Entry, ...]
    copies_to: tuple[Entry, ...]
    affiliations: dict
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    next_meeting: Next | None
    other_meetings: tuple[tuple[str, Next], ...]  # of other bodies, each with its name
    sections: tuple[Section, ...]


@dataclass
class _Heap:
    """What has been found so far."""

    people: dict = field(default_factory=lambda: {kind: [] for kind in _LISTS})
    affiliations: dict = field(default_factory=dict)
    actions: list = field(default_factory=list)
    decisions: list = field(default_factory=list)
    next_lines: tuple | None = None
    next_said: Next | None = None
    others: list = field(default_factory=list)
    sections: list = field(default_factory=list)  # [title, [words], line]
    paragraphs: list = field(default_factory=list)  # (words, line)


def understood(source):
    """The Minutes in a Source."""
    top = head.rows_of(source.rows)
    body, body_line = head.body(top)
    on, date_line = head.day(top)
    walk = _Walk(on, head.end(source.rows, top, body_line, date_line))
    walk.over(source.rows)
    found = walk.heap
    said = found.next_lines
    return Minutes(
        source=source,
        body=body,
        body_line=body_line,
        date=on,
        date_line=date_line,
        **{kind.name.lower(): tuple(found.people[kind]) for kind in _LISTS},
        affiliations=found.affiliations,
        actions=tuple(
            found.actions or promises.made(found.paragraphs, found.people[Kind.ATTENDED])
        ),
        decisions=tuple(found.decisions),
        next_meeting=next_meeting.in_lines(*said, on) if said else found.next_said,
        other_meetings=tuple(found.others),
        sections=tuple(
            Section(title, "\n".join(words).strip(), line)
            for title, words, line in found.sections
            if title or any(words)
        ),
    )


class _Walk:
    """Goes down the rows, with the list that is open, the matter that is spoken of, and a heap."""

    def __init__(self, on, title_ends):
        self.on, self.title_ends, self.heap = on, title_ends, _Heap()
        self.open, self.about, self.columns = None, None, None

    def over(self, rows):
        """Take every row, and close what is open at the end."""
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            before = len(self.heap.sections)
            self._row(row, after)
            is_list = isinstance(self.open, (under.People, under.Actions))
            if not is_list and len(self.heap.sections) == before:
                self._keep(row)
        self._close()

    def _row(self, row, after):
        if self._labelled(row):
            return
        if self.open and self._is_key(row) and self.open.take(row, after, self._marks()):
            return
        if heading := headings.known(row):
            self._open(heading)
        elif self._in_a_table_of_actions(row):
            return
        elif self._ends_it(row):
            self._close()
            self.about = headings.other(row).title
            if row.line > self.title_ends:
                self.heap.sections.append((self.about, [], row.line))
        elif not (self.open and self.open.take(row, after, self._marks())):
            self._close()
            self._plain(row, after)

    def _keep(self, row):
        """Add the words of a row to the section in which it stands."""
        if row.line <= self.title_ends or headings.known(row) or (self.columns and row.is_table):
            return
        if not self.heap.sections:
            self.heap.sections.append(("", [], row.line))
        words = self.heap.sections[-1][1]
        if row.gap and words:
            words.append("")
        words.append(f"- {row.text}" if row.is_bullet else row.text)

    def _is_key(self, row):
        """Does the row say what marks mean that somebody has?"""
        if not isinstance(self.open, under.People):
            return False
        keys = [people.mark_key(cell.text) for cell in row.filled]
        return all(key and key[0] in self._marks() | self.open.marks() for key in keys)

    def _ends_it(self, row):
        """A marked heading ends a list, unless it is a numbered action of it."""
        if not headings.other(row):
            return False
        if isinstance(self.open, under.Actions) and not row.text.endswith(":"):
            found = actions.in_line(row.text, row.line)
            is_one = found.owner or found.due_typed or self.open.goes_on(row)
            return self.open.is_next_item(row) or not is_one
        return not isinstance(self.open, under.Decisions) or row.text.endswith(":")

    def _labelled(self, row):
        """“Action: ...” and “Agreed: ...” are what they say, wherever they stand."""
        if len(row.filled) > 1:
            return False
        action = actions.labelled(row.text, row.line)
        if action:
            self.heap.actions.append(action)
            return True
        decision = decisions.labelled(row.text, row.line, self.about)
        if decision:
            self.heap.decisions.append(decision)
        return bool(decision)

    def _in_a_table_of_actions(self, row):
        """A table whose head says who and what is one of actions, under whatever heading."""
        if isinstance(self.open, under.Actions) or not row.is_table:
            self.columns = None
            return False
        if heads := actions.heads(row):
            self._close()
            self.columns = heads
            return True
        if self.columns and (found := actions.in_row(row, self.columns)):
            self.heap.actions.append(found)
        return bool(self.columns)

    def _open(self, heading):
        self._close()
        self.columns = None
        if heading.kind is Kind.CHAIR:
            self._chair(heading)
            return
        self.open = under.opened(heading)
        self.about = heading.title
        if heading.kind not in _LISTS:
            first = [heading.rest] if isinstance(self.open, under.Next) and heading.rest else []
            self.heap.sections.append((heading.title, first, heading.line))

    def _chair(self, heading):
        """Who is named in the chair was there, with that as their role."""
        for one in people.listed(heading.rest, heading.line):
            if people.is_name(one.name):
                role = ", ".join(filter(None, (heading.title, one.role)))
                self.heap.people[Kind.ATTENDED].append(Entry(one.name, one.mark, role, one.line))

    def _close(self):
        """Put what the open list has found on the heap."""
        done, self.open = self.open, None
        if isinstance(done, under.People):
            listed = self.heap.people[done.kind]
            names = {one.name for one in listed}
            listed.extend(one for one in done.entries if one.name not in names)
            self.heap.affiliations.update(done.keys)
            self.about = None
        elif isinstance(done, under.Actions):
            self.heap.actions.extend(done.found)
        elif isinstance(done, under.Decisions):
            self.heap.decisions.extend(done.found)
        elif isinstance(done, under.Next) and done.lines and not self.heap.next_lines:
            self.heap.next_lines = (done.lines, done.line)

    def _marks(self):
        return {one.mark for listed in self.heap.people.values() for one in listed if one.mark}

    def _plain(self, row, after):
        """Running text: what is decided, promised or announced in it."""
        if row.text.lower().startswith("apologies") and (
            sent := under.APOLOGIES_FROM.match(row.text)
        ):
            names = next(filter(None, sent.groups())).rstrip(".")
            self.heap.people[Kind.APOLOGIES].extend(people.listed(names, row.line))
            return
        if headings.looks_like_one(row) and after is not None and not after.is_table:
            self.about = row.text
        for cell in row.filled:
            self._paragraph(cell.text, cell.line)

    def _paragraph(self, text, line):
        self.heap.paragraphs.append((text, line))
        self.heap.decisions.extend(decisions.in_paragraph(text, line, self.about))
        if found := actions.at_the_end(text, line):
            self.heap.actions.append(found)
        self.heap.others.extend(next_meeting.of_others(text, line, self.on))
        if self.heap.next_said is None:
            self.heap.next_said = next_meeting.in_sentence(text, line, self.on)
