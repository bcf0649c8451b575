"""Ending a binding, by its person and by an administrator; and the way out at the provider."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from pbc.core.access import for_anybody, requires
from pbc.core.factors.again import known_again
from pbc.core.once import done, once
from pbc.core.openid import flow, forms, queries, services
from pbc.core.openid.asking import ProviderFault
from pbc.core.openid.views.telling import where_there_is_one
from pbc.core.pages.frame import Crumb
from pbc.core.people import queries as people
from pbc.core.people.views.people import attempt, up
from pbc.core.sign_ins import places

TWICE = "it ends what is there: twice is as good as once"


@where_there_is_one
@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again=TWICE)
def unbind(request):
    """Sign in by the provider no more."""
    form = forms.UnbindForm(request.POST if request.method == "POST" else None)
    here = {"where": places.of(request), "keep": request.session.session_key}
    if form.is_valid():
        ended = attempt(form, lambda _: services.unbind(by=request.user, **here) or True)
        if ended:
            return done(request, "factors:mine", "The binding has ended")
    crumbs = [Crumb("How you sign in", "/accounts/steps/")]
    shown = {"form": form, "binding": queries.binding(request.user), "crumbs": crumbs}
    return render(request, "openid/unbind.html", shown)


@where_there_is_one
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@known_again
@once(again=TWICE)
def end_binding(request, pk):
    """End the binding of somebody else."""
    person = get_object_or_404(people.everybody(), pk=pk)
    form = forms.EndBindingForm(request.POST or None)
    if form.is_valid():
        here = {"where": places.of(request), "by": request.user}
        ended = attempt(form, lambda said: services.end_binding(person=person, **here, **said))
        if ended:
            said = f"The account of {person} is bound no longer"
            return done(request, people.person_url(person), said)
    shown = {"form": form, "person": person, "binding": queries.binding(person)}
    return render(request, "people/person_binding.html", shown | up(person))


@login_not_required
@where_there_is_one
@require_safe
def signed_out(request):
    """Signed out here, and not yet at the provider: the way out there."""
    try:
        to = flow.ends_at()
    except ProviderFault:
        to = ""
    return render(request, "openid/signed_out.html", {"to": to})
