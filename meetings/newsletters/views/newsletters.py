from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary.rules import NotKept
from meetings.diary.views.frame import GET, GET_AND_POST, ask
from meetings.models import Audience, Newsletter, NewsletterState
from meetings.models.audience import EDIT
from meetings.newsletters import choices, forms, pages
from meetings.newsletters.parts import offers
from meetings.newsletters.services import newsletters as services
from meetings.records.forms import VersionForm
from pbc.core import clock
from pbc.core.access import for_anybody, requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb
from pbc.core.paging import paged
from pbc.core.versions import ChangedMeanwhile

LIST, DETAIL = "newsletters:newsletter-list", "newsletters:newsletter-detail"


@require_http_methods(GET)
@for_anybody
def newsletter_list(request):
    """The archive of what was sent to somebody, and the drafts that they keep."""
    user, today = request.user, clock.today()
    with snapshot():
        page = paged(pages.archive(user), request.GET.get("page"))
        shown = {
            "drafts": [pages.row_of_draft(one, today) for one in pages.draft_rows(user)],
            "page": page,
            "sent": pages.archive_rows(page),
            "may_edit": bool(choices.owners(user)),
        }
        return render(request, "newsletters/newsletter_list.html", shown)


@require_http_methods(GET)
@for_anybody
def newsletter_detail(request, pk):
    with snapshot():
        seen = Newsletter.objects.visible_to(request.user).with_names()
        newsletter = get_object_or_404(seen, pk=pk)
        page = pages.newsletter_page(request.user, newsletter, clock.today())
        shown = {"page": page, "letter": page.letter, "crumbs": crumbs()}
        return render(request, "newsletters/newsletter_detail.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def newsletter_new(request):
    user, today = request.user, clock.today()
    rows = Audience.objects.visible_to(user, EDIT).with_names().order_by("name", "pk")
    audiences = {str(one.pk): one for one in rows}
    given = {"audiences": audiences, "offers": offers(), "today": today}
    none = "" if audiences else "Set up an audience first: it says whom you write to."
    return ask(
        request,
        forms.NewNewsletterForm(request.POST or None, **given),
        lambda said: services.begin_newsletter(**said, on=today, by=user),
        to=DETAIL,
        said="The draft is kept: look at it as its readers will, then send it",
        heading="Write a newsletter",
        lead=none,
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def newsletter_change(request, pk):
    newsletter, today = draft(request, pk), clock.today()
    now = {name: getattr(newsletter, name) for name in ("version", "subject", "text", "sections")}
    if newsletter.month:
        now["figures"] = f"{newsletter.year}-{newsletter.month}"
    given = {"offers": offers(), "today": today, "initial": now}
    return ask(
        request,
        forms.ChangeNewsletterForm(request.POST or None, **given),
        lambda said: services.change_newsletter(
            newsletter=newsletter, **said, on=today, by=request.user
        ),
        to=DETAIL,
        pk=pk,
        said="The draft is kept",
        heading=f"Change “{newsletter}”",
        crumbs=crumbs(newsletter),
    )


@require_http_methods(GET)
@requires(EDIT)
def newsletter_preview(request, pk):
    """The draft as one of its readers would get it."""
    newsletter, today = draft(request, pk), clock.today()
    with snapshot():
        readers = pages.readers(newsletter, today)
        form = forms.ReaderForm(request.GET if "reader" in request.GET else None, readers=readers)
        shown = {"newsletter": newsletter, "form": form, "crumbs": crumbs(newsletter)}
        if form.is_valid():
            reader = form.cleaned_data["reader"]
            shown["reader"] = readers[reader]
            shown["letter"] = pages.preview(request.user, newsletter, reader, today)
        return render(request, "newsletters/newsletter_preview.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def newsletter_send(request, pk):
    return do(request, pk, "It is on its way to", services.send_newsletter, on=clock.today())


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def newsletter_discard(request, pk):
    return do(request, pk, "Discarded: nothing goes to", services.discard_newsletter)


def do(request, pk, said, service, **more):
    """Do one deed to a draft. A GET does nothing."""
    newsletter = to_edit(request, pk)
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(DETAIL, pk=pk)
    try:
        version = form.cleaned_data["version"]
        service(newsletter=newsletter, version=version, by=request.user, **more)
    except (NotKept, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect(DETAIL, pk=pk)
    return done(request, DETAIL, f"{said} {newsletter.audience}", pk=pk)


def draft(request, pk):
    """The draft, where the person writes to its audience: 404 for what is none any more. What is
    typed meanwhile is not lost: who sends it is told by the service."""
    newsletter = to_edit(request, pk)
    if request.method != "POST" and newsletter.state != NewsletterState.DRAFT:
        raise Http404
    return newsletter


def to_edit(request, pk):
    """The newsletter, where the person writes to its audience: 404 for who does not."""
    seen = Newsletter.objects.visible_to(request.user, EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def crumbs(newsletter=None):
    """The way up: the newsletters, the newsletter."""
    way = [Crumb("Newsletters", reverse(LIST))]
    if newsletter:
        way.append(Crumb(newsletter.subject, reverse(DETAIL, args=[newsletter.pk])))
    return way
