"""The streams of figures, and which of them counts: typed, looked at with what it does, done."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from activity.feed_forms import CountForm, FeedForm
from activity.queries import feeds
from activity.services.feeds import NotCounted, add_feed, count_feed
from activity.views.submissions import crumbs
from pbc.core import access, clock, periods
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb
from pbc.core.registers import queries as registers
from pbc.core.registers.trial import trial

EDITING = "activity.edit_feed"


@require_safe
@requires("activity.view_submission")
def feed_list(request):
    with snapshot():
        shown = {"feeds": feeds.feeds(), "years": feeds.years()}
    shown["may_edit"] = access.may(request.user, EDITING)
    return render(request, "activity/feed_list.html", shown | {"crumbs": crumbs()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDITING)
@once
def feed_new(request):
    form = FeedForm(request.POST or None)
    if form.is_valid():
        feed = _attempt(form, partial(add_feed, **form.cleaned_data, by=request.user))
        if feed:
            said = f"{feed} is added, and counts for nothing yet"
            return done(request, "activity:feed-list", said)
    return render(request, "activity/feed_new.html", {"form": form, "crumbs": _up()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDITING)
@once(again="it sets what it says: twice is as good as once")
def feed_count(request, year):
    if not feeds.is_open(year):
        raise Http404
    form = CountForm(request.POST or None, feeds=feeds.everything())
    seen, looked = feeds.seen_of(year), None
    if form.is_valid() and "again" not in request.POST:
        said = form.cleaned_data | {"seen": request.POST.get("seen"), "year": year}
        do = partial(count_feed, **said, today=clock.today(), by=request.user)
        if "sure" in request.POST:
            if _attempt(form, do):
                return done(request, "activity:feed-list", "It counts so from now on")
        else:
            looked = _attempt(form, partial(_look, request, form, do, year))
    heading = f"What counts in {periods.year_name(year)}?"
    shown = {"form": form, "trial": looked, "seen": seen, "heading": heading, "crumbs": _up()}
    return render(request, "registers/practice_change.html", shown)


def _look(request, form, do, year):
    """What would count, worked out by saying so and taking it back."""
    months = min(form.cleaned_data["first"], max(periods.MONTHS))
    return trial(
        do,
        from_date=periods.first_day(year, months),
        scopes=registers.commissioner_scopes(),
        user=request.user,
        today=clock.today(),
    )


def _attempt(form, deed):
    """Do it; what is refused stands beside its field, and None is returned."""
    try:
        return deed()
    except NotCounted as why:
        form.add_error(why.field if why.field in form.fields else None, str(why))
    return None


def _up():
    return [*crumbs(), Crumb("Feeds", reverse("activity:feed-list"))]
