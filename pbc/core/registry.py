"""How an upper app shows in, or acts on, a lower one: six registries, filled in `ready()`.

Cards stand on the desk, panels on the pages of an organisation, sections in packs and
statements, checks in the review of a submission; `on(event)` handlers run inside the
transaction of the deed, in the order of the house; `does(kind, work)` says how errands of a kind
are run.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """One thing that an upper app shows: its name, its template and the query that fills it.

    `of()` is the rows without which there is nothing in it for anybody, where they are seldom
    there: a set that knows of no person and no day.
    """

    name: str
    template: str
    read: Callable
    of: Callable | None = None


@dataclass
class Entries:
    """A list of what was added, in the order of the house."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, name, *, template, read, of=None):
        self.entries.append(Entry(name, template, read, of))

    def __iter__(self):
        return iter(self.entries)


@dataclass
class Checks:
    """Functions that take a staged submission and yield the problems they find in it."""

    functions: list[Callable] = field(default_factory=list)

    def add(self, function):
        self.functions.append(function)

    def __iter__(self):
        return iter(self.functions)


cards, panels, sections, checks = Entries(), Entries(), Entries(), Checks()
events: dict[str, list[Callable]] = {}
work: dict[str, Callable] = {}
about: dict[str, Callable] = {}
first: dict[str, Callable] = {}


def on(event, handler):
    """Run the handler inside the transaction of the deed whenever the event happens."""
    events.setdefault(event, []).append(handler)


def happen(event, **details):
    """Tell the handlers of an event; called by the deed, inside its transaction."""
    for handler in events.get(event, []):
        handler(**details)


def does(kind, function, *, what=None, before=None):
    """Run errands of this kind so: `function(key=, by=)`, in the transaction of the errand.

    `what(key)` says in words what such an errand is about, where one differs from another.
    `before(key)` is committed first; where it answers no, there is nothing left to do.
    """
    work[kind] = function
    if before:
        first[kind] = before
    if what:
        about[kind] = what
