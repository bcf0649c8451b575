from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.decisions.queries import places
from meetings.decisions.views import crumbs, known, new_of, today
from meetings.matters import forms, queries, services
from meetings.models import Concern, Mandate, OpenQuestion
from meetings.models.question import EDIT, VIEW
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(["GET"])
@requires(VIEW)
def open_list(request):
    return show_list(request, queries.questions_page)


@require_http_methods(["GET"])
@requires(VIEW)
def concern_list(request):
    return show_list(request, queries.concerns_page)


@require_http_methods(["GET"])
@requires(VIEW)
def mandate_list(request):
    return show_list(request, queries.mandates_page)


def show_list(request, read):
    """Render one of the lists."""
    with snapshot():
        found = read(request.user, clock.today(), request.GET.get("page"))
    shown = {"list": found, "page": found.page, "crumbs": crumbs()}
    return render(request, "decisions/matters.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def open_new(request):
    words = "open-list", "A question came up", "Who asks what, and who finds out"
    return add(request, forms.OpenForm, services.open_question, *words)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def concern_new(request):
    words = "concern-list", "Raise a concern with another body", "What worries you, and with whom"
    return add(request, forms.ConcernForm, services.raise_concern, *words)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def mandate_new(request):
    words = "mandate-list", "Somebody speaks for you", "Who, about what, and since which meeting"
    return add(request, forms.MandateForm, services.give_mandate, *words)


def add(request, kind, service, to, heading, caption):
    """Write something new down, and go to its list."""
    of = places(request.user)
    form = kind(request.POST or None, places=of, initial=new_of(of), **known(request))
    if form.is_valid() and attempt(form, partial(service, **form.deed(), by=request.user)):
        return done(request, f"decisions:{to}", "Written down")
    return show_form(request, form, to, heading, caption)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def open_answer(request, pk):
    question = editable(request, OpenQuestion, pk)
    form = words_form(request, "The answer")
    deed = partial(services.answer_question, question=question)
    return go_on(request, form, deed, "answer", "open-list", question)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def concern_send(request, pk):
    concern = editable(request, Concern, pk)
    form = day_form(request, "On which day it was sent")
    deed = partial(services.send_concern, concern=concern)
    return go_on(request, form, deed, None, "concern-list", concern)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def concern_reply(request, pk):
    concern = editable(request, Concern, pk)
    form = words_form(request, "What they replied")
    deed = partial(services.record_reply, concern=concern)
    return go_on(request, form, deed, "reply", "concern-list", concern)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def mandate_end(request, pk):
    mandate = editable(request, Mandate, pk)
    form = day_form(request, "The last day on which it holds")
    deed = partial(services.end_mandate, mandate=mandate)
    return go_on(request, form, deed, None, "mandate-list", mandate)


def go_on(request, form, deed, words, to, thing):
    """Write down what became of something, and go to its list."""
    if form.is_valid():
        said = {"on": form.cleaned_data["on"], "by": request.user}
        if words:
            said[words] = form.cleaned_data["words"]
        if attempt(form, partial(deed, **said)):
            return done(request, f"decisions:{to}", "Written down")
    return show_form(request, form, to, str(thing), f"For {thing.organisation}")


def attempt(form, deed):
    """Whether a deed was done; where it is refused, the form says why."""
    try:
        deed()
    except services.NotTaken as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def words_form(request, label):
    return forms.WordsForm(request.POST or None, label=label, initial=today(), **known(request))


def day_form(request, label):
    return forms.DayOnlyForm(request.POST or None, label=label, initial=today(), **known(request))


def editable(request, model, pk):
    """The row, where the person may change it: 404 for what they may not."""
    return get_object_or_404(model.objects.visible_to(request.user, to=EDIT).with_names(), pk=pk)


def show_form(request, form, to, heading, caption):
    """Render a page that asks one thing, below its list."""
    name = {"open-list": "Open questions", "concern-list": "Concerns", "mandate-list": "Mandates"}
    way = [*crumbs(), Crumb(name[to], reverse(f"decisions:{to}"))]
    shown = {"form": form, "heading": heading, "caption": caption, "crumbs": way}
    return render(request, "decisions/form.html", shown)
