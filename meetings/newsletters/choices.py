"""What somebody who keeps audiences can choose from: organisations, people and posts."""

from django.db.models import Q

from meetings.models import Post
from meetings.models.audience import EDIT
from meetings.models.body import within_reach
from meetings.queries.lists import KINDS, within
from pbc.core import access
from pbc.core.models import SITE_WIDE, Appointment

OWNERS = ("pct", "locality", "group")
FIELDS = {"pct": "commissioner", "locality": "locality", "group": "group"}


def owners(user):
    """The organisations whose audiences the user keeps: {pct:5P4: the organisation}."""
    places, reach = scopes(user), access.reach(user, EDIT)
    if reach.everything:
        return places
    ids = within_reach(user, EDIT)
    return {
        key: one
        for key, one in places.items()
        if one.pk in ids[f"{FIELDS[key.partition(':')[0]]}__in"]
    }


def scopes(user):
    """The organisations whose people the user may write to, the largest first."""
    reach, found = access.reach(user, EDIT), {}
    for kind in OWNERS:
        rows = KINDS[kind].objects.order_by("name", "code")
        found |= {f"{kind}:{one.code}": one for one in rows if within(reach, one)}
    return found


def people(user, day):
    """Who is appointed where the user may write to people: {person:7: (person, label)}."""
    reach = access.reach(user, EDIT)
    there = Appointment.objects.in_force(day).filter(person__is_active=True)
    if not reach.everything:
        own = Q(commissioner__in=reach.commissioners) | Q(group__in=reach.groups)
        there = there.filter(own | Q(practice__in=reach.practices))
    rows = there.exclude(role__in=SITE_WIDE)
    found = {}
    for held in rows.select_related("person", "commissioner", "group", "practice").order_by(
        "person__last_name", "person__first_name", "pk"
    ):
        label = f"{held.person}, {held.get_role_display()}, {held.scope}"
        found.setdefault(f"person:{held.person_id}", (held.person, label))
    return found


def posts(user):
    """The posts of the directory: {post:3: (post, label)}."""
    rows = Post.objects.visible_to(user).standing().with_names().order_by("title", "pk")
    return {f"post:{one.pk}": (one, f"{one}, {one.organisation}, whoever that is") for one in rows}
