import pghistory
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from meetings import services
from meetings.by_mail import links
from meetings.findings.forms import FindingForm
from meetings.queries import words
from pbc.core import clock
from pbc.core.clock import LONDON
from pbc.core.forms import part_helper
from pbc.core.sign_ins import guesses

PATH = "/actions/link/"  # as the history has it: without the token
UNCHOSEN = "?unchosen"  # a check was sent without what came of it
NOT_FOUND, TOO_MANY = 404, 429


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def action_by_mail(request, token):
    """Say by the link of a mail that an action is done: a page with one button, and the deed.

    It shows what the mail said, to whoever is signed in as to a stranger. A GET changes nothing:
    programs that look at mails open their links. Who holds a link that was used is told when,
    so a second tap, a reload and the way back lead to the answer of the first.
    """
    request.user = AnonymousUser()  # of nobody's menu, name or figures does it show anything
    use = links.used(token)
    if use:
        return done(request, use)
    link = links.found(token)
    if link is None:
        return none_of_ours(request, token)
    form = form_of(request, link)
    if request.method == "POST" and (form is None or form.is_valid()):
        return close(request, link, form)
    if request.method == "POST" and not request.POST.get("note"):
        return lead_on(request, UNCHOSEN)  # nothing that was typed is lost, and back asks nothing
    today = clock.today()
    when = ", ".join(filter(None, (words.late(link.action, today), words.due(link.action, today))))
    return answer(request, "action", {"link": link, "when": when, "form": form})


def form_of(request, link):
    """What whoever closes a check is asked; None for an action that is just done."""
    if not link.action.asks_finding:
        return None
    nothing = {} if UNCHOSEN[1:] in request.GET else None
    form = FindingForm(request.POST if request.method == "POST" else nothing)
    form.helper = part_helper()
    return form


def close(request, link, form):
    """Do the deed in the name of the link's person, and lead on to what says when."""
    given = form.cleaned_data if form else {}
    said = {"finding": given["finding"], "said": given["note"]} if form else {}
    try:
        with pghistory.context(url=PATH):
            services.close_by_link(link=link, on=clock.today(), by=link.person, **said)
    except services.LinkEnded:
        pass  # by another tap, of which the same page tells, or otherwise, which it does not tell
    return lead_on(request)


def lead_on(request, what=""):
    """To the page of the link by a GET, which may be loaded again."""
    return private(HttpResponseRedirect(request.path + what, status=303))


def done(request, use):
    """What says when it was done."""
    if request.method == "POST":
        return lead_on(request)
    at = use.used_at.astimezone(LONDON)
    shown = {"link": use.link, "at": f"{at:%H:%M}", "on": use.on_date or at.date()}
    return answer(request, "done", shown)


def none_of_ours(request, token):
    """The same for a link that has ended and for what never was one, of which an address has only
    so many tries."""
    if links.is_known(token):
        return answer(request, "ended", {}, NOT_FOUND)
    if guesses.tries_links(request):
        return answer(request, "wait", {}, TOO_MANY)
    guesses.count_link(request)
    return answer(request, "ended", {}, NOT_FOUND)


def answer(request, page, shown, status=200):
    """A page of the link. What waits to be said to whoever is signed in goes on waiting."""
    shown = {**shown, "messages": ()}
    return private(render(request, f"meetings/by_mail/{page}.html", shown, status=status))


def private(answered):
    """An answer whose address no other site, and no record of ours, is told."""
    answered["Referrer-Policy"] = "strict-origin"
    return answered
