from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings import tables
from meetings.decisions import forms, queries, services
from meetings.decisions import tables as pages
from meetings.models import Asked, Decision, Telling
from meetings.models.question import EDIT, VIEW
from meetings.questions.queries import question_page
from meetings.questions.services import NotAsked, record_answer
from pbc.core import clock, exports
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb, counted
from pbc.core.pages.tables import facts_of
from pbc.core.paging import paged
from pbc.core.versions import ChangedMeanwhile

GET_AND_POST = ["GET", "HEAD", "POST"]
DETAIL = "decisions:decision-detail"


@require_http_methods(["GET"])
@requires(VIEW)
def decision_list(request):
    today = clock.today()
    with snapshot():
        tabs, found, empty = queries.register(
            request.user, view=request.GET.get("show"), today=today
        )
        page = paged(found, request.GET.get("page"))
        shown = {
            "heading": queries.heading(tabs),
            "today": today,
            "tabs": tabs,
            "page": page,
            "rows": queries.rows(page, today),
            "empty": empty,
            "may_decide": queries.may_decide(request.user),
        }
    return render(request, "decisions/decision_list.html", shown)


@require_http_methods(["GET"])
@requires(VIEW)
def decision_list_table(request):
    view, today = request.GET.get("show"), clock.today()
    with snapshot():
        tabs, found, _ = queries.register(request.user, view=view, today=today)
        facts = tables.facts_of(queries.heading(tabs), tabs, today)
        table = tables.of_decisions(found, today)
        return exports.answer([table], facts, called="Decisions", form=request.GET.get("form"))


@require_http_methods(["GET"])
@requires(VIEW)
def decision_detail(request, pk):
    with snapshot():
        page = queries.decision_page(request.user, pk, today=clock.today())
    if page is None:
        raise Http404
    return render(request, "decisions/decision_detail.html", {"page": page, "crumbs": crumbs()})


@require_http_methods(["GET"])
@requires(VIEW)
def decision_detail_table(request, pk):
    with snapshot():
        page = queries.decision_page(request.user, pk, today=clock.today())
    if page is None:
        raise Http404
    said = [page.row.text, page.row.status, page.question and page.question.sentence]
    return take(request, pages.of_decision(page), page.caption, said)


@require_http_methods(["GET"])
@requires(VIEW)
def question_detail(request, pk):
    with snapshot():
        page = question_page(request.user, pk, today=clock.today())
    if page is None:
        raise Http404
    return render(request, "decisions/question_detail.html", {"table": page, "crumbs": crumbs()})


@require_http_methods(["GET"])
@requires(VIEW)
def question_detail_table(request, pk):
    with snapshot():
        page = question_page(request.user, pk, today=clock.today())
    if page is None:
        raise Http404
    said = [page.text, page.lapsed, page.sentence]
    return take(request, [pages.of_question(page)], f"Question {pk}", said)


