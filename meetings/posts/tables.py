"""The directory of posts as it is taken away (B11): a table for each remit."""

from pbc.core.exports import Column, Kind, Table

POSTS = [
    Column("Post", Kind.NAME),
    Column("Of", Kind.NAME),
    Column("Remit", Kind.NAME),
    Column("What it does", Kind.NAME),
    Column("Who holds it", Kind.NAME),
    Column("Vacant", Kind.NAME),
    Column("Above it", Kind.NAME),
    Column("Open actions", Kind.COUNT),
]


def of_directory(page):
    """The posts of each remit in the order of the page: vacant posts first."""
    return [
        Table(remit.name, POSTS, [_post(one, remit.name) for one in remit.posts])
        for remit in page.remits
    ]


def _post(post, remit):
    holders = "; ".join(map(_holder, post.holders)) or "nobody"
    above, vacant = post.above or "none", post.vacant or "no"
    of, duties = post.organisation, post.duties or "not said"
    return post.title, of, remit, duties, holders, vacant, above, post.waiting


def _holder(one):
    stands_in = "stands in, " if one.is_interim else ""
    return f"{one.name}, {stands_in}{one.span}"
