"""What the pages of bodies and meetings share: the way up, a form's deed, whose it may be."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meetings.diary.queries.lists import EDIT
from meetings.diary.rules import NotKept
from meetings.models import Body, Item, Meeting
from pbc.core.once import done
from pbc.core.pages.frame import Crumb
from pbc.core.versions import ChangedMeanwhile

GET, GET_AND_POST = ["GET", "HEAD"], ["GET", "HEAD", "POST"]


def attempt(form, deed):
    """Do it with what was typed; what is refused stands beside its field, and None is returned."""
    try:
        return deed(form.cleaned_data)
    except NotKept as why:
        form.add_error(why.field if why.field in form.fields else None, str(why))
    except ChangedMeanwhile as changed:
        form.show_change(changed)
    return None


def ask(request, form, deed, *, to, said, pk=None, **page):
    """Show a form until what it asks for is done; then say so and go to its page.

    `to` is the name of that page, of the thing `pk` or of what the deed gave back.
    """
    if form.is_valid():
        made = attempt(form, deed)
        if made is not None:
            return done(request, to, said, pk=pk or made.pk)
    return render(request, "diary/form.html", {"form": form, **page})


def crumbs(*, body=None, meeting=None, may_see_body=True):
    """The way up: the meetings, the body where it may be seen, the meeting."""
    way = [Crumb("Meetings", reverse("diary:meeting-list"))]
    body = body or (meeting.body if meeting else None)
    if body and may_see_body:
        way.append(Crumb(body.name, reverse("diary:body-detail", args=[body.pk])))
    if meeting:
        way.append(Crumb(str(meeting), reverse("diary:meeting-detail", args=[meeting.pk])))
    return way


def body_to_edit(request, pk):
    """The body, where the person keeps it: 404 for what they may not see, as for none."""
    seen = Body.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def meeting_to_edit(request, pk):
    seen = Meeting.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def item_to_edit(request, pk):
    seen = Item.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.select_related("meeting__body"), pk=pk)
