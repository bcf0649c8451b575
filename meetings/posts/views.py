from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.decisions.views import known
from meetings.diary.views.frame import ask
from meetings.matters.forms import LastDayForm, MistakeForm
from meetings.models import Post, Tenure
from meetings.models.post import EDIT
from meetings.posts import forms, owing, queries, services
from meetings.posts.tables import of_directory
from pbc.core import clock, exports
from pbc.core.access import for_anybody, requires
from pbc.core.deeds import snapshot
from pbc.core.once import once
from pbc.core.pages.frame import Crumb
from pbc.core.pages.tables import facts_of

GET, GET_AND_POST = ["GET", "HEAD"], ["GET", "HEAD", "POST"]
DETAIL = "posts:post-detail"


@require_http_methods(GET)
@for_anybody
def post_list(request):
    with snapshot():
        page = queries.directory(request.user, clock.today())
    return render(request, "posts/post_list.html", {"page": page})


@require_http_methods(GET)
@for_anybody
def post_list_table(request):
    today, form = clock.today(), request.GET.get("form")
    with snapshot():
        page = queries.directory(request.user, today)
    facts = facts_of("Directory of posts", [page.heading, page.waiting_said], today)
    return exports.answer(of_directory(page), facts, called="Directory", form=form)


@require_http_methods(GET)
@for_anybody
def post_detail(request, pk):
    with snapshot():
        page = queries.post_page(request.user, pk, clock.today())
    if page is None:
        raise Http404
    return render(request, "posts/post_detail.html", {"page": page, "crumbs": crumbs()})


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def post_new(request):
    given = {"places": queries.places(request.user), "posts": above(request.user)}
    return ask(
        request,
        forms.NewPostForm(request.POST or None, **given),
        lambda said: services.set_up_post(organisation=said.pop("of"), **said, by=request.user),
        to=DETAIL,
        said="The post is set up: say next who holds it",
        heading="Set up a post",
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def post_change(request, pk):
    post = post_to_edit(request, pk)
    now = {name: getattr(post, name) for name in ("version", "title", "remit", "duties")}
    now["above"] = post.above_id or ""
    posts = above(request.user).exclude(pk=pk)
    return ask(
        request,
        forms.ChangePostForm(request.POST or None, initial=now, posts=posts),
        lambda said: services.change_post(post=post, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Changed",
        heading=f"Change the post {post}",
        crumbs=crumbs(post),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def post_fill(request, pk):
    post = post_to_edit(request, pk)
    begin = {"from_date": clock.today()}
    return ask(
        request,
        forms.FillForm(request.POST or None, initial=begin, **known(request)),
        lambda said: services.fill_post(post=post, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Kept: its open actions are theirs from then on",
        heading=f"Who holds the post {post}?",
        crumbs=crumbs(post),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def post_abolish(request, pk):
    """Abolish a post; what it owes is said first, and has to be handed on."""
    post = post_to_edit(request, pk)
    owed = owing.owed_by(post, request.user)
    begin = {"version": post.version, "on": clock.today()}
    lead = "It is offered nowhere any more. Who held it, and what it did, stays on its page."
    return ask(
        request,
        forms.AbolishForm(request.POST or None, initial=begin, today=clock.today()),
        lambda said: services.abolish_post(post=post, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Abolished: whoever held it has left it",
        heading=f"Abolish the post {post}",
        lead=f"Hand on first what it owes: {'; '.join(owed)}." if owed else lead,
        crumbs=crumbs(post),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def tenure_end(request, pk):
    tenure = tenure_to_edit(request, pk)
    given = {"label": "The last day", "initial": {"on": clock.today()}, **known(request)}
    return ask(
        request,
        LastDayForm(request.POST or None, **given),
        lambda said: services.leave_post(tenure=tenure, **said, by=request.user),
        to=DETAIL,
        pk=tenure.post_id,
        said="Kept: the post is vacant after that day unless somebody else holds it",
        heading=f"When does {tenure.holder} leave the post?",
        crumbs=crumbs(tenure.post),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def tenure_withdraw(request, pk):
    tenure, today = tenure_to_edit(request, pk), clock.today()
    return ask(
        request,
        MistakeForm(request.POST or None),
        lambda said: services.withdraw_tenure(tenure=tenure, **said, on=today, by=request.user),
        to=DETAIL,
        pk=tenure.post_id,
        said="Taken back: it counts nowhere any more",
        heading=f"Take back that {tenure.holder} held the post",
        crumbs=crumbs(tenure.post),
    )


def tenure_to_edit(request, pk):
    """The tenure that stands, where the person keeps its post: 404 for who does not."""
    seen = Tenure.objects.visible_to(request.user, to=EDIT).standing()
    return get_object_or_404(seen.select_related("post", "person"), pk=pk)


def above(user):
    """The posts that can stand above one."""
    return Post.objects.visible_to(user).standing().with_names().order_by("title", "pk")


def post_to_edit(request, pk):
    """The post, where the person keeps it: 404 for who does not, as for none."""
    seen = Post.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def crumbs(post=None):
    """The way up: the directory, the post."""
    way = [Crumb("Directory", reverse("posts:post-list"))]
    return [*way, Crumb(post.title, reverse(DETAIL, args=[post.pk]))] if post else way
