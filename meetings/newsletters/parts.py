"""What is put into a newsletter for each of its readers: an app adds what it knows of.

    registry.sections.add(parts.SECTION, template=parts.TEMPLATE, read=OFFER)

`read(asked)` gives the Part that this reader may see, or None where there is nothing to say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pbc.core import registry

SECTION, TEMPLATE = "part of a newsletter", "newsletters/_part.html"


@dataclass(frozen=True)
class Asked:
    """For whom a part is made: about an organisation, with what was known on a day, of a month or
    the last one known, and what is new after a day. Whoever looks at it `beside` the reader (the
    one who writes it) must be allowed to see it too."""

    organisation: object
    reader: object
    day: date
    since: date
    year: int | None = None
    month: int | None = None
    beside: object = None

    @property
    def eyes(self):
        """Everybody who must be allowed to see what is shown."""
        return (self.reader, self.beside) if self.beside else (self.reader,)

    def seen(self, rows):
        """Those of these rows that every one of them may see."""
        for user in self.eyes:
            rows = rows.visible_to(user)
        return rows


@dataclass(frozen=True)
class Part:
    """A section in plain sentences, and the page of this site where more of it stands."""

    title: str
    sentences: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True)
class Offer:
    """A section that can be put in: its key, what it is called where one chooses, its query, and
    the place at which it stands."""

    key: str
    name: str
    read: Callable[[Asked], Part | None]
    place: int = 9

    def __call__(self, asked):
        return self.read(asked)


def offers():
    """The sections that there are, in their order: {key: Offer}."""
    found = [entry.read for entry in registry.sections if entry.name == SECTION]
    return {offer.key: offer for offer in sorted(found, key=lambda offer: offer.place)}


def parts(keys, asked):
    """The Parts of these sections for one reader, in their order."""
    made = [offer(asked) for key, offer in offers().items() if key in keys]
    return [part for part in made if part]
