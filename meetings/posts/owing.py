"""What a post owes, and has to be handed on before it is abolished (A08)."""

from meetings.models import Action, AudienceMember
from pbc.core.pages.frame import counted


def owed_by(post):
    """What a post still owes, each in a sentence; empty where it can be abolished.

    Everything counts, also what the person who asks may not see: nothing is left behind.
    """
    actions = Action.objects.open().filter(owner_post=post).count()
    lists = AudienceMember.objects.filter(post=post).select_related("audience").order_by("pk")
    below = post.below.standing().order_by("title", "pk")
    said = []
    if actions:
        whose = counted(actions, "open action is", "open actions are")
        said.append(f"{whose} its own: give {'it' if actions == 1 else 'them'} to somebody else")
    said += [f"the list “{one.audience}” writes to it: take it out there" for one in lists]
    said += [f"the post {one} stands below it: put that below another" for one in below]
    return said
