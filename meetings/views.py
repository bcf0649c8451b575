from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from meetings import services, tables
from meetings.forms import ChangeForm, DropForm, MailForm, NoteForm, RaiseForm
from meetings.models import Action
from meetings.queries import about, lists, owners, words
from meetings.queries import mails as told
from meetings.queries.one import action_page
from meetings.queries.rows import EDIT, VIEW
from pbc.core import access, clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb
from pbc.core.paging import paged
from pbc.core.versions import ChangedMeanwhile

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(["GET"])
@requires(VIEW)
def action_list(request):
    view, today = request.GET.get("show"), clock.today()
    with snapshot(may_lag=True):
        page = lists.my_page(request.user, view=view, today=today)
        return show_list(request, page, promise=told.promise(request.user))


@require_http_methods(["GET"])
@requires(VIEW)
def action_of(request, kind, code):
    with snapshot(may_lag=True):
        return show_list(request, of_organisation(request, kind, code))


@require_http_methods(["GET"])
@requires(VIEW)
def action_list_table(request):
    view, today = request.GET.get("show"), clock.today()
    with snapshot(may_lag=True):
        return take(request, lists.my_page(request.user, view=view, today=today), "My actions")


@require_http_methods(["GET"])
@requires(VIEW)
def action_of_table(request, kind, code):
    with snapshot(may_lag=True):
        return take(request, of_organisation(request, kind, code), f"Actions of {code}")


def of_organisation(request, kind, code):
    """The list of an organisation; 404 for one whose actions the person may not see."""
    which = {"kind": kind, "code": code, "view": request.GET.get("show")}
    try:
        return lists.organisation_page(request.user, today=clock.today(), **which)
    except lists.NoSuchList as fault:
        raise Http404 from fault


def take(request, page, called):
    """Every action of a list as a file."""
    table = tables.of_actions(page.actions, clock.today())
    facts = tables.facts_of(page.heading, page.tabs, clock.today())
    return exports.answer([table], facts, called=called, form=request.GET.get("form"))


def show_list(request, page, **more):
    """Render one page of a list of actions."""
    shown = paged(page.actions, request.GET.get("page"))
    rows = lists.shown(page, shown, request.user, clock.today())
    more["reads_minutes"] = access.may(request.user, "meetings.edit_meeting")
    return render(
        request, "meetings/action_list.html", {"list": page, "page": shown, "actions": rows, **more}
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def action_new(request):
    subject = subject_of(request)
    places = owners.organisations(request.user)
    form = raise_form(request, places, subject)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "owner", "due_typed")}
        said |= {"organisation": form.place(), "about": subject, "on": clock.today()}
        try:
            action = services.raise_action(**said, by=request.user)
        except services.NotDone as refusal:
            form.add_error("owner", str(refusal))
        else:
            said = f"Raised: {words.owner(action)}, due {words.due_said(action)}"
            return done(request, "meetings:action-detail", said, pk=action.pk)
    shown = {"form": form, "subject": subject, "crumbs": crumbs()}
    return render(request, "meetings/action_new.html", shown)


def subject_of(request):
    """The figure or line that the address names; 404 for one that the person may not see."""
    code = request.GET.get("about", "")
    subject = about.find(request.user, code) if code else None
    if code and subject is None:
        raise Http404
    return subject


def raise_form(request, places, subject):
    """The form of a new action, filled in as far as the address says."""
    wanted = request.GET.get("of", "")
    if subject and subject.scope:
        wanted = f"{subject.scope.kind}:{subject.scope.code}"
    if wanted not in places:
        wanted = next(iter(places), "")
    people = owners.choices(request.user, list(places.values()), clock.today())
    initial = {"of": wanted, "owner": f"person:{request.user.username}"}
    if subject and subject.todo:
        initial["text"] = subject.todo
    given = {"places": places, "people": people, "today": clock.today(), "initial": initial}
    return RaiseForm(request.POST if request.method == "POST" else None, **given)