def take(request, found, of, said, *, day=None):
    """The tables of a page as a file, as they are today or were on a day."""
    facts = facts_of(of, said, day or clock.today())
    return exports.answer(found, facts, called=of, form=request.GET.get("form"))


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def decision_new(request):
    places = queries.places(request.user)
    given = {"places": places, "askable": queries.askable(request.user), **known(request)}
    form = forms.DecideForm(request.POST or None, initial=new_of(places), **given)
    if form.is_valid():
        decision = services.decide(**form.decision(), by=request.user)
        return done(request, DETAIL, "Written down", pk=decision.pk)
    return show_form(request, form, "Write a decision down", "What a body decided")


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def decision_change(request, pk):
    decision = editable(request, pk)
    now = {name: getattr(decision, name) for name in ("version", "text", "outcome")}
    form = forms.ChangeForm(request.POST or None, initial=now)
    if form.is_valid():
        said = form.cleaned_data | {"on": clock.today(), "by": request.user}
        if attempt(form, partial(services.change_decision, decision=decision, **said)):
            return done(request, DETAIL, "Changed", pk=pk)
    asked = decision.question_id and "Who confirmed it is asked again: the answers so far stay."
    return show_form(request, form, decision.text, asked or "Change the decision", decision)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def decision_chase(request, pk):
    decision = editable(request, pk)
    if request.method != "POST":
        return redirect(DETAIL, pk=pk)
    raised = services.chase(decision=decision, on=clock.today(), by=request.user)
    said = f"{counted(len(raised), 'action', 'actions')} raised"
    if not raised:
        said = "Nothing to raise: everybody who has not answered has an action about it"
    return done(request, DETAIL, said, pk=pk)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def telling_new(request, pk):
    decision = editable(request, pk)
    form = forms.TellForm(request.POST or None, initial=today(), **known(request))
    if form.is_valid():
        to, on = form.somebody(form.cleaned_data["to"]), form.cleaned_data["on"]
        services.add_telling(decision=decision, to=to, on=on, by=request.user)
        return done(request, DETAIL, f"{to} is to be told", pk=pk)
    return show_form(request, form, decision.text, "Somebody else is to be told", decision)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def telling_send(request, pk):
    words = "Passed on", "How was it passed on to {}?", "{} was told"
    return tell(request, pk, words, services.send_telling)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def telling_acknowledge(request, pk):
    words = "They have it", "How did {} say that they have it?", "{} has it"
    return tell(request, pk, words, services.acknowledge_telling)


def tell(request, pk, words, service):
    """Say of one who is to be told that word went out, or came back."""
    seen = Telling.objects.visible_to(request.user, to=EDIT).select_related("decision", "person")
    telling = get_object_or_404(seen, pk=pk)
    button, asked, said = (text.format(telling.to) for text in words)
    form = forms.ToldForm(request.POST or None, button=button, initial=today(), **known(request))
    if form.is_valid():
        deed = partial(service, telling=telling, **form.cleaned_data, by=request.user)
        if attempt(form, deed):
            return done(request, DETAIL, said, pk=telling.decision_id)
    return show_form(request, form, asked, telling.decision.text, telling.decision)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def answer_new(request, pk):
    seen = Asked.objects.visible_to(request.user, to=EDIT).with_names()
    asked = get_object_or_404(seen, pk=pk)
    form = forms.AnswerForm(request.POST or None, initial=today(), **known(request))
    if form.is_valid():
        said = form.cleaned_data | {"told_by": form.somebody(form.cleaned_data["told_by"])}
        which = {"question": asked.question, "group": asked.party}
        if attempt(form, partial(record_answer, **which, **said, by=request.user)):
            return done(request, back(request, asked), f"Written down: {asked.party}")
    return show_form(request, form, f"What did {asked.party} say?", asked.question.text)


def back(request, asked):
    """The page on which the answer shows: of the decision, or of the question."""
    decisions = Decision.objects.visible_to(request.user)
    decision = decisions.filter(question=asked.question_id).first()
    if decision:
        return reverse(DETAIL, args=[decision.pk])
    return reverse("decisions:question-detail", args=[asked.question_id])


def attempt(form, deed):
    """Whether a deed was done; where it is refused, the form says why."""
    try:
        deed()
    except (services.NotDecided, NotAsked) as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhile as changed:
        form.show_change(changed)
    return not form.errors


def show_form(request, form, heading, caption, decision=None):
    """Render a page that asks one thing."""
    way = crumbs()
    if decision:
        way.append(Crumb(decision.text, reverse(DETAIL, args=[decision.pk])))
    shown = {"form": form, "heading": heading, "caption": caption, "crumbs": way}
    return render(request, "decisions/form.html", shown)


def known(request):
    """The day, and whom the site knows by name."""
    day = clock.today()
    return {"today": day, "people": queries.people(request.user, day)}


def today():
    """What a form about a day begins with."""
    return {"on": clock.today()}


def new_of(places):
    """What the form of a new decision begins with."""
    return today() | {"of": next(iter(places), "")}


def editable(request, pk):
    """The decision, where the person may change it: 404 for what they may not see."""
    seen = Decision.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def crumbs():
    """The way up from a decision."""
    return [Crumb("Decisions", reverse("decisions:decision-list"))]
