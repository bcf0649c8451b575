"""Choosers: the form at the top of a page that says what it shows, sent in its address.

Nearly every look at a page says the same in it. So each of its fields is a row that is printed
once ({% rows %}): what is printed hangs on the form, on what was typed in that field, and on what
else the form is made with. That is so of forms whose fields are checked each by itself alone.
"""

from dataclasses import dataclass

from pbc.core.templatetags.rows import LONGEST


@dataclass(frozen=True)
class Choice:
    """A field of a chooser, and all that it hangs on."""

    form: type
    name: str
    typed: str | None
    given: tuple[tuple[str, object], ...] = ()
    is_large: bool = False

    @property
    def field(self):
        """The field as it is printed, with what is wrong in it."""
        return self.form({self.name: self.typed}, **dict(self.given))[self.name]

    @property
    def is_long(self):
        """Whether it is printed and not kept: anybody can write into an address."""
        return self.is_large or len(self.typed or "") > LONGEST


def choices(form, names, data, *, are_large=False, **given):
    """The fields of those names as rows, by what an address says and what the form is made with;
    `are_large` where so much can be chosen that they are not kept."""
    given = tuple(given.items())
    return [Choice(form, name, data.get(name), given, are_large) for name in names]
