from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings import due
from meetings.minutes import typed
from meetings.models import Item, OtherText
from meetings.records import people
from meetings.records.forms import InitialsForm, ItemForm, VersionForm
from meetings.records.services import writing
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb
from pbc.core.versions import ChangedMeanwhile

GET_AND_POST = ["GET", "HEAD", "POST"]
EDIT = "meetings.edit_meeting"
BOTH = "Somebody changed it meanwhile. Both texts are kept: choose one of them"


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def item(request, pk):
    """Write the minutes of an item."""
    held = editable(request, pk)
    form = item_form(request, held)
    if form.is_valid():
        try:
            other = writing.write_item(
                item=held, **form.cleaned_data, on=clock.today(), by=request.user
            )
        except (writing.NotWritten, due.NotADay) as refusal:
            form.add_error("text", str(refusal))
        else:
            return done(request, "minutes:item", BOTH if other else "Saved", pk=pk)
    return show(request, held, form)


def item_form(request, held, sent=True):
    initial = {"version": held.version, "text": held.minutes}
    return ItemForm(request.POST if sent and request.method == "POST" else None, initial=initial)


def show(request, held, form, initials_form=None):
    """The page of an item, which asks for the first initials that nobody is known by."""
    unknown = typed.read(held.minutes, people.speakers(held.meeting)).unknown
    if unknown and initials_form is None:
        initials_form = InitialsForm(initial={"letters": unknown[0]})
    shown = {
        "item": held,
        "form": form,
        "waiting": held.other_texts.waiting().select_related("written_by").order_by("pk"),
        "initials_form": initials_form if unknown else None,
        "unknown": unknown[0] if unknown else "",
        "crumbs": [
            Crumb("Minutes", reverse("minutes:detail", args=[held.meeting_id])),
        ],
    }
    return render(request, "minutes/item.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def initials(request, pk):
    """Say whom initials stand for."""
    held = editable(request, pk)
    if request.method != "POST":
        return redirect("minutes:item", pk=pk)
    form = InitialsForm(request.POST)
    if not form.is_valid():
        return show(request, held, item_form(request, held, sent=False), form)
    given = form.cleaned_data
    try:
        writing.remember_initials(item=held, **given, on=clock.today(), by=request.user)
    except writing.NotWritten as refusal:
        messages.warning(request, str(refusal))
        return redirect("minutes:item", pk=pk)
    return done(request, "minutes:item", f"{given['letters']} is {given['name']}", pk=pk)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def choose(request, pk):
    """Choose between two texts of an item."""
    texts = OtherText.objects.visible_to(request.user, to=EDIT).select_related("item")
    other = get_object_or_404(texts, pk=pk)
    form, take = VersionForm(request.POST), request.POST.get("take")
    if request.method != "POST" or take not in ("yes", "no") or not form.is_valid():
        return redirect("minutes:item", pk=other.item_id)
    seen = form.cleaned_data | {"take": take == "yes"}
    try:
        writing.settle_text(other=other, **seen, on=clock.today(), by=request.user)
    except (writing.NotWritten, due.NotADay, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect("minutes:item", pk=other.item_id)
    return done(request, "minutes:item", "Chosen", pk=other.item_id)


def editable(request, pk):
    """The item, where the person keeps its minutes: 404 for what they may not see."""
    rows = Item.objects.visible_to(request.user, to=EDIT).on_the_agenda()
    return get_object_or_404(rows.select_related("meeting__body"), pk=pk, meeting__state="HELD")
