"""Lists of one person that are counted and shown in pages, by statements that are kept."""

from functools import cached_property, wraps

from django.db.models import Count, Value

from pbc.core.kept_rows import kept_rows
from pbc.core.paging import A_PAGE


def totals(rows, *counts):
    """A set of one row at most, of these aggregates over some rows: it can be kept, as what the
    ORM aggregates itself cannot. It has none where nothing can be among the rows."""
    named = {f"total_{number}": one for number, one in enumerate(counts)}
    of_all = rows.order_by().annotate(of_all=Value(1)).values("of_all")
    return of_all.annotate(**named).values_list(*named)


def total(found, default):
    """That one row."""
    return next(iter(found), default)


class KeptList:
    """Rows that are counted, cut and walked through as a set is. How many there are and the first
    page are asked by kept statements; what few look at, the pages after it, by others."""

    def __init__(self, count, first, whole):
        self._count, self._first, self._whole = count, first, whole

    def count(self):
        """How many there are, asked once."""
        return self._number

    @cached_property
    def _number(self):
        return total(self._count(), (0,))[0]

    def first(self, many):
        """The first so many; a number of the program's, never of the reader's."""
        return self._first(many)

    def __getitem__(self, part):
        if not isinstance(part, slice) or part.step is not None:
            raise TypeError("Only a part of a list can be taken, from one place to another")
        if (part.start or 0) < 0 or (part.stop or 0) < 0:
            raise TypeError("The places of a part are counted from the first")
        if not part.start and part.stop is not None and part.stop <= A_PAGE:
            return self.first(A_PAGE)[: part.stop]
        return list(self._whole()[part])

    def __iter__(self):
        return iter(self._whole())


def kept_list(*permissions):
    """Have a function of a user, and of what else can be a key, answer with the KeptList of the set
    that it gives, for as long as `kept_rows` keeps what hangs on these permissions."""

    def wrap(function):
        @kept_rows(*permissions)
        def count(user, *given):
            return totals(function(user, *given), Count("*"))

        @kept_rows(*permissions)
        def first(user, many, *given):
            return function(user, *given)[:many]

        @wraps(function)
        def listed(user, *given):
            return KeptList(
                count=lambda: count(user, *given),
                first=lambda many: first(user, many, *given),
                whole=lambda: function(user, *given),
            )

        return listed

    return wrap
