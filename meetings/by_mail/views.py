import pghistory
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.utils import timezone
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
NOT_FOUND, TOO_MANY = 404, 429


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def action_by_mail(request, token):
    """Say by the link of a mail that an action is done: a page with one button, and the deed.

    It shows what the mail said, to whoever is signed in as to a stranger. A GET changes nothing:
    programs that look at mails open their links.
    """
    request.user = AnonymousUser()  # of nobody's menu, name or figures does it show anything
    if guesses.tries_links(request):
        return ended(request, TOO_MANY)
    link = links.found(token)
    if link is None:
        if not links.is_known(token):
            guesses.count_link(request)
        return ended(request)
    form = form_of(request, link)
    if request.method == "POST" and (form is None or form.is_valid()):
        return close(request, link, form)
    today = clock.today()
    when = ", ".join(filter(None, (words.late(link.action, today), words.due(link.action, today))))
    return answer(request, "action", {"link": link, "when": when, "form": form})


def form_of(request, link):
    """What whoever closes a check is asked; None for an action that is just done."""
    if not link.action.asks_finding:
        return None
    form = FindingForm(request.POST if request.method == "POST" else None)
    form.helper = part_helper()
    return form


def close(request, link, form):
    """Do the deed in the name of the link's person, and say when it was done."""
    given = form.cleaned_data if form else {}
    said = {"finding": given["finding"], "said": given["note"]} if form else {}
    try:
        with pghistory.context(url=PATH):
            services.close_by_link(link=link, on=clock.today(), by=link.person, **said)
    except services.LinkEnded:
        return ended(request)
    at = timezone.now().astimezone(LONDON)
    return answer(request, "done", {"link": link, "at": f"{at:%H:%M}"})


def ended(request, status=NOT_FOUND):
    """The same for a link that was used, has ended, or never was one."""
    return answer(request, "ended", {"wait": status == TOO_MANY}, status)


def answer(request, page, shown, status=200):
    """A page of the link. No other site, and no record of ours, is told its address."""
    answered = render(request, f"meetings/by_mail/{page}.html", shown, status=status)
    answered["Referrer-Policy"] = "strict-origin"
    return answered
