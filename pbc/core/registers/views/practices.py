"""Changes of a practice in the register: typed, looked at with what they do, then made."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pbc.core import clock, periods
from pbc.core.access import requires
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb, practice_url
from pbc.core.registers import forms, queries, services
from pbc.core.registers.spans import NotRegistered, seen_of
from pbc.core.registers.trial import trial

METHODS = require_http_methods(["GET", "HEAD", "POST"])
DONE = "The register says so now"


@METHODS
@requires(queries.KEEPING)
@once
def practice_new(request):
    choices = {
        "locality": queries.localities(request.user),
        "group": queries.groups(),
    }
    form = forms.OpenForm(request.POST or None, initial={"from_date": clock.today()}, **choices)
    if form.is_valid():
        practice = attempt(
            form, partial(services.open_practice, **form.cleaned_data, **at(request))
        )
        if practice:
            return done(request, practice_url(practice), f"{practice} is in the register")
    return render(request, "registers/practice_new.html", {"form": form, "crumbs": up()})


@METHODS
@requires(queries.KEEPING)
@once(again="it sets what it says: twice is as good as once")
def practice_edit(request, code):
    practice = get_object_or_404(queries.practices(request.user), code=code)
    form = forms.PracticeForm(
        request.POST or None, initial={"name": practice.name, "town": practice.town}
    )
    if form.is_valid():
        services.change_practice(practice=practice, **form.cleaned_data, by=request.user)
        return done(request, practice_url(practice), DONE)
    shown = {"form": form, "heading": f"What is {practice} called?", "crumbs": up(practice)}
    return render(request, "registers/organisation_form.html", shown)


@METHODS
@requires(queries.KEEPING)
@once
def practice_move(request, code):
    return _changing(
        request,
        code,
        forms.MoveForm,
        services.move_practice,
        heading="Move {} to another area",
        locality=queries.localities(request.user),
    )


@METHODS
@requires(queries.KEEPING)
@once
def practice_stand(request, code):
    return _changing(
        request,
        code,
        forms.StandingForm,
        services.change_standing,
        heading="How does {} stand towards commissioning?",
        group=queries.groups(),
    )


@METHODS
@requires(queries.KEEPING)
@once(again="it is refused unless the closing was undone")
def practice_close(request, code):
    others = queries.practices(request.user).exclude(code=code)
    return _changing(
        request,
        code,
        forms.CloseForm,
        services.close_practice,
        heading="Close {}",
        into=others,
    )


@METHODS
@requires(queries.KEEPING)
@once(again="it is refused unless the practice is closed again")
def practice_reopen(request, code):
    """Take a closing back, or its merger alone. It counts from the month after the closing."""
    practice = get_object_or_404(queries.practices(request.user), code=code)
    if request.method != "POST" and not queries.is_closing(practice):
        shown = {"practice": practice, "url": practice_url(practice), "crumbs": up(practice)}
        return render(request, "registers/practice_open.html", shown)
    return change(
        request,
        practice,
        forms.ReopenForm(request.POST or None, merged=practice.merger is not None),
        partial(services.undo_closing, practice=practice),
        heading=f"Undo the closing of {practice}",
        look=lambda _: queries.touched_by_reopening(practice, today=clock.today()),
        after=(practice_url(practice), up(practice)),
    )


def _changing(request, code, form_class, deed, *, heading, **choices):
    """The page of a change of a practice from a day on."""
    practice = get_object_or_404(queries.practices(request.user), code=code)
    return change(
        request,
        practice,
        form_class(request.POST or None, **choices),
        partial(deed, practice=practice),
        heading=heading.format(practice),
        look=partial(_touched, practice),
        after=(practice_url(practice), up(practice)),
    )


def _touched(practice, said):
    """From when a change counts, and the scopes whose figures it may move."""
    also = [said[name] for name in ("group", "locality") if said.get(name)]
    day = said.get("from_date") or said["last_day"]
    return _counts_from(said), queries.scopes_touched(practice, day, also)


def change(request, owner, form, deed, *, heading, look, after):
    """One page for typing, for looking at what it would do, and for doing it.

    `look` says of what was typed from when it counts and for which scopes; `after` is where to
    go when it is done, and the way up.
    """
    seen, looked = seen_of(owner), None
    if form.is_valid() and "again" not in request.POST:
        said = form.cleaned_data | {"seen": request.POST.get("seen"), **at(request)}
        do = partial(deed, **said)
        if "sure" in request.POST:
            if attempt(form, do):
                return done(request, after[0], DONE)
        else:
            looked = attempt(form, partial(_look, request, do, look(form.cleaned_data)))
    shown = {"form": form, "trial": looked, "seen": seen, "heading": heading, "crumbs": after[1]}
    return render(request, "registers/practice_change.html", shown)


def _look(request, do, touched):
    """What the change would do, worked out by doing it and taking it back."""
    from_date, scopes = touched
    return trial(do, from_date=from_date, scopes=scopes, user=request.user, today=clock.today())


def _counts_from(said):
    """The first day that counts otherwise; a practice that closes counts for all of its month."""
    return said.get("from_date") or periods.next_month(said["last_day"])


def at(request):
    """Who does it, and on which day it becomes known."""
    return {"today": clock.today(), "by": request.user}


def attempt(form, deed):
    """Do it; what is refused stands beside its field, and None is returned."""
    try:
        return deed()
    except NotRegistered as why:
        form.add_error(why.field if why.field in form.fields else None, str(why))
    return None


def up(practice=None):
    """The way up: the register, and the practice."""
    crumbs = [Crumb("Practices", reverse("core:register"))]
    if practice:
        crumbs.append(Crumb(str(practice), practice_url(practice)))
    return crumbs
