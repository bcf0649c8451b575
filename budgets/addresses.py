"""The address of a position, and of what hangs on it: the same figures again, by their link."""

from urllib.parse import urlencode

from django.urls import reverse

KINDS = ("pct", "locality", "group", "practice")


def address(scope, page="position", **query):
    """The address of a scope's position, its rows or what was stated; empty values are left out."""
    asked = {name: value for name, value in query.items() if value not in (None, "")}
    if scope.kind == "county":
        path = reverse(f"budgets:{page}-county")
    else:
        path = reverse(f"budgets:{page}-scope", kwargs={"kind": scope.kind, "code": scope.code})
    return f"{path}?{urlencode(asked)}" if asked else path
