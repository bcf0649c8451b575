"""What somebody who arranges an event can choose from."""

from django.db.models import Q

from meetings.diary.queries.lists import EDIT
from meetings.models import Audience, Body
from meetings.models.audience import EDIT as WRITE
from pbc.core import access
from pbc.core.models import GroupMembership, Practice


def bodies(user):
    """The bodies that the user keeps, by name."""
    found = Body.objects.visible_to(user, to=EDIT).with_names()
    return list(found.order_by("name", "pk"))


def invitable(user, event=None):
    """The practices over which the user keeps meetings, and those that are invited already."""
    reach = access.reach(user, EDIT)
    found = Practice.objects.order_by("name", "code")
    if reach.everything:
        return list(found)
    invited = event.invitations.values_list("practice", flat=True) if event else ()
    return list(found.filter(pk__in={*reach.practices, *invited}))


def audiences(user, event=None):
    """The audiences to which the user writes, and the one of an event, by name."""
    found = Audience.objects.visible_to(user, WRITE).values("pk")
    own = Audience.objects.filter(Q(pk__in=found) | Q(pk=event.audience_id if event else None))
    return list(own.with_names().order_by("name", "pk"))


def groups(practices, today):
    """{group: those of the practices that are its members today}, by the group's name."""
    known = {one.pk: one for one in practices}
    rows = GroupMembership.objects.known_on(today).in_force(today)
    rows = rows.filter(practice__in=known, group__isnull=False).select_related("group")
    found = {}
    for row in rows.order_by("group__name", "group__code", "practice__name"):
        found.setdefault(row.group, []).append(known[row.practice_id])
    return found
