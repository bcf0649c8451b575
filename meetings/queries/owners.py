"""For whom somebody may raise an action, and to whom it can be given."""

from dataclasses import dataclass

from django.db.models import Q

from meetings.models import Post
from meetings.models.action import POSTS, holder_of
from meetings.queries import words
from meetings.queries.lists import KINDS, within
from meetings.queries.rows import EDIT
from pbc.core import access
from pbc.core.models import SITE_WIDE, Appointment, Person


class NotAnOwner(ValueError):
    """Nobody to whom this person may give that action; its text is fit to show."""


@dataclass(frozen=True)
class Owner:
    """Who is to do it: a person, a post over the organisation or of the directory, or a name
    outside the system."""

    person: Person | None = None
    role: str = ""
    name: str = ""
    post: Post | None = None

    @property
    def fields(self):
        """As an action has it."""
        said = {"owner": self.person, "owner_role": self.role, "owner_name": self.name}
        return said | {"owner_post": self.post}


def organisations(user):
    """The organisations for which the user may raise actions: {pct:5P4: the organisation}."""
    reach, found = access.reach(user, EDIT), {}
    for kind, model in KINDS.items():
        rows = model.objects.order_by("name", "code")
        found |= {f"{kind}:{one.code}": one for one in rows if within(reach, one)}
    return found


def people(user, today):
    """Who can be given an action: the user, and everybody appointed where the user acts."""
    reach = access.reach(user, EDIT)
    there = Appointment.objects.in_force(today).filter(person__is_active=True)
    if reach.everything:
        there = there.exclude(role__in=SITE_WIDE)
    else:
        there = there.filter(
            Q(commissioner__in=reach.commissioners)
            | Q(group__in=reach.groups)
            | Q(practice__in=reach.practices)
        )
    rows = there.exclude(person=user).select_related("person", "commissioner", "group", "practice")
    named = {}
    for held in rows.order_by("person__last_name", "person__username", "pk"):
        label = f"{held.person}, {words.lower(held.get_role_display())} of {held.scope}"
        named.setdefault(held.person.username, label)
    return {user.username: f"Me, {user}", **named}


def choices(user, places, today, owner=None):
    """What the field of the owner offers: [(value, label)]. `places` are the organisations that
    the action can be of, `owner` the one that it has now."""
    kinds = {holder_of(place) for place in places}
    roles = dict.fromkeys(role for kind in POSTS if kind in kinds for role in POSTS[kind])
    found = {f"person:{name}": label for name, label in people(user, today).items()}
    if owner and owner.person:
        found.setdefault(f"person:{owner.person.username}", str(owner.person))
    found |= {f"post:{role}": f"{words.post(role)}, whoever that is" for role in roles}
    posts = Post.objects.standing().with_names().order_by("title", "pk")
    found |= {f"directory:{one.pk}": f"The {one}, {one.organisation}" for one in posts}
    return list(found.items())


def chosen(value, name, organisation):
    """The Owner of what was chosen, or of a name that was typed; a name goes first.

    Raises NotAnOwner for a post that the organisation has not got.
    """
    if name:
        return Owner(name=name)
    kind, _, key = value.partition(":")
    if kind == "person":
        return Owner(person=Person.objects.get(username=key))
    if kind == "directory":
        return Owner(post=Post.objects.get(pk=key))
    if key not in POSTS[holder_of(organisation)]:
        raise NotAnOwner(f"{organisation} has no such post. Choose somebody else")
    return Owner(role=key)


def of(action):
    """The owner that an action has, and the value of the field that offers it."""
    owner = Owner(action.owner, action.owner_role, action.owner_name, action.owner_post)
    if owner.person:
        return owner, f"person:{owner.person.username}"
    if owner.post:
        return owner, f"directory:{owner.post.pk}"
    return owner, f"post:{owner.role}" if owner.role else ""
