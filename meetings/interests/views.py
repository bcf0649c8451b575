from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary.queries.lists import EDIT, VIEW
from meetings.diary.views.frame import GET, GET_AND_POST, ask, crumbs, item_to_edit
from meetings.interests import forms, queries, reading, services
from meetings.interests.tables import of_register
from meetings.matters.forms import LastDayForm, MistakeForm
from meetings.models import Body
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import once
from pbc.core.pages.frame import Crumb
from pbc.core.pages.tables import facts_of

REGISTER, MEETING = "diary:interest-list", "diary:meeting-detail"


@require_http_methods(GET)
@requires(VIEW)
def interest_list(request, pk):
    with snapshot():
        page = queries.register(request.user, pk, clock.today())
    if page is None:
        raise Http404
    shown = {"page": page, "crumbs": crumbs(body=page.body)}
    return render(request, "interests/interest_list.html", shown)


@require_http_methods(GET)
@requires(VIEW)
def interest_list_table(request, pk):
    today, form = clock.today(), request.GET.get("form")
    with snapshot():
        page = queries.register(request.user, pk, today)
    if page is None:
        raise Http404
    facts = facts_of(f"{page.body}, {page.caption}", [page.heading], today)
    called = f"Interests {page.body}"
    return exports.answer(of_register(page), facts, called=called, form=form)


@require_http_methods(GET_AND_POST)
@requires(VIEW)
@once
def interest_new(request, pk):
    """Who keeps the body writes for all that sit on it; who sits on it for themselves."""
    body = get_object_or_404(Body.objects.visible_to(request.user).with_names(), pk=pk)
    today = clock.today()
    holders = queries.holders(request.user, body, today)
    if not holders:
        raise Http404
    form = forms.DeclareForm(request.POST or None, holders=holders, initial={"from_date": today})
    return ask(
        request,
        form,
        lambda said: services.declare_interest(body=body, **said, on=today, by=request.user),
        to=REGISTER,
        pk=pk,
        said="Declared: whoever sees the body sees it",
        heading="Declare an interest",
        lead=f"Everybody who may see {body} sees what is declared here.",
        crumbs=way(body),
    )


@require_http_methods(GET_AND_POST)
@requires(VIEW)
@once
def interest_end(request, pk):
    seen = queries.own(request.user).select_related("body", "person")
    interest = get_object_or_404(seen, pk=pk)
    today = clock.today()
    given = {"label": "The last day", "today": today, "initial": {"on": today}}
    return ask(
        request,
        LastDayForm(request.POST or None, **given),
        lambda said: services.end_interest(interest=interest, **said, by=request.user),
        to=REGISTER,
        pk=interest.body_id,
        said="Kept: after that day it stands in the register as one that was",
        heading=f"Since when is it over? {interest}",
        crumbs=way(interest.body),
    )


@require_http_methods(GET_AND_POST)
@requires(VIEW)
@once
def interest_withdraw(request, pk):
    seen = queries.own(request.user).select_related("body", "person")
    interest, today = get_object_or_404(seen, pk=pk), clock.today()
    return ask(
        request,
        MistakeForm(request.POST or None),
        lambda said: services.withdraw_interest(
            interest=interest, **said, on=today, by=request.user
        ),
        to=REGISTER,
        pk=interest.body_id,
        said="Taken back: it counts nowhere any more",
        heading=f"Take back what was declared by mistake: {interest}",
        crumbs=way(interest.body),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once(again="it sets what it says: twice is as good as once")
def item_touches(request, pk):
    item = item_to_edit(request, pk)
    meeting = item.meeting
    there = list(item.touches.that_hold().order_by("subject"))
    now = [one.subject for one in there]
    offered = queries.subjects(meeting.body, meeting.day or meeting.month)
    form = forms.TouchesForm(
        request.POST if request.method == "POST" else None,
        subjects=list(dict.fromkeys([*offered, *now])),
        initial={
            "subjects": now + reading.suggested_of(item, now),
            "shown": reading.mark(there),
        },
    )
    none = "" if form.fields["subjects"].choices else "Nobody has declared an interest yet."
    return ask(
        request,
        form,
        lambda said: services.say_what_it_touches(item=item, **said, by=request.user),
        to=MEETING,
        pk=meeting.pk,
        said="Kept: whoever has an interest in it stands at the item",
        heading=f"What does “{item.heading}” touch?",
        lead=none,
        crumbs=crumbs(meeting=meeting),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def item_exclusions(request, pk):
    item = item_to_edit(request, pk)
    meeting, before = item.meeting, reading.confirmed(item)
    interests = reading.to_confirm(item, before)
    form = forms.ConfirmForm(
        request.POST if request.method == "POST" else None, interests=interests, before=before
    )
    return ask(
        request,
        form,
        lambda _: services.confirm_exclusions(
            item=item, said=form.said(), on=clock.today(), by=request.user
        ),
        to=MEETING,
        pk=meeting.pk,
        said="Confirmed: the minutes say so",
        heading=f"Who takes no part in “{item.heading}”?",
        lead="What you confirm stands at the item, in its decisions and in the minutes.",
        crumbs=crumbs(meeting=meeting),
    )


def way(body):
    """The way up: the body, its register."""
    return [*crumbs(body=body), Crumb("Interests", reverse(REGISTER, args=[body.pk]))]
