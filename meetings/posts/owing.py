"""What a post owes, and has to be handed on before it is abolished (A08)."""

from meetings.models import Action, AudienceMember
from pbc.core.pages.frame import counted


def owed_by(post, user):
    """What a post still owes, each in a sentence; empty where it can be abolished.

    Everything counts, also what the user may not see, which is not named: nothing is left behind.
    """
    actions = Action.objects.open().filter(owner_post=post).count()
    below = post.below.standing().order_by("title", "pk")
    said = []
    if actions:
        whose = counted(actions, "open action is", "open actions are")
        said.append(f"{whose} its own: give {'it' if actions == 1 else 'them'} to somebody else")
    said += _lists(post, user)
    said += [f"the post {one} stands below it: put that below another" for one in below]
    return said


def _lists(post, user):
    """The lists that write to a post: by name those that the user may see, the others counted."""
    every = AudienceMember.objects.filter(post=post).select_related("audience").order_by("pk")
    named = every.filter(pk__in=AudienceMember.objects.visible_to(user))
    said = [f"the list “{one.audience}” writes to it: take it out there" for one in named]
    others = every.count() - len(named)
    if others == 1:
        said.append("1 list of others writes to it: ask those who keep it")
    elif others:
        said.append(f"{others} lists of others write to it: ask those who keep them")
    return said
