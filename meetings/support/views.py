from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary.views.frame import GET, GET_AND_POST, ask
from meetings.models.support import EDIT, VIEW
from meetings.support import forms, queries, services
from meetings.support.tables import of_log
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import once
from pbc.core.pages.frame import Crumb, practice_url
from pbc.core.pages.tables import facts_of

DETAIL = "support:contact-detail"


@require_http_methods(GET)
@requires(VIEW)
def contact_list(request, code):
    with snapshot():
        practice = practice_of(request, code)
        log = queries.log_page(request.user, practice, request.GET.get("page"))
    shown = {"log": log, "page": log.page, "crumbs": crumbs(practice)[:-1]}
    return render(request, "support/contact_list.html", shown)


@require_http_methods(GET)
@requires(VIEW)
def contact_list_table(request, code):
    with snapshot():
        practice = practice_of(request, code)
        found = of_log(*queries.contacts(request.user, practice))
        said = [queries.heading(request.user, practice)]
        facts = facts_of(f"{practice.name}, {practice.code}", said, clock.today())
        called = f"Support log {practice.name}"
        return exports.answer(found, facts, called=called, form=request.GET.get("form"))


@require_http_methods(GET)
@requires(VIEW)
def contact_detail(request, pk):
    with snapshot():
        page = queries.contact_page(request.user, pk, clock.today())
    if page is None:
        raise Http404
    shown = {"page": page, "crumbs": crumbs(page.contact.practice)}
    return render(request, "support/contact_detail.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def contact_new(request, code):
    practice = practice_of(request, code, to=EDIT)
    initial = {"on": clock.today(), "who": f"person:{request.user.pk}"}
    initial["figure"] = request.GET.get("about", "")
    given = form_for(request, practice) | {"initial": initial}
    return ask(
        request,
        forms.ContactForm(request.POST or None, **given),
        lambda said: services.write_contact(practice=practice, **said, by=request.user),
        to=DETAIL,
        said="Written down",
        heading=f"A contact with {practice}",
        crumbs=crumbs(practice),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def contact_correct(request, pk):
    contact = to_edit(request, pk)
    if contact.pk != pk:
        return redirect("support:contact-correct", pk=contact.pk)
    given = form_for(request, contact.practice, contact)
    form = forms.CorrectForm(request.POST or None, initial=queries.as_typed(contact), **given)
    return ask(
        request,
        form,
        lambda said: services.correct_contact(contact=contact, **said, by=request.user),
        to=DETAIL,
        said="Written down anew: what stood before stays below",
        heading="Write it down anew",
        lead="What stands there now stays below the new one, with who wrote it.",
        crumbs=crumbs(contact.practice, contact),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def contact_outcome(request, pk):
    contact, today = to_edit(request, pk), clock.today()
    if contact.pk != pk:
        return redirect("support:contact-outcome", pk=contact.pk)
    return ask(
        request,
        forms.OutcomeForm(request.POST or None, today=today, initial={"on": today}),
        lambda said: services.write_outcome(contact=contact, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Written down",
        heading="What came of it?",
        lead=contact.words,
        crumbs=crumbs(contact.practice, contact),
    )


def practice_of(request, code, to=VIEW):
    """The practice of that code, where the person may read or keep its log; 404 for any other."""
    practice = queries.practice(request.user, code, to=to)
    if practice is None:
        raise Http404
    return practice


def to_edit(request, pk):
    """The contact as it stands, where the person keeps it: 404 for who does not, as for none.

    What is sent is of the row that the page showed: who corrected it meanwhile is not passed over.
    """
    find = queries.row if request.method == "POST" else queries.find
    contact = find(request.user, pk, to=EDIT)
    if contact is None:
        raise Http404
    return contact


def form_for(request, practice, contact=None):
    """What the form of a contact is handed: the day, who it can have been, and about what."""
    user, today = request.user, clock.today()
    return {
        "today": today,
        "whom": queries.whom(user, today, contact),
        "actions": queries.actions(user, practice, contact),
        "find": queries.figures(user, contact),
        "practice": practice,
    }


def crumbs(practice, contact=None):
    """The way up: the practice, its log, the contact."""
    way = [
        Crumb("Practices", reverse("core:register")),
        Crumb(practice.name, practice_url(practice)),
        Crumb("Support log", queries.log_url(practice)),
    ]
    if contact:
        way.append(Crumb(str(contact), reverse(DETAIL, args=[contact.pk])))
    return way
