"""Whether a post still stands, for whoever writes it down somewhere (A08)."""

from meetings.models import Post
from pbc.core import periods


def abolished(post):
    """Hold a post (None: no post) until the deed is done, so that nobody abolishes it meanwhile;
    say when it was abolished, empty where it stands."""
    if post is None:
        return ""
    held = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if held.abolished_on is None:
        return ""
    return f"The post {held} was abolished on {periods.day(held.abolished_on)}"