@require_http_methods(["GET"])
@requires(VIEW)
def action_detail(request, pk):
    return show(request, pk)


def show(request, pk, **forms):
    """Render an action, with what was typed into a form of its page."""
    with snapshot():
        page = action_page(request.user, pk, today=clock.today())
    if page is None:
        raise Http404
    forms = {
        "note_form": NoteForm(),
        "drop_form": DropForm(initial={"version": page.action.version}),
        **forms,
    }
    wrong = next((form for form in forms.values() if form.errors), None)
    shown = {"page": page, "form": wrong, "crumbs": crumbs(), **forms}
    return render(request, "meetings/action_detail.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once(again="what is done already stays so")
def action_close(request, pk):
    return do(request, pk, "Done", services.close_action)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once(again="what is open already stays so")
def action_reopen(request, pk):
    return do(request, pk, "Open again", services.reopen_action)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def action_drop(request, pk):
    form = DropForm(request.POST)
    if request.method == "POST" and not form.is_valid():
        editable(request, pk)
        return show(request, pk, drop_form=form)
    return do(request, pk, "Dropped", services.drop_action, form)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def action_note(request, pk):
    form = NoteForm(request.POST)
    if request.method == "POST" and not form.is_valid():
        editable(request, pk)
        return show(request, pk, note_form=form)
    return do(request, pk, "Noted", services.add_note, form)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def action_change(request, pk):
    action = editable(request, pk)
    form = change_form(request, action)
    if form.is_valid():
        names = ("version", "owner", "due_typed", "reason")
        said = {name: form.cleaned_data[name] for name in names}
        try:
            services.change_action(action=action, **said, on=clock.today(), by=request.user)
        except services.NotDone as refusal:
            form.add_error(None, str(refusal))
        except ChangedMeanwhile as changed:
            form.show_change(changed)
        else:
            return done(request, "meetings:action-detail", "Changed", pk=pk)
    way = [*crumbs(), Crumb(action.text, reverse("meetings:action-detail", args=[pk]))]
    shown = {"form": form, "action": action, "crumbs": way}
    return render(request, "meetings/action_change.html", shown)


def change_form(request, action):
    """The form that changes an action, as it is now."""
    owner, value = owners.of(action)
    people = owners.choices(request.user, [action.organisation], clock.today(), owner)
    initial = {
        "version": action.version,
        "due_typed": action.due_typed,
        "owner": value,
        "owner_name": action.owner_name,
    }
    given = {"action": action, "people": people, "today": clock.today(), "initial": initial}
    return ChangeForm(request.POST if request.method == "POST" else None, **given)


def editable(request, pk):
    """The action, where the person may change it: 404 for what they may not see, as for none."""
    seen = Action.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def do(request, pk, said, service, form=None):
    """Do one deed to an action and go back to where it was asked for. A GET does nothing."""
    action = editable(request, pk)
    if request.method != "POST":
        return redirect("meetings:action-detail", pk=pk)
    words = form.cleaned_data if form else {}
    try:
        service(action=action, **words, on=clock.today(), by=request.user)
    except (services.NotDone, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect("meetings:action-detail", pk=pk)
    back = way_back(request) or reverse("meetings:action-detail", args=[pk])
    return done(request, back, f"{said}: {action.text}")


def way_back(request):
    """The page of this site on which the button was, where it says so."""
    back = request.POST.get("next", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else ""


@require_http_methods(GET_AND_POST)
@requires(VIEW)
@once(again="it sets what it says: twice is as good as once")
def mails(request):
    page = told.page(request.user)
    form = MailForm(request.POST or None, initial={"often": page.often})
    if page.may_choose and form.is_valid():
        services.choose_mails(**form.cleaned_data, by=request.user)
        return done(request, "meetings:mails", "Kept: that is how often you hear from us")
    shown = {"form": form, "mails": page, "crumbs": crumbs()}
    return render(request, "meetings/mails.html", shown)


def crumbs():
    """The way up from an action."""
    return [Crumb("Actions", reverse("meetings:action-list"))]
