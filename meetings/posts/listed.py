"""Posts as `manage.py show posts` lists them."""

from django.db.models import Prefetch

from meetings.models import Post, Tenure
from meetings.posts.queries import route
from meetings.queries import lists
from pbc.core import clock


def visible(user):
    """The posts that stand, in the order of their title, each with whoever holds it today (`held`):
    a command is an edge."""
    there = Tenure.objects.in_force(clock.today()).select_related("person")
    held = Prefetch("tenures", there.order_by("is_interim", "from_date", "pk"), to_attr="held")
    posts = Post.objects.visible_to(user).standing().with_names().select_related("above")
    return posts.prefetch_related(held).order_by("title", "pk")


def row(post):
    """A post of `visible` with whoever holds it."""
    holders = [_holder(one) for one in post.held]
    return {
        "post": post.pk,
        "title": post.title,
        "remit": post.remit.lower(),
        "of": {"kind": lists.kind_of(post.organisation), "code": post.organisation.code},
        "vacant": not holders,
        "holders": holders,
        "above": post.above and post.above.title,
    }


def whole(post):
    """A post with its way up and everybody who held it, those that were taken back aside."""
    there = post.tenures.standing().select_related("person").order_by("from_date", "pk")
    return row(post) | {
        "duties": post.duties,
        "route": [
            {"post": one.title, "holders": names} for one, names in route(post, clock.today())
        ],
        "tenures": [_holder(one) for one in there],
    }


def _holder(tenure):
    return {
        "name": tenure.holder,
        "interim": tenure.is_interim,
        "from": tenure.from_date.isoformat(),
        "to": tenure.to_date and tenure.to_date.isoformat(),
    }
