"""The directory: which posts there are, who holds them, to whom to go, and what waits there."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse

from meetings.models import Action, Post, Remit, Tenure
from meetings.models.post import EDIT
from meetings.posts import vacancy
from meetings.queries import withdrawn
from meetings.queries.lists import KINDS, within
from meetings.queries.rows import Reader, Row
from pbc.core import access, periods
from pbc.core.pages.frame import counted

MOST = 50  # actions that the directory shows at once


@dataclass(frozen=True)
class Holder:
    """Somebody who holds or held a post. `end_url` is empty where this person may not end it, and
    `withdraw_url` where they may not take it back."""

    name: str
    span: str
    is_interim: bool
    end_url: str = ""
    withdraw_url: str = ""


@dataclass(frozen=True)
class PostRow:
    """A post as the directory lists it. `vacant` says since when, and is empty where it is not."""

    title: str
    organisation: str
    duties: str
    holders: list[Holder]
    vacant: str
    above: str
    waiting: int
    url: str


@dataclass(frozen=True)
class OfRemit:
    """The posts of one remit."""

    name: str
    posts: list[PostRow]


@dataclass(frozen=True)
class Abolished:
    """A post that is there no more, since when and why."""

    title: str
    said: str
    url: str


@dataclass(frozen=True)
class Directory:
    """The posts by remit, and the open actions that wait for a post which nobody holds."""

    heading: str
    remits: list[OfRemit]
    waiting: list[Row]
    waiting_said: str
    may_edit: bool
    abolished: list[Abolished]


@dataclass(frozen=True)
class PostPage:
    """A post: who holds it, is to hold it and held it, the way up from it, and its open
    actions."""

    post: Post
    caption: str
    lead: str
    route: list[str]
    holders: list[Holder]
    before: list[Holder]
    to_come: list[Holder] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    vacant: str = ""
    may_edit: bool = False
    taken_back: list[str] = field(default_factory=list)


def directory(user, today):
    """Every post by remit, what is vacant first in each, and the actions that wait for nobody."""
    posts = list(Post.objects.visible_to(user).with_names().order_by("title"))
    rows = _rows(user, [one for one in posts if not one.abolished_on], today)
    vacant = sum(bool(row.vacant) for _, row in rows)
    waiting = waiting_for_nobody(user, today)
    return Directory(
        heading=_heading(len(rows), vacant),
        remits=[
            OfRemit(remit.label, sorted(there, key=lambda row: not row.vacant))
            for remit in Remit
            if (there := [row for of, row in rows if of == remit])
        ],
        waiting=Reader(user, today).rows(waiting.with_names()[:MOST]),
        waiting_said=_waiting_said(waiting.count()),
        may_edit=bool(access.may(user, EDIT) and places(user)),
        abolished=[_abolished(one) for one in posts if one.abolished_on],
    )


def waiting_for_nobody(user, today):
    """The open actions that the user may see of posts which nobody holds, the latest first."""
    seen = Action.objects.visible_to(user).open().with_vacancy(today)
    return seen.filter(is_vacant=True).late_first()


def post_page(user, pk, today):
    """The page of a post; None where there is none."""
    post = Post.objects.visible_to(user).with_names().filter(pk=pk).first()
    if post is None:
        return None
    may_edit = may(user, post)
    every = post.tenures.select_related("person", "post")
    there = list(every.standing().order_by("-from_date", "-pk"))
    now = _now(there, today)
    to_come = [one for one in there if one.from_date > today]
    actions = Action.objects.visible_to(user).open().filter(owner_post=post).late_first()
    vacant = "" if now else vacancy.since(there, today, vacancy.days_shut_out(there))
    if post.abolished_on:
        may_edit, vacant = False, ""
    return PostPage(
        post=post,
        caption=f"{post.get_remit_display()}, {post.organisation}",
        lead=_abolished(post).said if post.abolished_on else _lead(now, vacant),
        route=[_step(*one) for one in route(post, today)],
        holders=[_holder(one, may_edit) for one in now],
        to_come=[_holder(one, may_edit) for one in reversed(to_come)],
        before=[_holder(one, may_edit) for one in there if one not in now + to_come],
        actions=Reader(user, today).rows(actions.with_names()[:MOST]),
        vacant=vacant,
        may_edit=may_edit,
        taken_back=withdrawn.said(every, user, may_edit=may_edit),
    )


def may(user, post):
    """Whether the user keeps that post."""
    return access.may(user, EDIT) and within(access.reach(user, EDIT), post.organisation)


def places(user):
    """The organisations whose posts the user keeps: {pct:5P4: the organisation}."""
    reach, found = access.reach(user, EDIT), {}
    for kind, model in KINDS.items():
        rows = model.objects.order_by("name", "code")
        found |= {f"{kind}:{one.code}": one for one in rows if within(reach, one)}
    return found


def route(post, today):
    """The posts above one, with whoever holds each: [(post, [names])]."""
    above = []
    while post.above:
        post = post.above
        above.append(post)
    held = defaultdict(list)
    rows = Tenure.objects.in_force(today).filter(post__in=above).select_related("person")
    for one in rows.order_by("is_interim", "from_date", "pk"):
        held[one.post_id].append(one.holder)
    return [(one, held[one.pk]) for one in above]


def vacant_since(post, today):
    """Since when nobody holds a post, in words; empty where somebody does."""
    there = list(post.tenures.standing().select_related("person").order_by("-from_date", "-pk"))
    return "" if _now(there, today) else vacancy.since(there, today, vacancy.days_shut_out(there))


def take_it_to(post, today):
    """The first post above that somebody holds, with its holder; empty where there is none."""
    held = [(one, names) for one, names in route(post, today) if names]
    return _step(*held[0]) if held else ""


def _abolished(post):
    said = (
        f"It was abolished on {periods.day(post.abolished_on)}: {post.abolished_why.rstrip('.')}."
    )
    title = f"{post.title}, {post.organisation}"
    return Abolished(title, said, reverse("posts:post-detail", args=[post.pk]))


def _rows(user, posts, today):
    """A row for each post: [(remit, row)]; four statements however many."""
    tenures, waiting = defaultdict(list), defaultdict(int)
    every = Tenure.objects.standing().select_related("person")
    there = list(every.order_by("-from_date", "-pk"))
    shut = vacancy.days_shut_out(there)
    for one in there:
        tenures[one.post_id].append(one)
    seen = Action.objects.visible_to(user).open().filter(owner_post__isnull=False)
    for post in seen.values_list("owner_post", flat=True):
        waiting[post] += 1
    named = {one.pk: one for one in posts}
    return [
        (
            one.remit,
            _row(one, tenures[one.pk], named.get(one.above_id), waiting[one.pk], today, shut),
        )
        for one in posts
    ]


def _row(post, tenures, above, waiting, today, shut):
    now = _now(tenures, today)
    return PostRow(
        title=post.title,
        organisation=str(post.organisation),
        duties=post.duties,
        holders=[_holder(one) for one in now],
        vacant="" if now else vacancy.since(tenures, today, shut),
        above=str(above or ""),
        waiting=waiting,
        url=reverse("posts:post-detail", args=[post.pk]),
    )


def _now(tenures, today):
    """Of the tenures of a post, those that hold today, who stands in last; who was shut out does
    not count."""
    held = [
        one
        for one in tenures
        if one.from_date <= today
        and (one.to_date is None or one.to_date >= today)
        and (one.person is None or one.person.is_active)
    ]
    return sorted(held, key=lambda one: (one.is_interim, one.from_date, one.pk))


def _holder(tenure, may_edit=False):
    span = f"from {periods.day(tenure.from_date)}"
    if tenure.to_date:
        span += f" to {periods.day(tenure.to_date)}"
    end = reverse("posts:tenure-end", args=[tenure.pk])
    withdraw = reverse("posts:tenure-withdraw", args=[tenure.pk])
    urls = (end, withdraw) if may_edit else ("", "")
    return Holder(tenure.holder, span, tenure.is_interim, *urls)


def _step(post, names):
    return f"{post}, {post.organisation}: {' and '.join(names) or 'nobody holds it'}"


def _lead(now, vacant):
    if vacant:
        return f"It is vacant: {vacant}."
    names = " and ".join(one.holder for one in now)
    if all(one.is_interim for one in now):
        return f"{names} stands in until it is filled."
    return f"{names} {'hold' if len(now) > 1 else 'holds'} it."


def _heading(posts, vacant):
    if not posts:
        return "No post is written down yet"
    said = counted(posts, "post", "posts")
    return f"{said}, {vacant} vacant" if vacant else f"{said}, none vacant"


def _waiting_said(number):
    if not number:
        return "No open action waits for a post that nobody holds."
    said = counted(number, "open action waits", "open actions wait")
    shown = f" The first {MOST} of them stand here." if number > MOST else ""
    return f"{said} for a post that nobody holds.{shown}"
