"""A line in words, for what is to be done about it."""

from django.urls import reverse

from activity.queries import lines
from activity.queries.line_page import line_page
from meetings.queries.about import About
from pbc.core.models import Locality, Practice
from pbc.core.values import Scope


def line(*, user, code):
    """The line that has the code, where the user may open it; None else. Its words hold no
    amount: whoever is to do something about it may not be who sees what it cost."""
    page = line_page(user, code)
    if page is None:
        return None
    return About(
        code=page.code,
        said=f"A line of {page.caption}",
        url=reverse("activity:line-detail", kwargs={"code": page.code}),
        scope=_scope(lines.in_force([page.code]).get(page.code)),
    )


def _scope(found):
    """Whose line it is: its practice's, or its locality's; nobody's while it is in no file."""
    if found is None:
        return None
    if found.line.practice_id:
        return Scope("practice", Practice.objects.get(pk=found.line.practice_id).code)
    return Scope("locality", Locality.objects.get(pk=found.line.locality_id).code)
