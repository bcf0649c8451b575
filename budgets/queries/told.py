"""Which records there are of what was said at each publication (B23)."""

from budgets.models import StatedPosition
from budgets.queries import realms


def rows_of(found):
    """What was stated of a scope in its year, as known on the day asked for, newest first."""
    rows = StatedPosition.objects.filter(
        kind=found.scope.kind,
        code=found.scope.code or "",
        year=found.book.year,
        known_from__lte=found.asked.day,
    )
    return rows.defer("figures").order_by("-known_from", "-pk")


def stands_still(found):
    """Whether nothing more is stated of a scope: of the whole of a site of many counties."""
    return found.scope.kind == "county" and realms.are_many(found.book)


def is_stated(found):
    """Whether anything is stated of a scope, or will be once a file comes."""
    return not stands_still(found) or rows_of(found).exists()
